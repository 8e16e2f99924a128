"""When an office is open: its hours, holidays, closures and outages."""

import datetime

import pytest

from loket.core.worktime import CIVIL_SERVICE_HOURS, CIVIL_SERVICE_RAMADAN_HOURS, HolidayKind
from loket.core.worktime.hours import WeeklyHours
from loket.offices import queries, services
from loket.offices.hours import week_from_json, week_to_json
from loket.offices.queries import NoSuchOffice
from loket.offices.refusals import CalendarConflict, NotOfThisOffice
from tests.apps.factories import MONDAY, TODAY, decision

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)


def _incident(start: datetime.datetime = MONDAY) -> int:
    return services.open_incident("bintan", start_at=start, reason="Listrik padam", decision=decision())


class TestOpeningHours:
    def test_are_those_of_the_file(self) -> None:
        spans, label = queries.work_calendar("bintan").hours_on(TODAY)
        assert [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans] == ["08:00-12:00", "13:00-16:00"]
        assert label == ""

    def test_change_for_a_period(self) -> None:
        until = TODAY + datetime.timedelta(days=30)
        services.set_hours_period(
            "bintan",
            valid_from=TODAY,
            valid_until=until,
            hours=CIVIL_SERVICE_RAMADAN_HOURS,
            label="Ramadan",
            decision=decision(),
        )
        assert queries.work_calendar("bintan").hours_on(TODAY)[1] == "Ramadan"
        assert queries.work_calendar("bintan").hours_on(until)[1] == ""
        with pytest.raises(CalendarConflict):
            services.set_hours_period(
                "bintan",
                valid_from=TODAY,
                valid_until=until,
                hours=CIVIL_SERVICE_RAMADAN_HOURS,
                label="Kedua",
                decision=decision(),
            )

    def _week(self, since: datetime.date, hours: WeeklyHours = CIVIL_SERVICE_HOURS) -> None:
        services.set_weekly_hours("bintan", valid_from=since, hours=hours, decree="SK", decision=decision())

    def test_of_the_week_change_from_a_day_on_and_again(self) -> None:
        self._week(TODAY)
        self._week(TODAY + WEEK, CIVIL_SERVICE_RAMADAN_HOURS)
        calendar = queries.work_calendar("bintan")
        opening = [calendar.hours_on(TODAY + number * WEEK)[0][0][0] for number in (-1, 0, 1, 500)]
        assert opening == [datetime.time(8), datetime.time(7, 30), datetime.time(8), datetime.time(8)]
        assert queries.weekly_hours("bintan", TODAY) == CIVIL_SERVICE_HOURS
        assert queries.weekly_hours("bintan", TODAY + WEEK) == CIVIL_SERVICE_RAMADAN_HOURS

    def test_of_a_period_hold_whatever_the_week_is(self) -> None:
        services.set_hours_period(
            "bintan",
            valid_from=TODAY - DAY,
            valid_until=TODAY + DAY,
            hours=CIVIL_SERVICE_RAMADAN_HOURS,
            label="Ramadan",
            decision=decision(),
        )
        self._week(TODAY)
        self._week(TODAY + WEEK)
        calendar = queries.work_calendar("bintan")
        labels = [calendar.hours_on(TODAY + number * DAY)[1] for number in (-2, -1, 0, 1, 7)]
        assert labels == ["", "Ramadan", "Ramadan", "", ""]
        opening = [calendar.hours_on(TODAY + number * WEEK)[0][0][0] for number in (-1, 1)]
        assert opening == [datetime.time(8), datetime.time(7, 30)]

    def test_of_a_day_already_set_are_replaced(self) -> None:
        self._week(TODAY)
        self._week(TODAY, CIVIL_SERVICE_RAMADAN_HOURS)
        assert queries.weekly_hours("bintan", TODAY) == CIVIL_SERVICE_RAMADAN_HOURS
        assert [entry.kind for entry in queries.calendar_entries("bintan")] == ["week"]

    def test_can_be_tried_before_they_are_set(self) -> None:
        tried = queries.calendar_with_week("bintan", TODAY, CIVIL_SERVICE_HOURS)
        assert tried.hours_on(TODAY)[0] == CIVIL_SERVICE_HOURS[0]
        assert queries.work_calendar("bintan").hours_on(TODAY)[0] != CIVIL_SERVICE_HOURS[0]

    def test_of_no_day_at_all_are_refused(self) -> None:
        with pytest.raises(CalendarConflict):
            self._week(TODAY, ((), (), (), (), (), (), ()))

    def test_survive_the_database(self) -> None:
        assert week_from_json(week_to_json(CIVIL_SERVICE_RAMADAN_HOURS)) == CIVIL_SERVICE_RAMADAN_HOURS


