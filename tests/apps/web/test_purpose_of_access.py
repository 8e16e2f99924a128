"""For what people's data is opened: the case in hand without a click, else a reason; each look is one event (T05)."""

import dataclasses
import datetime
import logging

import pytest
import time_machine
from django.conf import settings

from loket.casework import demo
from loket.core.terms import Nik
from loket.register import models, services
from loket.register import queries as register
from tests.apps import factories
from tests.apps.candid import SAYS_WHY
from tests.apps.register import people
from tests.apps.signing import cases
from tests.apps.web.desk import DeskBrowser, forms_of

AT_HOME = dataclasses.replace(factories.SARI, nik="9901064303860001")
GOOD = {"purpose": "pengaduan", "reason": "menanyakan alamat lewat telepon"}


def with_form_of(home: people.Home) -> str:
    """An application of somebody else whose form names this KK, once that form has taken part in a step."""
    return demo.advance(cases.waiting_kk(1, home), "bintan", to="verifikasi-kasi", at=factories.MONDAY).resi


def looks(home: people.Home, place: int = 1) -> list[tuple[str | None, str | None, str | None]]:
    return [(one.purpose, one.reason, one.resi) for one in register.readings_of(resident=home.members[place])]


class TestALookWithoutACase:
    def test_t05_is_asked_for_what_and_shows_nothing_before(self, budi: DeskBrowser) -> None:
        home = people.saris()
        page = budi.peek(f"/penduduk/{home.members[1]}/")
        assert page.status == 200
        assert "Untuk apa data ini dibuka?" in page.text
        for hidden in ("Kijang", "03-03-1986", "0643 0386"):
            assert hidden not in page.body
        assert looks(home) == []

    def test_t05_is_one_event_with_officer_position_purpose_and_reason(self, budi: DeskBrowser) -> None:
        home = people.saris()
        page = budi.says_why(budi.peek(f"/penduduk/{home.members[1]}/"), **GOOD)
        assert "Dibuka untuk: Menjawab pertanyaan atau pengaduan · menanyakan alamat lewat telepon" in page.text
        [one] = register.readings_of(resident=home.members[1])
        assert one.acted_as.startswith("Budi Santoso · ")
        assert (one.what, one.purpose, one.reason, one.resi) == ("penduduk", GOOD["purpose"], GOOD["reason"], "")
        assert models.Reading.objects.count() == 1

    def test_holds_for_a_quarter_of_an_hour_and_for_the_same_person_alone(
        self, budi: DeskBrowser, monday: time_machine.Traveller
    ) -> None:
        home = people.saris()
        own = f"/penduduk/{home.members[1]}/"
        budi.says_why(budi.peek(own), **GOOD)
        monday.shift(datetime.timedelta(minutes=14, seconds=59))
        assert SAYS_WHY not in budi.peek(own).body
        assert SAYS_WHY in budi.peek(f"/penduduk/{home.members[0]}/").body
        assert SAYS_WHY in budi.peek(f"/penduduk/kk/{home.id}/").body
        monday.shift(datetime.timedelta(seconds=1))
        assert SAYS_WHY in budi.peek(own).body

    def test_holds_for_no_colleague(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        home = people.saris()
        own = f"/penduduk/{home.members[1]}/"
        budi.says_why(budi.peek(own), **GOOD)
        assert SAYS_WHY in wati.peek(own).body

    def test_suggests_the_purpose_that_was_said_last_but_no_reason(self, budi: DeskBrowser) -> None:
        home = people.saris()
        budi.says_why(budi.peek(f"/penduduk/{home.members[1]}/"), **GOOD)
        form = forms_of(budi.peek(f"/penduduk/{home.members[0]}/").body)[SAYS_WHY]
        assert (form["purpose"], form["reason"]) == ("pengaduan", "")

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"purpose": "", "reason": "menanyakan alamat"}, "Pilih untuk apa data ini dibuka"),
            ({"purpose": "permohonan", "reason": "menanyakan alamat"}, "Pilih untuk apa data ini dibuka"),
            ({"purpose": "layanan", "reason": "cek"}, "Tulis alasannya dengan beberapa kata"),
            ({"purpose": "layanan", "reason": ""}, "Tulis alasannya dengan beberapa kata"),
        ],
    )
    def test_takes_no_reason_that_says_nothing(self, budi: DeskBrowser, typed: dict[str, str], words: str) -> None:
        home = people.saris()
        page = budi.says_why(budi.peek(f"/penduduk/{home.members[1]}/"), **typed)
        assert page.status == 422
        assert words in page.text
        assert forms_of(page.body)[SAYS_WHY]["next"] == f"/penduduk/{home.members[1]}/"
        assert looks(home) == []

    @pytest.mark.parametrize(
        "fields",
        [{}, {"resident": "x"}, {"family": "0" * 36}, {"resident": str(people.KIJANG), "next": "//jahat.test"}],
    )
    def test_is_of_somebody_the_office_keeps(self, budi: DeskBrowser, fields: dict[str, str]) -> None:
        assert budi.post(SAYS_WHY, {**GOOD, **fields}).status == 404

    def test_t06_is_not_said_of_somebody_of_another_office(self, dewi: DeskBrowser) -> None:
        home = people.saris()
        assert dewi.peek(f"/penduduk/{home.members[1]}/").status == 404
        assert dewi.post(SAYS_WHY, {**GOOD, "resident": str(home.members[1])}).status == 404

    def test_leads_nowhere_but_to_the_register(self, budi: DeskBrowser) -> None:
        home = people.saris()
        for elsewhere in ("//jahat.test/penduduk/", "https://jahat.test/", "/keluar/", ""):
            fields = {**GOOD, "resident": str(home.members[1]), "next": elsewhere}
            assert budi.post(SAYS_WHY, fields).location == f"/penduduk/{home.members[1]}/"

    def test_comes_before_every_page_of_a_resident_and_a_kk(self, budi: DeskBrowser) -> None:
        home = people.saris()
        own, kk = f"/penduduk/{home.members[1]}/", f"/penduduk/kk/{home.id}/"
        for address in (own, f"{own}kembar/", kk, f"{kk}alamat/", f"{kk}tata-letak-lama.pdf"):
            assert SAYS_WHY in budi.peek(address).body, address
        assert not models.Reading.objects.exists()


