"""The papers of an application, signed by the official who signed the case."""

import hashlib
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from loket.casework import demo
from loket.casework import queries as casework
from loket.casework.readings import readings_of
from loket.core.proof.states import SignatureState
from loket.entries import queries as entries
from loket.offices import queries as offices
from loket.signing import models, queries, services
from loket.signing.authority import root_certificate
from loket.signing.preparing import signable
from loket.signing.records import ItemOutcome
from loket.signing.refusals import (
    CertificateOutOfTime,
    NoCertificate,
    NoSeatToSign,
    NoSuchSignedPaper,
    PassphraseWrong,
    SignedFileDamaged,
)
from loket.signing.seal import public_seal
from loket.signing.standalone.loket_verify import check_paper
from tests.apps import factories
from tests.apps.documents.page_reading import qr_of, text_of
from tests.apps.signing import cases
from tests.apps.signing.people import HIS_PASSPHRASE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]


@pytest.fixture
def certified(own_keys: Path) -> None:
    cases.certified()


@pytest.fixture
def kk(certified: None) -> str:
    return cases.damaged_kk()


def roots(own_keys: Path) -> list[x509.Certificate]:
    pem = root_certificate(own_keys / "kunci")
    assert pem is not None
    return [x509.load_pem_x509_certificate(pem)]


def of_certificate(resi: str) -> tuple[models.SignedPaper, bytes]:
    """The signed certificate of birth."""
    paper = models.SignedPaper.objects.get(resi=resi, paper="akta kelahiran")
    return paper, queries.signed_pdf(paper.uuid, factories.hadi())[1]


class TestTheQrOfASignedPaper:
    def test_is_a_link_that_a_camera_opens_where_the_office_has_an_address(
        self, certified: None, settings: Settings
    ) -> None:
        settings.VERIFY_ADDRESS = "https://dukcapil.bintan.example"
        resi = cases.birth()
        cases.sign(resi)
        paper, pdf = of_certificate(resi)
        assert "keasliannyadihttps://dukcapil.bintan.example/verifikasi" in "".join(text_of(pdf).split())
        assert qr_of(pdf) == paper.payload
        assert paper.payload.startswith("HTTPS://DUKCAPIL.BINTAN.EXAMPLE/V/LK1*")

    def test_is_the_bare_text_where_the_office_has_none(self, certified: None) -> None:
        resi = cases.birth()
        cases.sign(resi)
        paper, pdf = of_certificate(resi)
        assert "halaman verifikasi kantor" in " ".join(text_of(pdf).split())
        assert (qr_of(pdf), paper.payload[:4]) == (paper.payload, "LK1*")


class TestASignedBirth:
    def test_has_certificate_and_kk_signed_but_no_card(self, certified: None) -> None:
        items = cases.sign(cases.birth())
        assert [(item.paper, item.outcome) for item in items] == [("akta kelahiran", "signed"), ("KK", "signed")]

    def test_is_believed_by_the_verifier_together_with_its_qr(self, certified: None, own_keys: Path) -> None:
        resi = cases.birth()
        seal = load_pem_public_key(public_seal(own_keys / "kunci", "bintan") or b"") if cases.sign(resi) else None
        for one in queries.signatures_of(resi, factories.hadi()):
            record, pdf = queries.signed_pdf(one.uuid, factories.budi())
            payload = models.SignedPaper.objects.get(uuid=one.uuid).payload
            report = check_paper(pdf, roots(own_keys), factories.MONDAY, payload, [seal])  # type: ignore[list-item]
            assert (report.verdict, record.sha256) == ("valid", hashlib.sha256(pdf).hexdigest()), report
            assert record.state is SignatureState.SIGNED

    def test_says_so_on_the_page_with_the_code_of_its_row(self, certified: None) -> None:
        resi = cases.birth()
        (item, _kk) = cases.sign(resi)
        assert item.uuid is not None
        record, pdf = queries.signed_pdf(item.uuid, factories.budi())
        read = " ".join(text_of(pdf).split())
        assert "ditandatangani secara elektronik" in read
        code = record.code
        # A line may end behind a hyphen of the code.
        assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in read.replace(" ", "")
        assert "KONSEP" not in read

    def test_names_no_number_of_a_person_or_kk_in_its_row(self, certified: None) -> None:
        cases.sign(cases.birth())
        for row in models.SignedPaper.objects.all():
            assert not any(
                len(digits) >= 16 for digits in "".join(c if c.isdigit() else " " for c in row.number).split()
            )


