"""The queue on its pages: a number at the kiosk, an hour from home, the display, the counter, and the rules of the office."""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client, override_settings

from loket.core.queue.numbers import CLIPS
from loket.core.queue.ticket import STATES, State
from loket.lobby import models
from loket.lobby.queue import queries, voice
from loket.web.queue_words import WORDS
from tests.apps import factories
from tests.apps.factories import MONDAY
from tests.apps.lobby.lines import RULES, called, has_queue, taken
from tests.apps.web.desk import DeskBrowser, forms_of

pytestmark = pytest.mark.django_db
HEAVIEST = 60 * 1024
NIK, BORN = "9901014101900001", "01-01-1990"
KIOSK, HOME, QUEUE, RULES_PAGE = "/antrean/bintan/?anjungan=1", "/antrean/bintan/", "/meja/antrean/", "/kantor/antrean/"


@pytest.fixture(autouse=True)
def _at_nine() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        has_queue()
        yield


def at_kiosk(**typed: str) -> tuple[int, str, str]:
    """Status, page and where it leads."""
    form = {"service": "kk", "nik": NIK, "born": BORN, "priority": "", **typed}
    answer = Client().post(KIOSK, form)
    return answer.status_code, answer.content.decode(), answer.headers.get("Location", "")


def code_in(address: str) -> str:
    found = re.search(r"/tiket/(\w+)/", address)
    assert found
    return found[1]


class TestTheKiosk:
    def test_gives_a_number_that_can_be_scanned(self) -> None:
        status, _page, address = at_kiosk()
        assert status == 302
        slip = Client().get(address).content.decode()
        assert "A-001" in slip
        assert "<svg" in slip
        assert code_in(address) in slip

    def test_shows_no_nik_again_and_keeps_none(self) -> None:
        status, page, _address = at_kiosk(service="")
        assert status == 422
        assert NIK not in page
        assert BORN not in page
        _status, _page, address = at_kiosk()
        assert NIK not in Client().get(address).content.decode()
        assert not any(NIK in str(cell) for row in models.QueueTicket.objects.values_list() for cell in row)

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"nik": ""}, "Isi NIK, atau pindai"),
            ({"nik": "123"}, "NIK harus 16 angka"),
            ({"born": "02-01-1990"}, "tidak cocok"),
            ({"born": ""}, "tidak cocok"),
            ({"service": "ktp-el"}, "Pilih layanannya"),
        ],
    )
    def test_says_what_is_wrong(self, typed: dict[str, str], words: str) -> None:
        status, page, _address = at_kiosk(**typed)
        assert (status, words in page) == (422, True)

    def test_takes_a_resi_without_a_day_of_birth(self) -> None:
        assert at_kiosk(nik="7K2M-94QX-B3TD", born="")[0] == 302

    def test_gives_one_number_to_one_person(self) -> None:
        at_kiosk()
        status, page, _address = at_kiosk()
        assert (status, "sudah memegang nomor" in page) == (409, True)

    def test_puts_the_elderly_first_without_asking(self) -> None:
        at_kiosk(nik="9901014101500001", born="01-01-1950")
        assert [row.priority for row in models.QueueTicket.objects.all()] == ["lansia"]

    def test_sent_twice_gives_one_number(self) -> None:
        client = Client()
        form = forms_of(client.get(KIOSK).content.decode())[KIOSK]
        sent = {**form, "service": "kk", "nik": NIK, "born": BORN}
        assert len({client.post(KIOSK, sent).headers["Location"] for _ in range(2)}) == 1

    def test_asks_for_no_upload_and_goes_back_when_left_alone(self) -> None:
        page = Client().get(KIOSK).content.decode()
        assert 'type="file"' not in page
        assert re.search(r'<noscript><meta http-equiv="refresh" content="60;url=/antrean/bintan/\?anjungan=1">', page)
        assert 'data-idle="60"' in page

    def test_is_light(self) -> None:
        client = Client()
        page = client.get(KIOSK)
        parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.content.decode())
        whole = len(page.content) + sum(len(client.get(part).getvalue()) for part in parts)
        assert whole <= HEAVIEST

    def test_is_not_there_without_a_queue(self) -> None:
        for address in ("/antrean/pontianak/", "/antrean/pontianak/layar/", "/antrean/tidak-ada/"):
            assert Client().get(address).status_code == 404

    def test_is_not_pressed_by_a_machine(self) -> None:
        client = Client()
        assert [client.post(KIOSK, {}).status_code for _ in range(31)][-2:] == [422, 429]


