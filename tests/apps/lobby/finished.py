"""Files that were handed over, as their applicant follows them, and answers to what the office then asks."""

import datetime
import uuid

from loket.casework import queries as casework
from loket.casework.queries import Tracked
from loket.casework.records import Acted, TakenIn
from loket.core.survey.elements import KEYS
from loket.core.survey.profile import Profile
from loket.lobby.services import Form, Paper
from tests.apps import factories

END_OF_PHONE = factories.SARI.phone[-4:]


def tracked(resi: str) -> Tracked:
    """The file as the applicant sees it."""
    found = casework.track(resi, END_OF_PHONE)
    assert found is not None
    return found


def handed_over(at: datetime.datetime = factories.MONDAY) -> Tracked:
    """A file whose paper was handed over a moment ago; what is left to do is in the office."""
    return tracked(factories.complete(factories.case_at("serahkan-dokumen", at=at), at).resi)


def finished(at: datetime.datetime = factories.MONDAY) -> Tracked:
    """A file with which the office is done."""
    case: TakenIn | Acted = factories.case_at("serahkan-dokumen", at=at)
    while (done := factories.complete(case, at)).step is not None:
        case = done
    return tracked(done.resi)


def form(answer: int = 3, profile: Profile | None = None, remark: str = "", **apart: int) -> Form:
    """Every element answered alike, but those named."""
    return Form({**dict.fromkeys(KEYS, answer), **apart}, profile or Profile(), remark)


def paper(answered: Form, on: datetime.date = factories.TODAY, service: str = "kk", unit: str = "") -> Paper:
    """A form of paper."""
    return Paper(service, unit, on, answered, uuid.uuid4())
