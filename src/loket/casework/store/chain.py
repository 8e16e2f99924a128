"""
The hash chain of a case: what each event's hash covers, in one text form for both databases.

hash = sha256(previous hash in hex, newline, body, newline, number or nothing, newline, time of recording). The body is
canonical JSON; the first event follows a root made of what the intake said about the case.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring
from typing import Final, NamedTuple
from uuid import UUID

from loket.core.proof import tree

EMPTY_ROOT = bytes(32)
_canonical: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(data: object) -> str:
    """JSON with sorted keys and no blanks: one text for one meaning."""
    return _canonical.encode(data)


def stamp(moment: datetime.datetime) -> str:
    """An instant in UTC to the microsecond, as PostgreSQL's to_char writes it in the statement of the store."""
    return f"{moment.astimezone(datetime.UTC).isoformat(timespec='microseconds')[:-6]}Z"


def link_hash(prev_hash: bytes, body: str, number: int | None, recorded_at: datetime.datetime) -> bytes:
    """The hash of one event."""
    text = f"{prev_hash.hex()}\n{body}\n{number or ''}\n{stamp(recorded_at)}"
    return hashlib.sha256(text.encode()).digest()


class EventFacts(NamedTuple):
    """All that an event says before the database adds number and time; `payload` is canonical JSON already."""

    resi: str
    seq: int
    kind: str
    step: str | None
    occurred_at: datetime.datetime
    person: int
    acted_as: str
    channel: str
    key: UUID
    series: str | None
    payload: str


def body(facts: EventFacts) -> str:
    """The text of an event that its hash covers: canonical JSON, put together around the payload's own."""
    return (
        f'{{"acted_as":{_text(facts.acted_as)},"channel":{_text(facts.channel)},"key":"{facts.key}",'
        f'"kind":{_text(facts.kind)},"occurred_at":"{stamp(facts.occurred_at)}","payload":{facts.payload},'
        f'"person":{facts.person},"resi":{_text(facts.resi)},"seq":{facts.seq},"series":{_text(facts.series)},'
        f'"step":{_text(facts.step)}}}'
    )


def _text(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)


def case_facts(
    *,
    resi: str,
    office_key: str,
    fingerprint: str,
    applicant_name: str,
    applicant_nik: str,
    applicant_phone: str,
    subject: str,
    channel: str,
) -> dict[str, str]:
    """What the intake said about a case: who applied for what, under which procedure."""
    return {
        "resi": resi,
        "office": office_key,
        "procedure": fingerprint,
        "applicant_name": applicant_name,
        "applicant_nik": applicant_nik,
        "applicant_phone": applicant_phone,
        "subject": subject,
        "channel": channel,
    }


def case_root(facts: Mapping[str, str]) -> bytes:
    """What the first event follows: the hash of `case_facts`. Changing any of it breaks the chain."""
    return hashlib.sha256(canonical(dict(facts)).encode()).digest()


def leaf_hash(resi: str, version: int, head_hash: bytes) -> bytes:
    """One leaf of a checkpoint; the first byte keeps a leaf from passing for a node. Basis: RFC 6962, section 2.1."""
    return tree.leaf_hash(f"{resi}\n{version}\n{head_hash.hex()}".encode())


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree over leaf hashes in their order; zeros for none."""
    known = list(leaves)
    return tree.root_of(known) if known else EMPTY_ROOT


def checkpoint_root(
    prev_root: bytes,
    number: int,
    office_key: str,
    date: datetime.date,
    made_at: datetime.datetime,
    leaves: Iterable[bytes],
) -> bytes:
    """The root a checkpoint keeps: over the one before, its own place and time, and its leaves."""
    own = f"{number}\n{office_key}\n{date.isoformat()}\n{stamp(made_at)}"
    text = f"{prev_root.hex()}\n{own}\n{merkle_root(leaves).hex()}"
    return hashlib.sha256(text.encode()).digest()