class TestFromHome:
    def slot(self) -> str:
        page = Client().get(HOME, {"layanan": "kk"}).content.decode()
        found = re.search(r'<option value="(2026-11-16T10:00[^"]*)"', page)
        assert found
        return found[1]

    def book(self, **typed: str) -> tuple[int, str, str]:
        form = {"service": "kk", "slot": self.slot(), "nik": NIK, "born": BORN, **typed}
        answer = Client().post(HOME, form)
        return answer.status_code, answer.content.decode(), answer.headers.get("Location", "")

    def test_an_hour_is_booked_and_reported_at_the_office(self) -> None:
        assert "Kartu Keluarga" in Client().get(HOME).content.decode()
        _status, _page, address = self.book()
        client = Client()
        assert "dipesan" in client.get(address).content.decode()
        assert client.post(address, {"act": "lapor"}).status_code == 409
        with time_machine.travel(MONDAY + datetime.timedelta(minutes=40), tick=False):
            assert client.post(address, {"act": "lapor"}).status_code == 302
            assert "Anda berikutnya" in client.get(address).content.decode()

    @pytest.mark.parametrize(
        "slot", ["", "besok", "2026-11-16T10:00", "9999-12-31T23:59:00+00:00", "2026-11-16T03:30:00+00:00"]
    )
    def test_an_hour_that_is_not_offered_is_refused(self, slot: str) -> None:
        assert self.book(slot=slot)[0] in (409, 422)
        assert not models.QueueTicket.objects.exists()

    def test_a_number_is_given_back(self) -> None:
        _status, _page, address = self.book()
        client = Client()
        assert client.post(address, {"act": "batal"}).status_code == 302
        assert "dibatalkan" in client.get(address).content.decode()
        assert client.post(address, {"act": "batal"}).status_code == 409
        assert client.post(address, {"act": "apa-apa"}).status_code == 302

    def test_a_number_of_another_office_is_none(self) -> None:
        has_queue("pontianak")
        assert Client().get(f"/antrean/pontianak/tiket/{taken().code}/").status_code == 404
        assert Client().get("/antrean/bintan/tiket/TIDAKADA/").status_code == 404

    def test_who_was_not_there_comes_back(self, budi: DeskBrowser) -> None:
        ticket = taken()
        budi.post(QUEUE, {"act": "loket", "counter": "1"})
        press(budi, "berikutnya")
        press(budi, "absen", code=ticket.code)
        address = f"/antrean/bintan/tiket/{ticket.code}/"
        assert "Saya sudah kembali" in Client().get(address).content.decode()
        assert Client().post(address, {"act": "kembali"}).status_code == 302
        assert "Anda berikutnya" in Client().get(address).content.decode()


class TestTheDisplay:
    def test_shows_numbers_and_no_name_also_without_a_script(self) -> None:
        taken(identity=NIK)
        taken(1)
        called(1, 2)
        page = Client().get("/antrean/bintan/layar/").content.decode()
        assert "A-001" in page
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
        assert re.search(r"<strong data-waiting>1</strong>", page)
        told = json.loads(Client().get("/antrean/bintan/layar/panggilan/").content)
        assert told["counters"] == [{"number": 1, "text": "A-001"}]
        assert told["calls"][0]["clips"] == ["nomor-antrean", "a", "satu", "silakan-ke-loket", "satu"]
        assert set(told) == {"calls", "counters", "waiting", "closed", "clock", "notice"}
        assert told["clock"] == "09.00"

    def test_says_that_it_has_no_voice_until_every_word_is_made(self, tmp_path: Path) -> None:
        with override_settings(HOME=tmp_path):
            assert "Suara panggilan belum dipasang" in Client().get("/antrean/bintan/layar/").content.decode()
            assert Client().get("/antrean/suara/satu.wav").status_code == 404
            voice.folder().mkdir()
            for name in CLIPS:
                (voice.folder() / f"{name}.wav").write_bytes(b"RIFF")
            assert "Nyalakan suara" in Client().get("/antrean/bintan/layar/").content.decode()
            assert Client().get("/antrean/suara/satu.wav").getvalue() == b"RIFF"
            assert Client().get("/antrean/suara/lain.wav").status_code == 404

    def test_says_that_the_day_is_closed(self, budi: DeskBrowser) -> None:
        taken()
        press(budi, "tutup")
        assert re.search(r"<p data-closed>", Client().get("/antrean/bintan/layar/").content.decode())
        assert "sudah ditutup" in at_kiosk()[1]


