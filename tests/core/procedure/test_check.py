"""The check as a whole: what it leaves alone, and in what order it speaks. Each rule has its reproducer in tests/sop."""

from pathlib import Path

import pytest

from loket.core.procedure.check import check, check_catalogue
from loket.core.procedure.reader import catalogue
from tests.core.procedure.example import EXAMPLE, stored, variant


def ids(root: Path, *replacements: tuple[str, str]) -> list[str]:
    return [problem.id for problem in check(stored(root, variant(*replacements))).problems]


class TestCheck:
    def test_finds_nothing_in_a_good_procedure(self, tmp_path: Path) -> None:
        assert check(stored(tmp_path)).problems == ()

    def test_puts_errors_before_warnings_in_order_of_lines(self, tmp_path: Path) -> None:
        found = ids(
            tmp_path, ('no: "1"', 'no: "0"'), ("actor: kasi", "actor: kassi"), ("- id: serahkan", "- id: selesai")
        )
        errors = ["clock-step-unknown", "actor-unknown", "outcome-target-unknown", "step-unreachable"]
        assert found == [*errors, "actor-idle", "number-gap"]

    def test_reports_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        assert [p.id for p in check(stored(tmp_path, "a: [")).problems] == ["yaml-syntax"]

    def test_asks_an_applicants_lane_for_the_officers_who_record_it(self, tmp_path: Path) -> None:
        assert ids(tmp_path, (", assisted_by: [loket]", "")) == ["lane-without-officers"]

    @pytest.mark.parametrize("kind", ["yes_no", "yes_no, default: baru"])
    def test_refuses_choices_and_texts_for_a_yes_or_no(self, tmp_path: Path, kind: str) -> None:
        found = ids(tmp_path, ("kind: choice", f"kind: {kind}"))
        assert found == ["question-choices"] + ["question-default"] * ("default" in kind)

    @pytest.mark.parametrize("default", ["text: Apakah pindahan?, default: true", "text: Apakah pindahan?"])
    def test_accepts_a_default_that_is_an_answer(self, tmp_path: Path, default: str) -> None:
        assert ids(tmp_path, ("text: Apakah pindahan?", default), ("kind: choice", "kind: choice, default: baru")) == []

    def test_holds_the_condition_of_a_form_against_the_questions(self, tmp_path: Path) -> None:
        entry = "entry: {fill: verifikasi, effect: tanda-tangan, kinds: [{kind: kelahiran, when: tidak_ada}]}\nsteps:"
        assert ids(tmp_path, ("steps:", entry)) == ["expression-name-unknown"]

    def test_lets_a_case_wait_where_it_stands(self, tmp_path: Path) -> None:
        waits = ("{label: Tidak valid, return: periksa}", "{label: Tidak valid, return: verifikasi, waits_for: centre}")
        assert ids(tmp_path, waits) == []

    def test_asks_the_target_of_a_return_for_its_own_mark(self, tmp_path: Path) -> None:
        back = ("return: periksa, voids: [verifikasi]", "return: verifikasi")
        assert ids(tmp_path, back) == ["return-keeps-mark"]

    @pytest.mark.parametrize("promise", ["promise: 3 hari kerja, ", ""])
    def test_needs_no_promise(self, tmp_path: Path, promise: str) -> None:
        assert ids(tmp_path, ("promise: 3 hari kerja, ", promise)) == []


class TestCheckCatalogue:
    def test_holds_all_files_together(self, tmp_path: Path) -> None:
        stored(tmp_path, EXAMPLE)
        stored(tmp_path, "a: [", place="kantor/kia/2026-01-02.yaml")
        (tmp_path / "kantor" / "office.yaml").write_text("format: 1\n")
        found = {problem.id for problem in check_catalogue(catalogue(tmp_path)).problems}
        assert found == {"yaml-syntax", "key-missing"}

    def test_finds_nothing_in_an_empty_folder(self, tmp_path: Path) -> None:
        assert check_catalogue(catalogue(tmp_path)).problems == ()


class TestPromisesByOutcome:
    def test_name_outcomes_of_a_step_that_can_be_read_as_times(self, tmp_path: Path) -> None:
        by = "clock: {promise_by: {step: periksa, outcomes: {lengkap: 2 hari kerja, kurang: 3 hari kerja}}, promise"
        assert ids(tmp_path, ("clock: {promise", by)) == []
        assert ids(tmp_path, ("clock: {promise", by.replace("2 hari kerja", "segera"))) == ["promise-unreadable"]


class TestComplaints:
    def test_leave_a_lane_that_nobody_knows_to_the_rule_on_lanes(self, tmp_path: Path) -> None:
        named = "complaint: {verified_by: periksa, told_by: serahkan, heard_by: ajukan}\nbooks:\n"
        assert ids(tmp_path, ("books:\n", named)) == []
        assert "complaint-not-heard" not in ids(tmp_path, ("books:\n", named), ("actor: pemohon", "actor: pelapor"))


class TestIdleLanes:
    def test_are_not_those_that_only_write_down_what_the_applicant_does(self, tmp_path: Path) -> None:
        lane = "  penerima: {title: Penerima, column: false, positions: [loket]}\n  kasi:"
        helped = ("assisted_by: [loket]", "assisted_by: [loket, penerima]")
        assert "actor-idle" not in ids(tmp_path, ("  kasi:", lane), helped)
        assert "actor-idle" in ids(tmp_path, ("  kasi:", lane))
        assert "actor-idle" in ids(tmp_path, ("  kasi:", lane.replace("column: false, ", "")), helped)
