"""Offices, positions, procedures and calendar over the API."""

import datetime

from loket.api.shapes_procedure import _SCHEMAS
from loket.core.procedure.acts import Kind
from loket.offices import services as offices_services
from tests.apps import factories
from tests.apps.api.programs import NOW, Program


class TestOffices:
    def test_lists_every_office(self, budi: Program) -> None:
        answer = budi.get("/offices")
        assert [office["key"] for office in answer.body] == ["bintan", "pontianak"]

    def test_shows_one(self, dewi: Program) -> None:
        answer = dewi.get("/offices/bintan")
        assert answer.body["zone"] == "Asia/Jakarta"
        assert "id" not in answer.body

    def test_knows_no_other(self, budi: Program) -> None:
        answer = budi.get("/offices/atlantis")
        assert (answer.status, answer.problem) == (404, "no-such-thing")


class TestPositions:
    def _kadis(self, budi: Program) -> list[tuple[str, str]]:
        kadis = next(position for position in budi.get("/positions").body if position["key"] == "kadis")
        return [(holder["full_name"], holder["printed_title"]) for holder in kadis["holders"]]

    def test_say_who_fills_them_today(self, budi: Program) -> None:
        assert self._kadis(budi) == [("Hadi Kusuma, M.Si.", "Kepala Dinas")]

    def test_say_who_stands_in_for_whom_is_away(self, budi: Program) -> None:
        factories.away(factories.hadi())
        assert self._kadis(budi) == [("Nisa Amelia, S.IP.", "Plh. Kepala Dinas")]

    def test_are_those_of_the_own_office(self, dewi: Program) -> None:
        assert "Hadi Kusuma, M.Si." not in str(dewi.get("/positions").body)


class TestProcedures:
    def test_show_one_whole(self, budi: Program) -> None:
        body = budi.get("/procedures/kk").body
        steps = {step["id"]: step for step in body["steps"]}
        assert body["effective_date"] < NOW.date().isoformat()
        assert len(steps) == len(factories.procedure().steps)
        assert [book["key"] for book in body["books"]]
        collector = next(f for f in steps["serahkan-dokumen"]["evidence"] if f["name"] == "collector_relation")
        assert "self" in collector["json_schema"]["enum"]

    def test_show_the_standard_where_one_is_printed(self, budi: Program) -> None:
        standards = [
            budi.get(f"/procedures/{line['service']}").body["standard"] for line in budi.get("/procedures").body
        ]
        printed = [standard for standard in standards if standard]
        assert printed
        assert all(standard["components"] for standard in printed)

    def test_give_a_schema_for_every_kind_of_evidence(self) -> None:
        assert set(_SCHEMAS) == set(Kind)

    def test_of_another_office_do_not_exist(self, dewi: Program) -> None:
        answer = dewi.get("/procedures/skpwni")
        assert (answer.status, answer.problem) == (404, "no-such-thing")


class TestCalendar:
    def test_shows_hours_holidays_and_closures(self, budi: Program) -> None:
        offices_services.declare_closure(
            "bintan",
            start_at=datetime.datetime(2026, 11, 17, 1, tzinfo=datetime.UTC),
            end_at=datetime.datetime(2026, 11, 17, 9, tzinfo=datetime.UTC),
            reason="Banjir",
            decision=factories.decision("Surat edaran"),
        )
        body = budi.get("/calendar", year=2026).body
        assert body["week"][0] == {
            "day": "Senin",
            "spans": [{"opens": "08:00", "closes": "12:00"}, {"opens": "13:00", "closes": "16:00"}],
        }
        assert body["week"][6]["spans"] == []
        assert "2026-08-17" in [holiday["date"] for holiday in body["holidays"]]
        assert [closure["reason"] for closure in body["closures"]] == ["Banjir"]

    def test_is_that_of_this_year_unless_asked(self, budi: Program) -> None:
        assert budi.get("/calendar").body["year"] == 2026

    def test_refuses_a_year_out_of_bounds(self, budi: Program) -> None:
        answer = budi.get("/calendar", year=99999)
        assert (answer.status, answer.problem) == (422, "bad-input")
        assert answer.body["errors"][0]["field"] == "year"


class TestExplainDue:
    def test_tells_the_due_time_and_every_stretch(self, budi: Program) -> None:
        body = budi.get("/calendar/due", start="2026-11-13T09:00:00+07:00", promise="2 hari kerja").body
        assert body["at"] == "2026-11-17T16:00:00+07:00"
        assert body["sentences"][-1] == "Jatuh tempo: Selasa 17 November 2026 pukul 16.00 WIB."
        assert "closed" in {stretch["kind"] for stretch in body["stretches"]}

    def test_refuses_a_promise_it_cannot_read(self, budi: Program) -> None:
        for promise in ("besok", "-", "999999999 minggu", "99999 hari kerja"):
            answer = budi.get("/calendar/due", start="2026-11-13T09:00:00+07:00", promise=promise)
            assert (answer.status, answer.body["errors"][0]["field"]) == (422, "promise")

    def test_refuses_a_time_without_a_zone(self, budi: Program) -> None:
        answer = budi.get("/calendar/due", start="2026-11-13T09:00:00", promise="2 hari kerja")
        assert (answer.status, answer.body["errors"][0]["field"]) == (422, "start")
