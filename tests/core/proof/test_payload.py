"""The payload in the QR: one spelling, and any change of it is found (T07)."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from loket.core.problems import BadTerm
from loket.core.proof.letters import CROCKFORD
from loket.core.proof.payload import (
    LONGEST,
    QrPayload,
    SealAlgorithm,
    algorithm_of,
    initials_of,
    key_id,
    key_ring,
    number_for_qr,
    opened,
    read,
    sealed,
    without_address,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
RING = key_ring([KEY.public_key()])
BIRTH = QrPayload(
    code="7K2M94QXB3TD",
    kind="AKTA-KELAHIRAN",
    number="2101-LU-23112026-0001",
    issued_date=date(2026, 11, 23),
    initials="AS",
    facts=bytes(range(16)),
)
AT_HOME = replace(BIRTH, address="HTTPS://DUKCAPIL.BINTAN.EXAMPLE:8443/V/")
LONG = replace(BIRTH, kind="K" * 24, number="9" * 10 + "/" * 30, initials="ABCD", address=f"HTTPS://{'A' * 69}/V/")
GOLDEN = (
    "LK1*EFFJ8GD8K*7K2M94QXB3TD*AKTA-KELAHIRAN*2101-LU-23112026-0001*20261123*AS*000G40R40M"
    "30E209185GR38E1W*4ZT62AM2YB423Y0E8E6Z4C6HH22NJV7TGVNRT9M1MB8XHJRP56YP2WGSQ632FGMEF9GM59WZA1QKQBNZN8XP11TFP4SW71B3C500E1R"
)
LINK = sealed(AT_HOME, KEY)
EITHER = pytest.mark.parametrize("text", [GOLDEN, LINK], ids=["alone", "as a link"])
QR_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

PAYLOADS = st.builds(
    QrPayload,
    code=st.text(CROCKFORD, min_size=12, max_size=12),
    kind=st.from_regex(r"[A-Z0-9]{1,8}(-[A-Z0-9]{1,7}){0,2}", fullmatch=True),
    number=st.text("01ABZ./:+-", max_size=15),
    issued_date=st.dates(),
    initials=st.text("ABCXYZ", max_size=4),
    facts=st.binary(min_size=16, max_size=16),
    address=st.from_regex(r"(HTTPS?://[A-Z0-9][A-Z0-9.-]{0,30}(:[0-9]{1,5})?/V/)?", fullmatch=True),
)


def refusal_of(text: str) -> str:
    with pytest.raises(BadTerm) as refused:
        opened(text, RING)
    assert refused.value.problem.hint
    return refused.value.problem.id


class TestSealedPayload:
    @given(PAYLOADS)
    def test_reads_back_as_it_was(self, payload: QrPayload) -> None:
        found = opened(sealed(payload, KEY), RING)
        assert (found.payload, found.key_id, found.text) == (payload, key_id(KEY.public_key()), sealed(payload, KEY))

    def test_is_spelled_like_this_for_good(self) -> None:
        assert sealed(BIRTH, KEY) == GOLDEN

    @given(PAYLOADS)
    def test_fits_the_small_letters_of_a_qr(self, payload: QrPayload) -> None:
        assert set(sealed(payload, KEY)) <= set(QR_LETTERS)

    def test_makes_a_qr_that_a_phone_reads_from_paper(self) -> None:
        assert len(sealed(LONG, KEY)) == LONGEST
        code = segno.make(sealed(LONG, KEY), error="M", boost_error=False)
        assert (code.mode, int(code.version) <= 11) == ("alphanumeric", True)

    def test_is_an_address_where_the_office_has_one(self) -> None:
        assert LINK.startswith("HTTPS://DUKCAPIL.BINTAN.EXAMPLE:8443/V/LK1*")
        assert opened(LINK, RING).payload == AT_HOME

    def test_under_another_address_is_found_out(self) -> None:
        for address in (
            "",
            "HTTPS://DUKCAPIL.BINTAN.EXAMPLE.JAHAT.EXAMPLE/V/",
            "HTTP://DUKCAPIL.BINTAN.EXAMPLE:8443/V/",
        ):
            assert refusal_of(address + without_address(LINK)) == "payload-seal"

    def test_says_the_same_behind_any_address(self) -> None:
        assert without_address(LINK).startswith("LK1*EFFJ8GD8K*7K2M94QXB3TD*")
        assert without_address(GOLDEN) == GOLDEN
        assert without_address("bukan QR") == "bukan QR"

    @EITHER
    def test_is_found_out_for_every_flipped_bit(self, text: str) -> None:
        data = text.encode()
        for place in range(len(data)):
            for bit in range(8):
                flipped = bytearray(data)
                flipped[place] ^= 1 << bit
                refusal_of(flipped.decode("latin-1"))

    @EITHER
    def test_is_found_out_for_every_other_letter(self, text: str) -> None:
        for place, letter in enumerate(text):
            for other in set(QR_LETTERS) - {letter}:
                refusal_of(text[:place] + other + text[place + 1 :])

    @EITHER
    def test_is_found_out_when_cut_or_lengthened(self, text: str) -> None:
        for cut in range(len(text)):
            refusal_of(text[:cut])
            refusal_of(text[cut + 1 :])
        for more in (" ", "0", "*", "\n", "HTTP://X/V/"):
            refusal_of(text + more)
            refusal_of(more + text)

    def test_is_found_out_when_fields_change_places(self) -> None:
        parts = GOLDEN.split("*")
        chance = Random(7)
        for _ in range(200):
            mixed = chance.sample(parts, len(parts))
            if mixed != parts:
                refusal_of("*".join(mixed))

    @given(st.text(st.sampled_from(QR_LETTERS), max_size=300) | st.text())
    def test_of_any_other_text_is_refused_in_words(self, text: str) -> None:
        assert refusal_of(text) in {"payload-shape", "payload-algorithm"}

    def test_of_another_office_is_refused_by_the_name_of_its_key(self) -> None:
        assert refusal_of(sealed(BIRTH, OTHER)) == "payload-key"

    def test_under_the_name_of_our_key_but_sealed_by_another_is_refused(self) -> None:
        theirs = sealed(BIRTH, OTHER)
        ours = theirs.replace(key_id(OTHER.public_key()), key_id(KEY.public_key()))
        assert refusal_of(ours) == "payload-seal"

    def test_of_a_kind_of_key_that_is_unknown_is_refused_before_any_key_is_tried(self) -> None:
        assert refusal_of(GOLDEN.replace("*E", "*F", 1)) == "payload-algorithm"
        assert algorithm_of(key_id(KEY.public_key())) is SealAlgorithm.ED25519

    def test_can_be_read_before_it_is_proved(self) -> None:
        assert read(sealed(BIRTH, OTHER)).payload == BIRTH

    @pytest.mark.parametrize("day", ["20260230", "2026W011", "00000101", "٢٠٢٦١١٢٣"])
    def test_with_a_day_that_is_none_is_refused(self, day: str) -> None:
        assert refusal_of(GOLDEN.replace("20261123", day)) == "payload-shape"


class TestQrPayload:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("code", "7K2M-94QX-B3"),
            ("code", "7K2M94QXB3TU"),
            ("kind", ""),
            ("kind", "Akta"),
            ("kind", "AKTA--LAHIR"),
            ("kind", "K" * 25),
            ("number", "12*34"),
            ("number", "12 34"),
            ("number", "1" * 15 + "/" * 26),
            ("initials", "ABCDE"),
            ("initials", "a"),
            ("facts", b"short"),
        ],
    )
    def test_refuses_what_the_qr_cannot_say(self, field: str, value: str | bytes) -> None:
        changed: dict[str, Any] = {field: value}
        with pytest.raises(BadTerm) as refused:
            replace(BIRTH, **changed)
        assert (refused.value.problem.id, refused.value.problem.field) == ("payload-term", field)

    @pytest.mark.parametrize(
        "address",
        [
            "HTTPS://",
            "HTTPS://X",
            "HTTPS://X/",
            "https://x/v/",
            "FTP://X/V/",
            "HTTPS://X/V/V/",
            "HTTPS://A@X/V/",
            f"HTTPS://{'A' * 70}/V/",
        ],
    )
    def test_refuses_what_is_no_address_of_an_office(self, address: str) -> None:
        with pytest.raises(BadTerm) as refused:
            replace(BIRTH, address=address)
        assert (refused.value.problem.id, refused.value.problem.field) == ("payload-address", "address")

    @pytest.mark.parametrize("number", ["9901060202840001", "KK-9901060601200001"])
    def test_refuses_the_number_of_a_person_or_family(self, number: str) -> None:
        with pytest.raises(BadTerm) as refused:
            replace(BIRTH, number=number)
        assert refused.value.problem.id == "payload-person-number"


class TestInitials:
    @pytest.mark.parametrize(
        ("name", "initials"),
        [
            ("Agus Salim", "AS"),
            ("sari", "S"),
            ("Éva de la Cruz y Ortega", "EDLC"),
            ("محمد Ali", "A"),
            ("'Aisyah Nur", "N"),
            ("", ""),
        ],
    )
    def test_are_first_letters_without_accents(self, name: str, initials: str) -> None:
        assert initials_of(name) == initials

    @given(st.text())
    def test_of_any_name_fit(self, name: str) -> None:
        assert replace(BIRTH, initials=initials_of(name)).initials == initials_of(name)


class TestNumberForQr:
    @pytest.mark.parametrize(
        ("number", "spelled"),
        [
            ("470/12/Bio/2026", "470/12/BIO/2026"),
            ("AL. 500 0012", "AL.5000012"),
            ("No_7*", "NO7"),
            ("/" * 50, "/" * 40),
        ],
    )
    def test_keeps_what_a_qr_has_room_for(self, number: str, spelled: str) -> None:
        assert number_for_qr(number) == spelled
        assert replace(BIRTH, number=spelled).number == spelled