def press(desk: DeskBrowser, act: str, **typed: str) -> str:
    """Press a button of the counter's page; what the page says then."""
    key = forms_of(desk.get(QUEUE).body)[QUEUE].get("key", "")
    answer = desk.post(QUEUE, {"key": key, "act": act, **typed})
    return desk.get(QUEUE).text if answer.status == 302 else answer.text


class TestTheCounter:
    def test_calls_serves_and_finishes(self, budi: DeskBrowser) -> None:
        first, second = taken(), taken(1)
        budi.post(QUEUE, {"act": "loket", "counter": "2"})
        assert "A-001" in press(budi, "berikutnya")
        assert "masih memegang nomor A-001" in press(budi, "berikutnya")
        assert "Panggil ulang (2)" in press(budi, "ulang", code=first.code)
        press(budi, "layani", code=first.code)
        press(budi, "tahan", code=first.code)
        press(budi, "berikutnya")
        assert "dipindahkan ke antrean B" in press(budi, "pindah", code=second.code, line="B")
        press(budi, "panggil", code=first.code)
        press(budi, "selesai", code=first.code)
        assert "Tidak ada yang menunggu" in press(budi, "berikutnya")
        assert queries.ticket_by(first.code).state is State.SERVED

    def test_gives_numbers_and_closes_the_day(self, budi: DeskBrowser) -> None:
        assert "Nomor A-001 diberikan" in press(budi, "beri", service="kk", priority="hamil")
        assert "0 selesai, 0 tidak hadir, 1 dibatalkan" in press(budi, "tutup")
        assert "sudah ditutup" in budi.get(QUEUE).text

    def test_does_nothing_without_a_counter_or_by_a_button_that_there_is_not(self, budi: DeskBrowser) -> None:
        ticket = taken()
        press(budi, "berikutnya")
        budi.post(QUEUE, {"act": "loket", "counter": "99"})
        press(budi, "apa-apa", code=ticket.code)
        assert queries.ticket_by(ticket.code).state is State.WAITING

    def test_lets_who_was_not_there_back(self, budi: DeskBrowser) -> None:
        ticket = taken()
        budi.post(QUEUE, {"act": "loket", "counter": "1"})
        press(budi, "berikutnya")
        press(budi, "absen", code=ticket.code)
        assert "A-001 masuk kembali" in press(budi, "kembali", code=f"{ticket.code[:4].lower()} {ticket.code[4:]}")

    def test_lets_nobody_back_in_another_office(self, budi: DeskBrowser, dewi: DeskBrowser) -> None:
        has_queue("pontianak")
        ticket = taken()
        budi.post(QUEUE, {"act": "loket", "counter": "1"})
        press(budi, "berikutnya")
        press(budi, "absen", code=ticket.code)
        assert "Nomor antrean itu tidak ada" in press(dewi, "kembali", code=ticket.code)
        assert queries.ticket_by(ticket.code).state is State.LEFT

    def test_is_for_who_takes_in(self, wati: DeskBrowser) -> None:
        assert wati.get(QUEUE).status == 403
        assert wati.get(f"{QUEUE}pindai/?kode=X").status == 403

    def test_says_so_where_there_is_no_queue(self, dewi: DeskBrowser) -> None:
        assert "belum memakai nomor antrean" in dewi.get(QUEUE).text


