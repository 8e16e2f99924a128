"""Threat T14: what people upload to harm. The whole corpus with its figures is `python -m tests.apps.documents.corpus`."""

import contextlib
import io

import pikepdf
import pytest
from PIL import Image

from loket.documents.scan_pages import draw_page
from loket.documents.services import accept_scan
from tests.apps.documents import strange_files as strange
from tests.apps.documents.corpus import archives
from tests.apps.documents.corpus.acting import MARK, acting_pdfs, hidden_by_spelling
from tests.apps.documents.corpus.bombs import bomb, bombs, written
from tests.apps.documents.corpus.disguises import disguises
from tests.apps.documents.corpus.measuring import Outcome, outcomes
from tests.apps.documents.corpus.proof import faults

pytestmark = pytest.mark.long

# Small when closed, and drawn all the same: what they do to a reader is bounded.
_DRAWN = {
    "long-rows.png", "calls-itself.pdf", "fine-tiles.pdf", "chain-of-objects.pdf", "parents-in-a-ring.pdf",
    "table-in-a-ring.pdf",
}  # fmt: skip
_PICTURES_OF_SUITE = 40


def wrong(found: list[Outcome]) -> list[str]:
    assert found
    return [one.wrong for one in found if one.wrong]


class TestT14:
    def test_t14_no_bomb_goes_off(self) -> None:
        found = list(outcomes(bombs()))
        assert wrong(found) == []
        drawn = {one.name for one in found if not one.became.startswith("scan-")}
        # The largest allowed is much work: whether it is done in time depends on the machine.
        assert drawn - {"as-large-as-allowed.png"} == _DRAWN

    def test_t14_no_disguise_is_kept_with_what_it_hides(self) -> None:
        found = list(outcomes(disguises()))
        assert wrong(found) == []
        assert {one.became for one in found} == {"pdf", "jpeg", "png", "scan-broken", "scan-empty", "scan-not-allowed"}

    def test_t14_nothing_that_acts_or_carries_is_left_in_a_pdf(self) -> None:
        found = list(outcomes([*acting_pdfs(), *hidden_by_spelling()]))
        assert wrong(found) == []
        assert {one.became for one in found} == {"pdf"}

    def test_t14_what_is_kept_may_be_heavy_to_draw_and_the_server_lives(self) -> None:
        kept = accept_scan("ubin.pdf", bomb("fine-tiles.pdf"))
        picture = b""
        with contextlib.suppress(ValueError):
            picture = draw_page(kept.content, 1)
        if picture:
            with Image.open(io.BytesIO(picture)) as drawn:
                assert drawn.format == "PNG"
        assert accept_scan("lain.pdf", strange.saved(strange.plain_pdf())).pages == 1


class TestFilesOfOthers:
    @pytest.mark.parametrize("project", archives.PROJECTS)
    def test_t14_none_is_kept_unsafe(self, project: str, capsys: pytest.CaptureFixture[str]) -> None:
        try:
            archives.archive_of(project)
        except archives.Unavailable as why:
            with capsys.disabled():
                print(f"\n*** NOT TESTED: the test files of {project}: {why}")  # noqa: T201
            return
        files = list(archives.files_of(project))
        # Every kind of file meets the gate; of the pictures, which all go one way, some do.
        pictures = [file for file in files if file[1].startswith((b"\x89PNG", b"\xff\xd8"))]
        chosen = [file for file in files if file not in pictures] + pictures[
            :: max(1, len(pictures) // _PICTURES_OF_SUITE)
        ]
        assert wrong(list(outcomes(chosen))) == []


class TestTheProof:
    """Whoever judges the gate is judged as well: it finds what the gate would have let through."""

    @pytest.mark.parametrize(
        ("name", "content"), [*acting_pdfs(), *hidden_by_spelling()], ids=lambda part: str(part)[:40]
    )
    def test_finds_something_in_every_acting_pdf(self, name: str, content: bytes) -> None:
        assert faults("pdf", content)

    @pytest.mark.parametrize(
        ("kind", "content"),
        [
            ("jpeg", strange.phone_jpeg()),
            ("jpeg", strange.polyglot(strange.encoded(strange.photograph(), "JPEG"))),
            ("png", strange.talking_png()),
            ("png", strange.polyglot(strange.encoded(strange.photograph(), "PNG"))),
            ("pdf", strange.polyglot(strange.saved(strange.plain_pdf()))),
        ],
    )
    def test_finds_what_a_file_carries_besides(self, kind: str, content: bytes) -> None:
        assert faults(kind, content)

    def test_finds_nothing_in_what_the_gate_makes(self) -> None:
        kept = accept_scan("a.pdf", strange.saved(strange.plain_pdf(2)))
        assert faults("pdf", kept.content) == []

    def test_the_mark_stands_in_what_it_is_said_to_stand_in(self) -> None:
        assert MARK in written(b"<< /Type /Catalog >>", b"(" + MARK + b")")
        with pikepdf.open(io.BytesIO(dict(acting_pdfs())["uri-on-open.pdf"])) as opened:
            assert MARK in opened.Root.OpenAction.unparse()
