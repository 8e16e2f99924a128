"""The flow picture: every step in its lane, no line through a symbol, every outcome to be seen."""

import datetime
from itertools import pairwise

import pytest

from loket.core.engine import CaseState, Passage, Status
from loket.core.procedure.model import Procedure
from loket.core.procedure.reader import catalogue
from loket.web.flow.arrows import LABEL_SIZE
from loket.web.flow.layout import TEXT_SIZE, draw, symbol_kind
from loket.web.flow.shapes import Edge, Sheet, Symbol
from loket.web.flow.standing import Standing, Words, picture, standing
from loket.web.flow.text import width_of, wrapped
from tests.house.tree import ROOT

PROCEDURES = {
    f"{reading.path.parent.parent.name}/{reading.procedure.service}": reading.procedure
    for reading in catalogue(ROOT / "sop").readings
    if reading.procedure is not None
}
MONDAY = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)
EVERY = pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)


def bintan_kk() -> Procedure:
    return PROCEDURES["bintan/kk"]


def crosses(start: tuple[float, float], end: tuple[float, float], symbol: Symbol) -> bool:
    """Whether an upright or level line runs through the inside of a symbol's box."""
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    return left < symbol.right - 1 and right > symbol.left + 1 and top < symbol.bottom - 1 and bottom > symbol.top + 1


def strangers(edge: Edge, sheet: Sheet) -> list[Symbol]:
    return [symbol for symbol in sheet.symbols if symbol.step not in (edge.source, edge.target)]


def passed(step: str, outcome: str, by: int = 7, *, voided: bool = False) -> Passage:
    return Passage(step, by, outcome, MONDAY, voided=voided)


def state_at(step: str | None, *passages: Passage) -> CaseState:
    return CaseState(len(passages) + 1, Status.IN_PROCESS, MONDAY, step, MONDAY, passages=passages)


class TestEveryProcedure:
    @EVERY
    def test_has_its_lanes_and_rows_in_printed_order(self, procedure: Procedure) -> None:
        (sheet,) = draw(procedure)
        busy = {step.actor for step in procedure.steps}
        lanes = [key for key, actor in procedure.actors.items() if actor.column or key in busy]
        assert [column.actor for column in sheet.columns] == lanes
        assert [row.number for row in sheet.rows] == [step.no for step in procedure.steps]

    @EVERY
    def test_puts_each_symbol_into_the_lane_of_its_actor(self, procedure: Procedure) -> None:
        (sheet,) = draw(procedure)
        lanes = {column.actor: column for column in sheet.columns}
        for symbol in sheet.symbols:
            lane = lanes[procedure.by_id[symbol.step].actor]
            assert lane.left < symbol.left < symbol.right < lane.right

    @EVERY
    def test_draws_no_line_through_a_symbol_it_does_not_join(self, procedure: Procedure) -> None:
        (sheet,) = draw(procedure)
        through = [
            (edge.source, edge.target, symbol.step)
            for edge in sheet.edges
            for start, end in pairwise(edge.points)
            for symbol in strangers(edge, sheet)
            if crosses(start, end, symbol)
        ]
        assert through == []

    @EVERY
    def test_shows_every_way_out_of_every_step(self, procedure: Procedure) -> None:
        (sheet,) = draw(procedure)
        shown = {(edge.source, outcome) for edge in sheet.edges for outcome in edge.outcomes}
        single_ends = {
            s.id for s in procedure.steps if len(s.outcomes) == 1 and not next(iter(s.outcomes.values())).target
        }
        wanted = {(s.id, key) for s in procedure.steps for key in s.outcomes if s.id not in single_ends}
        assert shown == wanted

    @EVERY
    def test_keeps_lines_straight_and_inside_the_sheet(self, procedure: Procedure) -> None:
        (sheet,) = draw(procedure)
        for edge in sheet.edges:
            for (x1, y1), (x2, y2) in pairwise(edge.points):
                assert x1 == x2 or y1 == y2
                assert 0 <= x2 <= sheet.width
                assert sheet.head <= y2 <= sheet.height

    @EVERY
    def test_keeps_labels_whole_and_off_the_text_of_the_rows(self, procedure: Procedure) -> None:
        (sheet,) = draw(procedure)
        text_right = sheet.text_left + max(width_of(line, TEXT_SIZE) for row in sheet.rows for line in row.lines)
        for edge in sheet.edges:
            names = [procedure.by_id[edge.source].outcomes[key].label for key in edge.outcomes]
            wanted = names[0] if len(names) == 1 else f"{len(names)} hasil"
            assert not edge.label or " ".join(edge.label) == wanted
            if edge.label_anchor == "end":
                widest = max((width_of(line, LABEL_SIZE) for line in edge.label), default=0)
                assert edge.label_at[0] - widest > text_right

    @EVERY
    def test_starts_and_ends_in_a_terminator(self, procedure: Procedure) -> None:
        kinds = {symbol_kind(step) for step in procedure.steps if all(o.end for o in step.outcomes.values())}
        assert kinds <= {"terminator", "decision"}


