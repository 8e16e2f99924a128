"""What checkpoints have sealed, as one list that only grows: for whoever signs it and shows it outside the office."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from loket.casework import models
from loket.casework.audit.checkpoints import CheckpointRecord, checkpoints_of
from loket.casework.audit.one_case import event_body, facts_of
from loket.casework.audit.reading import CASES_AT_ONCE, EventRow, history_of
from loket.casework.refusals import NoSuchCase
from loket.casework.store import chain
from loket.offices import queries as offices


class SealedHead(NamedTuple):
    """The head of a case's chain as checkpoint `number` of its office sealed it."""

    number: int
    resi: str
    version: int
    head_hash: bytes

    @property
    def leaf(self) -> bytes:
        """Its hash as a leaf of a tree."""
        return chain.leaf_hash(self.resi, self.version, self.head_hash)


@dataclass(frozen=True, slots=True)
class SealedHistory:
    """
    A case from its root to a sealed head, as its hashes cover it.

    `facts` are what the intake said. Each event is its body with the number and the time that the database added; the
    hash of the last one, recomputed from the first, is `head`.
    """

    facts: Mapping[str, str]
    events: tuple[Mapping[str, object], ...]
    head: bytes


def seals_of(office_key: str) -> tuple[CheckpointRecord, ...]:
    """Every checkpoint of an office, oldest first. Raises offices' NoSuchOffice."""
    return checkpoints_of(office_key)[::-1]


def sealed_heads(office_key: str) -> Iterator[SealedHead]:
    """What the checkpoints of an office sealed, in the order in which it was: by number, within one by resi."""
    rows = models.CheckpointLeaf.objects.filter(checkpoint__office=offices.office(office_key).id)
    fields = ("checkpoint__number", "resi", "version", "head_hash")
    for number, resi, version, head in rows.order_by(*fields[:2]).values_list(*fields).iterator():
        yield SealedHead(number, resi, version, bytes(head))


def newest_sealed(resis: Sequence[str], upto: int) -> Mapping[str, SealedHead]:
    """The newest sealed head of each of these cases that has one in the checkpoints up to number `upto`."""
    fields = ("checkpoint__number", "resi", "version", "head_hash")
    found: dict[str, SealedHead] = {}
    for first in range(0, len(resis), CASES_AT_ONCE):
        rows = models.CheckpointLeaf.objects.filter(
            resi__in=resis[first : first + CASES_AT_ONCE], checkpoint__number__lte=upto
        )
        for number, resi, version, head in rows.order_by("version").values_list(*fields):
            found[resi] = SealedHead(number, resi, version, bytes(head))
    return found


def sealed_history(resi: str, version: int) -> SealedHistory:
    """
    The history of a case up to its event `version`, recomputed; it is not compared with what was sealed.

    Raises NoSuchCase. It asks for no officer: whoever gives it away must have asked.
    """
    history = history_of(resi)
    if history is None or history.case is None:
        raise NoSuchCase(resi=resi)
    facts = facts_of(history.case)
    head, events = chain.case_root(facts), []
    for row in history.events[:version]:
        body = event_body(resi, row)
        head = chain.link_hash(head, body, row.number, row.recorded_at)
        events.append(_told(body, row))
    return SealedHistory(facts, tuple(events), head)


def _told(body: str, row: EventRow) -> Mapping[str, object]:
    return {"body": json.loads(body), "number": row.number, "recorded_at": chain.stamp(row.recorded_at)}
