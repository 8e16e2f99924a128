"""More than one wife needs leave of the court."""

from loket.core.register.codes import ResidentStatus
from loket.core.rules import more_than_one_wife as rule
from tests.core.register.people import BUDI, DEWI, HADI, RINA, neighbourhood, with_biodata, with_record
from tests.core.rules.found import found


class TestMoreThanOneWife:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_man_with_two_wives(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), HADI, spouse_ids=(DEWI, RINA))) == [(HADI, DEWI, RINA)]

    def test_leaves_women_and_the_dead(self) -> None:
        part = with_biodata(neighbourhood(), DEWI, spouse_ids=(HADI, BUDI))
        dead = with_record(with_biodata(part, HADI, spouse_ids=(DEWI, RINA)), HADI, status=ResidentStatus.DEAD)
        assert (found(rule, part), found(rule, dead)) == ([], [])
