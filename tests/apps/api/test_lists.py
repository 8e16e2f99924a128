"""Lists of cases and the books over the API: paged, masked, and of the own office only."""

import pytest

from loket.api.scopes import Scope
from loket.casework.records import Applicant
from loket.core.engine import Claim
from tests.apps import factories
from tests.apps.api.programs import Program, program

pytestmark = pytest.mark.django_db
NIK = "9901014101900001"
MASKED = "990101••••••00••"


class TestCases:
    def test_come_newest_first_a_page_at_a_time(self, budi: Program) -> None:
        resis = [factories.take_in().resi for _ in range(3)]
        first = budi.get("/cases", limit=2).body
        second = budi.get("/cases", limit=2, cursor=first["next_cursor"]).body
        assert [line["resi"] for line in first["cases"] + second["cases"]] == resis[::-1]
        assert second["next_cursor"] is None

    def test_mask_the_nik(self, budi: Program) -> None:
        factories.take_in()
        (line,) = budi.get("/cases").body["cases"]
        assert line["nik"] == MASKED
        assert NIK not in str(line)

    def test_leave_out_those_before_a_moment(self, budi: Program) -> None:
        factories.take_in()
        assert len(budi.get("/cases", since="2026-11-16T00:00:00+07:00").body["cases"]) == 1
        assert budi.get("/cases", since="2026-11-17T00:00:00+07:00").body["cases"] == []

    @pytest.mark.parametrize("query", [{"limit": 101}, {"limit": 0}, {"cursor": 0}, {"cursor": 2**63}])
    def test_refuse_a_page_out_of_bounds(self, budi: Program, query: dict[str, int]) -> None:
        answer = budi.get("/cases", **query)
        assert (answer.status, answer.body["errors"][0]["field"]) == (422, next(iter(query)))

    def test_are_not_those_of_another_office(self, dewi: Program) -> None:
        factories.take_in()
        assert dewi.get("/cases").body == {"cases": [], "next_cursor": None}


class TestFind:
    @pytest.mark.parametrize("text", [NIK, "9901 0141 0190 0001", "1/2026", "sari", "Wulandari"])
    def test_finds_by_nik_number_and_name(self, budi: Program, text: str) -> None:
        taken = factories.take_in()
        (line,) = budi.post("/cases/find", {"text": text}).body
        assert (line["resi"], line["nik"]) == (taken.resi, MASKED)
        assert line["why"]

    def test_finds_by_resi(self, budi: Program) -> None:
        taken = factories.take_in()
        assert [line["resi"] for line in budi.post("/cases/find", {"text": taken.resi}).body] == [taken.resi]

    def test_finds_nothing_of_another_office(self, dewi: Program) -> None:
        taken = factories.take_in()
        assert dewi.post("/cases/find", {"text": taken.resi}).body == []
        assert dewi.post("/cases/find", {"text": NIK}).body == []


class TestInbox:
    def test_is_the_desk_of_the_officer(self) -> None:
        mine, free = factories.case_at("teruskan"), factories.case_at("teruskan")
        joko = factories.officer("bintan.joko")
        factories.act(mine, Claim(), joko)
        body = program(joko).get("/inbox").body
        assert [line["resi"] for line in body["mine"]] == [mine.resi]
        assert [line["resi"] for line in body["pool"]] == [free.resi]
        assert body["counts"] == {"mine": 1, "pool": 1, "waiting": 0, "sent_back": 0, "done": 0}

    def test_shows_nothing_of_another_office(self, dewi: Program) -> None:
        factories.case_at("teruskan")
        assert set(dewi.get("/inbox").body["counts"].values()) == {0}


class TestRegisterBooks:
    def test_hold_every_number_in_order(self, budi: Program) -> None:
        resis = [factories.take_in().resi for _ in range(3)]
        (book,) = budi.get("/books").body
        assert (book["year"], book["latest"]) == (2026, 3)
        page = budi.get(f"/books/{book['book']}/2026").body
        assert [line["resi"] for line in page["lines"]] == resis
        assert [line["number"] for line in page["lines"]] == ["1/2026", "2/2026", "3/2026"]
        assert (page["page"], page["pages"]) == (1, 1)

    def test_without_a_number_have_one_empty_page(self, dewi: Program, budi: Program) -> None:
        factories.take_in()
        (book,) = budi.get("/books").body
        assert budi.get(f"/books/{book['book']}/2025").body["lines"] == []
        of_another = dewi.get(f"/books/{book['book']}/2026")
        assert (of_another.status, of_another.problem) == (404, "no-such-book")


class TestPickups:
    def test_tell_who_collected_without_the_whole_nik(self, budi: Program) -> None:
        factories.case_at("tanda-tangan-buku")
        body = budi.get("/pickups", first="2026-11-16", latest="2026-11-16").body
        (line,) = body["lines"]
        assert (line["collector_name"], line["collector_nik"]) == ("Sari Wulandari", MASKED)
        assert line["signed"] is False
        assert (body["page"], body["pages"]) == (1, 1)

    def test_are_not_those_of_another_office(self, dewi: Program) -> None:
        factories.case_at("tanda-tangan-buku")
        assert dewi.get("/pickups", first="2026-11-16", latest="2026-11-16").body["lines"] == []

    @pytest.mark.parametrize(("first", "latest"), [("2026-11-16", "2026-11-15"), ("2026-01-01", "2026-02-02")])
    def test_refuse_a_span_that_is_turned_round_or_too_long(self, budi: Program, first: str, latest: str) -> None:
        answer = budi.get("/pickups", first=first, latest=latest)
        assert (answer.status, answer.body["errors"][0]["code"]) == (422, "span-wrong")


class TestScopes:
    @pytest.mark.parametrize(
        ("path", "scope"),
        [
            ("/cases", "cases:read"),
            ("/inbox", "cases:read"),
            ("/books", "books:read"),
            ("/books/register/2026", "books:read"),
            ("/pickups", "books:read"),
        ],
    )
    def test_are_asked_for(self, path: str, scope: str) -> None:
        answer = program(factories.budi(), set(Scope) - {scope}).get(path)
        assert (answer.status, answer.body["data"]) == (403, {"scope": scope})


class TestANameWithoutANik:
    def test_has_nothing_to_mask(self, budi: Program) -> None:
        factories.take_in(applicant=Applicant("Sari Wulandari"))
        assert budi.get("/cases").body["cases"][0]["nik"] == ""