class TestReturns:
    def test_go_up_to_an_earlier_row(self) -> None:
        (sheet,) = draw(bintan_kk())
        back = next(edge for edge in sheet.edges if edge.source == "verifikasi-kabid" and edge.kind == "return")
        assert back.target == "periksa"
        assert back.points[0][1] > back.points[-1][1]
        assert back.label == ("Berkas tidak valid",)

    def test_that_share_a_margin_have_tracks_of_their_own(self) -> None:
        (sheet,) = draw(bintan_kk())
        into_check = [edge.points[1][0] for edge in sheet.edges if edge.target == "periksa" and edge.kind == "return"]
        assert len(into_check) == len(set(into_check)) == 2

    def test_to_the_same_step_are_a_loop_and_not_a_line_to_and_fro(self) -> None:
        (sheet,) = draw(PROCEDURES["pesisir-selatan/ktp-el"])
        loop = next(edge for edge in sheet.edges if edge.source == edge.target)
        assert len({y for _x, y in loop.points}) == 3


class TestSheets:
    def test_break_after_the_rows_that_fit_and_join_by_letters(self) -> None:
        first, second = draw(bintan_kk(), rows_per_sheet=6)
        assert (len(first.rows), len(second.rows)) == (6, 4)
        out = {connector.letter for connector in first.connectors if connector.outgoing}
        into = {connector.letter for connector in second.connectors if not connector.outgoing}
        assert out == into != set()

    def test_carry_a_return_back_by_a_letter_as_well(self) -> None:
        first, second = draw(bintan_kk(), rows_per_sheet=6)
        back = next(connector for connector in second.connectors if connector.outgoing)
        assert back.step == "sahkan"
        assert [c.step for c in first.connectors if c.letter == back.letter] == ["teruskan"]

    def test_without_room_for_a_row_are_refused(self) -> None:
        with pytest.raises(ValueError, match="at least one row"):
            draw(bintan_kk(), rows_per_sheet=0)


class TestStanding:
    def test_marks_done_steps_and_the_open_one(self) -> None:
        state = state_at("periksa", passed("serahkan", "diserahkan"), passed("terima", "diterima"))
        marks = standing(bintan_kk(), state, {"terima": Words("Budi Santoso", "Sen 23 Nov")}).marks
        assert [marks[step].state for step in ("serahkan", "terima", "periksa")] == ["done", "done", "current"]
        assert marks["terima"].who == "Budi Santoso"
        assert "teruskan" not in marks

    def test_after_a_return_the_steps_it_went_over_are_to_be_done_again(self) -> None:
        state = state_at(
            "periksa",
            passed("serahkan", "diserahkan"),
            passed("terima", "diterima"),
            passed("periksa", "lengkap"),
            passed("teruskan", "diteruskan"),
            passed("verifikasi-kasi", "tidak-valid"),
        )
        marks = standing(bintan_kk(), state, {}).marks
        assert marks["terima"].state == "done"
        assert marks["periksa"].state == "current"
        assert marks["teruskan"].state == marks["verifikasi-kasi"].state == "redo"

    def test_a_step_taken_back_is_not_done(self) -> None:
        state = state_at("terima", passed("serahkan", "diserahkan"), passed("terima", "diterima", voided=True))
        assert standing(bintan_kk(), state, {}).marks["terima"].state == "current"

    def test_thickens_only_the_arrows_the_case_has_gone(self) -> None:
        state = state_at("terima", passed("serahkan", "diserahkan"))
        (sheet,) = picture(bintan_kk(), standing(bintan_kk(), state, {}))
        assert [item.edge.source for item in sheet.edges if item.taken] == ["serahkan"]

    def test_a_procedure_alone_has_nothing_done(self) -> None:
        (sheet,) = picture(bintan_kk(), Standing())
        assert {line.mark.state for line in sheet.rows} == {"ahead"}


class TestWrapped:
    def test_keeps_each_line_within_its_width(self) -> None:
        lines = wrapped("Kepala Bidang Pelayanan Pendaftaran Penduduk", 100, 12, 9)
        assert len(lines) > 1
        assert all(width_of(line, 12) <= 100 for line in lines)

    def test_shows_that_something_was_left_out(self) -> None:
        assert wrapped("satu dua tiga empat lima enam", 60, 12, 1)[0].endswith("…")

    def test_cuts_a_word_that_is_wider_than_its_column(self) -> None:
        lines = wrapped("Dispendukcapilkabupaten", 50, 12, 9)
        assert "".join(lines) == "Dispendukcapilkabupaten"
        assert all(width_of(line, 12) <= 50 for line in lines)
