"""What may be asked of prints and blanks: frozen records, a fixed number of statements each."""

from loket.documents.blanks.records import BlankLine as BlankLine
from loket.documents.blanks.records import SpoiledLine as SpoiledLine
from loket.documents.blanks.records import StockLine as StockLine
from loket.documents.blanks.serials import BlankKind as BlankKind
from loket.documents.blanks.stock import blank_ledger as blank_ledger
from loket.documents.blanks.stock import blank_stock as blank_stock
from loket.documents.blanks.stock import keeps_ledger as keeps_ledger
from loket.documents.blanks.stock import spoiled_blanks as spoiled_blanks
from loket.documents.prints.outcomes import print_by_id as print_by_id
from loket.documents.prints.outcomes import prints_of as prints_of
from loket.documents.prints.outcomes import prints_of_family as prints_of_family
from loket.documents.prints.outcomes import prints_of_office_paper as prints_of_office_paper
from loket.documents.prints.outcomes import prints_of_resident as prints_of_resident
from loket.documents.prints.outcomes import request_of as request_of
from loket.documents.prints.outstanding import Lack as Lack
from loket.documents.prints.outstanding import Outstanding as Outstanding
from loket.documents.prints.outstanding import outstanding as outstanding
from loket.documents.prints.records import Outcome as Outcome
from loket.documents.prints.records import PrintRecord as PrintRecord
from loket.documents.prints.substitutes import Cause as Cause
from loket.documents.prints.substitutes import needs_cause as needs_cause
from loket.documents.prints.substitutes import substitutes_offered as substitutes_offered
from loket.documents.scan_held import HeldScan as HeldScan
from loket.documents.scan_held import held_of as held_of
from loket.documents.scan_held import held_scans as held_scans
