"""Which form an operator fills, and until when."""

import pytest

from loket.core.entry.kinds import KINDS
from loket.core.procedure.entering import filling_positions, kind_for, may_fill
from loket.core.procedure.model import Entry, EntryKind, Procedure
from loket.core.procedure.services import ENTRY_KINDS
from tests.sop.procedures import procedure


def _kk(*kinds: EntryKind) -> Procedure:
    entry = Entry(fill="teruskan", effect="sahkan", kinds=kinds or (EntryKind(kind="kelahiran"),))
    return procedure("bintan/kk").model_copy(update={"entry": entry})


class TestTheKind:
    def test_is_the_first_that_applies(self) -> None:
        lost = EntryKind(kind="kk-hilang", when='keperluan == "kk-hilang"')
        asked = _kk(lost, EntryKind(kind="perubahan-data"), EntryKind(kind="kk-rusak"))
        assert kind_for(asked, {"keperluan": "kk-hilang"}) == "kk-hilang"
        assert kind_for(asked, {"keperluan": "kk-rusak"}) == "perubahan-data"

    def test_is_none_for_answers_that_no_kind_is_for(self) -> None:
        assert kind_for(_kk(EntryKind(kind="kk-hilang", when='keperluan == "kk-hilang"')), {}) is None

    def test_is_none_for_a_procedure_that_changes_nothing(self) -> None:
        assert kind_for(_kk().model_copy(update={"entry": None}), {}) is None

    def test_each_has_a_form(self) -> None:
        assert set(KINDS) == set(ENTRY_KINDS)


class TestTheForm:
    @pytest.mark.parametrize(
        ("step", "open_"),
        [
            ("periksa", False),
            ("teruskan", True),
            ("verifikasi-kasi", True),
            ("sahkan", True),
            ("registrasi-cap", False),
        ],
    )
    def test_is_open_from_the_operator_to_the_step_of_effect(self, step: str, open_: bool) -> None:
        assert may_fill(_kk(), step) is open_

    def test_is_closed_at_no_step_and_in_a_procedure_without_one(self) -> None:
        assert not may_fill(_kk(), "")
        assert not may_fill(_kk().model_copy(update={"entry": None}), "teruskan")


class TestWhoFills:
    def test_are_the_positions_of_the_steps_at_which_the_form_is_open(self) -> None:
        asked = _kk()
        open_steps = [step for step in asked.by_id if may_fill(asked, step)]
        assert filling_positions(asked) == frozenset().union(*(asked.positions_by_step[one] for one in open_steps))
        assert "petugas-front-office" not in filling_positions(asked)

    def test_are_none_without_a_form(self) -> None:
        assert filling_positions(_kk().model_copy(update={"entry": None})) == frozenset()
