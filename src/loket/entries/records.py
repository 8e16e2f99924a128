"""What other apps may know of entries: frozen records, never rows."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from loket.core.entry import EntryForm, Raw
from loket.core.entry.filled import Known
from loket.core.problems import Problem
from loket.core.procedure.model import Procedure
from loket.register.foreseeing import Foreseen
from loket.register.keeping import FamilyName

Verdict = Literal["benar", "salah"]


@dataclass(frozen=True, slots=True)
class Application:
    """What an entry must know of the application it is for; casework says it, since entries know no cases."""

    resi: str
    procedure: Procedure
    answers: Mapping[str, object]
    step: str | None
    submitted_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Filling:
    """
    A form as an officer hands it in: answers as typed, and the reason for each warning, by rule.

    `outside` keeps, in place of answers, why the application changes nothing in the register.
    """

    kind: str
    values: Raw
    accepted: Mapping[str, str] = field(default_factory=dict)
    outside: str = ""


@dataclass(frozen=True, slots=True)
class TickRecord:
    """A verifier's verdict on one field."""

    field: str
    verdict: Verdict
    note: str
    acted_as: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """One revision of a form with the ticks it bears. `outside` is the reason for doing without; empty: a form."""

    id: int
    resi: str
    revision: int
    kind: str
    values: Raw
    accepted: Mapping[str, str]
    outside: str
    sha256: str
    acted_as: str
    person: int
    at: datetime.datetime
    ticks: Mapping[str, TickRecord] = field(default_factory=dict)
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class EffectRecord:
    """What a step of the application changed in the register."""

    step: str
    revision: int
    life_events: tuple[UUID, ...]
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """
    A paper the application yields, takes back or annotates, since `took_effect_at`.

    `family` is the KK of `family_id` as it is called today.
    """

    id: int
    resi: str
    paper: str
    act: str
    resident_ids: tuple[UUID, ...]
    family_id: UUID | None
    number: str
    note: str
    life_event: UUID
    issued_on: datetime.date
    took_effect_at: datetime.datetime
    family: FamilyName | None = None

    @property
    def kk_number(self) -> str:
        """The number of the KK it is for; empty for a paper of residents, for a KK not shown, and while it is awaited."""
        return self.family.kk_number.digits if self.family and self.family.kk_number else ""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """When a later paper took the place of one, and when the register took it back; None where neither was."""

    replaced_at: datetime.datetime | None
    taken_back_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Judged:
    """
    A form as it would be taken now: its fields' problems, what the register finds, and what would follow.

    `known` are the people and KKs it names; `differing` the fields that differ from the register's present truth, each with
    what the register says. `numbers` are the NIKs and KK numbers it asks for, whether anybody has them or not.
    """

    form: EntryForm
    problems: tuple[Problem, ...]
    foreseen: Foreseen
    known: Known
    differing: Mapping[str, str] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()

    @property
    def stands(self) -> bool:
        """Whether nothing refuses it; warnings may still need a reason."""
        return not self.problems and not any(f.level.value == "refusal" for f in self.foreseen.findings)
