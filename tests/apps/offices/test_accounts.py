"""Passwords: one's own, a new one for somebody else, and who must change it first."""

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from loket.core.engine.refusals import NotAllowed
from loket.offices import queries, services
from loket.offices.records import Officer
from loket.offices.refusals import NotOfThisOffice, OwnPassword, PasswordReplaced, WhyMissing
from loket.offices.services import Newcomer, Seating
from loket.offices.terms import AppointmentKind
from tests.apps.elsewhere import by_another_process
from tests.apps.factories import TODAY, away, budi, decision, dewi, hadi, officer, wati

pytestmark = pytest.mark.django_db

NEW = "enam kambing di pelabuhan"


def account(who: Officer) -> User:
    return User.objects.get(person__pk=who.person)


def reset(person: int, by: Officer | None = None, why: str = "lupa") -> None:
    services.reset_password(
        "bintan", person=person, password_hash=make_password(NEW), decision=decision(why, by=by or hadi())
    )


def change(who: Officer, before: str | None = None) -> None:
    services.change_password(
        who.office_key,
        before=account(who).password if before is None else before,
        password_hash=make_password(NEW),
        decision=decision("sendiri", by=who),
    )


def revision() -> int:
    return queries.office("bintan").revision


class TestANewOfficer:
    def _add(self) -> Officer:
        seating = Seating("petugas-pelayanan", AppointmentKind.DEFINITIF, "SK 1/2026", TODAY)
        proposal = services.propose_officer(
            "bintan",
            newcomer=Newcomer("bintan.siti", "Siti Aminah"),
            seating=seating,
            decision=decision(by=officer("bintan.admin")),
        )
        services.confirm_proposal("bintan", proposal=proposal, password_hash="!", decision=decision(by=hadi()))
        return officer("bintan.siti")

    def test_must_change_the_password_that_another_has_made(self) -> None:
        siti = self._add()
        assert siti.must_change_password
        assert queries.must_change_password(siti)

    def test_need_not_where_the_office_is_founded_with_its_officers(self) -> None:
        assert not wati().must_change_password
        assert not queries.must_change_password(wati())


class TestOnesOwnPassword:
    def test_is_replaced_and_need_not_be_changed_again(self) -> None:
        reset(wati().person)
        change(wati())
        assert check_password(NEW, account(wati()).password)
        assert not wati().must_change_password

    def test_may_be_changed_by_who_is_on_leave(self) -> None:
        change(away(budi()))
        assert check_password(NEW, account(budi()).password)

    def test_is_not_changed_over_one_that_was_set_meanwhile(self) -> None:
        seen = account(wati()).password
        reset(wati().person)
        set_by_the_head = account(wati()).password
        with pytest.raises(PasswordReplaced):
            change(wati(), before=seen)
        assert account(wati()).password == set_by_the_head
        assert wati().must_change_password

    def test_is_nobodys_in_a_founding(self) -> None:
        with pytest.raises(NotAllowed):
            services.change_password("bintan", before="!", password_hash="!", decision=decision())

    def test_leaves_those_of_others(self) -> None:
        before = account(budi()).password
        change(wati())
        assert account(budi()).password == before

    def test_is_a_change_of_the_office_with_a_note(self) -> None:
        before = revision()
        change(wati())
        note = queries.audit_notes("bintan")[0]
        assert revision() == before + 1
        assert (note.who, note.what) == ("Wati Rahmawati, S.Sos.", "Wati Rahmawati, S.Sos. mengganti kata sandinya")


class TestANewPasswordForAnother:
    def test_replaces_the_old_one_and_must_be_changed(self) -> None:
        reset(wati().person)
        assert check_password(NEW, account(wati()).password)
        assert wati().must_change_password

    def test_is_a_change_of_the_office_with_a_note(self) -> None:
        before = revision()
        reset(wati().person, why="Lupa kata sandi")
        note = queries.audit_notes("bintan")[0]
        assert revision() == before + 1
        assert (note.who, note.why) == (hadi().full_name, "Lupa kata sandi")
        assert note.what == "Wati Rahmawati, S.Sos. diberi kata sandi baru"

    def test_is_given_by_the_administrator_too(self) -> None:
        reset(wati().person, by=officer("bintan.admin"))
        assert wati().must_change_password

    def test_is_not_given_by_who_does_not_keep_the_office(self) -> None:
        with pytest.raises(NotAllowed):
            reset(budi().person, by=wati())
        assert not budi().must_change_password

    def test_is_not_for_oneself(self) -> None:
        before = account(hadi()).password
        with pytest.raises(OwnPassword):
            reset(hadi().person)
        assert account(hadi()).password == before

    def test_is_not_for_another_office(self) -> None:
        with pytest.raises(NotOfThisOffice):
            reset(dewi().person)

    def test_is_not_for_who_was_signed_off(self) -> None:
        person = wati().person
        services.deactivate_person("bintan", person=person, on=TODAY, decision=decision("pensiun"))
        with pytest.raises(NotOfThisOffice):
            reset(person)

    def test_needs_a_ground(self) -> None:
        with pytest.raises(WhyMissing):
            reset(wati().person, why=" ")
        assert not wati().must_change_password


class TestWhatAProcessRemembers:
    def test_answers_at_no_query_for_who_need_not_change(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        known = wati()
        with django_assert_num_queries(0):
            assert not queries.must_change_password(known)

    def test_does_not_ask_again_for_what_was_changed_in_another_process(self) -> None:
        reset(wati().person)
        known = wati()
        by_another_process(lambda: change(known))
        remembered = queries.officer_by_id(known.person, TODAY)
        assert remembered is not None
        assert remembered.must_change_password
        assert not queries.must_change_password(remembered)
