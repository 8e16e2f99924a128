"""
Which papers apply to this applicant: the requirements of a procedure held against the answers given.

It knows conditions and alternatives, not scans, forms or persons.
"""

from collections.abc import Collection, Mapping

from loket.core.procedure.expressions import ExpressionError, evaluate, parse
from loket.core.procedure.model import Procedure, Requirement


def with_defaults(procedure: Procedure, answers: Mapping[str, object]) -> dict[str, object]:
    """The answers, with the default of every question left unanswered."""
    filled: dict[str, object] = {
        name: question.default for name, question in procedure.questions.items() if question.default is not None
    }
    filled.update({name: answer for name, answer in answers.items() if answer is not None})
    return filled


def applicable(procedure: Procedure, answers: Mapping[str, object]) -> tuple[str, ...]:
    """The ids of the requirements that apply, in printed order."""
    filled = with_defaults(procedure, answers)
    return tuple(name for name, requirement in procedure.requirements.items() if _applies(requirement, filled))


def alternatives(procedure: Procedure, answers: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
    """The applicable requirements in groups of which one paper suffices; a paper of its own is a group of one."""
    groups: dict[str, list[str]] = {}
    for name in applicable(procedure, answers):
        group = procedure.requirements[name].any_of
        groups.setdefault(f"any_of {group}" if group else name, []).append(name)
    return tuple(tuple(names) for names in groups.values())


def unmet(procedure: Procedure, answers: Mapping[str, object], present: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The groups of which no paper is present; empty when the file is complete."""
    return tuple(group for group in alternatives(procedure, answers) if not set(group) & set(present))


def mattering(procedure: Procedure, answers: Mapping[str, object]) -> tuple[str, ...]:
    """
    The questions whose answer would change the list of papers, the other answers being as they are; those without an answer
    and without a default always matter.
    """
    filled = with_defaults(procedure, answers)
    now = applicable(procedure, filled)
    return tuple(
        name
        for name, question in procedure.questions.items()
        if name not in filled
        or any(applicable(procedure, {**filled, name: one}) != now for one in question.choices or (True, False))
    )


def _applies(requirement: Requirement, answers: Mapping[str, object]) -> bool:
    if not requirement.when:
        return True
    try:
        return evaluate(parse(requirement.when), answers)
    except ExpressionError:
        # Checked procedures never come here; in a draft, asking for one paper too many does less harm.
        return True