class TestHolidays:
    def test_are_the_nations_and_the_offices_own(self) -> None:
        calendar = queries.work_calendar("bintan")
        assert not calendar.is_working_day(datetime.date(2026, 12, 25))
        assert calendar.is_working_day(TODAY)
        services.set_holiday(
            "bintan", date=TODAY, name="HUT Bintan", kind=HolidayKind.REGIONAL, decree="SK 1", decision=decision()
        )
        assert not queries.work_calendar("bintan").is_working_day(TODAY)
        assert queries.work_calendar("pontianak").is_working_day(TODAY)

    def test_can_be_taken_back(self) -> None:
        services.set_holiday(
            "bintan", date=TODAY, name="HUT Bintan", kind=HolidayKind.REGIONAL, decree="SK 1", decision=decision()
        )
        services.remove_holiday("bintan", date=TODAY, decision=decision("salah tanggal"))
        assert queries.work_calendar("bintan").is_working_day(TODAY)
        with pytest.raises(NotOfThisOffice):
            services.remove_holiday("bintan", date=TODAY, decision=decision("lagi"))


class TestAClosure:
    def test_is_in_the_calendar_at_once(self) -> None:
        services.declare_closure("bintan", start_at=MONDAY, end_at=MONDAY + HOUR, reason="Apel", decision=decision())
        (closure,) = queries.work_calendar("bintan").closures
        assert (closure.reason, closure.declared_at) == ("Apel", MONDAY)
        assert "Apel" in queries.audit_notes("bintan")[0].what

    def test_that_ends_before_it_begins_is_refused(self) -> None:
        with pytest.raises(CalendarConflict):
            services.declare_closure("bintan", start_at=MONDAY, end_at=MONDAY, reason="Apel", decision=decision())


class TestAnIncident:
    def test_lasts_until_it_is_closed(self) -> None:
        number = _incident()
        assert [incident.end_at for incident in queries.incidents("bintan")] == [None]
        services.close_incident("bintan", incident=number, end_at=MONDAY + HOUR, decision=decision())
        assert [incident.end_at for incident in queries.incidents("bintan")] == [MONDAY + HOUR]

    def test_is_the_only_one_open(self) -> None:
        _incident()
        with pytest.raises(CalendarConflict):
            _incident(MONDAY + HOUR)

    def test_is_closed_once_and_by_its_own_office(self) -> None:
        number = _incident()
        with pytest.raises(NotOfThisOffice):
            services.close_incident("pontianak", incident=number, end_at=MONDAY + HOUR, decision=decision())
        services.close_incident("bintan", incident=number, end_at=MONDAY + HOUR, decision=decision())
        with pytest.raises(CalendarConflict):
            services.close_incident("bintan", incident=number, end_at=MONDAY + HOUR, decision=decision())


class TestAnOffice:
    def test_that_is_not_installed_is_a_fault_of_the_caller(self) -> None:
        with pytest.raises(NoSuchOffice):
            queries.work_calendar("atlantis")

    def test_shows_all_its_calendar_entries(self) -> None:
        _incident()
        services.declare_closure("bintan", start_at=MONDAY, end_at=MONDAY + HOUR, reason="Apel", decision=decision())
        assert {entry.kind for entry in queries.calendar_entries("bintan")} == {"incident", "closure"}

    def test_can_be_installed_again_from_its_file(self) -> None:
        from tests.apps import factories

        reading = factories.sop().office("bintan")
        assert reading is not None
        assert reading.office is not None
        renamed = reading.office.model_copy(update={"short_name": "Dukcapil Bintan"})
        assert services.install_office(renamed, decision("nama baru")).short_name == "Dukcapil Bintan"
        assert factories.wati().seats
