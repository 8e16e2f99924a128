"""Pages of complaints at their edges: the language, the day by the office's clock, each end in its own words, a period that is none."""

import datetime
import io
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from loket.casework import queries as casework
from loket.complaints import services
from loket.complaints.records import Channel, Received, Said
from loket.core.engine import Complete, Status, Withdraw, ending
from tests.apps.complaints.complaining import ANSWER, TEXT, do, hadi, named, nisa, taken, told
from tests.apps.factories import MONDAY, budi
from tests.apps.web.desk import DeskBrowser

KEY = "9c1cf1b4-6b56-4bd3-9a0c-3f3a52a4c001"
EARLY = datetime.datetime(2026, 11, 13, 23, 30, tzinfo=datetime.UTC)
"""Half past six in the morning of the 14th in Bintan."""


@pytest.fixture(autouse=True)
def _at_nine(db: None) -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def text(response: object) -> str:
    return getattr(response, "content", b"").decode()


def _as_if(status: Status) -> Callable[[str], casework.ComplaintLine]:
    """The line of a complaint, with another end."""
    read = casework.complaint_of

    def line(resi: str) -> casework.ComplaintLine:
        found = read(resi)
        return replace(found, case=replace(found.case, status=status))

    return line


class TestFollowing:
    def test_stays_when_the_language_is_changed(self) -> None:
        client, made = Client(), told()
        page = text(client.post("/pengaduan/lacak/", {"code": str(made.code)}))
        language = page[page.index('class="language"') :]
        assert f'name="code" value="{made.code}"' in language
        answer = client.post("/pengaduan/lacak/", {"code": str(made.code), "language": "en"})
        assert 'lang="en"' in text(answer)
        assert ANSWER in text(answer)
        assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            (Status.WITHDRAWN, "Petugas mencatat bahwa pengaduan ini dicabut."),
            (Status.LAPSED, "Pengaduan ini ditutup tanpa keputusan."),
            (Status.REJECTED, "Ini bukan pengaduan atas pelayanan kantor ini."),
        ],
    )
    def test_says_of_each_end_what_it_was(self, status: Status, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
        made = taken(named())
        if status is Status.REJECTED:
            do(made.resi, Complete("bukan-pengaduan"), nisa())
        else:
            # Of earlier versions: today nobody ends a complaint so.
            monkeypatch.setattr(ending, "require_no_complaint", lambda _procedure: None)
            do(made.resi, Withdraw("Sudah damai"), budi())
            monkeypatch.setattr(casework, "complaint_of", _as_if(status))
        page = text(Client().post("/pengaduan/lacak/", {"code": str(made.code)}))
        assert said in page
        assert page.count("SP4N-LAPOR!") == 1


class TestTheDesk:
    def test_names_the_day_of_receipt_by_the_clock_of_the_office(self) -> None:
        received = Received(Channel.CALL, EARLY)
        made = services.enter(budi(), Said(TEXT, "Kepala Dinas"), received, key=uuid.uuid4())
        pdf = DeskBrowser(nisa()).client.get(f"/pengaduan-masuk/{made.resi}/surat.pdf")
        said = " ".join(PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text().split())
        assert "14-11-2026" in said
        assert "13-11-2026" not in said

    def test_names_the_day_of_an_opening_by_the_clock_of_the_office(self) -> None:
        opened = services.open_box(
            budi(), place="Loket", opened_at=EARLY, letters=1, witnesses=("Joko",), key=uuid.uuid4()
        )
        desk = DeskBrowser(budi())
        assert "Loket, 14-11-2026" in desk.get("/pengaduan-masuk/catat/").text
        pdf = desk.client.get(f"/pengaduan-masuk/kotak/{opened.id}.pdf")
        assert "2026-11-14" in pdf.headers["Content-Disposition"]

    def test_refuses_a_box_of_the_first_day_there_is(self) -> None:
        form = {"place": "Loket", "opened_date": "0001-01-01", "opened_time": "00.30", "letters": "0"}
        page = DeskBrowser(budi()).post("/pengaduan-masuk/kotak/", {**form, "witnesses": "Joko", "key": KEY})
        assert page.status == 422
        assert "lebih dari setahun yang lalu" in page.text

    def test_says_of_each_line_of_lapor_why_it_was_not_taken_in_the_language_of_the_screen(self) -> None:
        desk = DeskBrowser(nisa())
        desk.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        lines = ("nomor_lapor,diterima,isi,terlapor", f"1,besok,{TEXT},", f'2,2026-11-13,{TEXT},"Nisa, Tuti"')
        content = "\n".join(lines).encode()
        page = text(desk.client.post("/pengaduan-masuk/lapor/", {"file": SimpleUploadedFile("l.csv", content)}))
        assert "Write the time of receipt" in page
        assert "complaint names you" in page
        assert "Tulis waktu" not in page
        assert "menyebut Anda" not in page

    def test_shows_no_recap_of_a_period_that_is_none(self) -> None:
        told()
        page = DeskBrowser(hadi()).get("/pengaduan-masuk/rekap/?sejak=2026-13-01&sampai=2026-11-16")
        assert page.status == 422
        assert "Isi tanggalnya" in page.text
        assert "data-count" not in page.body
        assert "/rekap/keluarkan/" not in page.body
        assert DeskBrowser(budi()).get("/pengaduan-masuk/rekap/?sejak=2026-13-01").status == 403
