"""Applying from home for somebody else: what is asked, what is refused, and what the officer makes of the letter."""

import datetime
import io
import json
import uuid

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from loket.casework import procedures
from loket.casework import services as casework
from loket.casework.store.rows import read_case
from loket.collection.queries import mandates_of
from loket.collection.records import Scope
from loket.core.engine import Complete
from loket.core.procedure.model import Procedure
from loket.home import queries, services
from loket.home.drafts import owner_of
from loket.home.models import Draft
from loket.vault.services import seal
from tests.apps import factories
from tests.apps.collection.collecting import RUDI, RUDIS_NIK
from tests.apps.factories import SARI, budi
from tests.apps.home.drafts import photo
from tests.apps.web.from_home import ANSWERS, PERSON, WANTED, Home

pytestmark = pytest.mark.django_db
RUDI_APPLIES = {"for_whom": "kuasa", "proxy": RUDI, "proxy_nik": RUDIS_NIK, "proxy_relation": "saudara"}


class Phone(Home):
    """Rudi's telephone with the application of his sister."""

    def __init__(self) -> None:
        super().__init__(services.begin("bintan", "kk", {})[1])

    def filled(self) -> "Phone":
        services.save(self.code, {**ANSWERS, **PERSON, **RUDI_APPLIES})
        for place, requirement in enumerate((*WANTED, "surat-kuasa")):
            services.add_file(self.code, requirement, "foto.jpg", photo(place))
        return self

    def sent(self) -> str:
        assert self.filled().post("periksa/", {"true": "1"}).status_code == 302
        return queries.opened(self.code).resi


@pytest.fixture
def counter() -> Client:
    """Budi's browser."""
    client = Client()
    client.force_login(User.objects.get(username="bintan.budi"))
    return client


def wants_the_applicant() -> None:
    plain = factories.procedure().model_dump(mode="json", by_alias=True)
    plain["steps"][0]["no_proxy"] = True
    procedures.publish(Procedure.model_validate(plain), effective=datetime.date(2026, 11, 2))


def received(resi: str) -> int:
    row = read_case(resi)
    assert row is not None
    return casework.act(resi, Complete("diterima"), officer=budi(), version=row.version, key=uuid.uuid4()).version


def guard(version: int, **more: str) -> dict[str, str]:
    return {"version": str(version), "key": str(uuid.uuid4()), **more}


class TestTheChoice:
    def test_is_oneself_unless_another_is_chosen(self) -> None:
        home = Phone()
        page = home.get("pemohon/").content.decode()
        assert 'value="diri" checked' in page
        assert 'name="proxy_nik"' in page
        assert home.post("pemohon/", PERSON).status_code == 302

    def test_is_not_offered_where_the_first_step_wants_the_applicant(self) -> None:
        wants_the_applicant()
        home = Phone()
        assert 'name="for_whom"' not in home.get("pemohon/").content.decode()
        forged = home.post("pemohon/", {**PERSON, **RUDI_APPLIES})
        assert (forged.status_code, 'href="#f-for_whom"' in forged.content.decode()) == (422, True)
        home.filled()
        assert home.post("periksa/", {"true": "1"}).status_code == 422
        assert queries.opened(home.code).resi == ""

    def test_of_a_draft_of_earlier_versions_stays_that_of_a_proxy(self) -> None:
        home = Phone()
        services.save(home.code, {**PERSON, "proxy": "Joko"})
        assert 'value="kuasa" checked' in home.get("pemohon/").content.decode()

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("for_whom", "entah"),
            ("proxy", " "),
            ("proxy_nik", "12"),
            ("proxy_nik", "9901 0141 0190 0001"),
            ("proxy_relation", "tetangga"),
        ],
    )
    def test_says_what_is_wrong_with_it(self, field: str, typed: str) -> None:
        answer = Phone().post("pemohon/", {**PERSON, **RUDI_APPLIES, field: typed})
        assert (answer.status_code, f'id="f-{field}-error"' in answer.content.decode()) == (422, True)


