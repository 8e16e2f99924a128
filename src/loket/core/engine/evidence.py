"""
Does the evidence suffice? The acts say what a step must leave behind; this module holds it against what was given.

It judges presence and shape. Whether a statement is true is the officer's word.
"""

import datetime
from collections.abc import Mapping
from typing import Final

from loket.core.engine.refusals import EvidenceMissing, EvidenceUnknown, PapersIncomplete
from loket.core.problems import BadTerm
from loket.core.procedure.acts import ACTS, Field, Kind
from loket.core.procedure.model import Procedure, Step
from loket.core.procedure.requirements import applicable
from loket.core.terms import Nik

PRESENT: Final = "present"
WRONG: Final = "wrong"
MISSING: Final = "missing"
NOT_APPLICABLE: Final = "not_applicable"
LINE_STATES: Final = frozenset({PRESENT, WRONG, MISSING, NOT_APPLICABLE})


def fields_of(step: Step) -> tuple[Field, ...]:
    """The evidence fields of a step, in the order of its acts."""
    return tuple(field for act in step.acts for field in ACTS[act].fields)


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def _is_nik(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(Nik.parse(value))
    except BadTerm:
        return False


def _reads(field: Field, value: object) -> bool:
    match field.kind:
        case Kind.TICK:
            return value is True
        case Kind.CHOICE:
            return value in {code for code, _ in field.choices}
        case Kind.DATE:
            return _is_date(value)
        case Kind.NIK:
            return _is_nik(value)
        case Kind.COUNT:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case Kind.CHECKLIST:
            return isinstance(value, list | tuple) and all(_is_line(line) for line in value)
        case Kind.TEXT | Kind.LONG_TEXT | Kind.SIGNATURE:
            return isinstance(value, str) and bool(value.strip())


def _is_line(line: object) -> bool:
    return isinstance(line, Mapping) and "requirement" in line and line.get("state") in LINE_STATES


def require_known(step: Step, evidence: Mapping[str, object]) -> None:
    """Raise EvidenceUnknown for a field that no act of the step asks for."""
    unknown = sorted(set(evidence) - {field.name for field in fields_of(step)})
    if unknown:
        raise EvidenceUnknown(names=", ".join(unknown))


def require(step: Step, evidence: Mapping[str, object]) -> None:
    """
    Hold the evidence against the acts of the step.

    Raises EvidenceMissing naming every field that is absent or does not read, EvidenceUnknown for a field of no act.
    """
    require_known(step, evidence)
    fields = fields_of(step)
    missing = [f for f in fields if not (_reads(f, evidence[f.name]) if f.name in evidence else not f.required)]
    if missing:
        raise EvidenceMissing(labels=", ".join(f.label for f in missing), fields=tuple(f.name for f in missing))


def open_papers(procedure: Procedure, answers: Mapping[str, object], evidence: Mapping[str, object]) -> tuple[str, ...]:
    """
    The requirements that apply and are not met by the checklist, in printed order.

    Of requirements that share `any_of`, one that is present meets all. A line "not applicable" meets nothing that
    the answers make applicable: the way to make a paper not apply is to correct the answers.
    """
    lines = evidence.get("checklist", ())
    states = {str(line["requirement"]): line["state"] for line in lines} if isinstance(lines, list | tuple) else {}
    wanted = applicable(procedure, answers)
    met_groups = {procedure.requirements[r].any_of for r in wanted if states.get(r) == PRESENT} - {None}
    return tuple(r for r in wanted if states.get(r) != PRESENT and procedure.requirements[r].any_of not in met_groups)


def require_papers(procedure: Procedure, answers: Mapping[str, object], evidence: Mapping[str, object]) -> None:
    """Raise PapersIncomplete naming the printed text of every requirement still open."""
    still_open = open_papers(procedure, answers, evidence)
    if still_open:
        texts = "; ".join(procedure.requirements[r].text for r in still_open)
        raise PapersIncomplete(requirements=texts, fields=still_open)
