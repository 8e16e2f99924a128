"""What a case says in words: answers, evidence and returns, as the papers and the history show them."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from loket.casework.queries import EventRecord
from loket.casework.records import MANDATE
from loket.casework.words import letter_of_mandate
from loket.core.engine.evidence import PRESENT
from loket.core.procedure.acts import ACTS, BRINGING, BROUGHT_BY, Field, Kind
from loket.core.procedure.model import Procedure, Question, Step
from loket.web.desk.checklist import STATES
from loket.web.desk.handover.choosing import ON_PAPER

Pair = tuple[str, str]
_FIELDS: Mapping[str, Field] = {field.name: field for act in ACTS.values() for field in act.fields} | {
    field.name: field for field in (*BRINGING, BROUGHT_BY)
}


def staff_title(step: Step) -> str:
    """
    A step as officers call it: its printed number and what is done there, "5. Verifikasi, Bubuhkan paraf".

    The public label tells a citizen what the office is at; to an officer it would read as if it were done.
    """
    return f"{step.no.rstrip('.')}. {', '.join(_(ACTS[act].title) for act in step.acts)}"


def event_sentence(procedure: Procedure, event: EventRecord) -> str:
    """One event as one sentence; a step that was left is named as officers call it."""
    step = procedure.by_id.get(event.step or "")
    outcome = step.outcomes.get(str(event.payload.get("outcome", ""))) if step else None
    if step is None or outcome is None:
        return event.sentence
    if event.kind == "step-returned" and outcome.return_:
        back = staff_title(procedure.by_id[outcome.return_])
        return _("{step}: {outcome}, kembali ke {back}").format(
            step=staff_title(step), outcome=outcome.label, back=back
        )
    return _("{step}: {outcome}").format(step=staff_title(step), outcome=outcome.label)


def answer_pairs(procedure: Procedure, answers: Mapping[str, object]) -> tuple[Pair, ...]:
    """Each guide question that was answered, with its answer."""
    return tuple(
        (question.text, _answer(question, answers[name]))
        for name, question in procedure.questions.items()
        if name in answers
    )


def _answer(question: Question, value: object) -> str:
    if question.kind == "yes_no":
        return _("Ya") if value else _("Tidak")
    return question.choices.get(str(value), str(value))


def event_details(procedure: Procedure, payload: Mapping[str, object]) -> tuple[Pair, ...]:
    """The evidence and the return lines of one event."""
    evidence = payload.get("evidence")
    lines = payload.get("lines")
    pairs = list(_evidence_pairs(procedure, evidence)) if isinstance(evidence, Mapping) else []
    if isinstance(lines, list | tuple):
        pairs += [(subject, words) for subject, words in return_pairs(procedure, lines)]
    note = payload.get("note")
    if isinstance(note, str) and note:
        pairs.append((_("Catatan"), note))
    return tuple(pairs)


def return_pairs(procedure: Procedure, lines: Iterable[object]) -> Iterator[Pair]:
    """Each fault of a return: what it concerns, and the reason with its note."""
    for line in lines:
        if isinstance(line, Mapping):
            subject, reason, note = (str(line.get(name, "")) for name in ("subject", "reason", "note"))
            paper = procedure.requirements.get(subject)
            words = [procedure.return_reasons.get(reason, reason), note]
            named = letter_of_mandate() if subject == MANDATE else subject
            yield (paper.text if paper else named), " – ".join(word for word in words if word)


def _evidence_pairs(procedure: Procedure, evidence: Mapping[str, object]) -> Iterator[Pair]:
    for name, value in evidence.items():
        field = _FIELDS.get(name)
        if field is None:
            yield name, str(value)
        elif field.kind is Kind.CHECKLIST:
            yield from _checklist_pairs(procedure, field, value)
        else:
            yield _(field.label), _shown(field, value)


def _shown(field: Field, value: object) -> str:
    match field.kind:
        case Kind.TICK:
            return _("ya") if value else _("tidak")
        case Kind.CHOICE:
            return _(dict(field.choices).get(str(value), str(value)))
        case Kind.SIGNATURE:
            on_paper = value == ON_PAPER
            return _("pada lembar buku yang tercetak") if on_paper else _("dibubuhkan di layar")
        case _:
            return str(value)


def _checklist_pairs(procedure: Procedure, field: Field, value: object) -> Iterator[Pair]:
    lines = [line for line in value if isinstance(line, Mapping)] if isinstance(value, list | tuple) else []
    present = sum(line.get("state") == PRESENT for line in lines)
    yield _(field.label), _("{present} dari {all} ada").format(present=present, all=len(lines))
    words = {state: str(label) for state, label in STATES}
    for line in lines:
        if line.get("state") != PRESENT or line.get("note"):
            paper = procedure.requirements.get(str(line.get("requirement")))
            said = [words.get(str(line.get("state")), ""), str(line.get("note", ""))]
            yield (paper.text if paper else str(line.get("requirement"))), " – ".join(word for word in said if word)
