"""Who prints the papers of an application: those who make them by its procedure, whoever holds the step, a superior."""

from typing import Final

from django.utils.translation import gettext as _

from loket.casework.queries import CaseView
from loket.core.procedure.model import Procedure, Step
from loket.web.desk.navigation import does_step_of
from loket.web.desk.pages import Desk

MAKING: Final = frozenset({"draft", "print", "stamp"})
"""Acts of those who make the paper. Many printed procedures do not name printing as a step of its own."""


def may_print(desk: Desk, view: CaseView) -> bool:
    """Whether this officer prints here, before and after the case is closed: a reprint needs its reason either way."""
    if desk.can("supervise") or any(offer.command in ("complete", "return") for offer in view.offers):
        return True
    return does_step_of(desk, view.procedure, _makes)


def who_prints(view: CaseView) -> str:
    """The same in words, for someone who may not."""
    lanes = [view.procedure.actors[lane].title for lane in _lanes(view.procedure)]
    who = [*lanes, _("pemegang langkah yang sedang berjalan")] if view.state.is_open else lanes
    return _("Yang mencetak dokumen ini: %(who)s, atau atasan.") % {"who": ", ".join(who)}


def _lanes(procedure: Procedure) -> tuple[str, ...]:
    """The lanes that make the paper, each once, in the order of the steps."""
    making = filter(_makes, procedure.steps)
    return tuple(dict.fromkeys(lane for step in making for lane in procedure.lanes_for(step)))


def _makes(step: Step) -> bool:
    return not MAKING.isdisjoint(step.acts)
