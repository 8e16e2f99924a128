"""What is written into a case and moves nothing: remarks, and papers that were signed."""

from dataclasses import replace

from loket.core.engine import (
    Note,
    RecordPaper,
    Reopen,
    Status,
)
from loket.core.engine.events import (
    NoteAdded,
    PaperSigned,
)
from tests.core.engine.builders import (
    BUDI,
    DEWI,
    KABID,
    SUPERIOR,
    case_at,
)


class TestRecordPaper:
    def test_names_the_paper_and_moves_nothing_but_the_version(self) -> None:
        case = case_at("serahkan")
        before = case.state
        said = case.does(BUDI, RecordPaper("7K2M94QXB3TD", "a" * 64))
        assert said == PaperSigned(case.now, BUDI.person, "7K2M94QXB3TD", "a" * 64)
        assert case.state == replace(before, version=before.version + 1)

    def test_is_possible_for_whoever_asked_what_became_of_the_paper(self) -> None:
        assert isinstance(case_at("serahkan").does(DEWI, RecordPaper("7K2M94QXB3TD", "a" * 64)), PaperSigned)

    def test_is_possible_where_the_signature_was_voided_since(self) -> None:
        case = case_at("serahkan").passes("serahkan")
        case.does(SUPERIOR, Reopen("koreksi-kabid", "nama salah"))
        assert case.state.last_signature is None
        assert isinstance(case.does(BUDI, RecordPaper("7K2M94QXB3TD", "a" * 64)), PaperSigned)


class TestNote:
    def test_moves_nothing_but_the_version(self) -> None:
        case = case_at("entri")
        before = case.state
        assert case.does(KABID, Note(" segera ")) == NoteAdded(case.now, 3, "segera")
        assert case.state.version == before.version + 1
        assert case.state.step == before.step
        assert not case.state.touched

    def test_is_possible_on_a_closed_case(self) -> None:
        case = case_at("serahkan").passes("serahkan")
        case.does(BUDI, Note("dokumen diambil istri"))
        assert case.state.status is Status.FINISHED
