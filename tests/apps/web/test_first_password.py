"""A password that somebody else has made opens nothing when a week has passed, and the keeper of the office sees whose that is."""

import datetime
import importlib
import re

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection
from pytest_django import Settings

from loket.config import settings as installation
from loket.offices import models, queries, services
from loket.offices.services import Newcomer, Seating
from loket.offices.terms import AppointmentKind
from tests.apps import factories
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.visitor import PASSWORD, Visitor

PEOPLE = "/kantor/jabatan/"
WEEK = datetime.timedelta(days=7)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def helped(verifier: Visitor) -> Visitor:
    """The verifier, whom the head has just given a password."""
    give(verifier)
    return verifier


def give(visitor: Visitor, at: datetime.datetime = factories.MONDAY) -> None:
    decision = factories.decision("lupa", by=factories.hadi(), at=at)
    services.reset_password(
        "bintan", person=visitor.officer.person, password_hash=make_password(PASSWORD), decision=decision
    )


class TestAFirstPassword:
    def test_opens_the_way_to_an_own_one_for_seven_days(self, helped: Visitor, monday: time_machine.Traveller) -> None:
        monday.shift(WEEK - SECOND)
        assert helped.gives_password().location == "/"
        assert helped.get("/").location == "/kata-sandi/"

    def test_opens_nothing_after_that_in_the_words_of_any_wrong_password(
        self, helped: Visitor, monday: time_machine.Traveller
    ) -> None:
        monday.shift(WEEK)
        late, wrong = helped.gives_password(), helped.gives_password("tebakan-lain")
        assert (late.status, late.text) == (wrong.status, wrong.text)
        assert not helped.is_in()

    def test_that_was_changed_never_expires(self, helped: Visitor, monday: time_machine.Traveller) -> None:
        helped.gives_password()
        own = "enam kambing di pelabuhan"
        assert helped.post("/kata-sandi/", {"old": PASSWORD, "new": own, "again": own}).location == "/"
        helped.post("/keluar/", {})
        monday.shift(datetime.timedelta(days=400))
        assert helped.gives_password(own).location == "/"

    def test_that_is_given_anew_opens_again(self, helped: Visitor, monday: time_machine.Traveller) -> None:
        monday.shift(WEEK)
        give(helped, factories.MONDAY + WEEK)
        assert helped.gives_password().location == "/"

    def test_of_a_new_officer_expires_as_well(self, db: None) -> None:
        seating = Seating("petugas-pelayanan", AppointmentKind.DEFINITIF, "SK 1/2026", factories.TODAY)
        by = factories.decision(by=factories.officer("bintan.admin"))
        siti = Newcomer("bintan.siti", "Siti Aminah")
        proposal = services.propose_officer("bintan", newcomer=siti, seating=seating, decision=by)
        sure = factories.decision(by=factories.hadi())
        services.confirm_proposal("bintan", proposal=proposal, password_hash="!", decision=sure)
        assert not queries.first_password_expired("bintan.siti", factories.MONDAY + WEEK - SECOND)
        assert queries.first_password_expired("bintan.siti", factories.MONDAY + WEEK)

    def test_lasts_as_long_as_the_installation_says(self, helped: Visitor, settings: Settings) -> None:
        assert installation.FIRST_PASSWORD_DAYS == 7
        settings.FIRST_PASSWORD_DAYS = 2
        assert queries.first_password_expired("bintan.wati", factories.MONDAY + datetime.timedelta(days=2))
        assert not queries.first_password_expired("bintan.hadi", factories.MONDAY + WEEK)


class TestTheKeepersPage:
    def test_names_whose_has_expired_and_offers_a_new_one(
        self, helped: Visitor, monday: time_machine.Traveller
    ) -> None:
        assert "kedaluwarsa" not in DeskBrowser(factories.hadi()).get(PEOPLE).text
        monday.shift(WEEK)
        keeper = DeskBrowser(factories.hadi())
        page = keeper.get(PEOPLE)
        assert re.search(r"tidak dipakai dalam 7 hari, jadi sudah kedaluwarsa: Wati Rahmawati, S\.Sos\.", page.text)
        form = {"form": "password", "password-person": str(helped.officer.person), "password-why": "kedaluwarsa"}
        given = keeper.post(PEOPLE, form)
        assert "Bila belum dipakai dalam 7 hari" in given.text
        assert "kedaluwarsa:" not in keeper.get(PEOPLE).text

    def test_tells_it_to_nobody_who_could_not_give_one(self, db: None, monday: time_machine.Traveller) -> None:
        give(Visitor(factories.budi()))
        monday.shift(WEEK)
        assert "kedaluwarsa" in DeskBrowser(factories.hadi()).get(PEOPLE).text
        page = DeskBrowser(factories.wati()).get(PEOPLE)
        assert page.status == 200
        assert "kedaluwarsa" not in page.text


class TestTheUpgrade:
    def test_gives_those_that_wait_already_their_days_from_then_on(self, db: None) -> None:
        person = factories.wati().person
        models.Person.objects.filter(pk=person).update(must_change_password=True)
        upgrade = importlib.import_module("loket.offices.migrations.0012_account_acts")
        # The step itself: to go back and forth over it would take down and put up again half of all tables.
        (step,) = [one for one in upgrade.Migration.operations if hasattr(one, "code")]
        step.code(apps, connection.schema_editor())
        row = models.Person.objects.get(pk=person)
        assert row.password_made_at is not None
        assert not queries.first_password_expired("bintan.wati", row.password_made_at + WEEK - SECOND)
        assert queries.first_password_expired("bintan.wati", row.password_made_at + WEEK)