class TestWhoSigns:
    def test_needs_a_certificate(self) -> None:
        with pytest.raises(NoCertificate):
            cases.sign(cases.damaged_kk())

    def test_needs_the_right_passphrase(self, kk: str) -> None:
        with pytest.raises(PassphraseWrong):
            services.sign_products(kk, factories.hadi(), services.Passphrase("bukan frasa saya"), uuid.uuid4())
        assert not models.SignedPaper.objects.exists()

    def test_is_not_on_leave(self, kk: str) -> None:
        hadi = factories.away(factories.hadi())
        with pytest.raises(NoSeatToSign):
            services.sign_products(kk, hadi, HIS_PASSPHRASE, uuid.uuid4(), at=factories.MONDAY)

    def test_is_whoever_signed_the_case(self, kk: str) -> None:
        services.make_certificate(factories.wati(), HIS_PASSPHRASE, at=factories.MONDAY)
        (item,) = services.sign_products(kk, factories.wati(), HIS_PASSPHRASE, uuid.uuid4(), at=factories.MONDAY)
        assert (item.outcome, item.problem_id) == (ItemOutcome.REFUSED, "sign-step-of-another")

    def test_waits_for_the_step(self, certified: None) -> None:
        (item,) = cases.sign(cases.waiting_kk().resi)
        assert item.problem_id == "sign-step-open"

    def test_is_of_the_office_of_the_case(self, kk: str) -> None:
        services.make_certificate(factories.dewi(), HIS_PASSPHRASE, at=factories.MONDAY)
        (item,) = services.sign_products(kk, factories.dewi(), HIS_PASSPHRASE, uuid.uuid4(), at=factories.MONDAY)
        assert item.problem_id == "no-such-case"

    def test_may_be_a_plh_who_is_named_so_on_the_paper(self, own_keys: Path) -> None:
        factories.away(factories.hadi())
        case = demo.advance(cases.waiting_kk(), "bintan", to=cases.BEFORE, at=factories.MONDAY)
        procedure = factories.view(case, factories.budi()).procedure
        plh = demo.officer_for(procedure, procedure.by_id[cases.BEFORE], "bintan", factories.MONDAY)
        demo.complete_open_step(case, "bintan", factories.MONDAY)
        services.make_certificate(plh, HIS_PASSPHRASE, at=factories.MONDAY)
        (item,) = services.sign_products(case.resi, plh, HIS_PASSPHRASE, uuid.uuid4(), at=factories.MONDAY)
        assert item.outcome is ItemOutcome.SIGNED, item
        (row,) = models.SignedPaper.objects.all()
        assert row.signer_title.startswith("Plh. Kepala Dinas Kependudukan")
        assert row.signer_name == plh.full_name != factories.hadi().full_name


class TestADraft:
    def test_is_refused_and_leaves_nothing(self, certified: None, own_keys: Path) -> None:
        items = cases.sign(cases.birth(awaited=True))
        assert [(item.paper, item.problem_id) for item in items] == [
            ("akta kelahiran", "paper-is-draft"),
            ("KK", "paper-is-draft"),
        ]
        assert "NIK menunggu SIAK" in items[0].sentence
        assert not models.SignedPaper.objects.exists()
        assert cases.kept_pdfs(own_keys) == []


