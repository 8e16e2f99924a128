"""
The papers that made-up people hold: akta with numbers of the usual form, KIA, and a KTP-el record at any station.

Numbers follow the pattern of the office, day and serial; those of the religious court and of the KUA follow theirs.
"""

import datetime
import random
from typing import Final

from loket.core.register import Biodata, Documents
from loket.core.register.ages import age_on, kia_until_date, may_be_recorded, needs_ktp_el
from loket.core.register.codes import Citizenship, MaritalStatus, PermitKind, Religion
from loket.core.register.recording import CARDS, RecordingStatus

_ISSUED: Final = 0.88
_FIRST_YEARS: Final = ((2000, 0.97), (1975, 0.6), (0, 0.2))
"""How many of those born since a year hold a kutipan akta kelahiran."""
_LATE: Final = 0.15
_TERM: Final = 60
_MONTHS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ON_THE_WAY: Final = tuple(
    s for s in RecordingStatus if s not in (RecordingStatus.BELUM_WAJIB, RecordingStatus.CARD_ISSUED)
)
_EARLY: Final = tuple(s for s in _ON_THE_WAY if s not in CARDS and s is not RecordingStatus.UNREGISTERED)


class Papers:
    """Writes the papers of one office; the same chance gives the same numbers."""

    def __init__(self, chance: random.Random, office_code: str, today: datetime.date) -> None:
        self._chance = chance
        self._office_code = office_code
        self._today = today
        self._serials: dict[str, int] = {}

    def of(self, biodata: Biodata) -> Documents:
        """What someone with this biodata usually holds today."""
        if biodata.permit is not None and biodata.permit.kind is PermitKind.ITAS:
            return Documents()
        return Documents(
            birth_akta=self._birth(biodata),
            marriage_akta=self._marriage(biodata),
            divorce_akta=self._divorce(biodata),
            death_akta=self.number("KM", biodata.death_date) if biodata.death_date else None,
            ktp_el=self._ktp_el(biodata),
            kia_until_date=kia_until_date(biodata, self._today) if self._chance.random() < 0.55 else None,
        )

    def number(self, code: str, day: datetime.date) -> str:
        """The next number of this kind for that day, as `2101-LU-17082015-0001`."""
        series = f"{self._office_code}-{code}-{day:%d%m%Y}"
        self._serials[series] = serial = self._serials.get(series, 0) + 1
        return f"{series}-{serial:04}"

    def _birth(self, biodata: Biodata) -> str | None:
        share = next(share for year, share in _FIRST_YEARS if biodata.birth_date.year >= year)
        if biodata.citizenship is Citizenship.WNA or self._chance.random() > share:
            return None
        late = self._chance.random() < _LATE
        day = biodata.birth_date + datetime.timedelta(days=self._chance.randint(_TERM, 4000) if late else 14)
        return self.number("LT" if late else "LU", day) if day <= self._today else None

    def _marriage(self, biodata: Biodata) -> str | None:
        day = biodata.marriage_date
        if day is None or biodata.marital_status is MaritalStatus.KAWIN_BELUM_TERCATAT:
            return None
        if biodata.religion is Religion.ISLAM:
            return f"{self._chance.randint(1, 900):04}/{day.day:03}/{_MONTHS[day.month - 1]}/{day.year}"
        return self.number("KW", day)

    def _divorce(self, biodata: Biodata) -> str | None:
        day = biodata.divorce_date
        if day is None:
            return None
        if biodata.religion is Religion.ISLAM:
            return f"{self._chance.randint(1, 900):04}/AC/{day.year}/PA"
        return self.number("CR", day)

    def _ktp_el(self, biodata: Biodata) -> RecordingStatus:
        """Most who must hold a card have it; a few are at each other station, and some record at sixteen."""
        if needs_ktp_el(biodata, self._today):
            old = age_on(biodata.birth_date, self._today) > 60
            return (
                RecordingStatus.CARD_ISSUED
                if old or self._chance.random() < _ISSUED
                else self._chance.choice((RecordingStatus.UNREGISTERED, *_ON_THE_WAY))
            )
        if may_be_recorded(biodata, self._today) and self._chance.random() < 0.4:
            return self._chance.choice(_EARLY)
        return RecordingStatus.BELUM_WAJIB
