"""Checkpoints seal what changed, once a day."""

import datetime

import pytest
from django.utils import timezone

from loket.casework import models
from loket.casework.audit import checkpoints
from loket.casework.audit.checkpoints import ClockBehind, DayPassed, checkpoints_of, make_checkpoint
from loket.casework.audit.reading import database_now
from loket.casework.store import chain
from loket.core.engine import Claim
from loket.offices import queries as offices
from tests.apps import factories
from tests.apps.casework.sealing import seal, seal_yesterday

pytestmark = pytest.mark.django_db


def _leaves(number: int) -> dict[str, int]:
    rows = models.CheckpointLeaf.objects.filter(checkpoint__number=number)
    return dict(rows.values_list("resi", "version"))


class TestACheckpoint:
    def test_seals_the_head_of_every_case_of_its_office(self) -> None:
        taken = [factories.take_in(), factories.take_in()]
        factories.take_in("pontianak")
        made = seal("bintan")
        assert (made.number, made.count, made.replayed) == (1, 2, False)
        assert _leaves(1) == {case.resi: case.version for case in taken}

    def test_seals_only_what_changed_since_the_one_before(self) -> None:
        moved, _resting = factories.case_at("sahkan"), factories.take_in()
        first = seal_yesterday("bintan")
        acted, fresh = factories.act(moved, Claim(), factories.hadi()), factories.take_in()
        second = seal("bintan")
        assert _leaves(2) == {acted.resi: acted.version, fresh.resi: fresh.version}
        assert second.number == 2
        assert bytes(models.Checkpoint.objects.get(number=2).prev_root) == first.root

    def test_is_made_once_a_day(self) -> None:
        factories.take_in()
        first = seal("bintan")
        factories.take_in()
        again = seal("bintan")
        assert again.replayed
        assert (again.number, again.root, again.made_at) == (first.number, first.root, first.made_at)
        assert [record.number for record in checkpoints_of("bintan")] == [1]

    @pytest.mark.parametrize("day", [datetime.date(1, 1, 1), datetime.date(2020, 1, 1)])
    def test_is_not_given_a_day_long_past_though_there_is_none_before(self, day: datetime.date) -> None:
        with pytest.raises(DayPassed):
            make_checkpoint("bintan", day)

    def test_is_made_also_when_nothing_happened(self) -> None:
        made = seal("bintan")
        assert (made.number, made.count) == (1, 0)

    @pytest.mark.parametrize("days", [1, -2])
    def test_is_not_given_a_day_to_come_nor_one_before_the_latest(self, days: int) -> None:
        seal_yesterday("bintan")
        today = offices.today("bintan", timezone.now())
        with pytest.raises(DayPassed):
            make_checkpoint("bintan", today + datetime.timedelta(days=days))
        assert len(checkpoints_of("bintan")) == 1

    def test_is_of_an_office_that_exists(self) -> None:
        with pytest.raises(offices.NoSuchOffice):
            make_checkpoint("tidak-ada", factories.MONDAY.date())


class TestTheTree:
    def test_of_one_leaf_is_that_leaf(self) -> None:
        leaf = chain.leaf_hash("0123456789AB", 3, bytes(32))
        assert chain.merkle_root([leaf]) == leaf
        assert chain.merkle_root([]) == chain.EMPTY_ROOT

    @pytest.mark.parametrize("count", [2, 3, 5, 8, 13])
    def test_changes_with_each_leaf_and_with_their_order(self, count: int) -> None:
        leaves = [chain.leaf_hash("0123456789AB", n, bytes(32)) for n in range(count)]
        roots = {chain.merkle_root(leaves), chain.merkle_root(leaves[::-1]), chain.merkle_root(leaves[1:])}
        roots |= {chain.merkle_root([*leaves[:n], bytes(32), *leaves[n + 1 :]]) for n in range(count)}
        assert len(roots) == count + 3


class TestAClockThatWasSetBack:
    """T23: whoever sets the clock back cannot have a day of the past sealed, and is told of."""

    def test_seals_nothing_and_alarms(self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
        factories.take_in()
        now = database_now()
        monkeypatch.setattr(checkpoints, "database_now", lambda: now - datetime.timedelta(days=3))
        with pytest.raises(ClockBehind, match="dimundurkan") as refused:
            make_checkpoint("bintan", (now - datetime.timedelta(days=3)).date())
        assert "NTP" in refused.value.hint
        assert [(one.name, one.levelname) for one in caplog.records] == [("loket.alarm", "ERROR")]
        assert checkpoints_of("bintan") == ()

    def test_by_a_breath_seals_all_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        factories.take_in()
        now = database_now()
        monkeypatch.setattr(checkpoints, "database_now", lambda: now - datetime.timedelta(seconds=100))
        assert make_checkpoint("bintan", offices.today("bintan", now)).number == 1
