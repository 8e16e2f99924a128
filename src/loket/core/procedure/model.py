"""
The procedure as data: what an SOP says, frozen.

Printed text is kept to the letter; the machine's meaning stands beside it. The same classes read the YAML,
publish its JSON Schema and feed the engine. They know nothing of cases, persons or dates of today.
"""

import datetime
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from loket.core.procedure.acts import ACTS, IN_PERSON, MARKS, NUMBERED
from loket.core.procedure.clock import Clock as Clock
from loket.core.procedure.clock import PauseReason as PauseReason
from loket.core.procedure.clock import Promises as Promises
from loket.core.procedure.clock import Waiting as Waiting
from loket.core.procedure.parts import AnswerName, Part, Slug, Text, WaitsFor, duration_of
from loket.core.worktime.duration import Duration


class PrintedDate(Part):
    """A date as the office printed it ("Maret 2019"), and the day it means where it means one."""

    printed: Text
    date: datetime.date | None = None


class Signatory(Part):
    """Who ratified the SOP, as printed."""

    title: Text
    name: Text | None = None
    nip: Text | None = None


class SourceDocument(Part):
    """
    The document this procedure was read from, and the lines of it that speak of it (first, last).

    `places` names the line of one part of this file, so that a problem can point into the print: "columns: 83".
    """

    file: Text
    lines: tuple[int, int] | None = None
    places: dict[Text, int] = Field(default_factory=dict)


class Identity(Part):
    """
    The identity block of the SOP; what the source leaves blank stays null or empty.

    `place` is the right name of the region, ours and not printed: the prints are held against it.
    `name` is this service's part of the printed name, `name_as_printed` the whole where one SOP names many services.
    """

    office: Annotated[str, StringConstraints(pattern=r"^\d{2}(\.\d{2}){0,2}$")]
    place: Text | None = None
    letterhead: tuple[Text, ...] = ()
    unit: Text | None = None
    number: Text | None = None
    name: Text
    name_as_printed: Text | None = None
    flow_title: Text | None = None
    created: PrintedDate | None = None
    revised: PrintedDate | None = None
    ratified: PrintedDate | None = None
    effective: PrintedDate | None = None
    ratified_by: Signatory | None = None
    legal_basis: tuple[Text, ...] = ()
    related: tuple[Text, ...] = ()
    qualifications: tuple[Text, ...] = ()
    equipment: tuple[Text, ...] = ()
    warnings: tuple[Text, ...] = ()
    records: tuple[Text, ...] = ()
    source: SourceDocument


ComponentKey = Literal[
    "dasar-hukum",
    "persyaratan",
    "prosedur",
    "jangka-waktu",
    "biaya",
    "produk",
    "sarana",
    "kompetensi",
    "pengawasan",
    "pengaduan",
    "jumlah-pelaksana",
    "jaminan-pelayanan",
    "jaminan-keamanan",
    "evaluasi",
]


class Component(Part):
    """One of the 14 components of a standar pelayanan. Basis: Permenpan-RB 15/2014."""

    key: ComponentKey
    no: Text
    title: Text
    text: tuple[Text, ...]
    source_line: int | None = None


class Standard(Part):
    """The standar pelayanan printed beside the SOP."""

    unit: Text
    kind: Text
    components: tuple[Component, ...]


class Actor(Part):
    """
    A lane of the flow: a column of the printed table, or someone who acts without one.

    `positions` are the office's positions that fill the lane; `assisted_by` names the lanes whose officers record
    what an applicant does.
    """

    title: Text
    kind: Literal["position", "applicant", "external"] = "position"
    column: bool = True
    positions: tuple[Slug, ...] = ()
    assisted_by: tuple[Slug, ...] = ()


class Question(Part):
    """Asked before the checklist, so that only the papers that apply are asked for."""

    text: Text
    kind: Literal["yes_no", "choice"] = "yes_no"
    choices: dict[Slug, Text] = Field(default_factory=dict)
    default: bool | Slug | None = None


class Requirement(Part):
    """
    A paper to bring, as printed, with the condition under which it applies.

    `when` is an expression over the answers (empty: always); `any_of` groups requirements of which one suffices.
    `printed` is false for a paper the print does not name, but the office needs to have asked for.
    """

    text: Text
    document: Slug | None = None
    when: Text | None = None
    any_of: Slug | None = None
    copies: Annotated[int, Field(ge=0, le=10)] = 0
    original: Literal["none", "shown", "kept"] = "none"
    basis: Text | None = None
    checked: bool = True
    printed: bool = True


class Outcome(Part):
    """
    One way out of a step: on to `next`, back to `return`, or to the `end` of the case.

    Exactly one of the three is given. A return may wait for the applicant and names the steps whose marks it voids.
    """

    label: Text = "Selesai"
    next: Slug | None = None
    return_: Annotated[Slug | None, Field(alias="return")] = None
    end: Literal["finished", "rejected"] | None = None
    waits_for: WaitsFor | None = None
    voids: tuple[Slug, ...] = ()
    incomplete: bool = False

    @property
    def target(self) -> str | None:
        """The step this outcome leads to, forward or back; None at the end of the case."""
        return self.next or self.return_


