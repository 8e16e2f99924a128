"""What signing answers: frozen records, never rows."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from loket.core.proof.note import SignedNote
from loket.core.proof.standing import Standing
from loket.core.proof.states import SignatureState


class ItemOutcome(StrEnum):
    """What became of one paper in a batch."""

    SIGNED = "signed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SignedItem:
    """
    The result of one paper; `sentence` is for the officer.

    `paper` is empty and `product` None where the whole application was refused. `uuid` names the signed paper.
    """

    resi: str
    outcome: ItemOutcome
    sentence: str
    paper: str = ""
    product: int | None = None
    uuid: UUID | None = None
    problem_id: str = ""


@dataclass(frozen=True, slots=True)
class CertificateRecord:
    """A signer's certificate, without its key. `provider` says where that is, `issuer` who issued it, by `root`."""

    id: int
    person: int
    provider: str
    issuer: str
    certificate: str
    root: str
    valid_from: datetime.datetime
    valid_until: datetime.datetime
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class SignatureRecord:
    """One attempt to sign a paper and how far it came. `sha256` is that of the signed bytes, empty before."""

    uuid: UUID
    resi: str
    product: int
    attempt: int
    paper: str
    number: str
    code: str
    state: SignatureState
    reason: str
    sha256: str
    signer_title: str
    signer_name: str
    acted_as: str
    at: datetime.datetime
    state_at: datetime.datetime
    standing: Standing = Standing.VALID


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """That a signed paper was revoked or made valid again."""

    standing: Standing
    reason: str
    acted_as: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """
    An application of which papers wait for the signature of whoever signed it.

    `papers` names them; `failed` is the reason where the last attempt at one of them failed.
    """

    resi: str
    papers: tuple[str, ...]
    failed: str = ""


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """
    What anyone may learn of a signed paper by its code: no name but the initials, no number of a person or a KK.

    `since` says from when it has been replaced or revoked; None for a valid one. `in_training`: the certificate was one of
    the installation's own training authority, which no law certifies.
    """

    code: str
    paper: str
    number: str
    issued_on: datetime.date
    initials: str
    office: str
    signer_title: str
    signer_name: str
    signed_at: datetime.datetime
    standing: Standing
    since: datetime.datetime | None
    in_training: bool


@dataclass(frozen=True, slots=True)
class StampRecord:
    """A time stamp: over which signed checkpoint and its text, the token itself, and the time that it proves."""

    office_key: str
    number: int
    text: str
    token: bytes
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class SignedSeal:
    """A checkpoint of casework in its signed form."""

    office_key: str
    number: int
    note: SignedNote
