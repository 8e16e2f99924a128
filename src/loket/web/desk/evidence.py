"""The form of a step, composed from the evidence its acts must leave, and what was typed into it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self, cast

from django.utils.translation import gettext as _

from loket.core.engine.evidence import fields_of
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.procedure.acts import Field, Kind
from loket.core.procedure.model import Procedure, Step
from loket.core.terms import Nik
from loket.documents.signature import Signature
from loket.web.desk.checklist import Checklist, read_checklist
from loket.web.desk.fields import FieldKind, FormField, marked
from loket.web.desk.handover.choosing import ON_PAPER
from loket.web.desk.pages import explained, hinted
from loket.web.desk.wording import said


@dataclass(frozen=True, slots=True)
class StepForm:
    """The fields of a step as they stand on the screen, its checklist if it has one, and what is wrong."""

    fields: tuple[FormField, ...] = ()
    checklist: Checklist | None = None
    problems: tuple[Problem, ...] = ()
    evidence: Mapping[str, object] | None = None
    ticked: frozenset[str] = frozenset()
    """The names of what was sent, for ticks that leave no evidence."""

    @property
    def is_empty(self) -> bool:
        """Whether the step leaves no evidence but its outcome."""
        return not self.fields and self.checklist is None

    def with_problems(self, problems: tuple[Problem, ...]) -> Self:
        """The same form with each problem beside its field."""
        ours = tuple(self._told(_renamed(problem, self.checklist)) for problem in problems)
        checked = self.checklist.marked(ours) if self.checklist else None
        return replace(self, fields=marked(self.fields, ours), checklist=checked, problems=ours)

    def _told(self, problem: Problem) -> Problem:
        """What is missing said once for each field, in the words of the field."""
        field = next((field for field in self.fields if field.name == problem.field), None)
        if field is None or problem.id != "evidence-missing":
            return problem
        words = {"tick": _("Centang bila benar: {label}."), "choice": _("Pilih: {label}.")}
        return replace(problem, sentence=words.get(field.kind, _("Isi: {label}.")).format(label=field.label), hint="")


def step_form(
    procedure: Procedure,
    step: Step,
    answers: Mapping[str, object],
    posted: Mapping[str, str] | None = None,
    *,
    corrects: bool = False,
) -> StepForm:
    """The form of a step, empty or as it was posted; nothing is judged yet. `corrects`: it also asks who brings a correction."""
    typed = dict(posted or {})
    ticked = (name.removesuffix("_paper") for name in posted or {} if name.endswith("_paper"))
    # Where both are given the drawing stays: it cannot be made again by a click.
    typed.update({name: ON_PAPER for name in ticked if not typed.get(name)})
    asked = fields_of(step, corrects=corrects)
    fields = tuple(_form_field(field).filled(typed) for field in asked if field.kind is not Kind.CHECKLIST)
    has_list = any(field.kind is Kind.CHECKLIST for field in asked)
    checklist = read_checklist(procedure, answers, typed) if has_list else None
    return StepForm(fields, checklist, ticked=frozenset(posted or {}))


def read_step(
    procedure: Procedure,
    step: Step,
    answers: Mapping[str, object],
    posted: Mapping[str, str],
    *,
    corrects: bool = False,
) -> StepForm:
    """
    The posted form with its evidence, or with a problem for every field that does not read.

    Whether what reads also suffices is for the engine to say.
    """
    form = step_form(procedure, step, answers, posted, corrects=corrects)
    evidence: dict[str, object] = {}
    problems = [_signed_twice(field) for field in form.fields if f"{field.name}_paper" in posted and _is_drawn(field)]
    asked = (field for field in fields_of(step, corrects=corrects) if field.kind is not Kind.CHECKLIST)
    for field, shown in zip(asked, form.fields, strict=True):
        try:
            value = _value(field, shown.value)
        except BadTerm as bad:
            problems.append(said(bad.problem))
            continue
        if value is not None:
            evidence[field.name] = value
    if form.checklist is not None:
        evidence["checklist"] = form.checklist.evidence()
    if problems:
        return form.with_problems(tuple(problems))
    return replace(form, evidence=evidence)


def _form_field(field: Field) -> FormField:
    kinds = {Kind.TEXT: "text", Kind.LONG_TEXT: "long_text", Kind.TICK: "tick", Kind.CHOICE: "choice"}
    kind = kinds.get(field.kind, field.kind.value)
    hints = {Kind.NIK: _("16 angka, seperti tercetak di KTP-el atau KK."), Kind.DATE: _("Tanggal, bulan, tahun.")}
    choices = tuple((value, _(label)) for value, label in field.choices)
    return FormField(
        field.name,
        _(field.label),
        cast("FieldKind", kind),
        required=field.required,
        hint=hints.get(field.kind, ""),
        choices=choices,
    )


def _value(field: Field, text: str) -> object:
    """What was typed as the engine takes it; None for nothing. Raises BadTerm with the field's own sentence."""
    typed = text.strip()
    if not typed:
        return None
    match field.kind:
        case Kind.TICK:
            return True
        case Kind.NIK:
            return str(Nik.parse(typed, field=field.name))
        case Kind.COUNT:
            return _count(field.name, typed)
        case Kind.DATE:
            return _date(field.name, typed)
        case Kind.SIGNATURE:
            return _signature(field.name, typed)
        case _:
            return typed[:2000]


def _count(name: str, typed: str) -> int:
    if typed.isascii() and typed.isdigit() and len(typed) <= 6:
        return int(typed)
    raise BadTerm(Problem("count-shape", _("Tulis banyaknya dengan angka saja."), field=name))


def _date(name: str, typed: str) -> str:
    try:
        return datetime.date.fromisoformat(typed).isoformat()
    except ValueError:
        hint = _("Tulis seperti 2026-11-23.")
        raise BadTerm(Problem("date-shape", _("Tanggal ini tidak dapat dibaca."), hint, field=name)) from None


def _is_drawn(field: FormField) -> bool:
    return field.kind == "signature" and field.value not in ("", ON_PAPER)


def _signed_twice(field: FormField) -> Problem:
    sentence = _("Pilih satu: tanda tangan di layar, atau baris pada buku yang tercetak.")
    hint = _(
        "Bila dikirim lagi seperti ini, yang di layar yang berlaku. "
        "Untuk memakai yang tercetak, hapus tanda tangan di layar lalu centang lagi."
    )
    return Problem("signed-twice", sentence, hint, field=field.name)


def _signature(name: str, typed: str) -> str:
    if typed == ON_PAPER:
        return typed
    try:
        return Signature.parse(typed).path
    except Refusal as refusal:
        problem = Problem(refusal.id, explained(refusal), hinted(refusal), field=name)
        raise BadTerm(problem) from refusal


def _renamed(problem: Problem, checklist: Checklist | None) -> Problem:
    """A refusal that names a requirement points to the field of its line."""
    lines = {line.requirement for line in checklist.lines} if checklist else set()
    return replace(problem, field=f"r-{problem.field}") if problem.field in lines else problem
