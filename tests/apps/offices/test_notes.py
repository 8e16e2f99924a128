"""What the audit notes of an office say: dates as an Indonesian sentence writes them."""

import datetime
from collections.abc import Callable

import pytest

from loket.core.worktime import CIVIL_SERVICE_RAMADAN_HOURS
from loket.offices import queries, services
from loket.offices.terms import AppointmentKind, HolidayKind
from tests.apps.factories import TODAY, away, budi, decision, wati

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + datetime.timedelta(days=1)
WEEK = CIVIL_SERVICE_RAMADAN_HOURS
PRINTED_WEEK = "Senin–Kamis 08.00–12.00 dan 12.30–15.00; Jumat 08.00–11.30 dan 12.30–15.30"


def _back() -> None:
    away(wati())
    services.end_absence("bintan", person=wati().person, on=TODAY, decision=decision())


def _holiday() -> None:
    services.set_holiday(
        "bintan", date=TODAY, name="Hari jadi", kind=HolidayKind.REGIONAL, decree="SK 2", decision=decision()
    )


def _no_holiday() -> None:
    _holiday()
    services.remove_holiday("bintan", date=TODAY, decision=decision())


def _week() -> None:
    services.set_weekly_hours("bintan", valid_from=TODAY, hours=WEEK, decree="SK 4", decision=decision())


def _period() -> None:
    services.set_hours_period(
        "bintan", valid_from=TODAY, valid_until=TOMORROW, hours=WEEK, label="Ramadan", decision=decision()
    )


def _appoint() -> int:
    return services.appoint(
        "bintan",
        person=budi().person,
        position="kadis",
        kind=AppointmentKind.PLH,
        decree="SK 3",
        valid_from=TODAY,
        decision=decision(),
    )


def _end() -> None:
    services.end_appointment("bintan", appointment=_appoint(), valid_until=TOMORROW, decision=decision())


ACTS: dict[str, Callable[[], object]] = {
    "absence": lambda: away(wati()),
    "back": _back,
    "holiday": _holiday,
    "no-holiday": _no_holiday,
    "week": _week,
    "period": _period,
    "appoint": _appoint,
    "end": _end,
}


class TestANoteWithADate:
    @pytest.mark.parametrize(
        ("act", "what"),
        [
            ("absence", "tidak masuk mulai 16 November 2026, masuk kembali 17 November 2026: cuti"),
            ("back", "masuk kembali 16 November 2026"),
            ("holiday", "Hari libur 16 November 2026: Hari jadi (SK 2)"),
            ("no-holiday", "Hari libur 16 November 2026 dihapus"),
            ("week", f"Jam layanan mingguan berubah sejak 16 November 2026 (SK 4): {PRINTED_WEEK}"),
            ("period", f"Jam layanan Ramadan mulai 16 November 2026 sampai sebelum 17 November 2026: {PRINTED_WEEK}"),
            ("appoint", "sejak 16 November 2026 (SK 3)"),
            ("end", "berakhir 17 November 2026"),
        ],
    )
    def test_writes_it_as_a_sentence_does(self, act: str, what: str) -> None:
        ACTS[act]()
        assert queries.audit_notes("bintan")[0].what.endswith(what)