class TestAScan:
    def test_opens_the_intake_and_the_case_keeps_the_number(self, budi: DeskBrowser) -> None:
        ticket = taken()
        budi.post(QUEUE, {"act": "loket", "counter": "1"})
        press(budi, "berikutnya")
        opened = budi.get(f"{QUEUE}pindai/?kode={ticket.code.lower()}").location
        assert opened == f"/permohonan/baru/?layanan=kk&tiket={ticket.code}"
        page = budi.get(opened)
        assert "Nomor antrean A-001" in page.text
        assert forms_of(page.body)["/permohonan/baru/"]["ticket"] == ticket.code
        sent = take_in_with(budi, opened)
        assert "Nomor antrean A-001" in budi.get(sent).text
        kept = queries.ticket_by(ticket.code)
        assert (kept.state, f"/permohonan/{kept.resi}/diterima/") == (State.SERVING, sent)
        assert "A-001, 16 Nov 2026" in budi.get(f"/permohonan/{kept.resi}/").text

    def test_of_a_number_that_nobody_called_says_so(self, budi: DeskBrowser) -> None:
        assert budi.get(f"{QUEUE}pindai/?kode={taken().code}").location == QUEUE
        assert "sekarang menunggu" in budi.get(QUEUE).text
        budi.get(f"{QUEUE}pindai/?kode=TIDAKADA")
        assert "tidak ada" in budi.get(QUEUE).text

    def test_that_was_overtaken_leaves_the_case_without_it_and_says_so(self, budi: DeskBrowser) -> None:
        ticket = taken()
        sent = take_in_with(budi, f"/permohonan/baru/?layanan=kk&tiket={ticket.code}")
        assert "nomor antreannya tidak tercatat" in budi.get(sent).text
        assert queries.ticket_by(ticket.code).resi == ""


def take_in_with(desk: DeskBrowser, address: str) -> str:
    """Fill in the intake behind this address; where it leads."""
    chosen = desk.post("/permohonan/baru/", {**forms_of(desk.get(address).body)["/permohonan/baru/"], **NEW_FAMILY})
    form = forms_of(chosen.body)["/permohonan/baru/"]
    papers = dict.fromkeys(re.findall(r'name="(r-[^"]+)"', chosen.body), "present")
    typed = {"nik": factories.SARI.nik, "full_name": factories.SARI.name, "action": "terima"}
    answer = desk.post("/permohonan/baru/", {**form, **NEW_FAMILY, **papers, **typed})
    assert answer.status == 302, answer.text
    return answer.location


NEW_FAMILY = {"a-keperluan": "keluarga-baru", "a-pindahan": "tidak", "a-beda_data": "tidak"}


class TestTheRulesOfTheOffice:
    def form(self, **typed: str) -> dict[str, str]:
        return {
            "letter-kk": "a",
            "letter-skdwni": "B",
            "counter-1": "a, b",
            "ratio": "2",
            "longest": "60",
            "places": "6",
            "recalls": "3",
            "rejoin": "3",
            "antrean-why": "Loket bertambah",
            **typed,
        }

    def test_are_set_by_the_head_with_a_reason(self, hadi: DeskBrowser) -> None:
        assert hadi.post(RULES_PAGE, self.form(notice="Besok tutup")).status == 302
        assert "Besok tutup" in Client().get("/antrean/bintan/layar/").content.decode()
        assert "Loket bertambah" in hadi.get(RULES_PAGE).text
        found = queries.rules_of(factories.hadi().office_id)
        assert found is not None
        assert (found.lines, found.counters) == (("A", "B"), {1: ("A", "B")})

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"letter-kk": "", "letter-skdwni": ""}, "Beri huruf pada paling sedikit satu layanan"),
            ({"letter-kk": "AB"}, "Isi satu huruf"),
            ({"counter-1": "A B C"}, "Huruf C tidak dipakai"),
            ({"counter-1": "A"}, "Huruf B belum dipanggil"),
            ({"recalls": "4"}, "Isi angka dari 0 sampai 3"),
            ({"ratio": "dua"}, "Isi angka dari 1 sampai 10"),
            ({"antrean-why": ""}, "Tulis alasan"),
        ],
    )
    def test_that_do_not_work_are_not_set(self, hadi: DeskBrowser, typed: dict[str, str], words: str) -> None:
        answer = hadi.post(RULES_PAGE, self.form(**typed))
        assert (answer.status, words in answer.text) == (422, True)
        assert queries.rules_of(factories.hadi().office_id) == RULES

    def test_are_read_by_supervisors_and_set_by_none_of_them(self, wati: DeskBrowser, budi: DeskBrowser) -> None:
        assert wati.get(RULES_PAGE).status == 200
        assert wati.post(RULES_PAGE, self.form()).status == 403
        assert budi.get(RULES_PAGE).status == 403


class TestTheWords:
    def test_of_the_core_are_marked_for_translation(self) -> None:
        assert set(WORDS) == set(STATES.values())
