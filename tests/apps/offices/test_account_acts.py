"""A new password and no second factor are the account: no keeper gives both alone, and the owner is told of each."""

import datetime
import logging

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from loket.offices import models, queries, services
from loket.offices.account_acts import APART
from loket.offices.records import Officer
from loket.offices.refusals import SecondKeeper
from loket.offices.terms import AccountAct
from tests.apps.factories import MONDAY, budi, decision, hadi, officer, wati
from tests.apps.telephone import enrolled

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def admin() -> Officer:
    return officer("bintan.admin")


def give_password(by: Officer | None, at: datetime.datetime = MONDAY, to: Officer | None = None) -> None:
    services.reset_password(
        "bintan", person=(to or wati()).person, password_hash="!", decision=decision("lupa", by=by, at=at)
    )


def take_away(by: Officer | None, at: datetime.datetime = MONDAY) -> None:
    services.take_away_second_factor("bintan", person=wati().person, decision=decision("telepon hilang", by=by, at=at))


@pytest.fixture(autouse=True)
def _wati_has_a_telephone() -> None:
    enrolled(wati())


class TestOneKeeper:
    def test_does_not_take_the_second_factor_of_whom_a_password_was_given(self) -> None:
        give_password(hadi())
        with pytest.raises(SecondKeeper):
            take_away(hadi(), MONDAY + HOUR)
        assert wati().second_factor

    def test_does_not_give_a_password_to_whose_second_factor_was_taken(self) -> None:
        take_away(hadi())
        before = User.objects.get(person=wati().person).password
        with pytest.raises(SecondKeeper):
            give_password(hadi(), MONDAY + HOUR)
        assert User.objects.get(person=wati().person).password == before
        assert not wati().must_change_password

    def test_may_when_the_owner_was_told_and_a_day_has_passed(self) -> None:
        give_password(hadi())
        services.tell_owner(wati().person, MONDAY + HOUR)
        with pytest.raises(SecondKeeper):
            take_away(hadi(), MONDAY + APART - HOUR)
        take_away(hadi(), MONDAY + APART)
        assert wati().second_factor is None

    def test_may_not_however_long_ago_while_the_owner_does_not_know(self) -> None:
        give_password(hadi())
        with pytest.raises(SecondKeeper):
            take_away(hadi(), MONDAY + 100 * APART)
        assert wati().second_factor

    def test_may_do_one_of_them_twice_and_the_other_for_somebody_else(self) -> None:
        take_away(hadi())
        give_password(hadi(), to=budi())
        enrolled(wati())
        take_away(hadi())
        assert wati().second_factor is None


class TestTwoKeepers:
    def test_help_who_has_lost_both(self) -> None:
        give_password(hadi())
        take_away(admin(), MONDAY + HOUR)
        assert (wati().second_factor, wati().must_change_password) == (None, True)

    def test_are_two_with_the_server(self) -> None:
        give_password(hadi())
        take_away(None, MONDAY + HOUR)
        assert wati().second_factor is None


class TestTheOwner:
    def test_is_told_once_what_was_done_when_by_whom_and_why(self) -> None:
        give_password(hadi())
        take_away(None, MONDAY + HOUR)
        told = services.tell_owner(wati().person, MONDAY + 2 * HOUR)
        assert [(act.kind, act.at, act.keeper, act.why) for act in told] == [
            (AccountAct.PASSWORD, MONDAY, hadi().full_name, "lupa"),
            (AccountAct.SECOND_FACTOR, MONDAY + HOUR, "", "telepon hilang"),
        ]
        assert services.tell_owner(wati().person, MONDAY + 3 * HOUR) == ()

    def test_is_not_told_what_was_done_to_others(self) -> None:
        give_password(hadi())
        assert services.tell_owner(budi().person, MONDAY) == ()

    def test_cannot_be_the_keeper_in_the_database_either(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            models.AccountAct.objects.create(
                person_id=wati().person, by_id=wati().person, kind="password", at=MONDAY, why="uji"
            )


class TestTheAlarm:
    @pytest.fixture(autouse=True)
    def _heard(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.WARNING, "loket.alarm")

    def test_tells_that_a_second_factor_was_taken_away_and_by_whom(
        self, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            take_away(hadi())
        told = f"bintan: petugas {wati().person} dicabut verifikasi dua langkahnya oleh {hadi().person}"
        assert [one.getMessage() for one in caplog.records] == [told]

    def test_tells_of_both_by_two_keepers(
        self, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            take_away(hadi())
            give_password(admin())
        assert "keduanya sekarang, oleh dua orang" in caplog.records[-1].getMessage()

    def test_tells_who_tried_both_alone(self, caplog: pytest.LogCaptureFixture) -> None:
        give_password(hadi())
        with pytest.raises(SecondKeeper):
            take_away(hadi())
        (told,) = [one.getMessage() for one in caplog.records]
        assert told.endswith(f"oleh {hadi().person}: ditolak, karena yang lain juga olehnya")

    def test_is_silent_for_a_forgotten_password(
        self, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            give_password(hadi())
        assert caplog.records == []


class TestTheNotes:
    def test_are_left_as_before(self) -> None:
        give_password(hadi())
        take_away(admin())
        assert [note.who for note in queries.audit_notes("bintan", 2)] == [admin().full_name, hadi().full_name]
