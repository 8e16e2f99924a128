"""A paper is signed once, on its final bytes, in one form; and programs that are not ours agree (T07)."""

import io
import logging
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from loket.core.proof.code import VerificationCode
from loket.documents.papers.issue import Page
from loket.documents.typesetting import typeset
from loket.signing.authority import Authority, SignerFile, SignerName
from loket.signing.pades import OpenedKey, SigningKey, container, open_key, prepared, sign_paper
from loket.signing.passphrase import Passphrase
from loket.signing.refusals import CertificateOutOfTime, PaperAlreadySigned, PaperNotSignable, PassphraseWrong
from loket.signing.standalone.loket_verify import check_paper
from tests.apps.documents.paper_samples import every_page
from tests.apps.signing.people import CODE, FACTS, HADI, HIS_PASSPHRASE, NOW, REASON, Forger, small_pdf

PAGES = every_page()
POPPLER_AGREES = {"Signature Validation": "Signature is Valid.", "Signature Type": "ETSI.CAdES.detached"}

Judge = Callable[[bytes], dict[str, str]]


@pytest.fixture(scope="session")
def poppler(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """What `pdfsig` says of a file, by the names it gives to its answers; it knows no root, and asks nobody."""
    folder = tmp_path_factory.mktemp("pdfsig")
    program = shutil.which("pdfsig")
    assert program is not None, "pdfsig of poppler-utils is needed"

    def judge(pdf: bytes) -> dict[str, str]:
        file = folder / "surat.pdf"
        file.write_bytes(pdf)
        command = [program, "-no-ocsp", str(file)]
        said = subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=False, env={"HOME": str(folder)}
        ).stdout
        answers = dict(re.findall(r"^  - ([^:\n]+): (.*)$", said, re.MULTILINE))
        return {**answers, "Total": str("Total document signed" in said), "Signatures": str(said.count("Signature #"))}

    return judge


def signed_by(key: SigningKey, pdf: bytes) -> bytes:
    return sign_paper(pdf, key, code=CODE, facts=FACTS, at=NOW)


class TestEveryPaper:
    @pytest.mark.parametrize("name", PAGES)
    def test_is_judged_alike_by_poppler_and_by_us(self, name: str, key: OpenedKey, poppler: Judge) -> None:
        page: Page = PAGES[name]
        pdf = signed_by(key, typeset(page.template, page.sheet))
        assert poppler(pdf).items() >= {**POPPLER_AGREES, "Total": "True", "Signatures": "1"}.items()
        assert check_paper(pdf, [key.root], NOW).verdict == "valid"
        middle = len(pdf) // 3
        changed = pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :]
        assert poppler(changed).get("Signature Validation") != "Signature is Valid."
        assert check_paper(changed, [key.root], NOW).verdict == "invalid"


class TestSignature:
    def test_is_appended_to_bytes_that_stay(self, paper: bytes, signed: bytes) -> None:
        assert signed.startswith(paper)

    def test_leaves_a_file_without_a_fault(self, signed: bytes) -> None:
        with pikepdf.open(io.BytesIO(signed)) as pdf:
            assert pdf.check_pdf_syntax() == []

    def test_is_the_same_for_the_same_paper_key_and_second(self, paper: bytes, signed: bytes, key: OpenedKey) -> None:
        later = NOW + timedelta(microseconds=999_999)
        assert sign_paper(paper, key, code=CODE, facts=FACTS, at=later) == signed

    def test_leaves_pages_title_and_metadata_alone(self, paper: bytes, signed: bytes) -> None:
        with pikepdf.open(io.BytesIO(paper)) as before, pikepdf.open(io.BytesIO(signed)) as after:
            assert after.docinfo == before.docinfo
            assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
            assert after.pages[0].Contents.read_bytes() == before.pages[0].Contents.read_bytes()
            assert "/Version" not in after.Root

    def test_has_a_field_that_prints_and_lies_off_the_page(self, signed: bytes) -> None:
        with pikepdf.open(io.BytesIO(signed)) as pdf:
            (field,) = pdf.Root.AcroForm.Fields
            left, bottom, right, top = (float(edge) for edge in field.Rect)
            assert (left, bottom) == (right, top)
            assert left < 0
            assert int(field.F) & 0b110 == 0b100
            assert str(field.V.Reason) == REASON

    def test_says_who_when_and_by_what_certificate(self, signed: bytes, poppler: Judge) -> None:
        said = poppler(signed)
        assert said["Signer Certificate Common Name"] == "Drs. Hadi Purnomo, M.Si."
        assert said["Signing Hash Algorithm"] == "SHA-256"
        assert said["Signer full Distinguished Name"].startswith(
            'CN="Drs. Hadi Purnomo, M.Si.",serialNumber=997001011995031001,title=Kepala Dinas'
        )

    # pyHanko asks for its own next version of an interface; what it says of the signature does not hang on it.
    @pytest.mark.filterwarnings("ignore::DeprecationWarning")
    def test_holds_for_pyhanko_with_our_root_as_the_only_trust(self, signed: bytes, key: OpenedKey) -> None:
        status = judged_by_pyhanko(signed, key)
        assert (status.intact, status.valid, status.trusted) == (True, True, True)
        assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE

    def test_needs_a_key_that_signs_and_keeps_its_bytes_to_itself(self, hadi: SignerFile, key: OpenedKey) -> None:
        assert "PRIVATE" not in f"{hadi!r}{key!r}"


