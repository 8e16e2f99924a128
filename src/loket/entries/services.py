"""
The front door of entries: every write other apps may ask for.

Each is committed when it returns and wrote nothing when it raised, but `at_step`, which joins the caller's transaction.
"""

from loket.entries.effects import StepDone as StepDone
from loket.entries.effects import concerns as concerns
from loket.entries.effects import require_undoable as require_undoable
from loket.entries.finishing import at_step as at_step
from loket.entries.looking import leave_traces_of as leave_traces_of
from loket.entries.looking import open_people_on as open_people_on
from loket.entries.saving import save_entry as save_entry
from loket.entries.saving import tick as tick
from loket.entries.use import use_register as use_register
