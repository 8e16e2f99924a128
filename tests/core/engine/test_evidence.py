"""What counts as evidence: the shape of every kind of field, and the papers of the checklist."""

import pytest

from loket.core.engine.evidence import fields_of, open_papers, reads, require
from loket.core.engine.refusals import EvidenceMissing
from loket.core.procedure.acts import ACTS, Field, Kind
from tests.core.engine.builders import ENTRI, HANDED_OVER, PERIKSA, PROCEDURE, SERAHKAN

CHOICE = Field("hasil", "Hasil", Kind.CHOICE, choices=(("good", "Baik"), ("spoiled", "Rusak")))
PRESENT_LINE = {"requirement": "pengantar", "state": "present"}


def field(kind: Kind) -> Field:
    return CHOICE if kind is Kind.CHOICE else Field("isian", "Isian", kind)


def checklist(**states: str) -> dict[str, object]:
    lines = [{"requirement": name.replace("_", "-"), "state": state} for name, state in states.items()]
    return {"checklist": lines}


class TestReads:
    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            (Kind.TEXT, "SIAK 881"),
            (Kind.LONG_TEXT, "baris\nbaris"),
            (Kind.SIGNATURE, "data:image/png;base64,AA"),
            (Kind.TICK, True),
            (Kind.CHOICE, "spoiled"),
            (Kind.DATE, "2026-12-21"),
            (Kind.NIK, "9901 0141 0190 0001"),
            (Kind.COUNT, 0),
            (Kind.COUNT, 12),
            (Kind.CHECKLIST, []),
            (Kind.CHECKLIST, (PRESENT_LINE,)),
            (Kind.CHECKLIST, [{**PRESENT_LINE, "note": "asli", "copies": 2, "basis": None}]),
        ],
    )
    def test_what_has_the_shape_of_its_field(self, kind: Kind, value: object) -> None:
        assert reads(field(kind), value)

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            (Kind.TEXT, " \n"),
            (Kind.TEXT, 881),
            (Kind.LONG_TEXT, ""),
            (Kind.SIGNATURE, None),
            (Kind.TICK, "on"),
            (Kind.TICK, 1),
            (Kind.TICK, False),
            (Kind.CHOICE, "Baik"),
            (Kind.CHOICE, ["good"]),
            (Kind.DATE, "20261221"),
            (Kind.DATE, "21-12-2026"),
            (Kind.DATE, "2026-02-30"),
            (Kind.DATE, None),
            (Kind.NIK, "99AB014101900001"),
            (Kind.NIK, 9901014101900001),
            (Kind.COUNT, True),
            (Kind.COUNT, -1),
            (Kind.COUNT, "3"),
            (Kind.CHECKLIST, "semua ada"),
            (Kind.CHECKLIST, ["pengantar"]),
            (Kind.CHECKLIST, [{"requirement": "pengantar", "state": "ok"}]),
            (Kind.CHECKLIST, [{"requirement": 1, "state": "present"}]),
            (Kind.CHECKLIST, [{"requirement": "pengantar", "state": ["present"]}]),
            (Kind.CHECKLIST, [{**PRESENT_LINE, "note": {"a": "b"}}]),
        ],
    )
    def test_nothing_else(self, kind: Kind, value: object) -> None:
        assert not reads(field(kind), value)

    @pytest.mark.parametrize("kind", list(Kind))
    def test_has_an_opinion_on_every_kind(self, kind: Kind) -> None:
        assert not reads(field(kind), object())


class TestRequire:
    def test_is_content_with_every_field_of_every_act(self) -> None:
        require(SERAHKAN, HANDED_OVER)
        assert [f.name for f in fields_of(SERAHKAN)] == [f.name for f in ACTS["hand_over"].fields]

    def test_names_a_field_that_is_absent(self) -> None:
        with pytest.raises(EvidenceMissing) as caught:
            require(ENTRI, {})
        assert caught.value.data["fields"] == ("entry_note",)


class TestOpenPapers:
    def test_are_all_that_apply_while_nothing_is_judged(self) -> None:
        assert open_papers(PROCEDURE, {}, {}) == ("pengantar", "akta-lahir", "ijazah")
        assert open_papers(PROCEDURE, {"pindahan": True}, {})[-1] == "skpwni"

    def test_one_of_a_group_meets_the_group(self) -> None:
        assert open_papers(PROCEDURE, {}, checklist(pengantar="present", ijazah="present")) == ()

    def test_a_wrong_one_beside_a_present_one_of_the_group_does_no_harm(self) -> None:
        evidence = checklist(pengantar="present", akta_lahir="wrong", ijazah="present")
        assert open_papers(PROCEDURE, {}, evidence) == ()

    @pytest.mark.parametrize("state", ["wrong", "missing", "not_applicable"])
    def test_no_other_judgement_meets_a_paper_that_applies(self, state: str) -> None:
        assert open_papers(PROCEDURE, {}, checklist(pengantar=state, ijazah="present")) == ("pengantar",)

    def test_a_paper_that_does_not_apply_is_not_asked_for(self) -> None:
        evidence = checklist(pengantar="present", ijazah="present", skpwni="not_applicable")
        assert open_papers(PROCEDURE, {"pindahan": False}, evidence) == ()

    def test_belong_to_the_check(self) -> None:
        assert [f.kind for f in fields_of(PERIKSA)] == [Kind.CHECKLIST]
