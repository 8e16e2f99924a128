"""Who looks far more often than the peers stands out, and each figure can be looked into (T05)."""

import csv
import datetime
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.casework import queries as casework
from loket.core.oversight.purposes import Purpose, PurposeKind
from loket.core.terms import Nik
from loket.offices import queries as offices
from loket.offices import services as office_services
from loket.offices.services import Decision
from loket.register import models, services
from tests.apps import factories
from tests.apps.register import people
from tests.apps.telephone import enrolled
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.visitor import Visitor

FIGURES = "/pengawasan/angka/"
ASKED = Purpose(PurposeKind.COMPLAINT, "menanyakan datanya")


def looked(person: int, times: int, *, position: str = "Operator", at: datetime.datetime = factories.MONDAY) -> None:
    """So many looks of an officer of this number, each at somebody of the same KK, without a case."""
    home = models.Resident.objects.order_by("pk").values_list("pk", flat=True)[0]
    office = factories.budi().office_id
    models.Reading.objects.bulk_create(
        models.Reading(
            office_id=office,
            resident_id=home,
            person=person,
            acted_as=f"Petugas {person} · {position}",
            what="penduduk",
            at=at,
            purpose="pengaduan",
            reason="x",
            resi="",
        )
        for _ in range(times)
    )


def figures_of(desk: DeskBrowser) -> dict[str, casework.LookFigures]:
    niks = {one.person: one.nik.digits for one in offices.persons("bintan") if one.nik}
    calendar = offices.work_calendar("bintan")
    day = datetime.timedelta(days=1)
    found = casework.look_figures(
        desk.officer.office_id, niks, calendar, factories.MONDAY - 7 * day, factories.MONDAY + day
    )
    return {one.name: one for one in found}


