"""
Passwords that somebody else has made: they are changed at the first use, and open nothing when that is too late. For other
apps it is in `queries`.
"""

import datetime

from django.conf import settings
from django.db.models import Q

from loket.offices import models
from loket.offices.records import Officer


def must_change_password(officer: Officer) -> bool:
    """
    Whether the officer goes on with a password that someone else has made.

    What is remembered may be some seconds old. Where it says no, that is believed meanwhile: a reset ends every
    session as well. Where it says yes, the database is asked, lest a password just changed in another process be
    asked for again.
    """
    if not officer.must_change_password:
        return False
    return models.Person.objects.filter(pk=officer.person, must_change_password=True).exists()


def first_password_expired(username: str, at: datetime.datetime) -> bool:
    """Whether the password of this account was made by somebody else and nobody has changed it in time."""
    return models.Person.objects.filter(_expired(at), user__username=username).exists()


def expired_first_passwords(office_key: str, at: datetime.datetime) -> dict[int, str]:
    """Whose of the office it is, number and name; they wait for a new one."""
    rows = models.Person.objects.filter(_expired(at), office__key=office_key, user__is_active=True)
    return dict(rows.order_by("full_name", "pk").values_list("pk", "full_name"))


def _expired(at: datetime.datetime) -> Q:
    earliest = at - datetime.timedelta(days=settings.FIRST_PASSWORD_DAYS)
    return Q(must_change_password=True, password_made_at__lte=earliest)
