"""An application that somebody else brings to the counter with a letter of mandate."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from loket.casework import queries
from loket.collection.queries import mandates_of
from loket.collection.records import Scope
from tests.apps import factories
from tests.apps.collection.collecting import RUDI, RUDIS_NIK, until
from tests.apps.collection.test_applying import wants_the_applicant
from tests.apps.home.drafts import photo
from tests.apps.web_counter.reading import goes_to, text_of
from tests.apps.web_counter.test_intake import NIK, PATH, filled

pytestmark = pytest.mark.django_db


def brought(**more: str) -> dict[str, str]:
    said = {
        "applies_for": "1",
        "taker_name": RUDI,
        "taker_nik": RUDIS_NIK,
        "relation": "saudara",
        "valid_until": until().isoformat(),
        "scope_perbaiki": "1",
        "mandate_seen": "1",
    }
    return filled(**{**said, **more})


class TestBringing:
    def test_is_asked_beside_the_papers(self, budi: Client) -> None:
        page = budi.post("/permohonan/baru/persyaratan/", filled()).content.decode()
        assert 'name="applies_for"' in page
        wants_the_applicant()
        page = budi.post("/permohonan/baru/persyaratan/", filled()).content.decode()
        assert 'name="applies_for"' not in page

    def test_is_recorded_with_the_case_and_printed(self, budi: Client) -> None:
        letter = SimpleUploadedFile("surat.jpg", photo(5), "image/jpeg")
        goes_to(budi.post(PATH, {**brought(scope_ambil="1"), "scan-surat-kuasa": letter}))
        (line,) = queries.open_cases_of("bintan", NIK, "kk")
        (one,) = mandates_of(line.resi)
        assert one.scope == frozenset(Scope)
        assert (bool(one.checked_at), one.channel) == (True, "loket")
        (paper,) = queries.case_view(line.resi, factories.budi(), factories.MONDAY).papers
        assert (paper.sha256, paper.requirement) == (one.paper, "lainnya")
        assert RUDI in text_of(budi.get(f"/permohonan/{line.resi}/"))
        assert "Surat kuasa (F-1.07)" in text_of(budi.get(f"/permohonan/{line.resi}/"))
        for form in ("resi-a5", "resi-80mm", "berkas"):
            answer = budi.get(f"/permohonan/{line.resi}/cetak/{form}.pdf")
            words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
            assert RUDI in words

    @pytest.mark.parametrize(
        ("field", "typed"),
        [("taker_name", ""), ("taker_nik", "12"), ("relation", ""), ("valid_until", ""), ("mandate_seen", "")],
    )
    def test_says_what_is_missing(self, field: str, typed: str, budi: Client) -> None:
        answer = budi.post(PATH, brought(**{field: typed}))
        assert (answer.status_code, f'id="f-{field}-error"' in answer.content.decode()) == (422, True)
        assert not queries.open_cases_of("bintan", NIK, "kk")

    @pytest.mark.parametrize(("field", "typed"), [("taker_nik", NIK), ("valid_until", "2020-01-01")])
    def test_is_refused_beside_its_field(self, field: str, typed: str, budi: Client) -> None:
        answer = budi.post(PATH, brought(**{field: typed}))
        assert f'id="f-{field}-error"' in answer.content.decode()
        assert not queries.open_cases_of("bintan", NIK, "kk")

    def test_made_by_hand_is_refused_where_the_first_step_wants_the_applicant(self, budi: Client) -> None:
        wants_the_applicant()
        answer = budi.post(PATH, brought())
        assert "tidak dapat diwakilkan" in text_of(answer)
        assert not queries.open_cases_of("bintan", NIK, "kk")

    def test_is_not_left_out_where_its_tick_was_forgotten(self, budi: Client) -> None:
        answer = budi.post(PATH, brought(applies_for=""))
        page = answer.content.decode()
        assert (answer.status_code, 'id="f-applies_for-error"' in page, RUDI in page) == (422, True, True)
        assert not queries.open_cases_of("bintan", NIK, "kk")

    def test_is_nothing_where_the_applicant_comes(self, budi: Client) -> None:
        goes_to(budi.post(PATH, filled(valid_until=until().isoformat(), scope_perbaiki="1")))
        (line,) = queries.open_cases_of("bintan", NIK, "kk")
        assert mandates_of(line.resi) == ()
