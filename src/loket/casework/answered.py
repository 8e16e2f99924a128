"""
That a complaint is told with an answer. Its words lie with the complaints; its case knows when they were written, and no more.

Every act passes here, so pages, the interface for programs and acts on many at once have no rule of their own.
"""

import datetime

from loket.casework.refusals import NotAComplaint, Unanswered
from loket.casework.store import door
from loket.casework.store.seen import SeenCase
from loket.core.engine import Command, Complete
from loket.core.procedure.model import Procedure


def note_answer(resi: str, at: datetime.datetime) -> None:
    """
    Keep with the case of a complaint that its answer was written at this moment.

    To be called within the work of the caller's `storage.writing.run`. Raises NotAComplaint.
    """
    if not door.answered(resi, at):
        raise NotAComplaint


def require_answered(found: SeenCase, procedure: Procedure, command: Command) -> None:
    """
    The command does not tell a complaint to which nothing was answered, or nothing since its complainant objected.

    Raises Unanswered.
    """
    named, state = procedure.complaint, found.state
    if named is None or state.step != named.told_by or not isinstance(command, Complete):
        return
    heard = [passage.at for passage in state.passages if passage.step == named.heard_by and not passage.voided]
    answered_at = found.row.answered_at
    if answered_at is None or (heard and answered_at < heard[-1]):
        raise Unanswered
