"""Keys in a PKCS#11 token: the token signs, the PIN is asked each time, and everything that is wrong is said in words."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pkcs11 import exceptions as told

from loket.core.problems import Refusal
from loket.signing.pades import sign_paper
from loket.signing.passphrase import Passphrase
from loket.signing.refusals import (
    TokenKeyMissing,
    TokenLocked,
    TokenMissing,
    TokenNameMalformed,
    TokenPinWrong,
    TokenUnusable,
)
from loket.signing.standalone.loket_verify import check_paper
from loket.signing.tokens import TokenKey, TokenName, open_token
from tests.apps.signing import softhsm
from tests.apps.signing.people import CODE, FACTS, NOW, small_pdf
from tests.apps.signing.provider_server import Issuer

NAME = TokenName("Pak Hadi", "tte")
PIN = Passphrase(softhsm.PIN)
needs_softhsm = pytest.mark.usefixtures("token_folder")


@pytest.fixture(scope="session")
def public(token_folder: None) -> ec.EllipticCurvePublicKey:
    return softhsm.token(NAME.token, NAME.key)


def opened(issuer: Issuer, public: Any, pin: Passphrase = PIN, name: TokenName = NAME) -> TokenKey:
    return open_token(softhsm.LIBRARY, name, issuer.certificate(public), issuer.root, pin)


@needs_softhsm
class TestAKeyInAToken:
    def test_signs_a_paper_that_the_verifier_takes(self, issuer: Issuer, public: ec.EllipticCurvePublicKey) -> None:
        signed = sign_paper(small_pdf(), opened(issuer, public), code=CODE, facts=FACTS, at=NOW)
        assert check_paper(signed, [issuer.root], NOW).verdict == "valid"

    def test_signs_with_the_lower_of_two_signatures_every_time(
        self, issuer: Issuer, public: ec.EllipticCurvePublicKey
    ) -> None:
        key = opened(issuer, public)
        papers = [sign_paper(small_pdf(), key, code=CODE, facts=FACTS, at=NOW) for _ in range(8)]
        assert len(set(papers)) == 8
        assert {check_paper(paper, [issuer.root], NOW).verdict for paper in papers} == {"valid"}

    def test_serves_many_at_once_one_after_the_other(self, issuer: Issuer, public: ec.EllipticCurvePublicKey) -> None:
        key = opened(issuer, public)
        with ThreadPoolExecutor(4) as threads:
            made = list(threads.map(lambda _: key.sign(b"surat"), range(12)))
        assert len(set(made)) == 12

    def test_shows_no_pin(self, issuer: Issuer, public: ec.EllipticCurvePublicKey) -> None:
        assert softhsm.PIN not in repr(opened(issuer, public))


@needs_softhsm
class TestWhatIsWrong:
    @pytest.mark.parametrize("pin", ["", "481517", "4815161", "\ud800", "x" * 300])
    def test_with_the_pin_is_said_without_it(self, issuer: Issuer, public: ec.EllipticCurvePublicKey, pin: str) -> None:
        with pytest.raises(TokenPinWrong) as refused:
            opened(issuer, public, Passphrase(pin))
        assert not pin or pin not in str(refused.value)

    def test_with_the_pin_is_seen_while_another_is_signed_in(
        self, issuer: Issuer, public: ec.EllipticCurvePublicKey
    ) -> None:
        lasting = pkcs11.lib(softhsm.LIBRARY).get_token(token_label=NAME.token).open(user_pin=softhsm.PIN)
        try:
            for pin in ("481517", softhsm.PIN):
                with pytest.raises(TokenUnusable, match="UserAlreadyLoggedIn"):
                    opened(issuer, public, Passphrase(pin))
        finally:
            lasting.close()

    def test_with_the_token_or_its_key(self, issuer: Issuer, public: ec.EllipticCurvePublicKey) -> None:
        with pytest.raises(TokenMissing):
            opened(issuer, public, name=TokenName("Bu Dewi", "tte"))
        with pytest.raises(TokenKeyMissing):
            opened(issuer, public, name=TokenName(NAME.token, "lain"))

    def test_with_the_certificate_is_seen_before_any_paper(
        self, issuer: Issuer, public: ec.EllipticCurvePublicKey
    ) -> None:
        with pytest.raises(TokenKeyMissing):
            opened(issuer, ec.generate_private_key(ec.SECP256R1()).public_key())

    def test_with_a_key_of_another_curve(self, issuer: Issuer, token_folder: None) -> None:
        public = softhsm.token("Lengkung lain", "tte", curve="secp384r1")
        with pytest.raises(TokenKeyMissing):
            opened(issuer, public, name=TokenName("Lengkung lain", "tte"))

    def test_with_two_keys_or_tokens_of_one_name(self, issuer: Issuer, token_folder: None) -> None:
        public = softhsm.token("Dua", "tte", "tte")
        with pytest.raises(TokenKeyMissing):
            opened(issuer, public, name=TokenName("Dua", "tte"))
        softhsm.blank_token("Dua")
        with pytest.raises(TokenMissing):
            opened(issuer, public, name=TokenName("Dua", "tte"))


class TestTheLibrary:
    @pytest.mark.parametrize("library", ["", "/tidak/ada.so", __file__])
    def test_that_is_none_is_said(self, issuer: Issuer, library: str) -> None:
        public = ec.generate_private_key(ec.SECP256R1()).public_key()
        with pytest.raises(TokenUnusable):
            open_token(library, NAME, issuer.certificate(public), issuer.root, PIN)

    @pytest.mark.parametrize(
        ("fault", "refusal"),
        [
            (told.PinLocked, TokenLocked),
            (told.PinExpired, TokenLocked),
            (told.TokenNotPresent, TokenMissing),
            (told.DeviceRemoved, TokenUnusable),
        ],
    )
    def test_that_tells_a_fault_is_repeated_in_words(
        self, issuer: Issuer, monkeypatch: pytest.MonkeyPatch, fault: type[Exception], refusal: type[Refusal]
    ) -> None:
        def faulty(_file: str) -> None:
            raise fault

        monkeypatch.setattr(pkcs11, "lib", faulty)
        with pytest.raises(refusal) as refused:
            open_token("x.so", NAME, issuer.root, issuer.root, PIN)
        assert refused.value.hint


class TestTheNameOfAKey:
    def test_is_read_with_its_blanks(self) -> None:
        assert TokenName.parse("pkcs11:token=Pak%20Hadi;object=tte") == NAME

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "tte",
            "pkcs11:token=a",
            "pkcs11:object=a;token=b",
            "pkcs11:token=a;object=b?pin-value=481516",
            "pkcs11:token=a;object=b;module-path=/x.so",
            "pkcs11:token=;object=b",
            "pkcs11:token=a;object=b\n",
        ],
    )
    def test_of_another_form_is_refused_and_not_repeated(self, text: str) -> None:
        with pytest.raises(TokenNameMalformed) as refused:
            TokenName.parse(text)
        assert "481516" not in str(refused.value)
