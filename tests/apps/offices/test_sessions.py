"""Sessions as the offices keep them: what is stored, the two limits, and who may end which (T12)."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries

from loket.core.engine.refusals import NotAllowed
from loket.offices import models, queries, services
from loket.offices.records import Officer, SessionRecord
from loket.offices.refusals import SessionOver
from loket.offices.services import Place
from loket.offices.sessions import KEPT_FOR, KEPT_OF_NOBODY, SEEN_EVERY
from loket.offices.terms import SessionEnd
from tests.apps import factories
from tests.apps.conftest import OwnDatabase

NOW = factories.MONDAY
SECOND = datetime.timedelta(seconds=1)
IDLE = datetime.timedelta(minutes=15)
LONGEST = datetime.timedelta(hours=8)
DESK = Place("Firefox", "Windows", "192.0.2.7")
TOKEN = "kupu-kupu-di-atas-loket-kantor-bintan-9"


def account(officer: Officer) -> int:
    return User.objects.get(person__pk=officer.person).pk


def begun(officer: Officer, token: str = TOKEN, at: datetime.datetime = NOW) -> int:
    return services.begin_session(token, {"a": 1}, account=account(officer), place=DESK, at=at)


def ended(token: str = TOKEN, at: datetime.datetime = NOW, place: Place = DESK) -> SessionEnd | None:
    found = services.find_session(token, place, at)
    assert found is not None
    return found.ended


def lasting(officer: Officer, at: datetime.datetime = NOW) -> list[SessionRecord]:
    return list(queries.open_sessions(officer.office_key, at, person=officer.person))


@pytest.mark.django_db
class TestASession:
    def test_t12_is_kept_without_the_token(self) -> None:
        begun(factories.budi())
        (row,) = models.Session.objects.values()
        assert TOKEN not in str(row)
        assert len(row["token_hash"]) == 64

    def test_is_read_with_its_account_in_one_query(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        begun(factories.budi())
        with django_assert_num_queries(1):
            found = services.find_session(TOKEN, DESK, NOW)
            assert found is not None
            assert found.account is not None
            assert (found.account.username, dict(found.data)) == ("bintan.budi", {"a": 1})

    def test_is_none_for_a_token_that_was_never_given_out(self) -> None:
        assert services.find_session("x" * 43, DESK, NOW) is None

    def test_t12_goes_on_under_another_token_alone(self) -> None:
        session = begun(factories.budi())
        budi = account(factories.budi())
        assert services.keep_session(session, "baru" * 10, {"b": 2}, account=budi, before=TOKEN)
        assert services.find_session(TOKEN, DESK, NOW) is None
        assert ended("baru" * 10) is None

    def test_t12_is_not_brought_back_by_a_request_that_still_has_the_token_before(self) -> None:
        session = begun(factories.budi())
        budi = account(factories.budi())
        assert services.keep_session(session, "baru" * 10, {"b": 2}, account=budi, before=TOKEN)
        assert not services.keep_session(session, TOKEN, {"a": 1}, account=budi, before=TOKEN)
        assert services.find_session(TOKEN, DESK, NOW) is None
        found = services.find_session("baru" * 10, DESK, NOW)
        assert found is not None
        assert dict(found.data) == {"b": 2}

    def test_is_forgotten_long_after_it_ended(self) -> None:
        begun(factories.budi())
        begun(factories.wati(), "lain" * 10, NOW + KEPT_FOR + SECOND)
        assert services.find_session(TOKEN, DESK, NOW) is None

    def test_at_which_nobody_signed_in_is_forgotten_after_a_day(self) -> None:
        services.begin_session(TOKEN, {"a": 1}, account=None, place=DESK, at=NOW)
        begun(factories.budi(), "budi" * 10)
        begun(factories.wati(), "lain" * 10, NOW + KEPT_OF_NOBODY)
        assert services.find_session(TOKEN, DESK, NOW) is not None
        begun(factories.wati(), "baru" * 10, NOW + KEPT_OF_NOBODY + SECOND)
        assert services.find_session(TOKEN, DESK, NOW) is None
        assert services.find_session("budi" * 10, DESK, NOW) is not None

    def test_cannot_end_without_a_reason(self) -> None:
        session = begun(factories.budi())
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Session.objects.filter(pk=session).update(ended_at=NOW)


@pytest.mark.django_db
class TestTheLimits:
    def test_t12_end_a_session_left_alone_for_a_quarter_of_an_hour(self) -> None:
        begun(factories.budi())
        assert ended(at=NOW + IDLE - SECOND) is None
        assert ended(at=NOW + IDLE) is SessionEnd.IDLE
        assert ended(at=NOW) is SessionEnd.IDLE, "what has ended stays ended"

    def test_t12_end_a_session_after_eight_hours_however_busy(self) -> None:
        begun(factories.budi())
        at = NOW
        while at < NOW + LONGEST - IDLE:
            at += IDLE - SECOND
            found = services.find_session(TOKEN, DESK, at)
            assert found is not None
            services.see_session(found, at)
        assert ended(at=NOW + LONGEST - SECOND) is None
        assert ended(at=NOW + LONGEST) is SessionEnd.TOO_LONG

    @override_settings(SESSION_IDLE_SECONDS=120)
    def test_are_what_the_installation_says(self) -> None:
        begun(factories.budi())
        assert ended(at=NOW + datetime.timedelta(minutes=2)) is SessionEnd.IDLE

    def test_write_that_a_session_is_used_once_a_minute(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        begun(factories.budi())
        found = services.find_session(TOKEN, DESK, NOW)
        assert found is not None
        with django_assert_num_queries(0):
            services.see_session(found, NOW + SEEN_EVERY - SECOND)
        services.see_session(found, NOW + SEEN_EVERY)
        (row,) = lasting(factories.budi(), NOW + SEEN_EVERY)
        assert row.last_seen_at == NOW + SEEN_EVERY

    def test_say_how_long_is_left(self) -> None:
        begun(factories.budi())
        found = services.find_session(TOKEN, DESK, NOW)
        assert found is not None
        assert found.seconds_left(NOW + 20 * SECOND, counts_as_use=True) == IDLE.total_seconds() - 20
        assert found.seconds_left(NOW + 5 * SEEN_EVERY, counts_as_use=True) == IDLE.total_seconds(), (
            "this use is written"
        )
        assert found.seconds_left(NOW + 5 * SEEN_EVERY, counts_as_use=False) == (IDLE - 5 * SEEN_EVERY).total_seconds()
        assert found.seconds_left(NOW + IDLE, counts_as_use=False) == 0
        assert found.seconds_left(NOW + LONGEST, counts_as_use=True) == 0


@pytest.mark.django_db
class TestWhatEndsASession:
    def test_t12_another_family_of_browser_with_the_same_token(self) -> None:
        begun(factories.budi())
        assert ended(place=Place("Chrome", "Windows", "192.0.2.7")) is SessionEnd.OTHER_BROWSER

    def test_is_not_another_address(self) -> None:
        begun(factories.budi())
        assert ended(place=Place("Firefox", "Windows", "198.51.100.9")) is None

    def test_t12_a_new_password_from_a_keeper(self) -> None:
        begun(factories.budi())
        decided = factories.decision("lupa", by=factories.hadi())
        services.reset_password("bintan", person=factories.budi().person, password_hash="x", decision=decided)
        assert ended() is SessionEnd.PASSWORD

    def test_t12_the_own_new_password_everywhere_else(self) -> None:
        here = begun(factories.budi())
        begun(factories.budi(), "lain" * 10)
        before = User.objects.get(pk=account(factories.budi())).password
        services.change_password(
            "bintan",
            before=before,
            password_hash="x",
            decision=factories.decision("sendiri", by=factories.budi()),
            session=here,
        )
        assert (ended(), ended("lain" * 10)) == (None, SessionEnd.PASSWORD)

    def test_t12_the_end_of_the_account(self) -> None:
        begun(factories.budi())
        decided = factories.decision("pindah", by=factories.hadi())
        services.deactivate_person("bintan", person=factories.budi().person, on=NOW.date(), decision=decided)
        assert ended() is SessionEnd.CLOSED

    def test_an_account_closed_behind_our_back(self) -> None:
        begun(factories.budi())
        User.objects.filter(pk=account(factories.budi())).update(is_active=False)
        assert ended() is SessionEnd.CLOSED
        assert lasting(factories.budi()) == []

    def test_its_owner_and_nobody_elses_number(self) -> None:
        session = begun(factories.budi())
        assert not services.end_one_session(factories.wati().person, session, NOW)
        assert services.end_one_session(factories.budi().person, session, NOW)
        assert not services.end_one_session(factories.budi().person, session, NOW)
        assert ended() is SessionEnd.ENDED_BY_OWNER

    def test_its_owner_all_but_one(self) -> None:
        here = begun(factories.budi())
        begun(factories.budi(), "lain" * 10)
        begun(factories.wati(), "orang" * 10)
        assert services.end_other_sessions(factories.budi().person, here, NOW) == 1
        assert (ended(), ended("orang" * 10)) == (None, None)

    def test_a_keeper_of_the_office_with_a_note(self) -> None:
        session = begun(factories.budi())
        decided = factories.decision("Komputer ditinggal terbuka", by=factories.hadi())
        services.end_session_of_officer("bintan", session=session, decision=decided)
        assert ended() is SessionEnd.ENDED_BY_KEEPER
        (note, *_) = queries.audit_notes("bintan", 1)
        assert (note.what, note.why) == (f"Sesi {factories.budi().full_name} diakhiri", "Komputer ditinggal terbuka")
        with pytest.raises(SessionOver):
            services.end_session_of_officer("bintan", session=session, decision=decided)

    def test_nobody_without_the_power_and_no_keeper_of_another_office(self) -> None:
        session = begun(factories.budi())
        with pytest.raises(NotAllowed):
            services.end_session_of_officer(
                "bintan", session=session, decision=factories.decision("iseng", by=factories.wati())
            )
        theirs = begun(factories.dewi(), "dewi" * 10)
        with pytest.raises(SessionOver):
            services.end_session_of_officer(
                "bintan", session=theirs, decision=factories.decision("iseng", by=factories.hadi())
            )
        assert (ended(), ended("dewi" * 10)) == (None, None)


@pytest.mark.django_db
class TestTheList:
    def test_has_those_that_last_of_this_office_latest_first(self) -> None:
        begun(factories.budi())
        begun(factories.wati(), "wati" * 10, NOW + SECOND)
        begun(factories.dewi(), "dewi" * 10)
        begun(factories.hadi(), "hadi" * 10, NOW - IDLE)
        rows = queries.open_sessions("bintan", NOW + SECOND)
        assert [row.full_name for row in rows] == [factories.wati().full_name, factories.budi().full_name]
        assert (rows[0].browser, rows[0].machine, rows[0].address) == ("Firefox", "Windows", "192.0.2.7")

    def test_costs_one_query_however_many(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        for number in range(5):
            begun(factories.budi(), f"{number}" * 43)
        with django_assert_num_queries(1):
            assert len(queries.open_sessions("bintan", NOW)) == 5


class TestTheWriteThatNobodyWaitsFor:
    def test_is_committed_with_others(self, own_database: OwnDatabase) -> None:
        session = begun(factories.budi())
        found = services.find_session(TOKEN, DESK, NOW)
        assert found is not None
        services.see_session(found, NOW + SEEN_EVERY)
        # Stands behind it in the queue.
        assert services.keep_session(session, TOKEN, {}, account=account(factories.budi()), before=TOKEN)
        (row,) = lasting(factories.budi(), NOW + SEEN_EVERY)
        assert row.last_seen_at == NOW + SEEN_EVERY
