"""Whether the keepers of an office must be told that nobody knows if it could be restored."""

from django import template

from loket.keeping import queries
from loket.keeping.queries import Unproved
from loket.web.desk.pages import Desk

register = template.Library()


@register.filter
def unproved_backup(desk: Desk) -> Unproved | None:
    """What the head, the administrator and the auditor are told while the last proof is too old; None for others."""
    if not (desk.officer.keeps_office or desk.can("audit")):
        return None
    return queries.unproved(desk.now)
