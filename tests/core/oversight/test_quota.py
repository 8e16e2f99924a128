"""A walk along numbers is stopped, whoever walks; a page that is loaded again costs nothing (T10)."""

from hypothesis import given
from hypothesis import strategies as st

from loket.core.oversight.quota import Limits, Quota, Verdict

FEW = Limits(of_account=5, of_space=3, seconds=60)


class TestAQuota:
    def test_t10_stops_one_account_in_one_stretch_and_tells_it_once(self) -> None:
        quota = Quota(FEW)
        found = [quota.ask("budi", "1271", str(n), 1.0) for n in range(6)]
        assert found == [Verdict.TAKEN] * 3 + [Verdict.ALARM] + [Verdict.REFUSED] * 2

    def test_t10_stops_two_accounts_that_share_a_walk(self) -> None:
        quota = Quota(FEW)
        found = [quota.ask(f"petugas {n % 2}", "1271", str(n), 1.0) for n in range(4)]
        assert found[-1] is Verdict.ALARM

    def test_t10_stops_an_account_that_changes_the_stretch(self) -> None:
        quota = Quota(FEW)
        found = [quota.ask("budi", str(n), str(n), 1.0) for n in range(6)]
        assert found == [Verdict.TAKEN] * 5 + [Verdict.ALARM]
        assert quota.is_spent("budi", 1.0)
        assert not quota.is_spent("wati", 1.0)

    def test_answers_again_what_was_asked_before(self) -> None:
        quota = Quota(FEW)
        for n in range(3):
            quota.ask("budi", "1271", str(n), 1.0)
        assert [quota.ask("budi", "1271", str(n), 2.0) for n in (0, 1, 2)] == [Verdict.TAKEN] * 3

    def test_lets_go_after_the_window(self) -> None:
        quota = Quota(FEW)
        for n in range(4):
            quota.ask("budi", "1271", str(n), 1.0)
        assert quota.ask("budi", "1271", "9", 60.9) is Verdict.REFUSED
        assert quota.ask("budi", "1271", "9", 61.0) is Verdict.TAKEN
        assert not quota.is_spent("budi", 61.0)

    def test_tells_anew_in_the_next_window(self) -> None:
        quota = Quota(FEW)
        alarms = [quota.ask("budi", "1271", str(n), 100.0 * (n // 10)) for n in range(20)]
        assert alarms.count(Verdict.ALARM) == 2

    def test_tells_anew_of_a_walk_that_never_rests(self) -> None:
        quota = Quota(Limits(of_account=50, of_space=1, seconds=10))
        assert quota.ask("budi", "1271", "1", 12.0) is Verdict.TAKEN
        told = []
        for at in (13.0, 21.0, 23.0):
            quota.ask("budi", "1271", "1", at)
            told.append(quota.ask("budi", "1271", "2", at))
        assert told == [Verdict.ALARM, Verdict.REFUSED, Verdict.ALARM]

    def test_forgets_when_told_to(self) -> None:
        quota = Quota(FEW)
        for n in range(4):
            quota.ask("budi", "1271", str(n), 1.0)
        quota.forget()
        assert quota.ask("budi", "1271", "9", 1.0) is Verdict.TAKEN

    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 40), st.floats(0, 20)), max_size=80))
    def test_t10_never_takes_more_than_the_limits_within_a_window(
        self, asked: list[tuple[int, int, int, float]]
    ) -> None:
        quota, at, taken = Quota(FEW), 0.0, list[tuple[float, int, int, int]]()
        for account, space, number, after in asked:
            at += after
            if quota.ask(account, space, f"{space}-{number}", at) is Verdict.TAKEN:
                taken.append((at, account, space, number))
        for now, *_ in taken:
            recent = [one for one in taken if now - FEW.seconds < one[0] <= now]
            for account in range(4):
                assert len({(s, n) for _, a, s, n in recent if a == account}) <= FEW.of_account
            for space in range(4):
                assert len({n for _, _, s, n in recent if s == space}) <= FEW.of_space
