"""A form beside what the register knows of whom it names."""

from collections.abc import Callable
from uuid import UUID

import pytest

from loket.core.entry import Filled, Known, Values
from loket.core.problems import BadTerm
from loket.core.terms import KkNumber, Nik
from tests.core.entry.filling import Ids, known
from tests.core.register.people import BUDI, BUDIS, HADI, HADIS, TODAY, kk_number, neighbourhood

PART = neighbourhood()
STRANGER, NO_KK = Nik("2101062104840099"), KkNumber("2101060601200099")


def form(knows: Known | None = None, **held: object) -> Filled:
    return Filled(Values(held), knows or known(PART), TODAY, Ids())


def problem(ask: Callable[[], object]) -> tuple[str, str | None, str]:
    with pytest.raises(BadTerm) as caught:
        ask()
    found = caught.value.problem
    assert found.hint
    return found.id, found.field, found.sentence


class TestFilled:
    def test_finds_whom_a_field_names(self) -> None:
        budi = PART.residents[BUDI]
        found = form(who=budi.nik, home=kk_number(BUDIS))
        assert found.resident("who") == budi
        assert found.resident_or_none("who") == budi
        assert found.kk("home").family_id == BUDIS
        assert found.kk_of(budi).family_id == BUDIS

    def test_finds_whom_a_row_names(self) -> None:
        hadi = PART.residents[HADI]
        row = Values({"who": hadi.nik, "home": kk_number(HADIS)}, "members.0.")
        assert form().resident("who", row) == hadi
        assert form().kk("home", row).family_id == HADIS

    def test_has_nobody_where_the_field_is_empty(self) -> None:
        assert form().resident_or_none("who") is None

    def test_names_the_field_of_a_stranger(self) -> None:
        sentence = "2101062104840099 tidak ada dalam register kantor ini."
        assert problem(lambda: form(who=STRANGER).resident("who")) == ("entry-resident-unknown", "who", sentence)
        row = Values({"who": STRANGER}, "members.2.")
        assert problem(lambda: form().resident("who", row))[1] == "members.2.who"

    def test_says_so_where_nobody_is_named_at_all(self) -> None:
        assert problem(lambda: form().resident("who"))[2] == "Penduduk ini tidak ada dalam register kantor ini."
        assert problem(lambda: form(who=UUID(int=7)).resident("who"))[2].startswith(str(UUID(int=7)))

    def test_names_the_field_of_a_kk_that_is_not_in_force(self) -> None:
        assert problem(lambda: form(home=NO_KK).kk("home"))[:2] == ("entry-family-unknown", "home")
        assert problem(lambda: form().kk("home"))[:2] == ("entry-family-unknown", "home")
        closed = Known(families={kk_number(BUDIS): BUDIS})
        assert problem(lambda: form(closed, home=kk_number(BUDIS)).kk("home"))[:2] == ("entry-family-unknown", "home")

    def test_names_the_field_of_who_is_in_no_kk(self) -> None:
        budi = PART.residents[BUDI]
        for knows in (Known(), Known(family_of={BUDI: BUDIS})):
            found = problem(lambda knows=knows: form(knows).kk_of(budi, "who"))  # type: ignore[misc]
            assert found == ("entry-without-kk", "who", "Budi Hartono tidak tercantum dalam KK mana pun.")

    def test_gives_new_ids_one_after_another(self) -> None:
        found = form()
        assert found.new_id() != found.new_id()
