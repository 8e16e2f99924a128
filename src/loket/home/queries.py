"""The front door of applying from home for reading."""

from loket.home.drafts import opened as opened
from loket.home.records import KEPT as KEPT
from loket.home.records import MOST_PAPERS as MOST_PAPERS
from loket.home.records import DraftRecord as DraftRecord
from loket.home.records import HeldPaper as HeldPaper
from loket.home.uploading import received as received
