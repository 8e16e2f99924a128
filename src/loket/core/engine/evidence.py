"""
Does the evidence suffice? The acts say what a step must leave behind; this module holds it against what was given.

It judges presence and shape. Whether a statement is true is the officer's word.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from loket.core.engine.refusals import (
    EvidenceMissing,
    EvidenceUnknown,
    PapersIncomplete,
    RequirementRepeated,
    RequirementUnknown,
)
from loket.core.engine.state import CaseState
from loket.core.problems import BadTerm
from loket.core.procedure.acts import ACTS, BRINGING, Field, Kind
from loket.core.procedure.model import Procedure, Step
from loket.core.procedure.requirements import unmet
from loket.core.terms import Nik

PRESENT: Final = "present"
WRONG: Final = "wrong"
MISSING: Final = "missing"
NOT_APPLICABLE: Final = "not_applicable"
LINE_STATES: Final = frozenset({PRESENT, WRONG, MISSING, NOT_APPLICABLE})


def fields_of(step: Step, *, corrects: bool = False) -> tuple[Field, ...]:
    """The evidence fields of a step, in the order of its acts; where the applicant `corrects`, also who brings that."""
    return (*_fields_of(step.acts), *BRINGING) if corrects else _fields_of(step.acts)


def corrects(procedure: Procedure, state: CaseState) -> bool:
    """
    Whether the case was sent back to a step of the applicant: what is done there is a correction, which somebody may bring.

    Not of a step that whoever did it recalled, for nobody comes twice; nor of a complaint, for which no mandate is given.
    """
    step = procedure.by_id.get(state.step or "")
    if step is None or procedure.complaint is not None:
        return False
    return state.sent_back and state.occurrence > 1 and procedure.actors[step.actor].kind == "applicant"


@cache
def _fields_of(acts: tuple[str, ...]) -> tuple[Field, ...]:
    return tuple(field for act in acts for field in ACTS[act].fields)


def reads(field: Field, value: object) -> bool:
    """
    Whether a value has the shape of its field: a tick is true itself, not "on"; a date is written 2026-12-21.

    A count is a whole number from zero; a NIK reads as `Nik.parse` reads it; no text is blank.
    """
    return _READS[field.kind](field, value)


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_nik(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(Nik.parse(value))
    except BadTerm:
        return False


def _is_line(line: object) -> bool:
    if not isinstance(line, Mapping):
        return False
    if not all(value is None or isinstance(value, str | int) for value in line.values()):
        return False
    return isinstance(line.get("requirement"), str) and line.get("state") in LINE_STATES


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


_READS: Final[Mapping[Kind, Callable[[Field, object], bool]]] = {
    Kind.TEXT: lambda _, value: _is_text(value),
    Kind.LONG_TEXT: lambda _, value: _is_text(value),
    Kind.SIGNATURE: lambda _, value: _is_text(value),
    Kind.TICK: lambda _, value: value is True,
    Kind.CHOICE: lambda field, value: isinstance(value, str) and value in {code for code, _ in field.choices},
    Kind.DATE: lambda _, value: _is_date(value),
    Kind.NIK: lambda _, value: _is_nik(value),
    Kind.COUNT: lambda _, value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    Kind.CHECKLIST: lambda _, value: isinstance(value, list | tuple) and all(_is_line(line) for line in value),
}


def _require_known(fields: tuple[Field, ...], evidence: Mapping[str, object]) -> None:
    unknown = evidence.keys() - {field.name for field in fields}
    if unknown:
        raise EvidenceUnknown(names=", ".join(sorted(unknown)))


def _refuse(faulty: list[Field]) -> None:
    if faulty:
        raise EvidenceMissing(labels=", ".join(f.label for f in faulty), fields=tuple(f.name for f in faulty))


def require(step: Step, evidence: Mapping[str, object], *, corrects: bool = False) -> None:
    """
    Hold the evidence against the acts of the step, see `fields_of`.

    Raises EvidenceMissing naming every field that is absent or does not read, EvidenceUnknown for a field of no act.
    """
    fields = fields_of(step, corrects=corrects)
    _require_known(fields, evidence)
    _refuse([f for f in fields if not _suffices(f, evidence)])


def require_collecting(evidence: Mapping[str, object]) -> None:
    """
    What handing over a part leaves behind: who collects, and the signature in the book where it was given at once.

    Raises EvidenceMissing and EvidenceUnknown, as `require`.
    """
    collector, signature = _fields_of(("hand_over",)), _fields_of(("acknowledge",))
    known = (*collector, *signature)
    if unknown := evidence.keys() - {field.name for field in known}:
        raise EvidenceUnknown(names=", ".join(sorted(unknown)))
    _refuse([f for f in known if (f in collector or f.name in evidence) and not _suffices(f, evidence)])


def _suffices(field: Field, evidence: Mapping[str, object]) -> bool:
    return reads(field, evidence[field.name]) if field.name in evidence else not field.required


def require_given(step: Step, evidence: Mapping[str, object]) -> Mapping[str, object]:
    """
    What a return leaves behind: any of the step's fields, none of them required; those left blank are dropped.

    Raises EvidenceMissing naming every field that is given and does not read, EvidenceUnknown for a field of no act.
    """
    _require_known(fields_of(step), evidence)
    given = {name: value for name, value in evidence.items() if not _is_blank(value)}
    _refuse([f for f in fields_of(step) if f.name in given and not reads(f, given[f.name])])
    return given


def _is_blank(value: object) -> bool:
    return value is None or value is False or (isinstance(value, str) and not value.strip())


def _lines(evidence: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(line["requirement"], line["state"]) for line in evidence.get("checklist", ())]


def require_checklist(procedure: Procedure, evidence: Mapping[str, object]) -> None:
    """
    Every line of the checklist judges a paper of the procedure, and each paper once.

    The evidence must read. Raises RequirementUnknown, RequirementRepeated.
    """
    if "checklist" not in evidence:
        return
    judged = Counter(requirement for requirement, _ in _lines(evidence))
    if unknown := [name for name in judged if name not in procedure.requirements]:
        raise RequirementUnknown(names=", ".join(unknown))
    if repeated := [name for name, times in judged.items() if times > 1]:
        raise RequirementRepeated(names=", ".join(repeated))


def open_papers(procedure: Procedure, answers: Mapping[str, object], evidence: Mapping[str, object]) -> tuple[str, ...]:
    """
    The requirements that apply and are not met by the checklist, in printed order, alternatives side by side.

    The evidence must read. A line "not applicable" meets nothing that the answers make applicable: the way to make a
    paper not apply is to correct the answers.
    """
    present = {requirement for requirement, state in _lines(evidence) if state == PRESENT}
    return tuple(requirement for group in unmet(procedure, answers, present) for requirement in group)


def require_papers(procedure: Procedure, answers: Mapping[str, object], evidence: Mapping[str, object]) -> None:
    """Raise PapersIncomplete naming the printed text of every requirement still open."""
    still_open = open_papers(procedure, answers, evidence)
    if still_open:
        texts = "; ".join(procedure.requirements[r].text for r in still_open)
        raise PapersIncomplete(requirements=texts, fields=still_open)
