"""Signatures drawn on the pad."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.documents.refusals import SignatureEmpty, SignatureMalformed
from loket.documents.signature import Signature
from tests.apps.documents.samples import SCRIBBLE


class TestSignature:
    def test_is_read_and_written_in_one_spelling(self) -> None:
        signature = Signature.parse("M10,20 L 100.50 120L200 20 M 5 5 L 300 190")
        assert signature.path == "M10 20 L100.5 120 L200 20 M5 5 L300 190"
        assert Signature.parse(signature.path) == signature
        assert len(signature.strokes) == 2

    @pytest.mark.parametrize(
        "text",
        [
            'M 1 1 L 200 100"/><script>alert(1)</script>',
            "M 1 1 C 1 1 2 2 300 100",
            "m 1 1 l 200 100",
            "L 1 1 L 200 100",
            "M 1 1 L 601 100",
            "M 1 1 L 300 200.5",
            "M 1 1 L -20 100",
            "M 1 1 L 1e2 100",
            "M 1 1 L ٣٠٠ 100",
            "M 1 1 L 300",
            "M 1 1 L 300 100 Z",
            "M 1 1\nL 300 100",
            "M 1 1 " + "L 300 100 L 1 1 " * 2_000,
            "M 1 1 " + "L 300 100 " * 4_001,
        ],
    )
    def test_of_anything_but_lines_on_the_pad_is_refused(self, text: str) -> None:
        with pytest.raises(SignatureMalformed):
            Signature.parse(text)

    @pytest.mark.parametrize("text", ["", "   ", "M 10 10", "M 10 10 L 30 30", "M 10 10 M 400 10 M 10 190"])
    def test_that_is_only_a_touch_is_no_signature(self, text: str) -> None:
        with pytest.raises(SignatureEmpty):
            Signature.parse(text)

    @given(st.text(alphabet="ML 0123456789.,<\"'/>", max_size=60))
    def test_svg_holds_nothing_of_the_text_but_numbers(self, text: str) -> None:
        try:
            signature = Signature.parse(text)
        except (SignatureEmpty, SignatureMalformed):
            return
        assert set(signature.path) <= set("ML 0123456789.")

    def test_svg_draws_the_strokes(self) -> None:
        svg = Signature.parse(SCRIBBLE).svg()
        assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200"><path d="M40 120 L60 60')
