"""What a hand-over at the counter consists of: which steps are done in one go, by whom it may be collected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from loket.core.procedure.model import Procedure, Step
from loket.web.desk.fields import FormField

ON_PAPER: Final = "lembar tercetak"
"""The signature of a collector who signed the printed page of the pick-up book with a pen."""

SELF = "self"


@dataclass(frozen=True, slots=True)
class HandOver:
    """The steps one sending completes: the hand-over itself, and the signing of the book where it comes next."""

    steps: tuple[Step, ...]

    @property
    def takes_collector(self) -> bool:
        """Whether a collector is to be known; not when only the signature is still missing."""
        return any("hand_over" in step.acts for step in self.steps)

    @property
    def in_person(self) -> bool:
        """Whether nobody may collect for the applicant."""
        return any(step.in_person for step in self.steps)


def hand_over_of(procedure: Procedure, step_id: str | None) -> HandOver | None:
    """The hand-over that begins at the open step; None when the case is not ready for it."""
    step = procedure.by_id.get(step_id or "")
    if step is None or not {"hand_over", "acknowledge"} & set(step.acts):
        return None
    following = procedure.by_id.get(forward_outcome(step)[1] or "")
    # Only what is recorded by the same lanes is done in one go; another officer's step waits for that officer.
    same_desk = following is not None and set(procedure.lanes_for(following)) & set(procedure.lanes_for(step))
    if "hand_over" in step.acts and following is not None and "acknowledge" in following.acts and same_desk:
        return HandOver((step, following))
    return HandOver((step,))


def forward_outcome(step: Step) -> tuple[str, str | None]:
    """The outcome by which a hand-over goes on, and the step it leads to; ("", None) for a step that only returns."""
    forward = ((key, outcome.next) for key, outcome in step.outcomes.items() if outcome.return_ is None)
    return next(forward, ("", None))


def shaped(
    handing: HandOver,
    fields: tuple[FormField, ...],
    typed: Mapping[str, str],
    known: Mapping[str, str],
    *,
    duplicate: int,
) -> tuple[FormField, ...]:
    """
    The fields of the steps, each once, as the counter wants them: the applicant first, and what identity is checked.

    `known` is what the case says of the applicant: it stands in a form that nobody has filled in yet. The mark of a slip is
    asked for where one was replaced: `duplicate` is the number of the one that counts.
    """
    once = {field.name: field if typed else replace(field, value=known.get(field.name, "")) for field in fields}
    if not duplicate:
        once.pop("slip_mark", None)
    elif "slip_mark" in once:
        once["slip_mark"] = replace(
            once["slip_mark"], required=True, hint=_("Empat tanda terakhir pada slip duplikat.")
        )
    relation = once.pop("collector_relation", None)
    if relation is None:
        return tuple(once.values())
    choices = tuple(choice for choice in relation.choices if choice[0] == SELF or not handing.in_person)
    first = replace(relation, choices=choices, value=relation.value or SELF)
    if "identity_checked" in once:
        hint = _(
            "Wajib bila bukan pemohon sendiri: keluarga menunjukkan KTP-el dan KK, kuasa menunjukkan KTP-el dan suratnya."
        )
        once["identity_checked"] = replace(once["identity_checked"], hint=hint)
    return (first, *once.values())
