"""Signing at the desk: the certificate, many files with one passphrase, what failed and what nobody is sure of."""

import datetime
import re
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from pytest_django import Settings

from loket.casework import demo, queries
from loket.entries import models as entries
from loket.signing import queries as signing
from loket.signing import services
from loket.signing.providers import LocalProvider
from tests.apps import factories
from tests.apps.signing import cases
from tests.apps.signing.outside import provider_of_hadi
from tests.apps.signing.provider_server import ProviderServer, sign_and_reset
from tests.apps.web import entry_desk
from tests.apps.web.desk import DeskBrowser

pytestmark = pytest.mark.django_db
PATH = "/tanda-tangan/"
WORDS = "pasir putih di pantai trikora"
PASSWORD = "loket"


@pytest.fixture(autouse=True)
def own_keys(settings: Settings, tmp_path: Path) -> None:
    """An authority, a seal and a store of files of this test alone."""
    settings.SIGNING_ROOT = tmp_path / "kunci"
    settings.MEDIA_ROOT = tmp_path / "berkas"


@pytest.fixture(autouse=True)
def own_passwords(db: None) -> None:
    """Pak Hadi and Wati know their passwords; before they sign in, for a new one ends what is open."""
    for officer in (factories.hadi(), factories.wati()):
        user = User.objects.get(person__pk=officer.person)
        user.set_password(PASSWORD)
        user.save()


def waiting(number: int = 1) -> str:
    """A file at the step of signing."""
    return demo.advance(cases.waiting_kk(number), "bintan", to=cases.BEFORE, at=factories.MONDAY).resi


def item(resi: str) -> str:
    return f"{resi}:{queries.case_view(resi, factories.hadi(), factories.MONDAY).case.version}"


def certified(hadi: DeskBrowser) -> None:
    hadi.post(f"{PATH}sertifikat/", {"new": WORDS, "again": WORDS, "password": PASSWORD})


class TestTheCertificate:
    def test_is_made_with_the_officials_own_words(self, hadi: DeskBrowser) -> None:
        assert "Anda belum mempunyai sertifikat" in hadi.get(PATH).text
        certified(hadi)
        assert "Sertifikat latihan Anda berlaku sampai" in hadi.get(PATH).text

    @pytest.mark.parametrize(
        ("new", "again", "sentence"),
        [("pendek", "pendek", "paling sedikit 12 huruf"), (WORDS, "lain", "Tidak sama dengan frasa sandi di atas")],
    )
    def test_is_refused_in_words(self, hadi: DeskBrowser, new: str, again: str, sentence: str) -> None:
        answer = hadi.post(f"{PATH}sertifikat/", {"new": new, "again": again, "password": PASSWORD})
        assert answer.status == 422
        assert sentence in answer.text
        assert new not in answer.body
        assert signing.certificate_of(factories.hadi()) is None

    def test_is_not_made_at_a_desk_that_was_left_open(self, hadi: DeskBrowser) -> None:
        typed = {"new": WORDS, "again": WORDS}
        answer = hadi.post(f"{PATH}sertifikat/", {**typed, "password": "tebakan"})
        assert (answer.status, "Kata sandi tidak cocok" in answer.text) == (422, True)
        assert signing.certificate_of(factories.hadi()) is None


