"""How many were served: the cases that were finished in a period, by service."""

import datetime
from collections.abc import Mapping

from django.db.models import Count

from loket.casework import models
from loket.core.engine import Status


def served(office_id: int, since: datetime.datetime, until: datetime.datetime) -> Mapping[str, int]:
    """The cases of an office that were finished from `since` until before `until`, by service, without complaints; one statement."""
    rows = models.Case.objects.filter(
        office=office_id, kept_from=None, status=Status.FINISHED, closed_at__gte=since, closed_at__lt=until
    )
    return dict(rows.values_list("procedure__service").annotate(Count("pk")).order_by("procedure__service"))
