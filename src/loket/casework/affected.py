"""Whom a breach reaches: by looks in the register and into cases, and by files that left, in one query."""

from loket.casework import models
from loket.register.breaches import BreachRecord, affected
from loket.register.keeping import PersonName, named


def affected_by(breach: BreachRecord) -> tuple[PersonName, ...]:
    """Everybody whom a breach reaches, by name; one statement. Basis: UU 27/2022 ps. 46."""
    extent = breach.reach
    looks = models.Reading.objects.filter(case__office=breach.office_id).exclude(case__applicant_nik="")
    looks = looks.none() if extent.since is None else looks.filter(at__gte=extent.since, at__lt=extent.until)
    if extent.about is not None:
        looks = looks.filter(person=extent.about)
    return named(affected(breach.office_id, extent, looks.values("case__applicant_nik")).order_by("full_name", "pk"))
