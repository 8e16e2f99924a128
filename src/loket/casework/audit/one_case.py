"""The proof of one case: its chain from the root, its sealed heads, and its snapshot against the fold."""

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from django.utils.translation import gettext as _

from loket.casework import procedures
from loket.casework.audit.reading import EventRow, History, StoredCase
from loket.casework.store import chain
from loket.casework.store.history import printed_number
from loket.casework.store.rows import DueTimes, snapshot
from loket.core.engine import CaseState, begin, evolve, from_payload
from loket.core.engine.events import CaseSubmitted
from loket.offices import queries as offices

Fault = Literal[
    "root",
    "missing",
    "unlinked",
    "changed",
    "unreadable",
    "time",
    "number",
    "row",
    "sealed",
    "removed",
    "checkpoint",
    "procedure",
]


@dataclass(frozen=True, slots=True)
class BadRow:
    """
    One thing that is not as it was written. `seq` is 0 for the case row itself.

    For numbers `resi` holds the series and `seq` the number; for checkpoints `bintan/segel` and the number; for a
    procedure its office, service and date.
    """

    resi: str
    seq: int
    why: str
    fault: Fault


@dataclass(slots=True)
class Proof:
    """What recomputing one case gave. `state` is None when the events cannot be folded."""

    resi: str
    bad_rows: list[BadRow] = field(default_factory=list)
    state: CaseState | None = None
    head: bytes = b""
    length: int = 0

    def blame(self, seq: int, why: str, fault: Fault) -> None:
        """Note a bad row."""
        self.bad_rows.append(BadRow(self.resi, seq, why, fault))


def prove(history: History, forms: Mapping[str, str], now: datetime.datetime) -> Proof:
    """Check one history against itself; `forms` are the printed forms of the series, `now` the database's clock."""
    proof = prove_chain(history, now)
    if history.case is None:
        proof.bad_rows.insert(0, BadRow(proof.resi, 0, _("baris permohonannya hilang"), "removed"))
        return proof
    _end(proof, history.case, history.events)
    _seals(proof, history)
    if proof.state is not None and not proof.bad_rows:
        wrong = differences(history.case, history.events, proof.state, forms)
        if wrong:
            proof.blame(
                0, _("keadaan permohonan tidak sesuai riwayatnya: %(columns)s") % {"columns": ", ".join(wrong)}, "row"
            )
    return proof


def prove_chain(history: History, now: datetime.datetime) -> Proof:
    """Recompute every link from the root; a bad row is named once, and the rows after it are judged by themselves."""
    case = history.case
    proof = Proof(
        case.row.resi if case else f"#{history.case_id}", head=chain.case_root(facts_of(case)) if case else b""
    )
    latest: datetime.datetime | None = None
    for event in history.events:
        _link(proof, event, known_head=case is not None or proof.length > 0)
        if latest is not None and event.recorded_at < latest:
            proof.blame(event.seq, _("waktu pencatatannya mundur"), "time")
        if event.recorded_at > now:
            proof.blame(event.seq, _("waktu pencatatannya di masa depan"), "time")
        if (event.number is None) is not (event.series is None):
            proof.blame(event.seq, _("nomor dan bukunya tidak sepasang"), "number")
        latest, proof.head, proof.length = event.recorded_at, event.hash, event.seq
    _fold(proof, history.events)
    return proof


def facts_of(case: StoredCase) -> dict[str, str]:
    """What the root of the case's chain covers."""
    row = case.row
    return chain.case_facts(
        resi=row.resi,
        office_key=offices.office_by_id(row.office_id).key,
        fingerprint=procedures.by_id(row.procedure_id).fingerprint,
        applicant_name=row.applicant_name,
        applicant_nik=row.applicant_nik,
        applicant_phone=row.applicant_phone,
        subject=row.subject,
        channel=row.channel,
    )


def _link(proof: Proof, event: EventRow, *, known_head: bool) -> None:
    expected = proof.length + 1
    if event.seq != expected:
        proof.blame(expected, _("peristiwa ini hilang"), "missing")
    elif known_head and event.prev_hash != proof.head:
        if expected == 1:
            proof.blame(1, _("data pokok permohonan tidak cocok dengan riwayatnya"), "root")
        else:
            proof.blame(event.seq, _("tidak menyambung pada peristiwa sebelumnya"), "unlinked")
    # The hash covers the resi, so an event without its case cannot be recomputed; it is blamed as a whole.
    if not proof.resi.startswith("#") and event_hash(proof.resi, event) != event.hash:
        proof.blame(event.seq, _("isinya diubah"), "changed")


