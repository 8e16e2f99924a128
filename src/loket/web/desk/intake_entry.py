"""What was typed on the intake form: read without losing a letter, and judged field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, cast
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _

from loket.casework.records import ChecklistLine, LineState
from loket.core.engine.evidence import LINE_STATES, fields_of
from loket.core.problems import BadTerm
from loket.core.procedure.acts import Field, Kind
from loket.core.procedure.model import Procedure, Question, Requirement, Step
from loket.core.procedure.requirements import applicable
from loket.core.terms import Nik

ORIGINALS = frozenset({"none", "shown", "kept"})
Original = Literal["none", "shown", "kept"]
MOST_COPIES = 10
YES, NO = "ya", "tidak"
Answers = Mapping[str, bool | str]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One requirement on the checklist, as the officer left it; `state` is empty until judged."""

    requirement: str
    paper: Requirement
    state: str
    original: Original
    copies: int
    note: str
    error: str = ""

    @property
    def is_judged(self) -> bool:
        return self.state in LINE_STATES


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A guide question with its choices as value, label and whether it is chosen."""

    name: str
    text: str
    choices: tuple[tuple[str, str, bool], ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class IntakeEntry:
    """The whole form. `typed` keeps every text as it came, so that a refused form is shown as it was filled."""

    key: UUID
    typed: Mapping[str, str]
    answers: Answers = field(default_factory=dict)
    questions: tuple[AskedQuestion, ...] = ()
    lines: tuple[PaperLine, ...] = ()
    extra: tuple[tuple[Field, str], ...] = ()

    def with_errors(self, faults: Mapping[str | None, str]) -> "IntakeEntry":
        """The same form with the fault of each question and requirement beside it."""
        questions = tuple(replace(q, error=faults.get(f"a-{q.name}", "")) for q in self.questions)
        lines = tuple(replace(line, error=faults.get(f"r-{line.requirement}", "")) for line in self.lines)
        return replace(self, questions=questions, lines=lines)


def counter_span(procedure: Procedure) -> tuple[Step, ...]:
    """The steps done at the counter in one go: from the first to the first that checks the papers."""
    steps = [procedure.first]
    while "check" not in steps[-1].acts:
        onward = [o.next for o in steps[-1].outcomes.values() if o.next and not o.incomplete]
        if not onward or procedure.by_id[onward[0]] in steps:
            break
        steps.append(procedure.by_id[onward[0]])
    return tuple(steps)


def extra_fields(procedure: Procedure) -> tuple[Field, ...]:
    """What the counter's steps ask for besides the checklist, such as a queue number."""
    fields = (f for step in counter_span(procedure) for f in fields_of(step) if f.kind is not Kind.CHECKLIST)
    return tuple({f.name: f for f in fields}.values())


def read_entry(post: QueryDict, procedure: Procedure | None) -> IntakeEntry:
    """Read a posted (or empty) form; nothing is judged here."""
    typed = {name: post.get(name, "").strip() for name in ("service", "nik", "full_name", "phone", "subject")}
    key = _key(post.get("key", ""))
    if procedure is None:
        return IntakeEntry(key, typed)
    questions = tuple(_asked(name, question, post) for name, question in procedure.questions.items())
    answers = _answers(procedure, questions)
    lines = tuple(_line(name, procedure.requirements[name], post) for name in applicable(procedure, answers))
    extra = tuple((f, post.get(f"x-{f.name}", "").strip()) for f in extra_fields(procedure))
    return IntakeEntry(key, typed, answers, questions, lines, extra)


def problems_of(entry: IntakeEntry) -> dict[str, str]:
    """One sentence for each field that must be mended before the application can be taken in."""
    typed = entry.typed
    found: dict[str, str] = {}
    if not typed["service"]:
        found["service"] = _("Pilih layanan dahulu.")
    _judge_nik(typed["nik"], found)
    if not typed["full_name"]:
        found["full_name"] = _("Isi nama pemohon seperti tertulis di KK atau KTP-el.")
    elif not any(letter.isalpha() for letter in typed["full_name"]):
        # A scanner types wherever the cursor stands.
        found["full_name"] = _("Nama harus berisi huruf. Bila ini hasil pindai, pindai lagi pada kolom NIK.")
    for question in entry.questions:
        if not any(chosen for _value, _label, chosen in question.choices):
            found[f"a-{question.name}"] = _("Pilih jawabannya, karena menentukan persyaratan.")
    for line in entry.lines:
        if not line.is_judged:
            found[f"r-{line.requirement}"] = _("Belum dinilai. Tekan 1 bila ada, 2 bila salah, 3 bila belum ada.")
    for asked, value in entry.extra:
        if asked.required and not value:
            found[f"x-{asked.name}"] = _("Isi bagian ini.")
    return found


def checklist_of(entry: IntakeEntry) -> tuple[ChecklistLine, ...]:
    """The verdict on each requirement, as casework keeps it."""
    return tuple(
        ChecklistLine(line.requirement, cast("LineState", line.state), line.note, line.original, line.copies)
        for line in entry.lines
        if line.is_judged
    )


def extra_evidence(entry: IntakeEntry) -> dict[str, object]:
    """The further fields of the counter's steps as evidence; what was left empty is left out."""
    return {f.name: (True if f.kind is Kind.TICK else value) for f, value in entry.extra if value}


def _judge_nik(text: str, found: dict[str, str]) -> None:
    try:
        Nik.parse(text)
    except BadTerm as bad:
        found["nik"] = f"{bad.problem.sentence} {bad.problem.hint}"


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _asked(name: str, question: Question, post: QueryDict) -> AskedQuestion:
    options = {YES: _("Ya"), NO: _("Tidak")} if question.kind == "yes_no" else dict(question.choices)
    given = post.get(f"a-{name}", "")
    chosen = given if given in options else _default(question)
    return AskedQuestion(
        name, question.text, tuple((value, label, value == chosen) for value, label in options.items())
    )


def _default(question: Question) -> str:
    if isinstance(question.default, bool):
        return YES if question.default else NO
    return question.default or ""


def _answers(procedure: Procedure, questions: tuple[AskedQuestion, ...]) -> dict[str, bool | str]:
    answers: dict[str, bool | str] = {}
    for asked in questions:
        chosen = next((value for value, _label, is_chosen in asked.choices if is_chosen), None)
        if chosen is not None:
            yes_no = procedure.questions[asked.name].kind == "yes_no"
            answers[asked.name] = chosen == YES if yes_no else chosen
    return answers


def _line(name: str, paper: Requirement, post: QueryDict) -> PaperLine:
    original = post.get(f"o-{name}", paper.original)
    copies = post.get(f"c-{name}", "")
    return PaperLine(
        name,
        paper,
        post.get(f"r-{name}", ""),
        cast("Original", original) if original in ORIGINALS else paper.original,
        min(int(copies), MOST_COPIES) if copies.isascii() and copies.isdigit() else paper.copies,
        post.get(f"n-{name}", "").strip()[:400],
    )
