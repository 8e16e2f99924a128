"""The front door of complaints for reading: frozen records, never rows. What shows words or names leaves a trace, so it is a service."""

from loket.complaints.boxes import box as box
from loket.complaints.boxes import boxes as boxes
from loket.complaints.hearing import MARKS as MARKS
from loket.complaints.hearing import follow as follow
from loket.complaints.lapor import COLUMNS as COLUMNS
from loket.complaints.lapor import GIVEN as GIVEN
from loket.complaints.lapor import MOST_BYTES as MOST_BYTES
from loket.complaints.lapor import Line as Line
from loket.complaints.lapor import to_give_back as to_give_back
from loket.complaints.reading import entries as entries
from loket.complaints.reading import entry as entry
from loket.complaints.recap import Group as Group
from loket.complaints.recap import Kept as Kept
from loket.complaints.recap import Recap as Recap
from loket.complaints.recap import recap as recap
from loket.complaints.rights import first_reply_of as first_reply_of
from loket.complaints.rights import may_enter as may_enter
from loket.complaints.rights import may_keep as may_keep
from loket.complaints.rights import promises_of as promises_of
