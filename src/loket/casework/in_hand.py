"""
Which application an officer has in hand who now looks at a person or a KK: one that was opened a moment ago and is about them.

It refuses to take anybody's word for it: what counts is the trace that opening a case leaves.
"""

import datetime
from collections.abc import Set as AbstractSet
from typing import Final

from django.db.models import Max, Q

from loket.casework import models
from loket.entries.queries import parties_of
from loket.offices.records import Officer
from loket.register import services as residents

HELD: Final = datetime.timedelta(hours=1)
"""How long a case that was looked into counts as in hand, also when it was closed meanwhile."""
_MOST: Final = 100


def case_in_hand(officer: Officer, numbers: AbstractSet[str], now: datetime.datetime) -> str:
    """
    The resi of the case, looked into last, whose applicant or form is among `numbers`; empty where there is none.

    `numbers` are the NIKs, KK numbers and ids of a person and the household. One statement, and one more where the form
    of the case looked into last has taken part in no step yet: then it counts as it was saved.
    """
    # A case keeps whom its form names `as_party`; one of earlier versions keeps the numbers themselves.
    known = {*numbers, *map(residents.as_party, numbers)}
    looked = models.Reading.objects.filter(person=officer.person, at__gt=now - HELD, at__lte=now)
    going = looked.filter(Q(case__closed_at=None) | Q(case__closed_at__gt=now - HELD), case__office=officer.office_id)
    cases = going.values_list("case__resi", "case__applicant_nik", "case__parties")
    for place, (resi, nik, parties, _at) in enumerate(cases.annotate(last=Max("at")).order_by("-last")[:_MOST]):
        named = parties_of(resi) if parties is None and not place else (parties or "").split()
        if not known.isdisjoint(filter(None, (nik, *named))):
            return str(resi)
    return ""
