"""The engine: pure functions that run a case by its procedure."""

from loket.core.engine.available import Offer, available
from loket.core.engine.codec import from_payload, pack_trail, step_of, to_payload, unpack_trail
from loket.core.engine.commands import (
    Actor,
    Claim,
    CloseUnheard,
    Collect,
    Command,
    Complete,
    Lapse,
    Note,
    PauseClock,
    Reassign,
    Recall,
    RecordPaper,
    Release,
    Reopen,
    ResumeClock,
    Return,
    Submit,
    Withdraw,
)
from loket.core.engine.decide import decide, submit
from loket.core.engine.events import Event, ReturnLine
from loket.core.engine.evolve import begin, evolve, fold
from loket.core.engine.state import CaseState, Passage, Pause, Status

__all__ = [
    "Actor",
    "CaseState",
    "Claim",
    "CloseUnheard",
    "Collect",
    "Command",
    "Complete",
    "Event",
    "Lapse",
    "Note",
    "Offer",
    "Passage",
    "Pause",
    "PauseClock",
    "Reassign",
    "Recall",
    "RecordPaper",
    "Release",
    "Reopen",
    "ResumeClock",
    "Return",
    "ReturnLine",
    "Status",
    "Submit",
    "Withdraw",
    "available",
    "begin",
    "decide",
    "evolve",
    "fold",
    "from_payload",
    "pack_trail",
    "step_of",
    "submit",
    "to_payload",
    "unpack_trail",
]