def event_hash(resi: str, event: EventRow) -> bytes:
    """The hash that a stored event should bear."""
    return chain.link_hash(event.prev_hash, event_body(resi, event), event.number, event.recorded_at)


def event_body(resi: str, event: EventRow) -> str:
    """The text of a stored event that its hash covers."""
    facts = chain.EventFacts(
        resi=resi,
        seq=event.seq,
        kind=event.kind,
        step=event.step,
        occurred_at=event.occurred_at,
        person=event.person,
        acted_as=event.acted_as,
        channel=event.channel,
        key=event.key,
        series=event.series,
        payload=event.payload,
    )
    return chain.body(facts)


def _fold(proof: Proof, events: list[EventRow]) -> None:
    state: CaseState | None = None
    for row in events:
        try:
            event = from_payload(row.kind, row.occurred_at, row.person, row.step, json.loads(row.payload))
            if state is None:
                if not isinstance(event, CaseSubmitted):
                    raise ValueError(row.kind)
                state = begin(event)
            else:
                state = evolve(state, event)
        except (AttributeError, KeyError, TypeError, ValueError):
            proof.blame(row.seq, _("tidak dapat dibaca sebagai peristiwa"), "unreadable")
            return
    proof.state = state


def _end(proof: Proof, case: StoredCase, events: list[EventRow]) -> None:
    row = case.row
    if row.version > proof.length:
        proof.blame(proof.length + 1, _("peristiwa ini hilang"), "missing")
    elif row.version < proof.length:
        proof.blame(row.version + 1, _("peristiwa ini tidak dikenal oleh baris permohonannya"), "unlinked")
    elif row.head_hash != proof.head:
        proof.blame(row.version, _("hash-nya bukan yang dicatat baris permohonan"), "unlinked")
    elif events and row.recorded_at != events[-1].recorded_at:
        proof.blame(0, _("waktu pencatatan baris permohonan bukan waktu peristiwa terakhirnya"), "row")


def _seals(proof: Proof, history: History) -> None:
    """Every sealed head must stand in the chain: a tail hashed anew is clean by itself, but not what was sealed."""
    heads = {event.seq: event.hash for event in history.events}
    for leaf in history.leaves:
        if heads.get(leaf.version) != leaf.head_hash:
            proof.blame(leaf.version, _("bukan yang disegel: riwayat sampai di sini ditulis ulang"), "sealed")
            return


_MOVED: Final = (
    "version",
    "status",
    "step",
    "occurrence",
    "opened_at",
    "holder",
    "preferred",
    "touched",
    "sent_back",
    "closed_at",
    "trail",
)


def folded(case: StoredCase, events: list[EventRow], state: CaseState, forms: Mapping[str, str]) -> dict[str, Any]:
    """The columns of the case row as its events give them, without the due times."""
    moved = snapshot(state, DueTimes(None, None, 0))
    numbered = (event for event in events if event.number is not None and event.series is not None)
    first = next(numbered, None)
    return {
        **{name: getattr(moved, name) for name in _MOVED},
        "answers": chain.canonical(dict(state.answers)),
        "submitted_at": state.submitted_at,
        "submitted_by": events[0].person,
        "key": events[0].key,
        "name_key": case.row.applicant_name.upper(),
        "recorded_at": events[-1].recorded_at,
        "register_number": _label(first, forms) if first else "",
    }


def _label(event: EventRow, forms: Mapping[str, str]) -> str:
    assert event.number is not None
    assert event.series is not None
    return printed_number(event.series, forms.get(event.series), event.number, event.occurred_at)


def differences(
    case: StoredCase, events: list[EventRow], state: CaseState, forms: Mapping[str, str]
) -> dict[str, tuple[Any, Any]]:
    """The columns that are not as the events give them: stored and folded value by name."""
    return dict(_different(stored_values(case), folded(case, events, state, forms)))


def _different(stored: Mapping[str, Any], right: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Any, Any]]]:
    for name, value in right.items():
        if stored[name] != value:
            yield name, (stored[name], value)


def stored_values(case: StoredCase) -> dict[str, Any]:
    """The row as a mapping of its columns."""
    row = case.row
    values = row._asdict()
    return {**values, "key": case.key, "name_key": case.name_key}