class TestThePassphrase:
    def test_is_not_guessed_at(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        resi = waiting()

        def signed_with(words: str) -> str:
            return hadi.post(PATH, {"key": str(uuid.uuid4()), "item": [item(resi)], "passphrase": words}).text

        assert ["tidak cocok" in signed_with(f"tebakan ke-{n} saya") for n in range(10)] == [True] * 10
        assert "Terlalu banyak percobaan" in signed_with(WORDS)
        assert queries.standing(resi).state.step == cases.BEFORE

    def test_may_be_mistyped_now_and_then(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        for number in range(6):
            for words in ("keliru ketik saja", WORDS):
                hadi.post(PATH, {"key": str(uuid.uuid4()), "item": [f"TAKADA00000{number}:1"], "passphrase": words})
        assert (
            "1 dari 1 ditandatangani"
            in hadi.post(PATH, {"key": str(uuid.uuid4()), "item": [item(waiting())], "passphrase": WORDS}).text
        )


class TestManyFiles:
    def test_are_signed_with_one_passphrase_and_leave_the_list(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        resis = [waiting(number) for number in (1, 2)]
        page = hadi.get(PATH)
        assert "2 berkas menunggu tanda tangan Anda" in page.text
        answer = hadi.post(PATH, {"key": str(uuid.uuid4()), "item": [item(r) for r in resis], "passphrase": WORDS})
        assert "2 dari 2 ditandatangani" in answer.text
        assert "Tidak ada berkas untuk ditandatangani" in answer.text
        assert WORDS not in answer.body
        for resi in resis:
            (record,) = signing.signatures_of(resi, factories.hadi())
            assert record.state == "signed"

    def test_sent_twice_are_signed_once(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        resi = waiting()
        form = {"key": str(uuid.uuid4()), "item": [item(resi)], "passphrase": WORDS}
        first, second = hadi.post(PATH, form), hadi.post(PATH, form)
        assert "1 dari 1 ditandatangani" in first.text
        assert "1 dari 1 ditandatangani" in second.text
        assert len(signing.signatures_of(resi, factories.hadi())) == 1

    def test_stay_at_their_step_when_the_passphrase_is_wrong(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        resi = waiting()
        answer = hadi.post(PATH, {"key": str(uuid.uuid4()), "item": [item(resi)], "passphrase": "bukan ini sandinya"})
        assert "Frasa sandi tidak cocok" in answer.text
        assert re.search(r'value="\w+:\d+" checked', answer.body)
        assert queries.standing(resi).state.step == cases.BEFORE

    def test_are_chosen_first(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        answer = hadi.post(PATH, {"key": str(uuid.uuid4()), "passphrase": WORDS})
        assert answer.status == 422
        assert "Belum ada berkas yang dipilih" in answer.text

    def test_stay_at_their_step_when_the_seal_of_the_office_does_not_open(
        self, hadi: DeskBrowser, settings: Settings
    ) -> None:
        certified(hadi)
        services.require_key(factories.hadi(), services.Passphrase(WORDS), at=factories.MONDAY)
        resi = waiting()
        settings.SIGNING_PASSPHRASE = "bukan frasa otoritas ini"
        answer = hadi.post(PATH, {"key": str(uuid.uuid4()), "item": [item(resi)], "passphrase": WORDS})
        assert answer.status == 409
        assert queries.standing(resi).state.step == cases.BEFORE

    def test_without_a_paper_to_sign_say_so(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        resi = demo.advance(entry_desk.without_form(), "bintan", to=cases.BEFORE, at=factories.MONDAY).resi
        answer = hadi.post(PATH, {"key": str(uuid.uuid4()), "item": [item(resi)], "passphrase": WORDS})
        assert "Tidak ada surat dari berkas ini yang ditandatangani secara elektronik" in answer.text

    def test_of_another_office_are_none_of_ours(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        answer = hadi.post(PATH, {"key": str(uuid.uuid4()), "item": ["AAAABBBBCCCC:1"], "passphrase": WORDS})
        assert "ditolak" in answer.text
        assert answer.status == 200

    def test_with_a_flag_are_opened_first(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        resi = waiting()
        with time_machine.travel(factories.MONDAY + datetime.timedelta(days=7), tick=False):
            hadi = DeskBrowser(factories.hadi())
            form = {"key": str(uuid.uuid4()), "item": [item(resi)], "passphrase": WORDS}
            assert "buka dan baca dahulu" in hadi.post(PATH, form).text
            assert queries.standing(resi).state.step == cases.BEFORE
            hadi.get(f"/paraf-massal/{resi}/buka/")
            assert "1 dari 1 ditandatangani" in hadi.post(PATH, {**form, "key": str(uuid.uuid4())}).text


class TestAFileWhoseStepIsDone:
    def test_waits_with_its_papers_named(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        resi = cases.damaged_kk()
        assert "KK langkah sudah selesai" in hadi.get(PATH).text
        answer = hadi.post(PATH, {"key": str(uuid.uuid4()), "item": [item(resi)], "passphrase": WORDS})
        assert "1 dari 1 ditandatangani" in answer.text

    def test_waits_no_longer_when_it_was_handed_over(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        case = cases.waiting_kk()
        while case.step is not None:
            case = demo.complete_open_step(case, "bintan", factories.MONDAY)
        assert "Tidak ada berkas untuk ditandatangani" in hadi.get(PATH).text

    def test_is_not_offered_to_who_did_not_sign_it(self) -> None:
        cases.damaged_kk()
        assert signing.waiting_for(factories.wati()) == ()


class TestAPaperThatIsStillADraft:
    def test_is_named_so_and_waits(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        resi = cases.birth(awaited=True)
        answer = hadi.post(PATH, {"key": str(uuid.uuid4()), "item": [item(resi)], "passphrase": WORDS})
        assert "masih konsep" in answer.text
        assert "ditolak" not in answer.text
        assert "1 berkas menunggu tanda tangan Anda" in hadi.get(PATH).text

    def test_is_announced_where_the_office_makes_its_own_numbers(self, hadi: DeskBrowser) -> None:
        certified(hadi)
        waiting()
        assert "sebagai konsep" in hadi.get(PATH).text
        factories.recognise("Keputusan Kadis 5/2026")
        assert "sebagai konsep" not in hadi.get(PATH).text


class TestAPaperNobodyIsSureOf:
    def test_is_asked_about_and_then_offered_again(self, hadi: DeskBrowser) -> None:
        cases.certified()
        resi = cases.damaged_kk()
        cases.sign(resi, provider=cases.Told(LocalProvider, "hang"))
        page = hadi.get(PATH)
        assert "Belum diketahui sudah ditandatangani atau belum" in page.text
        assert "Tidak ada berkas untuk ditandatangani" in page.text
        (record,) = signing.doubtful(factories.hadi().office_id)
        hadi.post(f"{PATH}{record.uuid}/tanyakan/", {})
        after = hadi.get(PATH).text
        assert "tidak ditandatangani. Pilih lagi" in after
        assert "Gagal sebelumnya:" in after
        assert signing.doubtful(factories.hadi().office_id) == ()

    def test_is_not_asked_about_twice(self, hadi: DeskBrowser) -> None:
        cases.certified()
        cases.sign(cases.damaged_kk(), provider=cases.Told(LocalProvider, "hang"))
        (record,) = signing.doubtful(factories.hadi().office_id)
        for _ in range(2):
            hadi.post(f"{PATH}{record.uuid}/tanyakan/", {})
        assert "Tanda tangan surat ini tidak diragukan: tidak ditandatangani." in hadi.get(PATH).text

    def test_t06_is_asked_about_only_where_it_is(self, hadi: DeskBrowser) -> None:
        assert hadi.post(f"{PATH}{uuid.uuid4()}/tanyakan/", {}).status == 404


class TestASignedPaper:
    def test_is_named_in_its_file_and_given_byte_for_byte(self, hadi: DeskBrowser, tmp_path: Path) -> None:
        certified(hadi)
        resi = cases.damaged_kk()
        services.sign_products(resi, factories.hadi(), services.Passphrase(WORDS), uuid.uuid4())
        page = hadi.get(f"/permohonan/{resi}/")
        assert "Unduh PDF bertanda tangan" in page.text
        (record,) = signing.signatures_of(resi, factories.hadi())
        answer = hadi.client.get(f"{PATH}{record.uuid}.pdf")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        paper = tmp_path / "kk.pdf"
        paper.write_bytes(answer.content)
        told = subprocess.run(["pdfsig", "-nocert", paper], capture_output=True, text=True, check=False)
        assert "Signature is Valid" in told.stdout

    def test_of_another_office_is_not_found(self, dewi: DeskBrowser) -> None:
        cases.certified()
        resi = cases.damaged_kk()
        cases.sign(resi)
        (record,) = signing.signatures_of(resi, factories.hadi())
        assert dewi.get(f"{PATH}{record.uuid}.pdf").status == 404


class TestTheStanding:
    def test_is_not_decided_at_a_desk_that_was_left_open(self, hadi: DeskBrowser) -> None:
        page, _code = signed_page()
        answer = hadi.post(page, {"act": "revoke", "reason": "salah cetak"})
        assert (answer.status, "Kata sandi tidak cocok" in answer.text) == (422, True)
        assert "Belum pernah dicabut" in hadi.get(page).text

    def test_is_decided_by_the_head_and_told_to_whoever_asks(self, hadi: DeskBrowser) -> None:
        page, code = signed_page()
        assert "Belum pernah dicabut" in hadi.get(page).text
        empty = hadi.post(page, {"act": "revoke", "reason": " ", "password": PASSWORD})
        assert (empty.status, "Tulis alasannya" in empty.text) == (422, True)
        hadi.post(page, {"act": "revoke", "reason": "salah cetak", "password": PASSWORD})
        assert "dicabut salah cetak" in hadi.get(page).text
        public = hadi.get(f"/verifikasi/{code}/")
        assert "Dicabut: surat ini tidak berlaku lagi sejak 16 November 2026" in public.text
        assert "salah cetak" not in public.body
        hadi.post(page, {"act": "reinstate", "reason": "keliru mencabut", "password": PASSWORD})
        assert "Latihan: surat ini dikeluarkan sistem kami" in hadi.get(f"/verifikasi/{code}/").text

    def test_is_shown_to_colleagues_who_decide_nothing(self, wati: DeskBrowser) -> None:
        page, _code = signed_page()
        assert "Cabut surat" not in wati.get(page).text
        answer = wati.post(page, {"act": "revoke", "reason": "x", "password": PASSWORD})
        assert answer.status == 403
        assert "hanya dicabut atau dipulihkan oleh kepala kantor" in answer.text

    def test_is_not_offered_for_what_the_register_took_back(self, hadi: DeskBrowser) -> None:
        page, code = signed_page()
        product = entries.Product.objects.get(paper="KK")
        given = {
            "resi": product.resi,
            "effect": product.effect,
            "family": product.family,
            "issued_on": product.issued_on,
        }
        entries.Product.objects.create(
            **given, place=9, paper="KK", act="tarik", residents=[], life_event=product.life_event
        )
        shown = hadi.get(page)
        assert "Register sudah menarik surat ini" in shown.text
        assert "Kata sandi" not in shown.text
        assert 'data-verdict="revoked"' in hadi.get(f"/verifikasi/{code}/").body

    def test_of_another_office_is_not_there(self, dewi: DeskBrowser) -> None:
        page, _code = signed_page()
        assert dewi.get(page).status == 404
        assert dewi.post(page, {"act": "revoke", "reason": "uji"}).status == 404


def signed_page() -> tuple[str, str]:
    """The page of a signed KK's standing, and its code."""
    cases.certified()
    resi = cases.damaged_kk()
    cases.sign(resi)
    (record,) = signing.signatures_of(resi, factories.hadi())
    return f"{PATH}{record.uuid}/keadaan/", record.code


class TestACertificateFromOutside:
    @pytest.fixture
    def there(self, settings: Settings, tmp_path: Path) -> Iterator[ProviderServer]:
        with provider_of_hadi(settings, tmp_path) as running:
            yield running

    def test_is_named_and_signs_and_is_asked(self, hadi: DeskBrowser, there: ProviderServer) -> None:
        resis = [waiting(number) for number in (1, 2)]
        page = hadi.get(PATH).text
        assert "Sertifikat Anda dari Penyelenggara Uji Tersertifikasi berlaku sampai" in page
        assert "Frasa sandi Anda pada penyedia" in page
        there.acts.append(sign_and_reset)
        answer = hadi.post(PATH, {"key": str(uuid.uuid4()), "item": [item(r) for r in resis], "passphrase": WORDS})
        assert "1 dari 2 ditandatangani" in answer.text
        assert WORDS not in answer.body
        (doubt,) = signing.doubtful(factories.hadi().office_id)
        hadi.post(f"{PATH}{doubt.uuid}/tanyakan/", {})
        assert "ternyata sudah ditandatangani" in hadi.get(PATH).text
        assert [one.method for one in there.heard] == ["POST", "POST", "GET"]

    def test_finishes_no_step_while_the_server_has_no_settings(
        self, hadi: DeskBrowser, there: ProviderServer, settings: Settings
    ) -> None:
        resi = waiting()
        settings.SIGNING_ADDRESS = ""
        answer = hadi.post(PATH, {"key": str(uuid.uuid4()), "item": [item(resi)], "passphrase": WORDS})
        assert "Penyedia tanda tangan belum diatur pada server" in answer.text
        assert queries.standing(resi).state.step == cases.BEFORE

    def test_is_not_replaced_by_one_for_training(self, hadi: DeskBrowser, there: ProviderServer) -> None:
        answer = hadi.post(f"{PATH}sertifikat/", {"new": WORDS, "again": WORDS, "password": PASSWORD})
        assert (answer.status, "sertifikat dari luar kantor" in answer.text) == (422, True)
