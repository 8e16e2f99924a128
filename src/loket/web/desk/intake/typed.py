"""What was typed on the intake form: read without losing a letter, and judged field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, cast
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from loket.casework.records import Applicant, ChecklistLine, LineState
from loket.casework.refusals import PhoneShape, UnprintableText
from loket.core.printable import unfit_for_name, unprintable
from loket.core.problems import BadTerm, Problem
from loket.core.procedure.model import Procedure, Step
from loket.core.terms import Nik
from loket.register.refusals import UnprintableName
from loket.web.desk.checklist import Checklist, PaperLine, read_checklist
from loket.web.desk.evidence import read_step, step_form
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import explained, hinted
from loket.web.desk.wording import said
from loket.web.message_languages import MESSAGE_LANGUAGES, USUAL, language_of
from loket.web.questions import AskedQuestion, answers_in, asked_of

LONGEST: Final = {"full_name": 200, "phone": 30, "subject": 400}


@dataclass(frozen=True, slots=True)
class IntakeEntry:
    """The whole form as it was filled, so that a refused one is shown again without loss."""

    key: UUID
    service: str
    applicant: tuple[FormField, ...]
    answers: Mapping[str, object] = field(default_factory=dict)
    questions: tuple[AskedQuestion, ...] = ()
    checklist: Checklist = field(default_factory=lambda: Checklist(()))
    extra: tuple[FormField, ...] = ()
    evidence: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    proxy: tuple[FormField, ...] = ()

    def typed(self, name: str) -> str:
        """What stands in a field of the applicant."""
        return next(f.value for f in self.applicant if f.name == name)

    def with_problems(self, problems: tuple[Problem, ...]) -> "IntakeEntry":
        """The same form with each problem beside its field."""
        # Two steps of the counter may ask for the same thing: it is said once.
        problems = tuple({(p.field, p.sentence): p for p in (_renamed(p, self) for p in problems)}.values())
        faults = {p.field: p.sentence for p in problems}
        return replace(
            self,
            applicant=marked(self.applicant, problems),
            questions=tuple(replace(q, error=faults.get(q.field, "")) for q in self.questions),
            checklist=self.checklist.marked(problems),
            extra=marked(self.extra, problems),
            proxy=marked(self.proxy, problems),
            problems=problems,
        )

    @property
    def service_error(self) -> str:
        """What is wrong with the choice of the service."""
        return next((p.sentence for p in self.problems if p.field == "service"), "")


def _renamed(problem: Problem, entry: IntakeEntry) -> Problem:
    """A refusal names a requirement or a part of the applicant; the error summary links to the field of it."""
    if problem.field in {line.requirement for line in entry.checklist.lines}:
        return replace(problem, field=f"r-{problem.field}")
    return replace(problem, field="full_name") if problem.field == "name" else problem


def counter_span(procedure: Procedure) -> tuple[Step, ...]:
    """The steps done at the counter in one go: from the first to the first that checks the papers."""
    steps = [procedure.first]
    while "check" not in steps[-1].acts:
        onward = [o.next for o in steps[-1].outcomes.values() if o.next and not o.incomplete]
        if not onward or procedure.by_id[onward[0]] in steps:
            break
        steps.append(procedure.by_id[onward[0]])
    return tuple(steps)


def read_entry(posted: Mapping[str, str], procedure: Procedure | None) -> IntakeEntry:
    """Read a posted (or empty) form; nothing is judged here."""
    applicant = tuple(f.filled({**posted, "language": language_of(posted, USUAL)}) for f in _applicant_fields())
    entry = IntakeEntry(_key(posted.get("key", "")), posted.get("service", ""), applicant)
    if procedure is None:
        return entry
    questions = asked_of(procedure, posted)
    answers = answers_in(procedure, questions)
    forms = [step_form(procedure, step, answers, posted) for step in counter_span(procedure)]
    extra = {f.name: f for form in forms for f in form.fields}
    return replace(
        entry,
        answers=answers,
        questions=questions,
        checklist=read_checklist(procedure, answers, _with_originals(procedure, posted)),
        extra=tuple(extra.values()),
    )


def judged(entry: IntakeEntry, posted: Mapping[str, str], procedure: Procedure) -> IntakeEntry:
    """The form with its evidence, and with a problem for everything that must be mended first."""
    found = list(_applicant_problems(entry))
    found += [
        Problem(
            "question-unanswered", _("“{question}” belum dijawab.").format(question=question.text), field=question.field
        )
        for question in entry.questions
        if question.chosen is None
    ]
    found += entry.checklist.problems()
    evidence: dict[str, object] = {}
    for step in counter_span(procedure):
        form = read_step(procedure, step, entry.answers, posted)
        found += form.problems
        evidence.update(form.evidence or {})
    evidence.pop("checklist", None)
    missing = (
        f for f in entry.extra if f.required and f.name not in evidence and f.name not in {p.field for p in found}
    )
    found += [Problem("field-empty", _("Isi “{label}”.").format(label=f.label), field=f.name) for f in missing]
    return replace(entry, evidence=evidence).with_problems(tuple(found))


def checklist_of(entry: IntakeEntry) -> tuple[ChecklistLine, ...]:
    """The verdict on each requirement, as casework keeps it."""
    return tuple(_verdict(line) for line in entry.checklist.lines if line.state)


def _verdict(line: PaperLine) -> ChecklistLine:
    original = line.paper.original if line.original_seen else "none"
    copies = int(line.copies) if line.copies and line.state == "present" else 0
    return ChecklistLine(line.requirement, cast("LineState", line.state), line.note, original, copies)


def _applicant_fields() -> tuple[FormField, ...]:
    return (
        FormField("nik", _("NIK pemohon"), "nik", hint=_("Ketik, tempel atau pindai; spasi tidak apa.")),
        FormField("full_name", _("Nama pemohon")),
        FormField("phone", _("Telepon"), "tel", required=False),
        FormField(
            "subject", _("Untuk siapa atau tentang apa"), required=False, hint=_("Misalnya nama anak, atau nomor KK")
        ),
        FormField("language", _("Bahasa pesan"), "choice", choices=MESSAGE_LANGUAGES),
    )


def _applicant_problems(entry: IntakeEntry) -> list[Problem]:
    found: list[Problem] = []
    try:
        if entry.typed("nik").strip():
            Nik.parse(entry.typed("nik"))
        else:
            hint = _("Ketik atau pindai dari KTP-el atau KK.")
            found.append(Problem("nik-missing", _("Isi NIK pemohon."), hint, field="nik"))
    except BadTerm as bad:
        found.append(said(bad.problem))
    name = entry.typed("full_name").strip()
    if not name:
        found.append(Problem("name-missing", _("Isi nama pemohon seperti tertulis di KK."), field="full_name"))
    elif not any(letter.isalpha() for letter in name):
        # A scanner types wherever the cursor stands.
        sentence = _("Nama harus berisi huruf.")
        hint = _("Bila ini hasil pindai, pindai lagi pada kolom NIK.")
        found.append(Problem("name-without-letters", sentence, hint, field="full_name"))
    elif sign := unfit_for_name(name):
        unfit = UnprintableName(sign=sign)
        found.append(Problem(unfit.id, explained(unfit), hinted(unfit), field="full_name"))
    if sign := unprintable(entry.typed("subject")):
        unprinted = UnprintableText(sign=sign)
        found.append(Problem(unprinted.id, explained(unprinted), hinted(unprinted), field="subject"))
    if not Applicant(name, phone=entry.typed("phone")).phone_reads:
        refusal = PhoneShape()
        found.append(Problem(refusal.id, explained(refusal), hinted(refusal), field="phone"))
    for field_name, most in LONGEST.items():
        if len(entry.typed(field_name)) > most:
            sentence = _("Terlalu panjang: paling banyak {most} huruf.").format(most=most)
            found.append(Problem("text-too-long", sentence, field=field_name))
    return found


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _with_originals(procedure: Procedure, posted: Mapping[str, str]) -> Mapping[str, str]:
    """
    A paper whose original the office keeps is that original: its tick is set until the officer takes it away.

    Of a line already judged, the tick stands as it was left.
    """
    kept = {
        f"o-{name}": "1"
        for name, paper in procedure.requirements.items()
        if paper.original == "kept" and f"r-{name}" not in posted
    }
    return {**posted, **kept} if kept else posted
