"""Ages and what they entitle to: the KTP-el from seventeen or marriage on, the KIA before that. It knows no today."""

import datetime
from typing import Final

from loket.core.register.codes import MaritalStatus
from loket.core.register.values import Biodata

KTP_EL_AGE: Final = 17
RECORDING_AGE: Final = 16
KIA_PHOTO_AGE: Final = 5
ONE_DELIVERY: Final = datetime.timedelta(days=7)
"""How far apart twins may be born; what lies further apart are two births."""


def age_on(birth_date: datetime.date, day: datetime.date) -> int:
    """Completed years; who was born on 29 February completes them on 1 March of a common year."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def birthday(birth_date: datetime.date, years: int) -> datetime.date:
    """The day on which that age is completed."""
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:
        return datetime.date(birth_date.year + years, 3, 1)


def has_been_married(biodata: Biodata) -> bool:
    """Whether the person is or ever was married."""
    return biodata.marital_status is not MaritalStatus.BELUM_KAWIN


def needs_ktp_el(biodata: Biodata, day: datetime.date) -> bool:
    """
    Whether the person must hold a KTP-el that day: seventeen completed, or ever married.

    Basis: UU 24/2013 ps. 63.
    """
    return age_on(biodata.birth_date, day) >= KTP_EL_AGE or has_been_married(biodata)


def may_be_recorded(biodata: Biodata, day: datetime.date) -> bool:
    """Whether fingerprints may be taken: from sixteen on, so that the card is ready at seventeen."""
    return needs_ktp_el(biodata, day) or age_on(biodata.birth_date, day) >= RECORDING_AGE


def kia_until_date(biodata: Biodata, day: datetime.date) -> datetime.date | None:
    """
    The day on which a KIA issued that day ends (exclusive): the fifth or seventeenth birthday; None without entitlement.

    From five on the card bears a photo. The married hold a KTP-el instead. Basis: Permendagri 2/2016.
    """
    if needs_ktp_el(biodata, day) or day < biodata.birth_date:
        return None
    young = age_on(biodata.birth_date, day) < KIA_PHOTO_AGE
    return birthday(biodata.birth_date, KIA_PHOTO_AGE if young else KTP_EL_AGE)
