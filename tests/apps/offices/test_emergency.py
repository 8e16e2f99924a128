"""Access in an emergency (T27): opened at the server alone, for hours, seen by all, and never without traces."""

import datetime
import logging

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks
from typer.testing import CliRunner, Result

from loket.cli import app
from loket.core.engine.refusals import NotAllowed
from loket.offices import models, queries, services
from loket.offices.records import Officer
from loket.offices.refusals import EmergencyHours, EmergencyOpen, NoEmergency, NotOfThisOffice, OwnProposal, WithoutSeat
from loket.offices.terms import AppointmentKind, HolidayKind
from tests.apps import factories
from tests.apps.factories import MONDAY, away, budi, decision, dewi, hadi, officer, wati

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)


def opened(who: Officer | None = None, hours: int = 2, at: datetime.datetime = MONDAY) -> int:
    return services.open_emergency(
        "bintan", person=(who or wati()).person, hours=hours, decision=decision("Pengelola sakit", at=at)
    )


def closed(by: Officer | None = None, at: datetime.datetime = MONDAY) -> None:
    services.close_emergency("bintan", decision=decision("sudah selesai", by=by, at=at))


def holiday(by: Officer, at: datetime.datetime = MONDAY) -> None:
    """What only a keeper of the office does."""
    services.set_holiday(
        "bintan",
        date=datetime.date(2026, 12, 1),
        name="Uji",
        kind=HolidayKind.REGIONAL,
        decree="SK",
        decision=decision("uji", by=by, at=at),
    )


class TestOpening:
    def test_t27_gives_the_power_of_a_keeper_for_as_long_as_it_lasts(self) -> None:
        with pytest.raises(NotAllowed):
            holiday(wati())
        opened()
        holiday(wati())

    def test_t27_is_for_nobody_inside(self) -> None:
        for by in (hadi(), officer("bintan.admin"), wati()):
            with pytest.raises(NotAllowed):
                services.open_emergency("bintan", person=wati().person, hours=1, decision=decision(by=by))

    @pytest.mark.parametrize("hours", [-1, 0, 5, 24])
    def test_t27_lasts_four_hours_at_most(self, hours: int) -> None:
        with pytest.raises(EmergencyHours):
            opened(hours=hours)

    def test_is_for_one_person_at_work_in_this_office(self) -> None:
        with pytest.raises(WithoutSeat):
            opened(away(budi()))
        with pytest.raises(NotOfThisOffice):
            opened(dewi())
        opened()
        with pytest.raises(EmergencyOpen):
            opened(hadi())

    def test_needs_no_closing_of_one_that_has_run_out(self) -> None:
        opened()
        assert opened(hadi(), at=MONDAY + 2 * HOUR)
        assert len(queries.known_emergencies("bintan")) == 1

    def test_is_one_at_a_time_in_the_database_too(self) -> None:
        opened()
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Emergency.objects.create(
                office_id=wati().office_id, person_id=wati().person, why="x", opened_at=MONDAY, until=MONDAY + HOUR
            )


class TestItsEnd:
    @pytest.mark.parametrize("after", [31 * MINUTE, 2 * HOUR])
    def test_t27_comes_unused_after_half_an_hour(self, after: datetime.timedelta) -> None:
        opened()
        with pytest.raises(NotAllowed):
            holiday(wati(), MONDAY + after)
        assert not services.use_emergency(wati(), MONDAY + after).keeps_office
        assert wati().emergency is None

    def test_t27_comes_after_its_hours_however_busy(self) -> None:
        opened()
        at = MONDAY
        while at < MONDAY + 2 * HOUR - 20 * MINUTE:
            at += 20 * MINUTE
            assert services.use_emergency(wati(), at).keeps_office
        assert not services.use_emergency(wati(), MONDAY + 2 * HOUR).keeps_office

    def test_may_come_by_whoever_sees_it(self) -> None:
        for by in (wati(), hadi(), officer("bintan.surya"), None):
            opened()
            closed(by)
            with pytest.raises(NotAllowed):
                holiday(wati())
        with pytest.raises(NoEmergency):
            closed(hadi())
        opened()
        with pytest.raises(NotAllowed):
            closed(budi())


class TestItsTraces:
    def test_t27_are_three_notes_and_three_alarms(
        self, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        with caplog.at_level(logging.WARNING, "loket.alarm"), django_capture_on_commit_callbacks(execute=True):
            opened()
            services.use_emergency(wati(), MONDAY + MINUTE)
            services.use_emergency(wati(), MONDAY + 2 * MINUTE)
            closed(hadi(), MONDAY + 3 * MINUTE)
        notes = [note.what for note in reversed(queries.audit_notes("bintan", 10)) if "darurat" in note.what]
        assert [what.split(" Wati")[0] for what in notes] == [
            "Akses darurat dibuka untuk",
            "Akses darurat dipakai",
            "Akses darurat",
        ]
        assert notes[-1].endswith("berakhir")
        alarms = [record.getMessage() for record in caplog.records if record.name == "loket.alarm"]
        assert len(alarms) == 3
        assert "Pengelola sakit" in alarms[0]

    def test_t27_tell_of_one_that_nobody_has_closed(self) -> None:
        opened()
        services.use_emergency(wati(), MONDAY + HOUR)
        assert "berakhir" in queries.audit_notes("bintan")[0].what

    def test_t27_does_not_make_two_persons_of_one(self) -> None:
        opened()
        seat = services.Seating("petugas-pelayanan", AppointmentKind.PLH, "SK", factories.TODAY)
        proposal = services.propose_appointment(
            "bintan", person=budi().person, seating=seat, decision=decision("x", by=wati())
        )
        with pytest.raises(OwnProposal):
            services.confirm_proposal("bintan", proposal=proposal, password_hash="!", decision=decision("x", by=wati()))


class TestTheCommand:
    def run(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["break-glass", *words])

    def test_opens_and_closes(self) -> None:
        assert "paling lama 3 jam" in self.run("bintan.wati", "--why", "sakit", "--hours", "3").stdout
        assert wati().emergency is not None
        assert self.run("bintan.wati", "--why", "selesai", "--close").exit_code == 0
        assert wati().emergency is None

    def test_closes_the_access_of_nobody_else(self) -> None:
        self.run("bintan.wati", "--why", "sakit")
        refused = self.run("bintan.budi", "--why", "selesai", "--close")
        assert (refused.exit_code, "atas nama bintan.budi" in refused.stderr) == (2, True)
        assert wati().emergency is not None

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (("bintan.wati", "--why", "x", "--hours", "5"), "1 sampai 4"),
            (("bintan.wati", "--why", " "), "Tulis alasan"),
            (("bintan.wati", "--why", "x", "--close"), "Tidak ada akses"),
            (("bintan.siapa", "--why", "x"), "tidak ada"),
        ],
    )
    def test_says_what_is_wrong(self, words: tuple[str, ...], sentence: str) -> None:
        refused = self.run(*words)
        assert (refused.exit_code, sentence in refused.stderr) == (2, True), refused.output
        assert models.Emergency.objects.count() == 0
