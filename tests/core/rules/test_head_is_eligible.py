"""A head is seventeen or was ever married."""

from loket.core.register.codes import MaritalStatus
from loket.core.rules import head_is_eligible as rule
from tests.core.register.people import BUDI, WATI, WATIS, day, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestHeadIsEligible:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_head_of_sixteen_beside_an_adult(self) -> None:
        assert found(
            rule,
            with_biodata(neighbourhood(), WATI, birth_date=day("2010-01-01"), marital_status=MaritalStatus.BELUM_KAWIN),
        ) == [(WATIS,)]

    def test_leaves_a_young_widow(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), WATI, birth_date=day("2010-01-01"))) == []

    def test_leaves_a_head_on_the_seventeenth_birthday(self) -> None:
        single = {"marital_status": MaritalStatus.BELUM_KAWIN}
        eve = with_biodata(neighbourhood(), WATI, birth_date=day("2009-12-22"), **single)
        birthday = with_biodata(neighbourhood(), WATI, birth_date=day("2009-12-21"), **single)
        assert (found(rule, eve), found(rule, birthday)) == ([(WATIS,)], [])

    def test_leaves_minors_alone_to_another_rule(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), BUDI, birth_date=day("2012-01-01"))) == []
