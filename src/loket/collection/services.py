"""
The front door of collection for writing. Whoever calls has made sure that the application is there and is the caller's to act on.

Each is committed when it returns, or with the caller's transaction, and wrote nothing when it raised.
"""

from loket.collection.mandates import accept as accept_letter
from loket.collection.mandates import add as add_mandate
from loket.collection.mandates import end as end_mandate
from loket.collection.shelves import note_fetch as note_fetch
from loket.collection.shelves import put as put_on_shelf
from loket.collection.shelves import set_rule as set_rule
from loket.collection.slips import replace as replace_slip
from loket.collection.slips import require_good as require_good_slip

__all__ = [
    "accept_letter",
    "add_mandate",
    "end_mandate",
    "note_fetch",
    "put_on_shelf",
    "replace_slip",
    "require_good_slip",
    "set_rule",
]
