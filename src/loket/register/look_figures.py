"""How often officers looked at residents and KKs: by officer, position and hour; and at their own family. It judges nobody."""

import datetime
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncHour

from loket.core.oversight.purposes import PurposeKind
from loket.register import models

BY_HOUR: Final = ("person", "acted_as", "hour", "looks", "without")
"""The columns of figures by the hour, by which those of several tables are added up."""


def by_hour(office_id: int, since: datetime.datetime, until: datetime.datetime) -> QuerySet[Any, tuple[Any, ...]]:
    """Looks of an office in a time by officer, signature and hour of the current time zone, and how many without a case."""
    looks = models.Reading.objects.filter(office=office_id, at__gte=since, at__lt=until)
    no_case = Q(purpose=None) | ~Q(purpose=PurposeKind.CASE.value)
    return (
        looks.annotate(hour=TruncHour("at"))
        .values("person", "acted_as", "hour")
        .annotate(looks=Count("pk"), without=Count("pk", filter=no_case))
        .values_list(*BY_HOUR)
    )


def kin_looks(
    office_id: int, niks: Mapping[int, str], since: datetime.datetime, until: datetime.datetime
) -> Counter[int]:
    """
    How often each officer looked at the own KK or anybody in it, of those whose NIK is recorded: `niks` by person.

    Three statements, however many officers. Basis: UU 30/2014 ps. 42 dan ps. 43.
    """
    persons = {nik: person for person, nik in niks.items() if nik}
    own = models.Membership.objects.filter(resident__nik__in=persons, until_date=None)
    # Two of the office may be married: a KK is the own one of each officer in it.
    kin: dict[object, set[int]] = {}
    for nik, family in own.values_list("resident__nik", "family"):
        kin.setdefault(family, set()).add(persons[str(nik)])
    members = models.Membership.objects.filter(family__in=list(kin), until_date=None)
    for resident, family in members.values_list("resident", "family"):
        kin.setdefault(resident, set()).update(kin[family])
    at_home = set().union(*kin.values())
    looks = models.Reading.objects.filter(office=office_id, at__gte=since, at__lt=until, person__in=at_home)
    at_kin = looks.filter(Q(resident__in=list(kin)) | Q(family__in=list(kin)))
    return Counter(
        person
        for person, *whom in at_kin.values_list("person", "resident", "family")
        if any(person in kin.get(one, ()) for one in whom)
    )


def looks_of(
    office_id: int, person: int, since: datetime.datetime, until: datetime.datetime
) -> QuerySet[Any, tuple[Any, ...]]:
    """The looks of one officer in a time, newest first: when, at whom or which KK, what, for what; not yet asked."""
    looks = models.Reading.objects.filter(office=office_id, person=person, at__gte=since, at__lt=until)
    columns = ("at", "what", "purpose", "reason", "resi", "resident", "family", "acted_as")
    return looks.order_by("-at", "-pk").values_list(*columns)