class TestPreparedPaper:
    def test_is_the_same_again_when_an_answer_is_late(self, paper: bytes, signed: bytes, key: OpenedKey) -> None:
        first, again = (prepared(paper, code=CODE, facts=FACTS, at=NOW) for _ in range(2))
        assert first == again
        assert again.filled(container(first.digest, key)) == signed

    def test_differs_for_another_time_code_or_content(self, paper: bytes) -> None:
        digests = {
            prepared(paper, code=CODE, facts=FACTS, at=NOW).digest,
            prepared(paper, code=CODE, facts=FACTS, at=NOW + timedelta(seconds=1)).digest,
            prepared(paper, code=VerificationCode("7K2M94QXB3TE"), facts=FACTS, at=NOW).digest,
            prepared(paper, code=CODE, facts=bytes(32), at=NOW).digest,
            prepared(small_pdf(), code=CODE, facts=FACTS, at=NOW).digest,
        }
        assert len(digests) == 5

    def test_has_room_for_the_longest_names(self, authority: Authority, paper: bytes) -> None:
        longest = SignerName(full_name="é" * 32, nip=HADI.nip, title="é" * 80, office="é" * 80)
        key = open_key(authority.issue(longest, HIS_PASSPHRASE, NOW), HIS_PASSPHRASE)
        assert check_paper(signed_by(key, paper), [key.root], NOW).verdict == "valid"

    def test_refuses_a_container_without_room(self, paper: bytes) -> None:
        with pytest.raises(ValueError, match="larger than its room"):
            prepared(paper, code=CODE, facts=FACTS, at=NOW).filled(bytes(4097))


class TestLog:
    def test_of_opening_and_signing_holds_no_secret(
        self, hadi: SignerFile, paper: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        key = open_key(hadi, HIS_PASSPHRASE)
        signed_by(key, paper)
        with pytest.raises(PassphraseWrong):
            open_key(hadi, Passphrase("perahu merah di Kijang"))
        assert "perahu" not in caplog.text
        assert "PRIVATE" not in caplog.text


class TestRefusals:
    def test_of_a_paper_that_is_signed_already(self, signed: bytes, key: OpenedKey) -> None:
        with pytest.raises(PaperAlreadySigned) as refused:
            signed_by(key, signed)
        assert refused.value.hint

    @pytest.mark.parametrize("bad", [b"", b"%PDF-1.7\n", b"bukan surat", b"%PDF-1.7\nstartxref\n9\n%%EOF", b"\0" * 999])
    def test_of_bytes_that_are_no_paper(self, key: OpenedKey, bad: bytes) -> None:
        with pytest.raises(PaperNotSignable):
            signed_by(key, bad)

    def test_of_a_paper_cut_anywhere(self, key: OpenedKey) -> None:
        pdf = small_pdf()
        for length in range(0, len(pdf) - 6, 7):
            with pytest.raises(PaperNotSignable):
                signed_by(key, pdf[:length])

    @pytest.mark.parametrize("days", [-1, 731])
    def test_outside_the_time_of_the_certificate(self, paper: bytes, key: OpenedKey, days: int) -> None:
        with pytest.raises(CertificateOutOfTime) as refused:
            sign_paper(paper, key, code=CODE, facts=FACTS, at=NOW + timedelta(days=days))
        assert "Drs. Hadi Purnomo, M.Si." in refused.value.explanation

    def test_of_a_time_without_a_zone(self, paper: bytes, key: OpenedKey) -> None:
        with pytest.raises(ValueError, match="zone"):
            sign_paper(paper, key, code=CODE, facts=FACTS, at=NOW.replace(tzinfo=None))

    def test_of_half_a_digest(self, paper: bytes, key: OpenedKey) -> None:
        with pytest.raises(ValueError, match="32 bytes"):
            sign_paper(paper, key, code=CODE, facts=FACTS[:16], at=NOW)

    def test_to_let_out_a_signature_that_does_not_hold(self, paper: bytes, tmp_path: Path) -> None:
        forger = Forger()
        forger.certificate = forger.issued(is_ca=True)
        with pytest.raises(RuntimeError, match="not-for-signing"):
            signed_by(forger, paper)


def judged_by_pyhanko(pdf: bytes, key: OpenedKey) -> PdfSignatureStatus:
    (embedded,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    roots = [translate_pyca_cryptography_cert_to_asn1(key.root)]
    context = ValidationContext(trust_roots=roots, moment=NOW, allow_fetching=False)
    return validate_pdf_signature(embedded, context)
