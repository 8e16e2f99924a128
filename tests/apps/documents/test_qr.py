"""QR codes of references."""

import pytest
import segno

from loket.core.proof.payload import LONGEST
from loket.core.terms import Resi
from loket.documents.qr import address_qr_svg, reference_qr_svg, resi_qr_svg, sealed_qr_svg
from tests.apps.documents.samples import RESI


def path_of(svg: str) -> str:
    return svg.rsplit(' d="', maxsplit=1)[-1].split('"', maxsplit=1)[0]


class TestResiQr:
    def test_is_a_whole_svg_that_fills_its_box(self) -> None:
        svg = resi_qr_svg(RESI)
        assert svg.startswith("<svg")
        assert svg.endswith("</svg>")
        assert 'viewBox="0 0 29 29"' in svg
        assert "width=" not in svg

    def test_can_be_read_when_a_quarter_is_dirty(self) -> None:
        sturdy, weak = (segno.make(str(RESI), error=level, boost_error=False) for level in ("Q", "L"))
        assert path_of(resi_qr_svg(RESI)) == path_of(sturdy.svg_inline(border=4, omitsize=True))
        assert path_of(resi_qr_svg(RESI)) != path_of(weak.svg_inline(border=4, omitsize=True))

    def test_of_another_resi_is_another_drawing(self) -> None:
        assert resi_qr_svg(RESI) != resi_qr_svg(Resi.parse("7K2M-94QX-B3TE"))

    @pytest.mark.parametrize("text", ["", "A" * 61])
    def test_refuses_what_is_no_reference(self, text: str) -> None:
        with pytest.raises(ValueError, match="1 to 60"):
            reference_qr_svg(text)


class TestSealedQr:
    def test_of_the_longest_payload_is_61_modules_wide_and_a_quiet_zone(self) -> None:
        assert 'viewBox="0 0 69 69"' in sealed_qr_svg("A" * LONGEST)

    def test_can_be_read_when_some_of_it_is_dirty(self) -> None:
        made = segno.make("LK1*E0", error="M", micro=False, boost_error=False)
        assert path_of(sealed_qr_svg("LK1*E0")) == path_of(made.svg_inline(border=4, omitsize=True))

    @pytest.mark.parametrize("text", ["", "A" * 321, "huruf kecil", "A_B"])
    def test_refuses_what_is_no_payload(self, text: str) -> None:
        with pytest.raises(ValueError, match="1 to 320"):
            sealed_qr_svg(text)


class TestAddressQr:
    def test_carries_small_letters_too(self) -> None:
        text = "otpauth://totp/Loket:bintan.wati?secret=ABC&issuer=Loket"
        made = segno.make(text, error="M", micro=False, boost_error=False)
        assert path_of(address_qr_svg(text)) == path_of(made.svg_inline(border=4, omitsize=True))

    @pytest.mark.parametrize("text", ["", "a" * 301])
    def test_refuses_what_is_no_address(self, text: str) -> None:
        with pytest.raises(ValueError, match="1 to 300"):
            address_qr_svg(text)
