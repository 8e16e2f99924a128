"""
From the register to a paper: reads what a paper says of residents, families and the office, and refuses a gap.

It reads through the queries of other apps alone, a fixed number of statements a paper, and writes nothing.
"""

from loket.documents.gathering.kinds import DETAILS as DETAILS
from loket.documents.gathering.kinds import draft_of_kk as draft_of_kk
from loket.documents.gathering.kinds import gather as gather
from loket.documents.gathering.kinds import old_kk as old_kk
from loket.documents.gathering.request import PaperRequest as PaperRequest
