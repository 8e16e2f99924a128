"""A telephone with a code application: what an officer enrols in tests, and the codes it shows."""

import base64
import datetime
import re
from dataclasses import dataclass

from loket.core import totp
from loket.offices import queries, services
from loket.offices.records import Officer
from tests.apps import factories

STEP = datetime.timedelta(seconds=totp.STEP_SECONDS)


@dataclass(frozen=True)
class Telephone:
    """Holds the secret that it has scanned."""

    secret: bytes
    recovery_codes: tuple[str, ...] = ()

    def shows(self, at: datetime.datetime) -> str:
        """The code at a moment."""
        return totp.code_at(self.secret, totp.step_at(at.timestamp()))


def scanned(uri: str) -> Telephone:
    """A telephone that has read the picture."""
    found = re.search(r"secret=([A-Z2-7]+)", uri)
    assert found is not None
    return Telephone(base64.b32decode(found[1]))


def enrolled(officer: Officer, at: datetime.datetime = factories.MONDAY) -> Telephone:
    """The officer's telephone, enrolled two steps ago: what it shows now was never used."""
    earlier = at - 2 * STEP
    username = next(p.username for p in queries.persons(officer.office_key) if p.person == officer.person)
    offer = services.offer_second_factor(officer, username, earlier)
    telephone = scanned(offer.uri)
    codes = services.enrol_second_factor(
        officer.office_key,
        token=offer.token,
        code=telephone.shows(earlier),
        decision=factories.decision("sendiri", by=officer, at=earlier),
    )
    return Telephone(telephone.secret, codes)
