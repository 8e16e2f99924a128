"""Who gets in: tokens, their scopes and their end."""

import datetime

import pytest
import time_machine

from loket.api import models, queries, services
from loket.api.refusals import NameMissing, NoSuchOfficer, NoSuchToken, UnknownScope, WrongLifetime
from loket.api.scopes import Scope
from loket.offices import services as offices_services
from tests.apps import factories
from tests.apps.api.programs import NOW, Program, program, username_of

pytestmark = pytest.mark.django_db
BUDI = "bintan.budi"


class TestAToken:
    def test_lets_its_program_in_as_its_officer(self, budi: Program) -> None:
        answer = budi.get("/procedures")
        assert answer.status == 200
        of_bintan = [r for r in factories.sop().readings if r.office_key == "bintan" and r.procedure]
        services_of_bintan = {r.service_key for r in of_bintan if r.procedure and r.procedure.complaint is None}
        assert {line["service"] for line in answer.body} == services_of_bintan
        assert len(services_of_bintan) == 17

    def test_is_not_kept_only_its_digest_is(self) -> None:
        made = services.create_token(BUDI, name="uji", scopes=["cases:read"], days=1, now=NOW)
        row = models.ApiToken.objects.get(pk=made.record.id)
        assert made.secret.removeprefix("loket_") not in str(row.__dict__)
        assert row.digest == services.digest_of(made.secret)

    def test_carries_256_random_bits(self) -> None:
        made = [services.create_token(BUDI, name="uji", scopes=["cases:read"], days=1, now=NOW) for _ in range(2)]
        assert made[0].secret != made[1].secret
        assert all(len(token.secret) == len("loket_") + 43 for token in made)

    def test_remembers_the_day_of_its_latest_use(self, budi: Program) -> None:
        assert queries.tokens()[0].last_used_date is None
        budi.get("/offices")
        assert queries.tokens()[0].last_used_date == datetime.date(2026, 11, 16)

    def test_writes_nothing_at_a_second_use_on_one_day(
        self, budi: Program, django_assert_max_num_queries: object
    ) -> None:
        budi.get("/offices")
        with django_assert_max_num_queries(1):  # type: ignore[operator]
            budi.get("/offices")


class TestTheDoor:
    @pytest.mark.parametrize("token", ["", "loket_unknown", "x" * 3000, "\u00ff"])
    def test_stays_shut_without_a_token_in_force(self, token: str, db: None) -> None:
        answer = Program(token).get("/offices")
        assert (answer.status, answer.problem) == (401, "not-signed-in")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="loket"'

    def test_stays_shut_for_a_revoked_token(self, budi: Program) -> None:
        services.revoke_token(queries.tokens()[0].id, now=NOW)
        assert budi.get("/offices").status == 401

    def test_stays_shut_after_the_token_expires(self) -> None:
        short = program(factories.budi(), days=1)
        with time_machine.travel(NOW + datetime.timedelta(days=1, seconds=1)):
            assert short.get("/offices").status == 401

    def test_stays_shut_for_a_leaver(self, budi: Program) -> None:
        officer = factories.budi()
        offices_services.deactivate_person(
            officer.office_key, person=officer.person, on=NOW.date(), decision=factories.decision("pensiun")
        )
        assert budi.get("/offices").status == 401

    def test_does_not_open_to_a_session(self, client: object, db: None) -> None:
        from django.contrib.auth.models import User
        from django.test import Client

        signed_in = Client()
        signed_in.force_login(User.objects.get(username=BUDI))
        assert signed_in.get("/api/v1/offices").status_code == 401

    def test_names_the_scope_that_is_missing(self) -> None:
        answer = program(factories.budi(), ["cases:read"]).get("/offices")
        assert (answer.status, answer.problem) == (403, "scope-missing")
        assert answer.body["data"] == {"scope": "office:read"}
        assert "office:read" in answer.body["detail"]


class TestCreateToken:
    def test_refuses_a_scope_that_does_not_exist(self) -> None:
        with pytest.raises(UnknownScope, match="cases:all"):
            services.create_token(BUDI, name="uji", scopes=["cases:read", "cases:all"], days=1, now=NOW)

    def test_refuses_a_token_for_nothing(self) -> None:
        with pytest.raises(UnknownScope):
            services.create_token(BUDI, name="uji", scopes=[], days=1, now=NOW)

    @pytest.mark.parametrize("days", [0, -1, 367])
    def test_refuses_a_lifetime_out_of_bounds(self, days: int) -> None:
        with pytest.raises(WrongLifetime):
            services.create_token(BUDI, name="uji", scopes=["cases:read"], days=days, now=NOW)

    def test_refuses_an_unknown_officer(self) -> None:
        with pytest.raises(NoSuchOfficer, match="siapa"):
            services.create_token("siapa", name="uji", scopes=["cases:read"], days=1, now=NOW)

    def test_refuses_a_token_without_a_name(self) -> None:
        with pytest.raises(NameMissing):
            services.create_token(BUDI, name="  ", scopes=["cases:read"], days=1, now=NOW)

    def test_keeps_each_scope_once(self) -> None:
        made = services.create_token(BUDI, name="uji", scopes=["cases:read", "cases:read"], days=1, now=NOW)
        assert made.record.scopes == (Scope.CASES_READ,)

    def test_belongs_to_the_person_and_not_to_the_name(self) -> None:
        officer = factories.dewi()
        made = services.create_token(username_of(officer), name="uji", scopes=["cases:read"], days=1, now=NOW)
        assert made.record.person == officer.person


class TestRevokeToken:
    def test_refuses_one_that_is_revoked_already(self, budi: Program) -> None:
        number = queries.tokens()[0].id
        services.revoke_token(number, now=NOW)
        with pytest.raises(NoSuchToken, match=str(number)):
            services.revoke_token(number, now=NOW)