class TestTheFigures:
    def test_t05_show_who_stands_out_among_those_of_one_position(self, wati: DeskBrowser) -> None:
        people.saris()
        for person, times in ((901, 40), (902, 44), (903, 38), (904, 410)):
            looked(person, times)
        looked(905, 900, position="Kepala Seksi")
        found = figures_of(wati)
        assert [name for name, one in found.items() if one.stands_out] == ["Petugas 904"]
        page = wati.get(FIGURES)
        assert page.body.count("chip--late") == 1
        assert page.body.index("Petugas 904") < page.body.index("Petugas 901")

    def test_count_looks_without_a_case_apart(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        home = people.saris()
        case = factories.take_in()
        budi.get(f"/permohonan/{case.resi}/")
        services.leave_trace(
            budi.officer, "isian", purpose=Purpose(PurposeKind.CASE, resi=case.resi), resident=home.members[0]
        )
        services.leave_trace(budi.officer, "penduduk", purpose=ASKED, resident=home.members[0])
        one = figures_of(wati)["Budi Santoso"]
        assert (one.looks, one.without_case) == (3, 1)

    def test_count_looks_at_the_own_family(self, budi: DeskBrowser, wati: DeskBrowser, hadi: DeskBrowser) -> None:
        home, neighbour = people.saris(), people.watis()
        decision = Decision(hadi.officer, factories.MONDAY, "SK Kepala Dinas")
        office_services.record_nik("bintan", person=budi.officer.person, nik=Nik("9901064303860001"), decision=decision)
        for desk in (budi, wati):
            services.leave_trace(desk.officer, "penduduk", purpose=ASKED, resident=home.members[0])
        services.leave_trace(budi.officer, "kk", purpose=ASKED, family=home.id)
        services.leave_trace(budi.officer, "penduduk", purpose=ASKED, resident=neighbour.members[0])
        found = figures_of(wati)
        assert found["Budi Santoso"].own_family == 2
        assert sum(one.own_family for one in found.values()) == 2

    def test_count_looks_at_the_own_family_of_two_who_live_in_one_kk(
        self, budi: DeskBrowser, wati: DeskBrowser, hadi: DeskBrowser
    ) -> None:
        home = people.saris()
        decision = Decision(hadi.officer, factories.MONDAY, "SK Kepala Dinas")
        for desk, nik in ((budi, "9901060202840001"), (wati, "9901064303860001")):
            office_services.record_nik("bintan", person=desk.officer.person, nik=Nik(nik), decision=decision)
            services.leave_trace(desk.officer, "kk", purpose=ASKED, family=home.id)
            services.leave_trace(desk.officer, "penduduk", purpose=ASKED, resident=home.members[2])
        assert {one.own_family for one in figures_of(wati).values()} == {2}

    def test_count_looks_out_of_hours(self, wati: DeskBrowser) -> None:
        people.saris()
        sunday_night = factories.MONDAY - datetime.timedelta(hours=30)
        looked(901, 3, at=sunday_night)
        looked(901, 2)
        assert figures_of(wati)["Petugas 901"].out_of_hours == 3

    def test_take_few_statements_however_many_officers(self, wati: DeskBrowser) -> None:
        people.saris()
        for person in range(900, 930):
            looked(person, 2)
        figures_of(wati)
        with CaptureQueriesContext(connection) as asked:
            figures_of(wati)
        assert len(asked) <= 7

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("?sejak=x&sampai=2026-11-16", "Isi tanggalnya"),
            ("?sejak=2026-11-16&sampai=", "Isi tanggalnya"),
            ("?sejak=2026-11-16&sampai=2026-01-01", "Tanggal akhir ini sebelum tanggal awalnya"),
            ("?sejak=2026-11-01&sampai=2027-01-01", "Tanggal ini belum tiba"),
            ("?sejak=1990-01-01&sampai=2026-11-16", "paling lama 366 hari"),
            ("?sejak=0001-01-01&sampai=0001-06-01", "sesudah tahun 1900"),
        ],
    )
    def test_say_what_is_wrong_with_the_period_and_keep_it(self, wati: DeskBrowser, query: str, words: str) -> None:
        page = wati.get(f"{FIGURES}{query}")
        assert page.status == 422
        assert words in page.text
        for typed in query.removeprefix("?").split("&"):
            name, _, value = typed.partition("=")
            assert f'name="{name}" value="{value}"' in page.body
        assert "Tidak ada data yang dibuka" not in page.text
        assert "data-figures" not in page.body
        assert wati.get(f"/pengawasan/angka/{wati.officer.person}/{query}").status == 422

    def test_are_of_thirty_days_where_no_period_is_asked_for(self, wati: DeskBrowser) -> None:
        assert 'value="2026-10-18"' in wati.get(FIGURES).body

    def test_say_what_to_do_where_nobody_looked(self, wati: DeskBrowser) -> None:
        assert "Tidak ada data yang dibuka" in wati.get(f"{FIGURES}?sejak=2026-01-01&sampai=2026-01-02").text

    def test_are_not_for_the_counter(self, budi: DeskBrowser) -> None:
        assert budi.get(FIGURES).status == 403
        assert budi.get(f"{FIGURES}{budi.officer.person}/").status == 403


class TestTheLooksBehindThem:
    def test_name_whom_what_and_for_what(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        home = people.saris()
        services.leave_trace(budi.officer, "penduduk", purpose=ASKED, resident=home.members[1])
        services.leave_trace(budi.officer, "kk", purpose=ASKED, family=home.id)
        page = wati.get(f"{FIGURES}{budi.officer.person}/")
        for words in ("Sari Wulandari", "KK Agus Salim", "Menjawab pertanyaan", "menanyakan datanya", "membuka KK"):
            assert words in page.text, words

    def test_t06_are_of_the_own_office(self, hadi: DeskBrowser) -> None:
        assert hadi.get(f"{FIGURES}{factories.dewi().person}/").status == 404

    def test_leave_as_a_file_without_any_resident(self, budi: DeskBrowser, monday: time_machine.Traveller) -> None:
        home = people.saris()
        services.leave_trace(budi.officer, "penduduk", purpose=ASKED, resident=home.members[1])
        head = Visitor(factories.hadi())
        telephone = enrolled(head.officer)
        head.gives_password()
        head.gives_code(telephone.shows(factories.MONDAY))
        form = {"kind": "csv", "reason": "laporan triwulan pengawasan"}
        answer = head.client.post(f"{FIGURES}keluarkan/", form)
        rows = list(csv.reader(io.StringIO(answer.content.decode(), newline="")))
        assert [row[0] for row in rows] == ["petugas", "Budi Santoso"]
        assert not models.ExportSubject.objects.exists()