class TestSending:
    def test_records_the_mandate_and_names_who_sent_it(self) -> None:
        home = Phone()
        page = home.filled().get("periksa/").content.decode()
        assert all(words in page for words in (RUDI, RUDIS_NIK, "Saudara"))
        resi = home.sent()
        (one,) = mandates_of(resi)
        assert one.taker is not None
        assert (one.taker.name, one.taker.nik, one.scope) == (RUDI, RUDIS_NIK, frozenset({Scope.APPLY, Scope.CORRECT}))
        assert one.paper
        assert f"Diajukan oleh pemegang kuasa</dt><dd>{RUDI}" in home.get().content.decode()
        receipt = "".join(one.extract_text() for one in PdfReader(io.BytesIO(home.get("bukti.pdf").content)).pages)
        assert "Kuasa pemohon" in receipt
        assert RUDI in receipt

    def test_wants_the_letter(self) -> None:
        home = Phone()
        services.save(home.code, {**ANSWERS, **PERSON, **RUDI_APPLIES})
        for place, requirement in enumerate(WANTED):
            services.add_file(home.code, requirement, "foto.jpg", photo(place))
        answer = home.post("periksa/", {"true": "1"})
        assert (answer.status_code, "#f-berkas-surat-kuasa" in answer.content.decode()) == (422, True)

    def test_without_the_letter_is_refused_behind_the_page_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        home = Phone()
        services.save(home.code, {**ANSWERS, **PERSON, **RUDI_APPLIES})
        monkeypatch.setattr("loket.web.portal.home.sending.faults_of_papers", lambda *_: ())
        answer = home.post("periksa/", {"true": "1"})
        assert (answer.status_code, "Belum ada foto surat kuasa" in answer.content.decode()) == (422, True)
        assert not queries.opened(home.code).is_sending

    @pytest.mark.parametrize(("proxy", "goes"), [("Joko", False), ("", True)])
    def test_begun_by_an_earlier_version_without_the_mandate_is_the_applicants_again(
        self, proxy: str, goes: bool
    ) -> None:
        home = Phone().filled()
        row = Draft.objects.get()
        person = {"name": SARI.name, "nik": SARI.nik, "phone": SARI.phone, "subject": ""}
        answers = {"keperluan": "kk-rusak", "pindahan": False, "beda_data": False}
        said = {"applicant": person, "answers": answers, "proxy": proxy, "note": ""}
        row.letter, row.is_sending = seal(owner_of(row), "kiriman", json.dumps(said).encode()), True
        row.changed_at = timezone.now() - datetime.timedelta(minutes=3)
        row.save()
        assert services.take_up_unsent() == int(goes)
        draft = queries.opened(home.code)
        assert (bool(draft.resi), draft.is_sending) == (goes, False)


class TestTheOfficer:
    def test_looks_at_the_letter_and_accepts_it(self, counter: Client) -> None:
        resi = Phone().sent()
        received(resi)
        page = counter.get(f"/permohonan/{resi}/").content.decode()
        assert "Surat kuasa (F-1.07)" in page
        assert "belum diperiksa" in page
        (one,) = mandates_of(resi)
        path = f"/permohonan/{resi}/kuasa/{one.uuid}/terima/"
        assert path in page
        assert counter.post(path)["Location"] == f"/permohonan/{resi}/"
        page = counter.get(f"/permohonan/{resi}/").content.decode()
        assert "Surat kuasa diterima." in page
        assert path not in page

    def test_is_told_that_a_mandate_was_taken_back(self, counter: Client) -> None:
        resi = Phone().sent()
        (one,) = mandates_of(resi)
        casework.end_mandate(resi, one.uuid, "", by=budi())
        counter.post(f"/permohonan/{resi}/kuasa/{one.uuid}/terima/")
        page = counter.get(f"/permohonan/{resi}/").content.decode()
        assert "Kuasa ini sudah dicabut." in page
        assert "tidak berlaku lagi" in page

    def test_sends_it_back_and_gets_another(self, counter: Client) -> None:
        home = Phone()
        resi = home.sent()
        version = received(resi)
        form = counter.get(f"/permohonan/{resi}/kembalikan/tidak-lengkap/")
        assert 'name="l-surat-kuasa"' in form.content.decode()
        reason = next(iter(factories.procedure().return_reasons))
        lines = {"l-surat-kuasa": "1", "lr-surat-kuasa": reason, "ln-surat-kuasa": "Belum ditandatangani"}
        answer = counter.post(f"/permohonan/{resi}/kembalikan/tidak-lengkap/", guard(version, **lines))
        assert answer.status_code == 302, answer.content.decode()
        page = home.get("perbaiki/").content.decode()
        assert "Surat kuasa (F-1.07)" in page
        assert 'name="requirement" value="surat-kuasa"' in page
        new = SimpleUploadedFile("foto.jpg", photo(77), "image/jpeg")
        home.post("unggah/", {"requirement": "surat-kuasa", "file": new})
        assert home.post("perbaiki/", {"action": "kirim", "round": "1", "note": ""}).status_code == 302
        assert len(mandates_of(resi)) == 2
        page = counter.get(f"/permohonan/{resi}/").content.decode()
        assert page.count("Surat kuasa (F-1.07)") >= 3
        assert f"{RUDI} (kuasa)" in page

    def test_takes_a_correction_from_who_may_bring_it(self, counter: Client) -> None:
        resi = Phone().sent()
        version = received(resi)
        reason = next(iter(factories.procedure().return_reasons))
        lines = {"l-f-1-15": "1", "lr-f-1-15": reason}
        counter.post(f"/permohonan/{resi}/kembalikan/tidak-lengkap/", guard(version, **lines))
        page = counter.get(f"/permohonan/{resi}/").content.decode()
        assert f"{RUDI} (Saudara" in page
        form = guard(version + 1, outcome=next(iter(factories.procedure().first.outcomes)), step="serahkan")
        path = f"/permohonan/{resi}/langkah/"
        refused = counter.post(path, {**form, "brought_by_nik": RUDIS_NIK})
        assert "KTP-el pembawa perbaikan belum dicocokkan" in refused.content.decode()
        stranger = counter.post(path, {**form, "brought_by_nik": "9901014101900003", "bringer_checked": "1"})
        assert "Tidak ada kuasa memperbaiki" in stranger.content.decode()
        done = counter.post(path, {**form, "brought_by_nik": RUDIS_NIK, "bringer_checked": "1"})
        assert done.status_code == 302
        assert "Perbaikan dibawa oleh (kuasa)" in counter.get(f"/permohonan/{resi}/").content.decode()
