"""
In which language the applicant of a case wants to be written to, apart from the case: a wish that may change, and no fact of the case.

So it stands in no event and under no hash. Each choice is kept with who noted it and when, and the latest counts; a case
without one is written to in Indonesian, and costs its intake nothing.
"""

import datetime
from collections.abc import Collection, Mapping
from typing import Final

from django.utils import timezone

from loket.casework import models
from loket.casework.acting import acted_as
from loket.casework.acts import code_of, require_own
from loket.casework.judging import require_seat
from loket.casework.refusals import NoSuchCase
from loket.casework.store import door
from loket.casework.store.rows import read_case
from loket.core.engine.refusals import NotAllowed
from loket.core.messages.kinds import LANGUAGES
from loket.core.messages.receivers import language_in
from loket.offices.records import Officer

USUAL: Final = LANGUAGES[0]
_COUNTER: Final = frozenset({"intake", "supervise"})


def keep_language(case_id: int, language: str, officer: Officer, signed: str, at: datetime.datetime) -> None:
    """Keep what was chosen; must run inside `run`, with what it was chosen in."""
    row = models.MessageLanguage(case_id=case_id, language=language, person=officer.person, acted_as=signed, at=at)
    row.save(force_insert=True)


def may_choose_language(officer: Officer) -> bool:
    """Whether the officer takes applications in or leads: whom an applicant tells in what language."""
    return not _COUNTER.isdisjoint(officer.powers)


def choose_language(resi: str, language: str, *, officer: Officer) -> bool:
    """
    From now on the applicant of this case is written to in another language; whether it was another.

    For who takes applications in or leads. Raises NoSuchCase, for another office's and a complaint too, then NoSeat, NotAllowed
    and BadTerm.
    """
    row = require_own(read_case(code_of(resi)), officer, resi)
    if row.kept_from is not None:
        # A complaint has no applicant, and its complainant is told in the language of the office.
        raise NoSuchCase(resi=resi)
    require_seat(officer)
    if not may_choose_language(officer):
        raise NotAllowed
    chosen = language_in(language)
    if languages_of(row.office_id, [row.resi])[row.resi] == chosen:
        return False
    door.run(lambda: keep_language(row.id, chosen, officer, acted_as(officer, None, None), timezone.now()))
    return True


def languages_of(office_id: int, resis: Collection[str]) -> Mapping[str, str]:
    """The language of each of these of the office, by resi. One statement."""
    wanted = models.MessageLanguage.objects.filter(case__office=office_id, case__resi__in=resis)
    chosen = dict(wanted.order_by("pk").values_list("case__resi", "language"))
    return {resi: chosen.get(resi, USUAL) for resi in resis}
