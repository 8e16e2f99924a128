"""The one file that anybody can run judges strictly: strangers, tampered files, the QR of another paper (T07)."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from loket.core.proof.payload import sealed
from loket.signing.pades import OpenedKey, SigningKey, container, prepared
from loket.signing.standalone.loket_verify import (
    ORDER,
    Report,
    check_paper,
    der,
    rebuilt,
    signed_file,
    taken_apart,
    values,
)
from tests.apps.signing.people import (
    CODE,
    FACTS,
    HADI,
    NOW,
    OTHER_SEAL,
    PAYLOAD,
    SEAL,
    Forger,
    small_pdf,
    usage,
)

SEALS = [SEAL.public_key()]
DAY = timedelta(days=1)


def report_of(key: SigningKey, root: x509.Certificate | None = None) -> Report:
    """What is said of a small paper that this key signed."""
    return check_paper(by(key), [root or key.root], NOW)


def by(key: SigningKey) -> bytes:
    """A small paper that this key signed, whoever it belongs to."""
    paper = prepared(small_pdf(), code=CODE, facts=FACTS, at=NOW)
    return paper.filled(container(paper.digest, key))


def answer(report: Report) -> str:
    """The finding that decided."""
    return report.findings[-1].id


def with_container(pdf: bytes, other: bytes) -> bytes:
    """The same paper with another container in the place of its own."""
    match = re.search(rb"/Contents <([0-9A-F]*)>", pdf)
    assert match is not None
    digits = other.hex().upper().encode().ljust(len(match[1]), b"0")
    return pdf[: match.start(1)] + digits + pdf[match.end(1) :]


class TestGoodPaper:
    def test_is_told_in_plain_sentences(self, signed: bytes, key: OpenedKey) -> None:
        report = check_paper(signed, [key.root], NOW, sealed(PAYLOAD, SEAL), SEALS)
        assert report.sentences() == [
            "Tanda tangan mencakup seluruh berkas; tidak ada yang ditambahkan sesudahnya.",
            "Isi berkas sama dengan saat ditandatangani.",
            f"Ditandatangani oleh {HADI.full_name}, NIP 997001011995031001, {HADI.title}, {HADI.office}.",
            "Sertifikat penanda tangan dikeluarkan oleh Otoritas Latihan Loket, otoritas yang Anda percayai.",
            "Waktu tanda tangan menurut penanda tangan 2024-11-25 03:15:00 UTC, dalam masa berlaku sertifikatnya (2024-11-25 sampai 2026-11-25).",
            "Kode verifikasi surat ini 7K2M-94QX-B3TD.",
            "QR disegel oleh kunci kantor EFFJ8GD8K: AKTA-KELAHIRAN nomor 2101-LU-23112026-0001, terbit 2026-11-23, inisial AS.",
            "QR itu milik surat ini: kode dan sidik isinya sama.",
            "SAH. Apakah surat ini kemudian dicabut atau diganti, lihat halaman verifikasi kantor.",
        ]
        assert len(report.sentences(english=True)) == 9

    def test_stays_good_after_the_certificate_has_ended(self, signed: bytes, key: OpenedKey) -> None:
        assert check_paper(signed, [key.root], NOW + 3000 * DAY).verdict == "valid"

    def test_is_good_among_several_roots(self, signed: bytes, key: OpenedKey) -> None:
        assert check_paper(signed, [Forger("Kantor lain").root, key.root], NOW).verdict == "valid"

    def test_shows_no_control_signs_of_a_name(self) -> None:
        forger = Forger("Otoritas \x1b[2J")
        (line,) = (f.sentence() for f in report_of(forger).findings if f.id == "trusted")
        assert "\x1b" not in line
        assert "Otoritas ?[2J" in line

    def test_names_a_dash_for_what_a_certificate_leaves_out(self) -> None:
        (line,) = (f.sentence() for f in report_of(Forger()).findings if f.id == "signer")
        assert line == "Ditandatangani oleh Drs. Hadi Purnomo, M.Si., NIP -, -, -."


class TestStranger:
    def test_with_a_root_of_the_same_name_is_not_trusted(self, key: OpenedKey) -> None:
        assert answer(report_of(Forger("Otoritas Latihan Loket"), key.root)) == "untrusted"

    def test_who_puts_our_root_beside_a_certificate_of_his_own_is_not_trusted(self, key: OpenedKey) -> None:
        forger = Forger()
        forger.root = key.root
        assert answer(report_of(forger)) == "untrusted"

    def test_whose_certificate_is_his_root_as_well_is_not_trusted(self, key: OpenedKey) -> None:
        forger = Forger()
        forger.certificate = forger.root
        assert answer(report_of(forger)) == "untrusted"
        assert answer(report_of(forger, key.root)) == "untrusted"

    def test_who_takes_the_certificate_of_a_signer_but_not_the_key_is_found(self, key: OpenedKey) -> None:
        forger = Forger()
        forger.certificate, forger.root = key.certificate, key.root
        assert answer(report_of(forger)) == "false-signature"

    def test_is_not_trusted_by_who_trusts_nobody(self, signed: bytes) -> None:
        assert answer(check_paper(signed, [], NOW)) == "untrusted"


class TestCertificate:
    @pytest.mark.parametrize(
        ("since", "until"), [(timedelta(days=20), -timedelta(days=1)), (-timedelta(days=1), timedelta(days=20))]
    )
    def test_that_had_ended_or_not_begun_at_signing_does_not_count(self, since: timedelta, until: timedelta) -> None:
        forger = Forger()
        forger.certificate = forger.issued(since=since, until=until)
        assert answer(report_of(forger)) == "out-of-time"

    def test_counts_until_its_last_second(self) -> None:
        forger = Forger()
        forger.certificate = forger.issued(until=timedelta(0))
        assert report_of(forger).verdict == "valid"

    @pytest.mark.parametrize("use", [usage(digital_signature=True), usage(key_agreement=True), usage(crl_sign=True)])
    def test_for_another_use_does_not_count(self, use: x509.KeyUsage) -> None:
        forger = Forger()
        forger.certificate = forger.issued(use=use)
        assert answer(report_of(forger)) == "not-for-signing"

    def test_that_may_issue_others_does_not_count(self) -> None:
        forger = Forger()
        forger.certificate = forger.issued(is_ca=True)
        assert answer(report_of(forger)) == "not-for-signing"

    def test_that_says_what_we_do_not_understand_does_not_count(self) -> None:
        forger = Forger()
        forger.certificate = forger.issued(x509.ExtendedKeyUsage([x509.OID_SERVER_AUTH]))
        assert answer(report_of(forger)) == "not-for-signing"

    def test_that_does_not_say_its_use_does_not_count(self) -> None:
        forger = Forger()
        forger.certificate = forger.issued(says_use=False)
        assert answer(report_of(forger)) == "not-for-signing"

    def test_of_a_root_that_may_not_issue_does_not_count(self) -> None:
        forger = Forger()
        forger.root = forger.root_of(forger.root_key, is_ca=False)
        assert answer(report_of(forger)) == "not-for-signing"

    def test_under_another_name_of_the_root_does_not_count(self) -> None:
        forger = Forger("Otoritas Latihan Loket")
        forger.name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Otoritas lain")])
        forger.certificate = forger.issued()
        assert answer(report_of(forger)) == "not-for-signing"

    @pytest.mark.parametrize("curve", [ec.SECP384R1(), ec.SECP256K1()])
    def test_with_a_key_of_another_curve_does_not_count(self, curve: ec.EllipticCurve) -> None:
        forger = Forger()
        forger.key = ec.generate_private_key(curve)
        forger.certificate = forger.issued()
        assert answer(report_with_other_key(forger)) == "false-signature"


class TestFindings:
    def test_before_the_one_that_fails_are_told_too(self) -> None:
        forger = Forger()
        forger.certificate = forger.issued(since=20 * DAY, until=-DAY)
        assert [found.id for found in report_of(forger).findings] == [
            "whole",
            "unchanged",
            "signer",
            "trusted",
            "out-of-time",
        ]


class TestTime:
    def test_that_has_not_come_yet_is_not_believed(self, signed: bytes, key: OpenedKey) -> None:
        assert answer(check_paper(signed, [key.root], NOW - timedelta(minutes=6))) == "future"

    def test_of_a_clock_a_little_ahead_is_believed(self, signed: bytes, key: OpenedKey) -> None:
        assert check_paper(signed, [key.root], NOW - timedelta(minutes=5)).verdict == "valid"

    def test_that_is_no_time_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        assert (
            answer(check_paper(signed.replace(b"20241125031500", b"20241325031500"), [key.root], NOW)) == "other-form"
        )


class TestContainer:
    """Every other container than the one we write is refused, also when its signature would hold."""

    def test_in_small_letters_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        match = re.search(rb"/Contents <([0-9A-F]*)>", signed)
        assert match is not None
        changed = signed[: match.start(1)] + match[1].lower() + signed[match.end(1) :]
        assert answer(check_paper(changed, [key.root], NOW)) == "other-form"

    def test_with_the_other_of_two_equal_signatures_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        file = signed_file(signed)
        certificates, signature = taken_apart(file.container)
        holder = next(whole for whole in certificates if whole != root_bytes(key))
        r, s = decode_dss_signature(signature)
        other = encode_dss_signature(r, ORDER - s)
        made, attributes = rebuilt(file.digest, holder, root_bytes(key), other)
        public_key = key.certificate.public_key()
        assert isinstance(public_key, ec.EllipticCurvePublicKey)
        public_key.verify(other, attributes, ec.ECDSA(SHA256()))
        assert answer(check_paper(with_container(signed, made), [key.root], NOW)) == "other-form"

    def test_with_certificates_in_another_order_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        assert refused(signed, key, lambda parts: [*parts[:3], der(0xA0, *reversed(values(parts[3]))), *parts[4:]])

    def test_with_one_more_certificate_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        more = Forger().certificate.public_bytes(Encoding.DER)
        assert refused(signed, key, lambda parts: [*parts[:3], der(0xA0, *values(parts[3]), more), *parts[4:]])

    def test_with_the_signer_alone_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        def without_root(parts: list[bytes]) -> list[bytes]:
            return [*parts[:3], der(0xA0, *(p for p in values(parts[3]) if p != root_bytes(key))), *parts[4:]]

        assert refused(signed, key, without_root) == "untrusted"

    def test_with_something_unsigned_added_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        def with_unsigned(parts: list[bytes]) -> list[bytes]:
            (info,) = values(parts[4])
            return [*parts[:4], der(0x31, der(0x30, *values(info), der(0xA1, b"\x05\x00")))]

        assert refused(signed, key, with_unsigned) == "other-form"

    def test_of_another_version_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        assert refused(signed, key, lambda parts: [b"\x02\x01\x03", *parts[1:]]) == "other-form"

    def test_with_a_length_spelled_the_long_way_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        short = signed_file(signed).container
        assert short[1] == 0x82
        long = short[:1] + b"\x83\x00" + short[2:]
        assert answer(check_paper(with_container(signed, long), [key.root], NOW)) == "other-form"

    def test_followed_by_anything_but_zeros_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        more = signed_file(signed).container + bytes(9) + b"\x01"
        assert answer(check_paper(with_container(signed, more), [key.root], NOW)) == "other-form"

    def test_that_is_empty_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        assert answer(check_paper(with_container(signed, b""), [key.root], NOW)) == "changed"

    def test_of_another_paper_is_refused(self, signed: bytes, key: OpenedKey) -> None:
        other = by(key)
        moved = with_container(signed, signed_file(other).container)
        assert answer(check_paper(moved, [key.root], NOW)) == "changed"


class TestOtherProgram:
    def test_that_saves_the_file_anew_is_found(self, signed: bytes, key: OpenedKey) -> None:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(signed)) as pdf:
            pdf.save(out)
        assert check_paper(out.getvalue(), [key.root], NOW).verdict == "invalid"

    def test_that_appends_an_update_is_found(self, signed: bytes, key: OpenedKey) -> None:
        writer: Any = IncrementalPdfFileWriter(io.BytesIO(signed))
        out = io.BytesIO()
        writer.root["/Lang"] = writer.root["/Lang"]
        writer.update_root()
        writer.write(out)
        assert out.getvalue().startswith(signed)
        assert answer(check_paper(out.getvalue(), [key.root], NOW)) == "not-whole"

    def test_that_appends_an_empty_field_for_another_signature_is_found(self, signed: bytes, key: OpenedKey) -> None:
        writer: Any = IncrementalPdfFileWriter(io.BytesIO(signed))
        out = io.BytesIO()
        append_signature_field(writer, SigFieldSpec("Kedua"))
        writer.write(out)
        assert answer(check_paper(out.getvalue(), [key.root], NOW)) == "not-whole"

    def test_that_appends_a_second_paper_with_its_signature_is_found(self, signed: bytes, key: OpenedKey) -> None:
        second = by(key)
        assert answer(check_paper(signed + second, [key.root], NOW)) == "other-form"

    def test_that_hides_the_paper_behind_another_is_found(self, signed: bytes, key: OpenedKey) -> None:
        assert answer(check_paper(small_pdf() + signed, [key.root], NOW)) == "not-whole"


class TestNoSignature:
    def test_is_said(self, paper: bytes, key: OpenedKey) -> None:
        report = check_paper(paper, [key.root], NOW)
        assert (answer(report), report.verdict) == ("unsigned", "invalid")

    @pytest.mark.parametrize("data", [b"", b"%PD", b"\x89PNG", b"<html>"])
    def test_of_what_is_no_pdf_cannot_be_judged(self, data: bytes, key: OpenedKey) -> None:
        report = check_paper(data, [key.root], NOW)
        assert (answer(report), report.verdict) == ("not-a-pdf", "unusable")


class TestQrOnAnotherPaper:
    @pytest.mark.parametrize("change", [{"code": "7K2M94QXB3TE"}, {"facts": bytes(16)}])
    def test_is_found(self, signed: bytes, key: OpenedKey, change: dict[str, Any]) -> None:
        other = sealed(replace(PAYLOAD, **change), SEAL)
        assert answer(check_paper(signed, [key.root], NOW, other, SEALS)) == "other-paper"

    def test_of_another_office_is_found(self, signed: bytes, key: OpenedKey) -> None:
        assert answer(check_paper(signed, [key.root], NOW, sealed(PAYLOAD, OTHER_SEAL), SEALS)) == "payload-key"

    def test_without_a_paper_is_called_genuine_but_not_the_paper(self) -> None:
        report = check_paper(None, [], NOW, sealed(replace(PAYLOAD, number=""), SEAL), SEALS)
        assert report.verdict == "only-qr"
        assert "nomor -," in report.sentences()[0]
        assert report.sentences()[-1].startswith("QR ASLI.")

    def test_is_found_before_the_paper_is_called_good(self, signed: bytes, key: OpenedKey) -> None:
        assert answer(check_paper(signed, [key.root], NOW, "", SEALS)) == "payload-form"

    def test_carries_the_code_and_digest_that_stand_in_the_signature(self, signed: bytes) -> None:
        file = signed_file(signed)
        assert (file.code, file.facts, file.at) == (CODE.letters, FACTS, NOW)


def report_with_other_key(forger: Forger) -> Report:
    """As `report_of`, but signed with a key of the right kind that is not the one in the certificate."""
    donor = Forger()
    donor.root, donor.certificate = forger.root, forger.certificate
    return report_of(donor)


def root_bytes(key: OpenedKey) -> bytes:
    return key.root.public_bytes(Encoding.DER)


def refused(signed: bytes, key: OpenedKey, change: Callable[[list[bytes]], list[bytes]]) -> str:
    """What is said of the paper when the parts of its signed data are changed like this."""
    kind, wrapped = values(signed_file(signed).container)
    parts = change(values(values(wrapped)[0]))
    made = der(0x30, kind, der(0xA0, der(0x30, *parts)))
    report = check_paper(with_container(signed, made), [key.root], NOW)
    assert report.verdict == "invalid"
    return answer(report)
