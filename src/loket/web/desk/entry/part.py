"""The part of the case page that says how its form stands, what the register has changed by it, and which papers follow."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loket.casework.queries import CaseView, application_from, withheld_from
from loket.core.entry.forms import form_of
from loket.core.entry.kinds import KINDS
from loket.core.oversight.purposes import Purpose, PurposeKind
from loket.core.problems import Problem, Refusal
from loket.core.register.change import Act, Paper
from loket.core.register.refusals import LifeEventRefused, WarningsNotAccepted
from loket.entries import queries as entries
from loket.entries.records import EntryRecord, ProductRecord
from loket.entries.refusals import EntryFaulty, EntryMissing, FieldsDoubted
from loket.entries.services import open_people_on
from loket.register import queries as register
from loket.register.keeping import PersonName
from loket.register.readings import FORM, leave_traces
from loket.register.records import LifeEventRecord
from loket.web.desk.case.returning import FREE_ROWS
from loket.web.desk.entry.kks import Compared, compare_stored, withheld_in
from loket.web.desk.entry.page import Occupations, may_write
from loket.web.desk.pages import Desk, hinted, problems_of
from loket.web.desk.register.accepted import AcceptedWarning, accepted_as_seen
from loket.web.desk.register.words import Words, event_words

ENTRY_PART: Final = "isian-register"
"""Where the page of a case shows its form, for the links of an error summary."""
OF_THE_KEEPER: Final = frozenset({Paper.KTP_EL.value, Paper.KIA.value, Paper.BIODATA.value})
"""Papers that say what the register says of one resident; akta and letters are of the office that issued them."""
_REPLACING: Final[Mapping[str, Words]] = {
    "rusak": gettext_lazy("pengganti karena rusak"),
    "hilang": gettext_lazy("pengganti karena hilang"),
}
Way = Literal["fill", "check", "look", "wait"]


@dataclass(frozen=True, slots=True)
class Happened:
    """A life event that the application has brought about, with the warnings taken on for it and every KK it touched."""

    event: LifeEventRecord
    title: str
    accepted: tuple[AcceptedWarning, ...]
    families: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A paper that follows, with the names of whom it is for. `is_here`: this office keeps them, so it may print it."""

    record: ProductRecord
    whose: str
    is_here: bool = True

    @property
    def note(self) -> str:
        """What the register says beside it; of a new paper, why it takes the place of another."""
        because = _REPLACING.get(self.record.note) if self.record.act == Act.ISSUE else None
        return str(because) if because else self.record.note


@dataclass(frozen=True, slots=True)
class EntryPart:
    """The form and its results. `way` is what this officer may do with the form now."""

    way: Way
    title: str
    saved: EntryRecord | None
    benar: int
    salah: int
    happened: tuple[Happened, ...]
    products: tuple[Product, ...]

    @property
    def saved_by(self) -> str:
        """The name of who saved the form last."""
        return self.saved.acted_as.split(" · ", 1)[0] if self.saved else ""

    @property
    def is_open(self) -> bool:
        """Whether there is anything on the form to look at."""
        return self.saved is not None or self.way == "fill"


def entry_part(desk: Desk, view: CaseView) -> EntryPart | None:
    """
    The part of the page, or None for a case that has no form.

    A fixed number of statements; once the register has changed, what is told of it leaves traces first.
    """
    application = application_from(view.case, desk.officer)
    kinds = entries.kinds_for(application)
    if not kinds:
        return None
    saved = entries.latest(view.case.resi)
    if saved is None and not entries.uses_register(desk.officer.office_id):
        return None
    kind = saved.kind if saved and saved.kind in KINDS and not saved.outside else kinds[0]
    effects = entries.effects_of(view.case.resi)
    verdicts = [tick.verdict for tick in saved.ticks.values()] if saved else []
    return EntryPart(
        _way(view, saved),
        form_of(kind).title,
        saved,
        verdicts.count("benar"),
        verdicts.count("salah"),
        _happened(desk, view) if effects else (),
        products_of(desk, view) if effects else (),
    )


