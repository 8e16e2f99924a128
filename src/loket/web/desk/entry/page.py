"""
Everything the page of one data form shows: the form as saved or typed, what is found in it, and what would follow.

Which of the three pages an officer gets (fill, check, look) follows from the step and from whose turn it is.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from django.http import Http404

from loket.casework.queries import CaseView, application_from, case_view, withheld_from
from loket.core.entry import Raw
from loket.core.entry.forms import form_of
from loket.core.entry.kinds import KINDS
from loket.core.problems import Problem
from loket.core.register.change import Output
from loket.core.register.values import FamilyId, Kk
from loket.core.rules import Finding, Level
from loket.entries import queries as entries
from loket.entries import services
from loket.entries.queries import Application
from loket.entries.records import EffectRecord, EntryRecord, Judged
from loket.offices import queries as offices
from loket.register import queries as register
from loket.register import services as residents
from loket.web.desk.entry.fields import Drawing, DrawnBlock, DrawnField, blocks_of
from loket.web.desk.entry.kks import Compared, compare, withheld_in
from loket.web.desk.entry.people import Names, names_on
from loket.web.desk.entry.scans import scans_of
from loket.web.desk.entry.truth import truth_of
from loket.web.desk.entry.typed import Typed
from loket.web.desk.entry.withholding import without_answers
from loket.web.desk.pages import Desk, fresh_key

Mode = Literal["fill", "check", "look"]
LATE_FINE: Final = "UU 23/2006 ps. 89 dan 90"


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """
    The form of one case as it lies before an officer: which kind it may be, what is saved, what took effect.

    `kind` is empty when the case asks for no form. `is_over`: the register has changed, so only a correction may follow.
    """

    view: CaseView
    application: Application
    kind: str
    saved: EntryRecord | None
    effects: tuple[EffectRecord, ...]
    mode: Mode
    is_over: bool = False
    begins_anew: bool = False

    @property
    def resi(self) -> str:
        """The case."""
        return self.view.case.resi

    @property
    def revision(self) -> int:
        """The revision on the screen, 0 for none."""
        return self.saved.revision if self.saved else 0

    @property
    def is_new(self) -> bool:
        """Whether this form begins empty: nothing saved, doing without it, or a correction of what took effect."""
        return self.begins_anew or self.saved is None or bool(self.saved.outside) or self.saved.kind != self.kind

    @property
    def saved_by(self) -> str:
        """The name of who saved it last."""
        return self.saved.acted_as.split(" · ", 1)[0] if self.saved else ""

    @property
    def values(self) -> Raw:
        """The answers to begin from."""
        return {} if self.is_new or self.saved is None else self.saved.values

    @property
    def accepted(self) -> Mapping[str, str]:
        """The reasons for warnings to begin from."""
        return {} if self.is_new or self.saved is None else self.saved.accepted


def open_entry(desk: Desk, resi: str, *, rewrite: bool = False, again: bool = False) -> OpenEntry:
    """
    The form of a case of this office. With `rewrite` whoever may tick may type as well; `again` as `case_view` has it.

    Raises NoSuchCase, and Http404 for a case whose procedure never has a form.
    """
    view = case_view(resi, desk.officer, desk.now, again=again)
    if view.procedure.entry is None:
        raise Http404
    application = application_from(view.case, desk.officer)
    saved, effects = entries.latest(view.case.resi), entries.effects_of(view.case.resi)
    over = entries.took_effect(view.procedure, (effect.step for effect in effects))
    kind = _kind(application, saved, over=over, writes=may_write(view))
    done = over and saved is not None and any(effect.revision == saved.revision for effect in effects)
    mode = _mode(view, saved, kind, rewrite=rewrite or done)
    if over and kind != entries.CORRECTION:
        mode = "look"
    return OpenEntry(view, application, kind, saved, effects, mode, over, done and mode == "fill")


def may_write(view: CaseView) -> bool:
    """Whether the open step is one of filling or checking, and this officer may finish it."""
    mine = any(offer.command in ("complete", "return") for offer in view.offers)
    return mine and entries.may_fill(view.procedure, view.case.step or "")


def _kind(application: Application, saved: EntryRecord | None, *, over: bool, writes: bool) -> str:
    kinds = entries.kinds_for(application)
    if over and not (writes and entries.CORRECTION in kinds):
        return saved.kind if saved and saved.kind in KINDS else ""
    if over:
        return entries.CORRECTION
    if saved is not None and saved.kind in KINDS and not saved.outside:
        return saved.kind
    return kinds[0] if kinds else ""


def _mode(view: CaseView, saved: EntryRecord | None, kind: str, *, rewrite: bool) -> Mode:
    entry = view.procedure.entry
    if not kind or entry is None or not may_write(view):
        return "look"
    first = view.case.step == entry.fill or saved is None or bool(saved.outside)
    return "fill" if first or rewrite else "check"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form with its verdict, ready to be drawn. `seen` is of that verdict what this office may see."""

    blocks: tuple[DrawnBlock, ...]
    judged: Judged
    seen: Judged
    names: Names
    typed: Typed
    families: tuple[Compared, ...]
    papers: tuple[str, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def fields(self) -> tuple[DrawnField, ...]:
        """The fields that apply, in printed order."""
        return tuple(one for block in self.blocks for one in block.fields if one.applies)

    @property
    def faulty(self) -> tuple[DrawnField, ...]:
        """The fields, and the cells of rows, with something wrong in them."""
        return tuple(one for one in self._cells if one.fault)

    @property
    def lacking(self) -> tuple[DrawnField, ...]:
        """The fields, and the cells of rows, still to be filled in."""
        return tuple(one for one in self._cells if one.is_lacking)

    @property
    def elsewhere(self) -> int:
        """How many KKs change too of which no more is told, for somebody on them is not shown here."""
        return len(self.judged.foreseen.families) - len(self.families)

    @property
    def stray(self) -> tuple[Problem, ...]:
        """What is wrong with nothing on the screen, as in a stored row of someone whom the list leaves out."""
        seen = {one.problem.field for one in self._cells if one.problem}
        return tuple(problem for problem in self.problems if problem.field not in seen)

    @property
    def fault_count(self) -> int:
        """How many answers are wrong."""
        return len(self.faulty) + len(self.stray)

    @property
    def doubted(self) -> tuple[DrawnField, ...]:
        """The fields that a verifier marked as wrong."""
        return tuple(one for one in self.fields if one.tick and one.tick.verdict == "salah")

    @property
    def _cells(self) -> Iterator[DrawnField]:
        for one in self.fields:
            yield one
            for row in one.rows:
                yield from row.fields

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """What the register would not take."""
        return tuple(f for f in self.judged.foreseen.findings if f.level is Level.REFUSAL)

    @property
    def warnings(self) -> tuple[tuple[Finding, str], ...]:
        """What wants a reason, with the reason given for that very sentence."""
        found = {f.mark: f for f in self.judged.foreseen.findings if f.level is Level.WARNING}
        return tuple((finding, finding.reason_in(self.typed.accepted)) for finding in found.values())

    @property
    def unanswered(self) -> int:
        """How many warnings have no reason yet."""
        return sum(1 for _finding, reason in self.warnings if not reason)

    @property
    def stands(self) -> bool:
        """Whether the step can go on with this form."""
        return self.judged.stands and not self.unanswered and not self.stray


def sheet_of(
    desk: Desk,
    opened: OpenEntry,
    typed: Typed,
    *,
    former: Raw | None = None,
) -> Sheet:
    """Judge the answers against the register of now, and draw them. Raises TooManyLookups of the register."""
    judged = entries.judge(
        opened.kind,
        typed.values,
        desk.officer,
        typed.accepted,
        at=desk.now,
        reported_on=opened.application.submitted_on,
    )
    residents.look_up(desk.officer, judged.numbers)
    form = judged.form
    hidden = withheld_from(desk.officer, desk.today, opened.view.procedure)
    # Compared before anything is taken out of it, so that it can still be told that something changed.
    seen, occupations = entries.as_seen(judged, desk.officer.office_id), Occupations(desk)
    compared = tuple(withheld_in(compare(change, occupations), hidden) for change in seen.foreseen.families)
    judged, seen = (entries.without_fields(one, hidden) for one in (judged, seen))
    known_by = names_on(form, typed.values, judged.known, desk.officer.office_id)
    lists = entries.code_lists(form, desk.today)
    saved = None if opened.is_new else opened.saved
    drawing = Drawing(form, typed.values, judged, known_by, lists, saved, former, typed.problems, typed.places)
    blocks = blocks_of(without_answers(drawing, opened.kind, hidden))
    return Sheet(
        blocks,
        judged,
        seen,
        known_by,
        typed,
        compared,
        tuple(_paper_words(output, seen) for output in judged.foreseen.outputs),
        (*judged.problems, *typed.problems),
    )


class Occupations:
    """Words of occupations, looked up when the first is asked for."""

    def __init__(self, desk: Desk) -> None:
        self._today = desk.today
        self._names: dict[str, str] | None = None

    def __call__(self, code: object) -> str:
        """The name of one."""
        if self._names is None:
            self._names = {str(line.code): line.name for line in register.codes("pekerjaan", self._today)}
        return self._names.get(str(code), str(code))


def _paper_words(output: Output, seen: Judged) -> str:
    """A paper with whom it is for; a KK is named by its head and its number."""
    names = {row.resident_id: row.biodata.full_name for change in seen.foreseen.families for row in _rows(change)}
    names |= {resident.id: resident.name for resident in seen.known.residents.values()}
    whose = ", ".join(filter(None, (names.get(i, "") for i in output.resident_ids)))
    kks: dict[FamilyId | None, Kk | None] = dict(seen.known.kks.items())
    kks |= {change.family_id: change.after or change.before for change in seen.foreseen.families}
    kk = kks.get(output.family_id)
    if kk is not None:
        head = next((row.biodata.full_name for row in kk.rows if row.resident_id == kk.head_id), "")
        whose = f"{head} {kk.kk_number.digits if kk.kk_number else ''}".strip()
    return " · ".join(part for part in (output.paper.value, whose, output.act.value, output.note) if part)


def _rows(change: Any) -> Iterator[Any]:
    for side in (change.before, change.after):
        if side is not None:
            yield from side.rows


def entry_context(desk: Desk, opened: OpenEntry, sheet: Sheet | None) -> dict[str, Any]:
    """What the page and its live part share, after the traces of whom it shows are left."""
    if sheet is not None:
        services.leave_traces_of(sheet.seen, desk.officer, opened.view.case.resi)
    return {
        "case": opened.view.case,
        "procedure": opened.view.procedure,
        "entry": opened,
        "form": form_of(opened.kind) if opened.kind else None,
        "sheet": sheet,
        "scans": scans_of(opened.view),
        "key": fresh_key(),
        "subjects": subjects_of(sheet) if sheet else (),
        "doubted": sheet.doubted if sheet else (),
        "truth": _truth(sheet) if sheet else "",
        "fine": LATE_FINE,
        "office_region": offices.office(desk.officer.office_key).code,
        "shows_lacking": opened.revision > 0 and not opened.is_new,
    }


def _truth(sheet: Sheet) -> str:
    """What the register says for the fields that mirror it, for the script that fills them in."""
    found = truth_of(sheet.judged.form, sheet.typed, sheet.names)
    return json.dumps(found, ensure_ascii=False) if found else ""


def subjects_of(sheet: Sheet) -> tuple[str, ...]:
    """The fields that name someone whose biodata other fields mirror."""
    found = [one.asked.of for block in sheet.blocks for one in block.fields if one.asked.element]
    for one in sheet.fields:
        mirrored = {column.of for column in one.asked.columns if column.element}
        found += [cell.name for row in one.rows for cell in row.fields if cell.asked.name in mirrored]
    return tuple(dict.fromkeys(name for name in found if name))
