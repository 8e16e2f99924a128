"""How far a signature has come, and what may be done next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.proof.states import Next, SignatureState, may_follow, next_of, transitions

S = SignatureState


class TestTheStates:
    def test_begin_as_prepared_alone(self) -> None:
        assert [state for state in S if may_follow(None, state)] == [S.PREPARED]

    @pytest.mark.parametrize("final", [S.SIGNED, S.FAILED])
    def test_end_as_signed_or_failed(self, final: SignatureState) -> None:
        assert not any(may_follow(final, state) for state in S)

    def test_say_before_the_provider_hears_of_it_that_it_was_sent(self) -> None:
        assert [state for state in S if may_follow(state, S.SIGNED)] == [S.SENT, S.UNKNOWN]
        assert not may_follow(S.PREPARED, S.UNKNOWN)

    def test_never_send_twice(self) -> None:
        assert [state for state in S if may_follow(state, S.SENT)] == [S.PREPARED]

    def test_are_told_to_the_database_pair_by_pair(self) -> None:
        assert len(transitions()) == len(set(transitions())) == 7
        assert all(may_follow(before, after) for before, after in transitions())


class TestWhatIsNext:
    @pytest.mark.parametrize(
        ("attempts", "expected"),
        [
            ([], Next.PREPARE),
            ([S.PREPARED], Next.SEND),
            ([S.SENT], Next.ASK),
            ([S.UNKNOWN], Next.ASK),
            ([S.SIGNED], Next.NOTHING),
            ([S.FAILED], Next.PREPARE),
            ([S.FAILED, S.FAILED, S.PREPARED], Next.SEND),
        ],
    )
    def test_follows_from_the_latest_attempt(self, attempts: list[SignatureState], expected: Next) -> None:
        assert next_of(attempts) is expected

    @pytest.mark.parametrize("open_state", [S.PREPARED, S.SENT, S.UNKNOWN, S.SIGNED])
    def test_is_not_said_when_two_could_be_signed(self, open_state: SignatureState) -> None:
        with pytest.raises(ValueError, match="still be signed"):
            next_of([open_state, S.PREPARED])


class TestAnyHistory:
    @given(st.lists(st.sampled_from([*S, None]), max_size=60))
    def test_signs_a_paper_at_most_once_and_sends_each_attempt_once(self, wishes: list[SignatureState | None]) -> None:
        """Whoever does only what `next_of` and `may_follow` allow, in whatever order it is tried."""
        attempts: list[list[SignatureState]] = []
        for wish in wishes:
            if wish is None:
                if next_of(trail[-1] for trail in attempts) is Next.PREPARE:
                    attempts.append([S.PREPARED])
            elif attempts and may_follow(attempts[-1][-1], wish):
                attempts[-1].append(wish)
        assert sum(trail.count(S.SIGNED) for trail in attempts) <= 1
        assert all(trail.count(S.SENT) <= 1 for trail in attempts)
        assert all(trail[-1] is S.FAILED for trail in attempts[:-1])
        assert all(S.SENT in trail for trail in attempts if S.SIGNED in trail)
