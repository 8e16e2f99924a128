"""Who may read and who may change the pages of the office."""

from loket.core.engine.refusals import NotAllowed
from loket.web.desk.pages import Desk


def keeps_office(desk: Desk) -> bool:
    """The head of the office, who both supervises and audits, or its administrator."""
    return desk.officer.keeps_office


def require_reader(desk: Desk) -> None:
    """Whoever supervises, audits or administers may read. Raises NotAllowed."""
    if not any(map(desk.can, ("supervise", "audit", "author"))):
        raise NotAllowed


def require_keeper(desk: Desk) -> None:
    """Only the head or the administrator changes hours, holidays and appointments. Raises NotAllowed."""
    if not keeps_office(desk):
        raise NotAllowed


def require_supervisor(desk: Desk) -> None:
    """Someone who may reassign work. Raises NotAllowed."""
    if not desk.can("supervise"):
        raise NotAllowed