def products_of(desk: Desk, view: CaseView) -> tuple[Product, ...]:
    """
    The papers that the application yields, takes back or annotates, and for whom: three statements, and one write.

    Of whom another office keeps no more is told than that; the traces of the others are left.
    """
    records = entries.products_as_seen(entries.products_of(view.case.resi), desk.officer.office_id)
    own = open_people_on(records, desk.officer, view.case.resi)
    return tuple(_product(one, own) for one in records)


def _product(record: ProductRecord, own: Mapping[UUID, PersonName]) -> Product:
    """For whom by name, a KK by its head and its number, as soon as it has one."""
    if record.family is not None:
        return Product(record, f"{record.family.head_name} {record.kk_number}".strip())
    named = [own[i].full_name for i in record.resident_ids if i in own]
    if named or (record.family_id is None and record.paper not in OF_THE_KEEPER):
        return Product(record, ", ".join(named))
    return Product(record, _("pada kantor lain"), is_here=False)


def _way(view: CaseView, saved: EntryRecord | None) -> Way:
    entry = view.procedure.entry
    if entry is None or not may_write(view):
        return "look" if saved else "wait"
    return "fill" if view.case.step == entry.fill or saved is None or saved.outside else "check"


def _happened(desk: Desk, view: CaseView) -> tuple[Happened, ...]:
    """The life events with the KKs that this office keeps; of those of another office no more is told."""
    occupations = Occupations(desk)
    hidden = withheld_from(desk.officer, desk.today, view.procedure)
    events = register.events_of_case(view.case.resi)
    named = register.families_named(UUID(change["family_id"]) for event in events for change in event.families)
    own = {str(one.id) for one in named.values() if one.office_id == desk.officer.office_id}
    purpose = Purpose(PurposeKind.CASE, resi=view.case.resi)
    leave_traces(desk.officer, FORM, purpose=purpose, families=(UUID(one) for one in own))
    accepted = accepted_as_seen(events, desk.officer.office_id)
    return tuple(
        Happened(
            event,
            str(event_words(event.kind)),
            accepted.get(event.id, ()),
            tuple(
                withheld_in(compare_stored(one, occupations), hidden)
                for one in event.families
                if one["family_id"] in own
            ),
        )
        for event in events
    )


def step_problems(refusal: Refusal) -> tuple[Problem, ...]:
    """Why a step does not end: what is wrong in the form of its case leads to the part of the page where that stands."""
    if isinstance(refusal, EntryFaulty):
        advice = hinted(refusal)
        return tuple(Problem(p.id, p.sentence, advice, field=ENTRY_PART) for p in refusal.problems)
    problems = problems_of(refusal)
    if isinstance(refusal, WarningsNotAccepted):
        give_reason = _("Bila memang benar, buka isian dan tulis alasannya.")
        problems = tuple(replace(p, hint=f"{p.hint} {give_reason}".strip()) for p in problems)
    of_form = isinstance(refusal, EntryMissing | FieldsDoubted | LifeEventRefused)
    return tuple(replace(p, field=ENTRY_PART) for p in problems) if of_form else problems


def doubted_lines(view: CaseView) -> dict[str, str]:
    """
    The free lines of a return as the ticked form suggests them: each doubted field with the verifier's note.

    Where there are more than lines, the last names all the rest.
    """
    saved = entries.latest(view.case.resi) if view.procedure.entry else None
    if saved is None or saved.outside or saved.kind not in KINDS:
        return {}
    fields = form_of(saved.kind).fields
    doubted = [t for t in saved.ticks.values() if t.verdict == "salah" and t.field in fields]
    apart, rest = doubted[: FREE_ROWS - 1], doubted[FREE_ROWS - 1 :]
    reason = next((code for code in view.procedure.return_reasons if "data" in code), "")
    lines: dict[str, str] = {}
    for place, ticks in enumerate((*([tick] for tick in apart), *([rest] if rest else ())), start=1):
        lines[f"l-isian-{place}"] = ", ".join(fields[tick.field].label for tick in ticks)
        lines[f"ln-isian-{place}"] = "; ".join(tick.note for tick in ticks if tick.note)
        lines[f"lr-isian-{place}"] = reason
    return lines
