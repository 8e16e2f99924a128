"""Who may open the pages of the head and the administrator."""

from loket.core.engine.refusals import NotAllowed
from loket.web.desk.pages import Desk


def require_office_keeper(desk: Desk) -> None:
    """The head or an administrator of the office. Raises NotAllowed."""
    if not (desk.can("administer") or desk.can("supervise")):
        raise NotAllowed


def require_supervisor(desk: Desk) -> None:
    """Someone who may reassign work. Raises NotAllowed."""
    if not desk.can("supervise"):
        raise NotAllowed
