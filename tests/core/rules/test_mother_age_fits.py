"""A mother is hardly older than fifty-five."""

import pytest

from loket.core.rules import mother_age_fits as rule
from tests.core.register.people import (
    BABY,
    CONTEXT,
    NOBODY,
    RINA,
    SARI,
    WATI,
    birth,
    day,
    decided,
    neighbourhood,
    refused,
    with_biodata,
)
from tests.core.rules.found import found


class TestMotherAgeFits:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize(("born", "count"), [("1943-11-12", 0), ("1943-11-11", 1), ("1920-01-01", 1)])
    def test_lets_pass_who_is_fifty_five(self, born: str, count: int) -> None:
        assert found(rule, with_biodata(neighbourhood(), WATI, birth_date=day(born))) == [(RINA, WATI)] * count

    def test_leaves_fathers_and_a_mother_who_is_not_here(self) -> None:
        old = with_biodata(neighbourhood(), WATI, birth_date=day("1920-01-01"))
        assert found(rule, with_biodata(old, RINA, mother_id=NOBODY, father_id=WATI)) == []

    def test_says_how_old_she_was(self) -> None:
        (one,) = rule.check(with_biodata(neighbourhood(), WATI, birth_date=day("1940-01-01")), CONTEXT)
        assert one.sentence == "Wati Kusuma sudah berumur 59 tahun ketika Rina Kusuma lahir."

    def test_asks_for_a_reason_at_the_birth(self) -> None:
        part = with_biodata(neighbourhood(), SARI, birth_date=day("1960-04-21"))
        assert refused(part, birth()) == ("mother-age-fits",)
        accepted = decided(part, birth(), mother_age_fits="surat rumah sakit diperiksa").accepted
        assert [one.finding.about for one in accepted] == [(BABY, SARI)]
