"""What may be asked of collection: frozen records."""

from loket.collection.mandates import mandate_for as mandate_for
from loket.collection.mandates import mandates_moved as mandates_moved
from loket.collection.mandates import mandates_of as mandates_of
from loket.collection.records import FetchRecord as FetchRecord
from loket.collection.records import MandateRecord as MandateRecord
from loket.collection.records import PickupRule as PickupRule
from loket.collection.records import ShelfRecord as ShelfRecord
from loket.collection.records import SlipRecord as SlipRecord
from loket.collection.shelves import fetches_of as fetches_of
from loket.collection.shelves import moves_of as moves_of
from loket.collection.shelves import place_of as place_of
from loket.collection.shelves import places_of as places_of
from loket.collection.shelves import rule_of as rule_of
from loket.collection.slips import latest_slip as latest_slip
from loket.collection.slips import mark_of as mark_of
from loket.collection.slips import replaced_among as replaced_among
from loket.collection.slips import slips_made as slips_made
from loket.collection.slips import slips_of as slips_of
