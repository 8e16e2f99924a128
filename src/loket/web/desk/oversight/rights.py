"""Who may enter the room: superiors and auditors look; the head and auditors decide."""

from loket.core.engine.refusals import NotAllowed
from loket.register import queries as register
from loket.web.desk.pages import Desk


def is_overseer(desk: Desk) -> bool:
    """Whether this is somebody who supervises or audits."""
    return desk.can("supervise") or desk.can("audit")


def require_overseer(desk: Desk) -> None:
    """Raises NotAllowed for whoever neither supervises nor audits."""
    if not is_overseer(desk):
        raise NotAllowed


def require_watcher(desk: Desk) -> None:
    """Raises NotAllowed for whoever is neither head nor auditor."""
    if not register.may_watch(desk.officer):
        raise NotAllowed