class TestTheSameKey:
    def test_gives_the_same_signature(self, kk: str, own_keys: Path) -> None:
        key = uuid.uuid4()
        first, again = cases.sign(kk, key=key), cases.sign(kk, key=key)
        assert first == again
        assert models.LocalAnswer.objects.count() == 1
        assert len(cases.kept_pdfs(own_keys)) == 2

    def test_or_another_signs_no_paper_twice(self, kk: str) -> None:
        assert cases.sign(kk) == cases.sign(kk)
        assert models.SigningState.objects.filter(state="signed").count() == 1


class TestSignedBytes:
    def test_leave_a_trace_before_they_are_shown(self, kk: str) -> None:
        (item,) = cases.sign(kk)
        assert item.uuid is not None
        case = casework.case_view(kk, factories.budi(), factories.MONDAY, again=True).case
        before = len(readings_of(case.id))
        queries.signed_pdf(item.uuid, factories.budi())
        traces = readings_of(case.id)
        assert len(traces) == before + 1
        assert traces[0].what == f"surat bertanda tangan {models.SignedPaper.objects.get().pk}"
        assert traces[0].acted_as.startswith(factories.budi().full_name)

    def test_are_not_there_for_another_office(self, kk: str) -> None:
        (item,) = cases.sign(kk)
        assert item.uuid is not None
        with pytest.raises(NoSuchSignedPaper):
            queries.signed_pdf(item.uuid, factories.dewi())
        assert queries.signatures_of(kk, factories.dewi()) == ()

    def test_are_those_that_were_kept_or_none(self, kk: str, own_keys: Path) -> None:
        (item,) = cases.sign(kk)
        assert item.uuid is not None
        (row,) = queries.signatures_of(kk, factories.budi())
        file = next(path for path in cases.kept_pdfs(own_keys) if path.stem == row.sha256)
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(bytes(content))
        with pytest.raises(SignedFileDamaged):
            queries.signed_pdf(item.uuid, factories.budi())
        file.unlink()
        with pytest.raises(SignedFileDamaged):
            queries.signed_pdf(item.uuid, factories.budi())


class TestCertificates:
    def test_are_shown_without_key_and_the_newest_counts(self, certified: None) -> None:
        assert queries.certificate_of(factories.wati()) is None
        made = services.make_certificate(factories.hadi(), HIS_PASSPHRASE, at=factories.MONDAY)
        assert queries.certificate_of(factories.hadi()) == made
        assert "KEY" not in made.certificate

    def test_end(self, kk: str) -> None:
        later = factories.MONDAY + timedelta(days=731)
        with pytest.raises(CertificateOutOfTime):
            services.sign_products(kk, factories.hadi(), HIS_PASSPHRASE, uuid.uuid4(), at=later)


class TestASubDistrict:
    def test_signs_no_paper_of_the_dinas(self) -> None:
        products = entries.products_of(cases.damaged_kk())
        dinas = offices.office("bintan")
        assert [one.paper for one in signable(products, dinas)] == ["KK"]
        assert signable(products, replace(dinas, kind="kecamatan")) == ()


class TestWaitingForTheSigner:
    def test_are_the_papers_of_signed_cases_that_run(self, certified: None) -> None:
        cases.waiting_kk(1)
        first, second = cases.damaged_kk(2), cases.damaged_kk(3)
        assert {one.resi for one in queries.waiting_for(factories.hadi())} == {first, second}
        cases.sign(first)
        (waiting,) = queries.waiting_for(factories.hadi())
        assert (waiting.resi, waiting.papers) == (second, ("KK",))

    def test_are_asked_for_in_so_many_statements_whatever_their_number(self, certified: None) -> None:
        counts = []
        for number in (1, 2, 3):
            cases.damaged_kk(number)
            with CaptureQueriesContext(connection) as statements:
                assert len(queries.waiting_for(factories.hadi())) == number
            counts.append(len(statements))
        assert set(counts) == {6}