class Step(Part):
    """
    One row of the flow table: who does what, with which papers, in what time, with what result.

    `no`, `activity`, `inputs`, `time`, `outputs` and `remark` are printed text; the rest is our reading of it.
    """

    id: Slug
    no: Text
    actor: Slug
    activity: Text
    acts: Annotated[tuple[Text, ...], Field(min_length=1)]
    inputs: tuple[Text, ...] = ()
    time: Text | None = None
    outputs: tuple[Text, ...] = ()
    remark: Text | None = None
    outcomes: Annotated[dict[Slug, Outcome], Field(min_length=1)]
    book: Slug | None = None
    differs_from: tuple[Slug, ...] = ()
    definitive_only: bool = False
    no_proxy: bool = False
    recallable: bool = True
    delegable: bool = True
    public_label: Text | None = None
    reading: Text | None = None
    source_line: int | None = None

    @cached_property
    def duration(self) -> Duration | None:
        """The printed time as a duration; None where nothing, "-" or something unreadable is printed."""
        return duration_of(self.time)

    @property
    def title(self) -> str:
        """The step as officers call it: "5. Verifikasi, Bubuhkan paraf". What a citizen reads is `public_label`."""
        return f"{self.no.rstrip('.')}. {', '.join(ACTS[act].title for act in self.acts if act in ACTS)}"

    @property
    def marks(self) -> tuple[str, ...]:
        """The paraf, signature or TTE given here."""
        return tuple(act for act in self.acts if act in MARKS)

    @property
    def takes_number(self) -> bool:
        """Whether completing the step takes the next number of its book."""
        return any(act in NUMBERED for act in self.acts)

    @property
    def in_person(self) -> bool:
        """Whether the applicant must be present in person."""
        return self.no_proxy or any(act in IN_PERSON for act in self.acts)


class Complaint(Part):
    """
    Marks the procedure by which an office handles complaints: with `verified_by` the category is said, by its outcome, and the
    first reply is due; with `told_by` the answer is told; at `heard_by`, the complainant's own step, it is accepted or objected
    to, each within the time of that step; is nothing said of it in that time, the calendar closes the complaint. Basis: Permenpan-RB 62/2018.
    """

    verified_by: Slug
    told_by: Slug
    heard_by: Slug


class EntryKind(Part):
    """A kind of entry that the operator's form may be of; `when` is an expression over the answers (empty: always)."""

    kind: Slug
    when: Text | None = None


class Entry(Part):
    """
    What the service changes in the register: the step where the operator fills the form, and the step with which it takes
    effect, after the last verification before a paper is printed or signed. The first kind that applies is taken.
    """

    fill: Slug
    effect: Slug
    kinds: Annotated[tuple[EntryKind, ...], Field(min_length=1)]


class Book(Part):
    """A register whose numbers are gapless within one year. `format` may use {number}, {year}, {month_roman}."""

    title: Text
    format: Text = "{number}/{year}"


class Template(Part):
    """
    Says that no document prints this procedure: it is built on the pattern of another of the same office ("kk").

    Of a template only the identity is printed; `note` says what of the rest is ours and on which basis.
    """

    pattern: Slug
    note: Text


class Procedure(Part):
    """
    One SOP of one office for one service, in force from one day. Never edited once published.

    `product` is printed, `legalised_by` names who must still make it valid. `flow` says whether the print has a flow
    table or only sentences; `columns` are the printed headings of its performers, oddities included. `template` marks a
    procedure that is not from a source. `from_home`: the applicant may do the first step without coming, and do it again
    where the file is sent back to it. Basis: Permendagri 7/2019. `complaint`: no service, but how complaints are handled.
    """

    format: Literal[1]
    identity: Identity
    template: Template | None = None
    service: Slug
    product: Text
    legalised_by: Text | None = None
    standard: Standard | None = None
    flow: Literal["table", "text"] = "table"
    columns: tuple[Text, ...] = ()
    actors: dict[Slug, Actor]
    questions: dict[AnswerName, Question] = Field(default_factory=dict)
    requirements: dict[Slug, Requirement] = Field(default_factory=dict)
    counter_incomplete: Literal["refuse", "wait"] = "refuse"
    withdrawable_until: Slug | None = None
    from_home: bool = False
    return_reasons: dict[Slug, Text] = Field(default_factory=dict)
    books: dict[Slug, Book] = Field(default_factory=dict)
    clock: Clock = Field(default_factory=Clock)
    entry: Entry | None = None
    complaint: Complaint | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    notes: tuple[Text, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Step]:
        """The steps by id."""
        return {step.id: step for step in self.steps}

    @cached_property
    def order(self) -> dict[str, int]:
        """Where each step stands in the printed order, from zero."""
        return {step.id: place for place, step in enumerate(self.steps)}

    @property
    def first(self) -> Step:
        """The step a case begins at."""
        return self.steps[0]

    @cached_property
    def positions_by_step(self) -> dict[str, frozenset[str]]:
        """The office's positions whose holders may record each step."""
        return {
            step.id: frozenset(p for lane in self.lanes_for(step) for p in self.actors[lane].positions)
            for step in self.steps
        }

    def lanes_for(self, step: Step) -> tuple[str, ...]:
        """The lanes whose officers may record this step: its own, or those that assist an applicant."""
        actor = self.actors[step.actor]
        return (step.actor,) if actor.kind == "position" else actor.assisted_by
