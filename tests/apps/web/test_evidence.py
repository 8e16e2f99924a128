"""The form of a step: composed from its acts, read without losing a letter, judged field by field."""

import pytest

from loket.core.procedure.acts import ACTS, Kind
from loket.core.procedure.model import Outcome, Procedure, Step
from loket.core.procedure.reader import read
from loket.core.procedure.requirements import applicable
from loket.web.desk.evidence import StepForm, read_step, step_form
from loket.web.desk.handover.choosing import ON_PAPER
from tests.house.tree import ROOT

SIGNED = "M 10 10 L 200 60 L 300 90"
HAND_OVER = {
    "collector_name": "Sari Wulandari",
    "collector_nik": "99.0101.410190.0001",
    "collector_relation": "self",
    "resi_shown": "1",
}


def bintan_kk() -> Procedure:
    procedure = read(ROOT / "sop/bintan/kk/2019-01-02.yaml").procedure
    assert procedure is not None
    return procedure


def step(*acts: str) -> Step:
    return Step(
        id="uji", no="1", actor="kasi", activity="Uji", acts=acts, outcomes={"selesai": Outcome(end="finished")}
    )


def sent(posted: dict[str, str], *acts: str) -> StepForm:
    return read_step(bintan_kk(), step(*acts), {}, posted)


def sentences(form: StepForm) -> list[str]:
    return [problem.sentence for problem in form.problems]


class TestTheForm:
    @pytest.mark.parametrize("act", ACTS)
    def test_of_every_act_asks_for_all_its_evidence(self, act: str) -> None:
        fields = ACTS[act].fields
        form = step_form(bintan_kk(), step(act), {})
        assert [f.name for f in form.fields] == [f.name for f in fields if f.kind is not Kind.CHECKLIST]
        assert (form.checklist is not None) is any(f.kind is Kind.CHECKLIST for f in fields)

    def test_lists_the_papers_that_apply_in_printed_order(self) -> None:
        form = step_form(bintan_kk(), step("check"), {})
        assert form.checklist is not None
        assert [line.requirement for line in form.checklist.lines] == list(applicable(bintan_kk(), {}))

    @pytest.mark.parametrize(("purpose", "told"), [("pekerjaan", 2), ("agama", 0)])
    def test_says_where_one_of_several_papers_will_do(self, purpose: str, told: int) -> None:
        form = step_form(bintan_kk(), step("check"), {"keperluan": "perubahan-data", "elemen": purpose})
        assert form.checklist is not None
        assert sum(line.is_one_of for line in form.checklist.lines) == told

    def test_says_nothing_of_a_choice_where_the_other_paper_does_not_apply(self) -> None:
        form = step_form(bintan_kk(), step("check"), {"keperluan": "pisah-kk"})
        assert form.checklist is not None
        assert any(line.paper.any_of for line in form.checklist.lines)
        assert not any(line.is_one_of for line in form.checklist.lines)

    def test_without_evidence_is_empty(self) -> None:
        assert step_form(bintan_kk(), step("forward"), {}).is_empty


class TestWhatWasTyped:
    def test_becomes_the_evidence_of_the_engine(self) -> None:
        form = sent(HAND_OVER, "hand_over")
        assert form.problems == ()
        assert form.evidence == {
            "collector_name": "Sari Wulandari",
            "collector_nik": "9901014101900001",
            "collector_relation": "self",
            "resi_shown": True,
        }

    def test_that_is_empty_is_left_for_the_engine_to_miss(self) -> None:
        assert sent({"collector_name": "  "}, "hand_over").evidence == {}

    @pytest.mark.parametrize(
        ("nik", "sentence"),
        [
            ("99010141O1900001", "NIK hanya berisi angka."),
            ("990101", "NIK harus 16 angka, yang diketik 6 angka."),
            ("9901019901900001", "Angka 7–10 NIK (9901) bukan tanggal lahir yang mungkin."),
            ("٩٩٠١٠١٤١٠١٩٠٠٠٠١", "NIK hanya berisi angka."),
        ],
    )
    def test_as_a_nik_is_judged_in_its_own_words_and_kept(self, nik: str, sentence: str) -> None:
        form = sent({**HAND_OVER, "collector_nik": nik}, "hand_over")
        assert sentences(form) == [sentence]
        assert form.evidence is None
        (field,) = [field for field in form.fields if field.name == "collector_nik"]
        assert (field.value, field.error) == (nik, sentence)

    @pytest.mark.parametrize("date", ["31-12-2026", "2026-02-30", "besok", "2026-12-31T08:00"])
    def test_as_a_date_must_be_one(self, date: str) -> None:
        assert sentences(sent({"visit_place": "Desa", "visit_date": date}, "visit")) == [
            "Tanggal ini tidak dapat dibaca."
        ]

    def test_as_a_date_is_kept_as_one(self) -> None:
        form = sent({"visit_place": "Desa", "visit_date": "2026-11-16"}, "visit")
        assert form.evidence == {"visit_place": "Desa", "visit_date": "2026-11-16"}

    def test_all_faults_are_found_at_once(self) -> None:
        form = sent({**HAND_OVER, "collector_nik": "x", "signature": "<svg>"}, "hand_over", "acknowledge")
        assert [problem.field for problem in form.problems] == ["collector_nik", "signature"]


class TestASignature:
    def test_drawn_is_kept_as_plain_lines(self) -> None:
        assert sent({"signature": SIGNED}, "acknowledge").evidence == {"signature": "M10 10 L200 60 L300 90"}

    def test_on_the_printed_page_is_kept_as_that(self) -> None:
        assert sent({"signature_paper": "1"}, "acknowledge").evidence == {"signature": ON_PAPER}

    @pytest.mark.parametrize("text", ["M 10 10", "<script>", "M 1 1 L 9999 1", "data:image/png;base64,AAAA"])
    def test_that_is_none_is_refused(self, text: str) -> None:
        form = sent({"signature": text}, "acknowledge")
        assert [problem.field for problem in form.problems] == ["signature"]


class TestAChecklist:
    def test_gives_state_note_original_and_copies_of_each_line(self) -> None:
        name = next(n for n, paper in bintan_kk().requirements.items() if paper.original == "kept")
        form = sent({f"r-{name}": "present", f"o-{name}": "1", f"c-{name}": "2", f"n-{name}": " jelas "}, "check")
        assert form.evidence == {
            "checklist": [{"requirement": name, "state": "present", "original": "kept", "copies": 2, "note": "jelas"}]
        }

    def test_takes_no_state_it_does_not_know(self) -> None:
        name = next(iter(bintan_kk().requirements))
        assert sent({f"r-{name}": "lengkap"}, "check").evidence == {"checklist": []}

    @pytest.mark.parametrize("copies", ["-1", "11", "²", "1e3", "", "9" * 5000])
    def test_takes_no_count_that_is_none(self, copies: str) -> None:
        name = next(iter(bintan_kk().requirements))
        form = sent({f"r-{name}": "present", f"c-{name}": copies}, "check")
        assert form.evidence == {"checklist": [{"requirement": name, "state": "present"}]}
