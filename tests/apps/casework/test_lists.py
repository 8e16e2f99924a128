"""Desk, board, books and search: every number is the length of a list, and no list asks once per case."""

import datetime
import uuid

import pytest
from pytest_django import DjangoAssertNumQueries

from loket.casework import demo, queries, services
from loket.casework.records import Acted, TakenIn, TurnedAway
from loket.casework.refusals import NoSuchList
from loket.core.engine import Claim, Complete, Note, Recall, Return, ReturnLine, Withdraw
from loket.offices import services as office_services
from loket.offices.terms import AppointmentKind
from tests.apps import factories
from tests.apps.factories import MONDAY, SARI, TODAY, act, budi, hadi, officer, wati

pytestmark = pytest.mark.django_db

ENTERED = Complete("diteruskan", {"entry_note": "x"})
FAULT = (ReturnLine("f-1-01", "salah-ketik", "Nama"),)
TOMORROW = MONDAY + datetime.timedelta(days=1)


def _resis(lines: tuple[queries.CaseLine, ...]) -> set[str]:
    return {line.resi for line in lines}


class TestADesk:
    def test_puts_each_case_in_one_list(self) -> None:
        joko, maya = officer("bintan.joko"), officer("bintan.maya")
        pooled, held, returned = factories.take_in(), factories.take_in(), factories.case_at("sahkan")
        act(held, Claim(), joko)
        act(returned, Return("dikoreksi", FAULT), hadi())
        desk = queries.desk(joko, MONDAY)
        assert _resis(desk.pool) == {pooled.resi}
        assert _resis(desk.mine) == {held.resi}
        assert _resis(desk.sent_back) == {returned.resi}
        assert desk.counts == {"mine": 1, "pool": 1, "sent_back": 1, "waiting": 0, "done": 0}
        assert _resis(queries.desk(maya, MONDAY).pool) == {pooled.resi}, "what Joko holds is not offered to Maya"

    def test_loses_a_case_with_the_act_that_finishes_its_step(self) -> None:
        joko = officer("bintan.joko")
        case: TakenIn | Acted = factories.take_in()
        assert queries.desk(joko, MONDAY).counts["pool"] == 1
        case = act(case, ENTERED, joko)
        desk = queries.desk(joko, MONDAY)
        assert (desk.counts["pool"], desk.counts["mine"]) == (0, 0)
        act(case, Recall(), joko)
        assert _resis(queries.desk(joko, MONDAY).mine) == {case.resi}

    def test_shows_the_most_urgent_first(self) -> None:
        later = factories.take_in(at=MONDAY + datetime.timedelta(minutes=30))
        sooner = factories.take_in(at=MONDAY)
        assert [line.resi for line in queries.desk(officer("bintan.joko"), MONDAY).pool] == [sooner.resi, later.resi]

    def test_offers_no_second_mark_in_one_chain(self) -> None:
        decision = factories.decision()
        factories.away(officer("bintan.surya"))
        office_services.appoint(
            "bintan",
            person=wati().person,
            position="kabid-dafduk",
            kind=AppointmentKind.PLH,
            decree="SK 1",
            valid_from=TODAY,
            decision=decision,
        )
        marked = act(factories.case_at("verifikasi-kasi"), Complete("valid"), wati())
        assert marked.resi not in _resis(queries.desk(wati(), MONDAY).pool)

    def test_asks_no_more_for_forty_cases_than_for_one(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(40):
            factories.take_in()
        joko = officer("bintan.joko")
        queries.desk(joko, MONDAY)
        with django_assert_max_num_queries(3):
            assert queries.desk(joko, MONDAY).counts["pool"] == 40


class TestABoard:
    def test_has_a_list_behind_each_number(self) -> None:
        factories.case_at("verifikasi-kasi")
        act(factories.take_in(), Withdraw("tidak jadi"), budi())
        act(factories.case_at("sahkan"), Return("dikoreksi", FAULT), hadi())
        board = queries.board("bintan", MONDAY)
        for figure in board.figures:
            opened = queries.board_list("bintan", figure.key, MONDAY)
            assert (opened.count, opened.cases) == (figure.count, figure.cases)
            assert figure.meaning
        counts = {figure.key: figure.count for figure in board.figures}
        assert (counts["masuk"], counts["berjalan"], counts["dikembalikan"]) == (3, 2, 1)

    def test_knows_no_other_list(self) -> None:
        with pytest.raises(NoSuchList):
            queries.board_list("bintan", "semua", MONDAY)

    def test_shows_what_is_late(self) -> None:
        case = factories.take_in()
        assert _count("terlambat", MONDAY) == 0
        late = queries.board_list("bintan", "terlambat", TOMORROW)
        assert [line.resi for line in late.cases] == [case.resi]

    def test_shows_a_step_whose_lane_nobody_fills(self) -> None:
        case = factories.case_at("sahkan")
        for username in ("bintan.hadi", "bintan.nisa"):
            decision = factories.decision("mutasi")
            office_services.deactivate_person("bintan", person=officer(username).person, on=TODAY, decision=decision)
        orphans = queries.board_list("bintan", "tanpa-pemegang", MONDAY)
        assert [line.resi for line in orphans.cases] == [case.resi]

    def test_shows_what_a_leaver_still_holds(self) -> None:
        joko = officer("bintan.joko")
        case = act(factories.take_in(), Claim(), joko)
        office_services.deactivate_person("bintan", person=joko.person, on=TODAY, decision=factories.decision("mutasi"))
        orphans = queries.board_list("bintan", "tanpa-pemegang", MONDAY)
        assert [line.resi for line in orphans.cases] == [case.resi]


class TestARegisterBook:
    def test_lists_every_number_with_what_became_of_it(self) -> None:
        first = factories.take_in()
        second = act(factories.take_in(), Withdraw("tidak jadi"), budi())
        page = queries.register_book("bintan", "buku-register", 2026)
        assert [(line.number, line.resi, line.outcome) for line in page.lines] == [
            ("1/2026", first.resi, "Sedang diproses"),
            ("2/2026", second.resi, "Dicabut pemohon"),
        ]
        assert (page.title, page.page, page.pages) == ("Buku register permohonan", 1, 1)

    def test_has_pages_of_fifty(self) -> None:
        for _ in range(51):
            factories.take_in()
        page = queries.register_book("bintan", "buku-register", 2026, page=2)
        assert ([line.serial for line in page.lines], page.pages) == ([51], 2)

    def test_of_a_year_without_numbers_is_empty(self) -> None:
        assert queries.register_book("bintan", "buku-register", 1999).lines == ()


class TestThePickUpBook:
    def test_says_who_collected_what_and_signed(self) -> None:
        handed = demo.complete_open_step(factories.case_at("serahkan-dokumen"), "bintan", MONDAY)
        demo.complete_open_step(handed, "bintan", MONDAY)
        (line,) = queries.pickup_book("bintan", MONDAY, TOMORROW)
        assert (line.resi, line.collector_name, line.collector_relation) == (handed.resi, "Sari Wulandari", "self")
        assert line.signature.startswith("data:image/png")
        assert queries.pickup_book("bintan", TOMORROW, TOMORROW + datetime.timedelta(days=1)) == ()
        assert queries.pickup_book("pontianak", MONDAY, TOMORROW) == ()

    def test_is_fed_by_what_stands_ready(self) -> None:
        ready = factories.case_at("serahkan-dokumen")
        factories.take_in()
        assert [line.resi for line in queries.ready_for_pickup("bintan", MONDAY)] == [ready.resi]


class TestRefusedIntakes:
    def test_are_listed_by_day(self) -> None:
        answer = services.take_in(
            "bintan", "kk", officer=budi(), applicant=SARI, answers={}, checklist=(), key=uuid.uuid4(), at=MONDAY
        )
        assert isinstance(answer, TurnedAway)
        assert [record.id for record in queries.intake_refusals("bintan", MONDAY, TOMORROW)] == [answer.slip_id]
        assert queries.intake_refusals("bintan", TOMORROW, TOMORROW + datetime.timedelta(days=1)) == ()


class TestFinding:
    @pytest.mark.parametrize(
        ("typed", "why"),
        [
            ("1/2026", "nomor register"),
            ("1", "nomor register"),
            ("9901 0141 0190 0001", "NIK"),
            ("sari", "nama"),
            ("wulan", "nama"),
        ],
    )
    def test_says_why_it_found(self, typed: str, why: str) -> None:
        case = factories.take_in()
        assert [(line.resi, line.why) for line in queries.find("bintan", typed)] == [(case.resi, why)]

    def test_reads_a_resi_as_printed(self) -> None:
        case = factories.take_in()
        printed = f"{case.resi[:4]}-{case.resi[4:8]}-{case.resi[8:]}".lower()
        assert [line.why for line in queries.find("bintan", printed)] == ["nomor resi"]

    def test_finds_nothing_for_nothing(self) -> None:
        factories.take_in()
        assert queries.find("bintan", "  ") == ()
        assert queries.find("bintan", "Zulkifli") == ()

    def test_warns_of_a_second_open_case(self) -> None:
        case = factories.take_in()
        assert _resis(queries.open_cases_of("bintan", SARI.nik, "kk")) == {case.resi}
        act(case, Withdraw("ganda"), budi())
        assert queries.open_cases_of("bintan", SARI.nik, "kk") == ()

    def test_keeps_the_order_asked(self) -> None:
        first, second = factories.take_in().resi, factories.take_in().resi
        found = queries.lines_of("bintan", [second, "7K2M94QXB3TD", first])
        assert [line.resi for line in found] == [second, first]
        assert queries.lines_of("pontianak", [first]) == ()

    def test_goes_through_all_in_pages(self) -> None:
        made = [factories.take_in().resi for _ in range(5)]
        first = queries.cases_page("bintan", size=3)
        second = queries.cases_page("bintan", size=3, before=first.next)
        assert [line.resi for line in (*first.lines, *second.lines)] == made[::-1]
        assert second.next is None


class TestACaseView:
    def test_costs_few_queries(self, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        case, viewer = factories.case_at("sahkan"), budi()
        factories.view(case, viewer)
        # Three reads, and the trace of the look with its savepoint.
        with django_assert_max_num_queries(6):
            factories.view(case, viewer)

    def test_offers_what_the_officer_may_do(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        offers = {(offer.command, offer.choice) for offer in factories.view(case, wati()).offers}
        assert {("complete", "valid"), ("return", "tidak-valid"), ("claim", None), ("note", None)} <= offers
        assert {offer.command for offer in factories.view(case, officer("bintan.agus")).offers} == set()

    def test_tells_the_history_in_words(self) -> None:
        case = act(factories.take_in(), Note("Ibu Sari menelepon"), budi())
        assert [event.sentence for event in factories.view(case, budi()).events] == [
            "Permohonan diajukan",
            "Menyelesaikan “1. Ajukan”: Berkas diserahkan",
            "Menyelesaikan “2. Terima berkas”: Diterima",
            "Menyelesaikan “3. Periksa kelengkapan, Catat di buku register, Beri resi”: Lengkap",
            "Catatan: Ibu Sari menelepon",
        ]


def _count(key: str, now: datetime.datetime) -> int:
    return queries.board_list("bintan", key, now).count
