"""
Events and states as plain data, for whoever stores them.

An event's payload holds what is not already a column: everything but its kind, time, person and step.
Old payloads must load for ever: new fields need defaults.
"""

import datetime
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, Final

from loket.core.engine import events
from loket.core.engine.events import Event, ReturnLine
from loket.core.engine.state import CaseState, Passage, Pause

_COLUMNS: Final = frozenset({"at", "by", "step"})
_SIMPLE: Final = frozenset({str, int, bool, type(None)})
KINDS: Final[Mapping[str, type[Event]]] = {
    cls.kind: cls
    for cls in (
        events.CaseSubmitted,
        events.StepClaimed,
        events.StepReleased,
        events.StepReassigned,
        events.StepCompleted,
        events.PapersCollected,
        events.StepReturned,
        events.StepRecalled,
        events.ClockPaused,
        events.ClockResumed,
        events.CaseWithdrawn,
        events.CaseLapsed,
        events.CaseUnheard,
        events.CaseReopened,
        events.NoteAdded,
        events.PaperSigned,
    )
}


def _content(cls: type[Event]) -> tuple[tuple[str, object], ...]:
    """The fields that a payload holds, each with its default; MISSING equals no value, so what has none is kept."""
    return tuple(
        (f.name, f.default if f.default_factory is MISSING else f.default_factory())
        for f in fields(cls)
        if f.name not in _COLUMNS
    )


_CONTENT: Final = {cls: _content(cls) for cls in KINDS.values()}


def plain(data: Mapping[str, object]) -> dict[str, object]:
    """A copy of evidence or answers in the shapes that storing gives back: dicts and lists."""
    return {name: _plain(value) for name, value in data.items()}


def _plain(value: object) -> object:
    # Nearly all values are of these, and asking whether one is a Mapping takes longer than all the rest.
    if type(value) in _SIMPLE:
        return value
    if isinstance(value, ReturnLine):
        return {"subject": value.subject, "reason": value.reason, "note": value.note}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def step_of(event: Event) -> str | None:
    """The step an event happened at; None for those that concern the whole case."""
    step = getattr(event, "step", None)
    return step if isinstance(step, str) else None


def to_payload(event: Event) -> dict[str, object]:
    """The event as JSON-able data, without its columns and without what is at its default."""
    payload = {}
    for name, default in _CONTENT[type(event)]:
        value = getattr(event, name)
        if value != default:
            payload[name] = _plain(value)
    return payload


def from_payload(kind: str, at: datetime.datetime, by: int, step: str | None, payload: Mapping[str, Any]) -> Event:
    """The event that `to_payload` described. Raises KeyError for a kind that never existed."""
    data = dict(payload)
    for name in ("voids", "marks", "papers"):
        if name in data:
            data[name] = tuple(data[name])
    if "lines" in data:
        data["lines"] = tuple(ReturnLine(**line) for line in data["lines"])
    if step is not None:
        data["step"] = step
    return KINDS[kind](at, by, **data)


def pack_trail(state: CaseState) -> list[list[list[object]]]:
    """The passages and pauses of a state, short enough to live in one column."""
    passages: list[list[object]] = [
        [p.step, p.by, p.outcome, _stamp(p.at), list(p.marks), p.voided] for p in state.passages
    ]
    pauses: list[list[object]] = [
        [_stamp(p.since), p.waits_for, p.reason, _stamp(p.until) if p.until else None] for p in state.pauses
    ]
    return [passages, pauses]


def unpack_trail(packed: list[list[list[Any]]]) -> tuple[tuple[Passage, ...], tuple[Pause, ...]]:
    """The passages and pauses that `pack_trail` described."""
    passages = tuple(
        Passage(step, by, outcome, _time(at), tuple(marks), voided)
        for step, by, outcome, at, marks, voided in packed[0]
    )
    pauses = tuple(
        Pause(_time(since), waits_for, reason, _time(until) if until is not None else None)
        for since, waits_for, reason, until in packed[1]
    )
    return passages, pauses


def _stamp(at: datetime.datetime) -> int:
    """Microseconds since 1970 in UTC: exact, short, and independent of the zone it was given in."""
    return (at - _EPOCH) // _MICROSECOND


def _time(stamp: int) -> datetime.datetime:
    return _EPOCH + datetime.timedelta(microseconds=stamp)


_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND: Final = datetime.timedelta(microseconds=1)