class TestALookFromACase:
    def test_t05_costs_no_click_and_names_the_case(self, budi: DeskBrowser) -> None:
        home = people.saris()
        case = factories.take_in(applicant=AT_HOME)
        budi.peek(f"/permohonan/{case.resi}/")
        page = budi.peek(f"/penduduk/{home.members[1]}/")
        assert "Dibuka untuk: Mengerjakan permohonan" in page.text
        assert looks(home) == [("permohonan", "", case.resi)]

    def test_reaches_the_household_of_whom_the_case_names(self, budi: DeskBrowser) -> None:
        home = people.saris()
        case = factories.take_in(applicant=AT_HOME)
        budi.peek(f"/permohonan/{case.resi}/")
        for address in (f"/penduduk/{home.members[0]}/", f"/penduduk/kk/{home.id}/"):
            assert SAYS_WHY not in budi.peek(address).body
        assert looks(home, 0) == [("permohonan", "", case.resi)]

    def test_reaches_whom_its_form_names(self, budi: DeskBrowser) -> None:
        home = people.saris()
        resi = with_form_of(home)
        budi.peek(f"/permohonan/{resi}/")
        for address in (f"/penduduk/{home.members[1]}/", f"/penduduk/kk/{home.id}/"):
            assert SAYS_WHY not in budi.peek(address).body, address
        assert looks(home) == [("permohonan", "", resi)]

    def test_reaches_whom_its_form_names_while_that_is_being_filled(self, budi: DeskBrowser) -> None:
        home, neighbour = people.saris(), people.watis()
        case = cases.waiting_kk(1, home)
        budi.peek(f"/permohonan/{case.resi}/")
        assert SAYS_WHY not in budi.peek(f"/penduduk/{home.members[1]}/").body
        assert SAYS_WHY in budi.peek(f"/penduduk/{neighbour.members[0]}/").body

    def test_reaches_nobody_who_has_left_the_kk_its_form_names(self, budi: DeskBrowser) -> None:
        home = people.saris()
        models.Membership.objects.filter(resident=home.members[1]).update(until_date=factories.TODAY)
        budi.peek(f"/permohonan/{with_form_of(home)}/")
        assert SAYS_WHY not in budi.peek(f"/penduduk/{home.members[0]}/").body
        assert SAYS_WHY in budi.peek(f"/penduduk/{home.members[1]}/").body

    def test_reaches_no_stranger(self, budi: DeskBrowser) -> None:
        people.saris()
        neighbour = people.watis()
        budi.peek(f"/permohonan/{factories.take_in(applicant=AT_HOME).resi}/")
        assert SAYS_WHY in budi.peek(f"/penduduk/{neighbour.members[0]}/").body

    def test_is_no_case_that_only_a_colleague_opened(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        home = people.saris()
        wati.peek(f"/permohonan/{factories.take_in(applicant=AT_HOME).resi}/")
        assert SAYS_WHY in budi.peek(f"/penduduk/{home.members[1]}/").body

    def test_is_no_case_of_yesterday(self, budi: DeskBrowser, monday: time_machine.Traveller) -> None:
        home = people.saris()
        budi.peek(f"/permohonan/{factories.take_in(applicant=AT_HOME).resi}/")
        monday.shift(datetime.timedelta(hours=1))
        budi.comes_back()
        assert SAYS_WHY in budi.peek(f"/penduduk/{home.members[1]}/").body


class TestManyLooks:
    def test_t05_of_fifty_without_a_case_raise_one_alarm(
        self, budi: DeskBrowser, wati: DeskBrowser, caplog: pytest.LogCaptureFixture
    ) -> None:
        homes = [people.alone(f"Orang Ke{number}", number=number + 20) for number in range(51)]
        with caplog.at_level(logging.WARNING, "loket.alarm"):
            for home in homes[:49]:
                budi.get(f"/penduduk/{home.members[0]}/")
            assert not models.Alarm.objects.exists()
            for home in homes[49:]:
                budi.get(f"/penduduk/{home.members[0]}/")
        assert [one.kind for one in models.Alarm.objects.all()] == ["banyak-orang"]
        assert "banyak-orang" in caplog.text
        page = wati.get("/pengawasan/")
        assert "50 orang atau KK dibuka dalam satu jam tanpa permohonan" in page.text
        assert "Budi Santoso" in page.text

    def test_of_cases_raise_none(self, budi: DeskBrowser) -> None:
        home = people.saris()
        budi.peek(f"/permohonan/{factories.take_in(applicant=AT_HOME).resi}/")
        for _ in range(60):
            budi.peek(f"/penduduk/{home.members[1]}/")
        assert not models.Alarm.objects.exists()


class TestTheWatchList:
    def watch(self, hadi: DeskBrowser, nik: str, why: str = "tokoh yang sering dicari") -> None:
        assert hadi.post("/pengawasan/pantau/", {"nik": nik, "why": why}).status == 302

    def test_alarms_at_a_look_at_the_person_and_at_the_kk(self, budi: DeskBrowser, hadi: DeskBrowser) -> None:
        home = people.saris()
        self.watch(hadi, "9901064303860001")
        budi.get(f"/penduduk/{home.members[1]}/")
        budi.get(f"/penduduk/kk/{home.id}/")
        budi.get(f"/penduduk/{home.members[0]}/")
        assert [one.resident for one in register.alarms_of(budi.officer.office_id)] == [home.members[1]] * 2
        page = hadi.get("/pengawasan/")
        assert page.text.count("Membuka data yang dipantau") == 2
        assert "Sari Wulandari" in page.text

    def test_alarms_in_indonesian_whoever_raises_it(self, budi: DeskBrowser, hadi: DeskBrowser) -> None:
        home = people.saris()
        self.watch(hadi, "9901064303860001")
        budi.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        budi.get(f"/penduduk/{home.members[1]}/")
        [alarm] = register.alarms_of(budi.officer.office_id)
        assert alarm.text.startswith("Data orang yang dipantau dibuka (penduduk), untuk: Menjawab pertanyaan")

    def test_t10_alarms_when_a_nik_of_nobody_is_looked_for(
        self, budi: DeskBrowser, hadi: DeskBrowser, caplog: pytest.LogCaptureFixture
    ) -> None:
        self.watch(hadi, "9901064303869999")
        with caplog.at_level(logging.WARNING, "loket.alarm"):
            budi.get("/penduduk/?q=9901064303869999")
        assert [one.kind for one in register.alarms_of(budi.officer.office_id)] == [register.AlarmKind.BAIT]
        assert "umpan" in caplog.text
        assert "9901064303869999" not in caplog.text

    def test_is_ended_with_a_reason_and_kept(self, budi: DeskBrowser, hadi: DeskBrowser) -> None:
        home = people.saris()
        self.watch(hadi, "9901064303860001")
        [line] = register.watched_by(hadi.officer.office_id)
        page = hadi.post("/pengawasan/pantau/", {"line": str(line.id), "why": " "})
        assert page.status == 422
        assert "Alasan pemantauan belum ditulis" in page.text
        for _ in range(2):
            assert hadi.post("/pengawasan/pantau/", {"line": str(line.id), "why": "sudah selesai"}).status == 302
        assert register.watched_by(hadi.officer.office_id) == ()
        assert models.Watch.objects.count() == 2
        budi.get(f"/penduduk/{home.members[1]}/")
        assert register.alarms_of(budi.officer.office_id) == ()

    def test_holds_a_nik_once(self, hadi: DeskBrowser) -> None:
        for _ in range(2):
            self.watch(hadi, "9901064303860001")
        assert models.Watch.objects.count() == 1

    @pytest.mark.parametrize("typed", [{"nik": "12", "why": "x"}, {"nik": "9901064303860001"}, {"line": "9" * 30}])
    def test_takes_nothing_half(self, hadi: DeskBrowser, typed: dict[str, str]) -> None:
        assert hadi.post("/pengawasan/pantau/", typed).status == 422
        assert not models.Watch.objects.exists()

    def test_is_not_for_whoever_works_at_the_counter(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        assert budi.get("/pengawasan/").status == 403
        assert wati.get("/pengawasan/").status == 200
        for desk in (budi, wati):
            assert desk.get("/pengawasan/pantau/").status == 403
        with pytest.raises(services_refusal()):
            services.watch(budi.officer, Nik("9901064303860001"), "ingin tahu saja")


def services_refusal() -> type[Exception]:
    from loket.register.watching import WatchRefused

    return WatchRefused


class TestOldRows:
    def test_without_purpose_remain_readable(self, wati: DeskBrowser) -> None:
        home = people.saris()
        models.Reading.objects.create(
            office_id=wati.officer.office_id,
            resident_id=home.members[1],
            person=1,
            acted_as="Budi Santoso · Operator",
            what="penduduk",
            at=factories.MONDAY - datetime.timedelta(days=400),
        )
        assert looks(home) == [(None, None, None)]
        assert "tujuan belum dicatat waktu itu" in wati.get(f"/penduduk/{home.members[1]}/").text
