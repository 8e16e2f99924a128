"""Who left a KK together: the same KK, the same day, the same letter."""

from uuid import UUID

import pytest

from loket.core.register.codes import MoveKind, MoveReason
from loket.core.register.moves import MoveOut
from loket.core.terms import Nik
from loket.register import queries
from tests.apps import factories
from tests.apps.register import people
from tests.apps.register.people import Home

pytestmark = pytest.mark.django_db


def leaves(home: Home, *places: int, letter: str, kind: MoveKind = MoveKind.MEMBERS) -> None:
    people.record(
        MoveOut(
            date=factories.TODAY,
            family_id=home.id,
            movers=frozenset(home.members[place] for place in places),
            kind_of_move=kind,
            destination=people.PONTIANAK.region,
            reason=MoveReason.WORK,
            skpwni_number=letter,
        ),
        accepted={"couple-shares-kk": "tugas di kota lain"},
    )


def party(resident: UUID) -> list[str]:
    nik = queries.people([resident])[resident].nik
    assert nik is not None
    return [one.name for one in queries.party_of(nik)]


class TestTheParty:
    def test_of_whom_nobody_knows_is_empty(self) -> None:
        assert queries.party_of(Nik("9901064303869999")) == ()

    def test_of_who_has_not_left_is_himself(self) -> None:
        assert party(people.saris().members[0]) == ["Agus Salim"]

    def test_is_everyone_of_the_move_in_the_order_of_the_kk(self) -> None:
        home = people.saris()
        leaves(home, 2, 1, 0, letter="SKPWNI/1", kind=MoveKind.HEAD_AND_ALL)
        assert party(home.members[2]) == ["Agus Salim", "Sari Wulandari", "Adi Salim"]

    def test_leaves_out_who_stayed_and_who_left_by_another_letter(self) -> None:
        home = people.saris()
        leaves(home, 1, letter="SKPWNI/1")
        leaves(home, 2, letter="SKPWNI/2")
        assert party(home.members[1]) == ["Sari Wulandari"]
        assert party(home.members[2]) == ["Adi Salim"]
        assert party(home.members[0]) == ["Agus Salim"]

    def test_takes_a_fixed_number_of_statements(self, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
        home = people.saris()
        leaves(home, 0, 1, 2, letter="SKPWNI/1", kind=MoveKind.HEAD_AND_ALL)
        with django_assert_max_num_queries(14):
            party(home.members[0])
