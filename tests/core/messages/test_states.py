"""A message goes on from state to state by what its gateway says; what may have arrived is never sent again."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.messages.states import (
    ASK_WAITS,
    ENDS,
    FORGOTTEN,
    RETRY_WAITS,
    OutOfOrder,
    Reason,
    Road,
    Said,
    Standing,
    State,
    Step,
    began,
    fold,
    heard,
    too_late,
)

AT = datetime.datetime(2026, 11, 16, 2, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
QUEUED = Step(State.QUEUED, 0, AT, AT)
SENT = Step(State.SENDING, 0, AT)
ROAD = Road(ways=1, answers_questions=True, until=AT + datetime.timedelta(days=3))
MUTE = Road(ways=1, answers_questions=False, until=ROAD.until)
TWO = Road(ways=2, answers_questions=True, until=ROAD.until)


def being_sent(*before: Step) -> Standing:
    return fold([*(before or (QUEUED,)), SENT])


class TestFold:
    def test_counts_how_often_it_was_sent_and_asked_about(self) -> None:
        unknown = Step(State.UNKNOWN, 0, AT, AT)
        found = fold([QUEUED, SENT, QUEUED, SENT, unknown, unknown, unknown])
        assert (found.tries, found.asked, found.sent_at) == (2, 2, AT)

    def test_begins_anew_on_the_next_way(self) -> None:
        found = fold([QUEUED, SENT, Step(State.QUEUED, 1, AT, AT)])
        assert (found.way, found.tries, found.sent_at) == (1, 0, None)

    @pytest.mark.parametrize(
        "steps",
        [
            [],
            [SENT],
            [QUEUED, QUEUED],
            [QUEUED, SENT, SENT],
            [QUEUED, SENT, Step(State.DELIVERED, 0, AT), QUEUED],
            [QUEUED, Step(State.SENDING, 1, AT)],
            [QUEUED, SENT, Step(State.QUEUED, 2, AT)],
            [QUEUED, SENT, Step(State.UNKNOWN, 0, AT), SENT],
        ],
    )
    def test_refuses_what_cannot_have_happened(self, steps: list[Step]) -> None:
        with pytest.raises(OutOfOrder):
            fold(steps)


class TestHeard:
    @pytest.mark.parametrize(
        ("said", "road", "state"),
        [
            (Said.DELIVERED, ROAD, State.DELIVERED),
            (Said.ACCEPTED, ROAD, State.ACCEPTED),
            (Said.REFUSED, ROAD, State.FAILED),
            (Said.REFUSED, TWO, State.QUEUED),
            (Said.LATER, ROAD, State.QUEUED),
            (Said.SILENT, ROAD, State.UNKNOWN),
            (Said.SILENT, MUTE, State.DOUBTFUL),
            (Said.NEVER_HEARD, ROAD, State.UNKNOWN),
        ],
    )
    def test_of_a_message_that_was_just_sent(self, said: Said, road: Road, state: State) -> None:
        assert heard(being_sent(), said, road, AT).state is state

    def test_believes_that_it_was_never_heard_of_only_when_it_can_no_longer_go_out(self) -> None:
        unknown = fold([QUEUED, SENT, Step(State.UNKNOWN, 0, AT, AT)])
        assert heard(unknown, Said.NEVER_HEARD, ROAD, AT + FORGOTTEN).state is State.UNKNOWN
        again = heard(unknown, Said.NEVER_HEARD, ROAD, AT + FORGOTTEN + MINUTE)
        assert (again.state, again.reason) == (State.QUEUED, Reason.NOT_KNOWN)

    def test_does_not_believe_it_of_what_was_taken_before(self) -> None:
        taken = fold([QUEUED, SENT, Step(State.ACCEPTED, 0, AT, AT)])
        assert heard(taken, Said.NEVER_HEARD, ROAD, AT + 2 * FORGOTTEN).state is State.ACCEPTED

    def test_leaves_what_was_taken_when_nobody_says_more(self) -> None:
        taken = fold([QUEUED, SENT, *[Step(State.ACCEPTED, 0, AT, AT)] * (len(ASK_WAITS) + 1)])
        step = heard(taken, Said.SILENT, ROAD, AT)
        assert (step.state, step.next_at) == (State.ACCEPTED, None)
        assert fold([QUEUED, SENT, step]).has_ended

    def test_gives_up_asking(self) -> None:
        asked = fold([QUEUED, SENT, *[Step(State.UNKNOWN, 0, AT, AT)] * len(ASK_WAITS)])
        assert heard(asked, Said.SILENT, ROAD, AT).state is State.DOUBTFUL

    def test_waits_longer_each_time_and_not_for_ever(self) -> None:
        tries, waits = [QUEUED], []
        for _ in RETRY_WAITS:
            step = heard(being_sent(*tries), Said.LATER, ROAD, AT)
            assert step.next_at is not None
            waits.append(step.next_at - AT)
            tries += [SENT, step]
        assert waits == sorted(waits)
        assert heard(being_sent(*tries), Said.LATER, ROAD, AT).state is State.FAILED

    def test_does_not_wait_beyond_its_use(self) -> None:
        soon = Road(1, answers_questions=True, until=AT + MINUTE / 2)
        assert heard(being_sent(), Said.LATER, soon, AT).state is State.FAILED
        over = Road(2, answers_questions=True, until=AT)
        assert heard(being_sent(), Said.REFUSED, over, AT).state is State.FAILED

    def test_needs_a_person_where_it_failed_or_nobody_knows(self) -> None:
        ends = {state for state in ENDS if Standing(state, 0, AT).needs_person}
        assert ends == {State.FAILED, State.DOUBTFUL}
        assert fold([QUEUED, too_late(fold([QUEUED]), AT)]).needs_person

    @given(st.lists(st.sampled_from(Said), min_size=60, max_size=60), st.sampled_from([ROAD, MUTE, TWO]))
    def test_always_comes_to_an_end_and_never_sends_twice_in_doubt(self, words: list[Said], road: Road) -> None:
        steps, now = [QUEUED], AT
        for said in words:
            stands = fold(steps)
            if stands.has_ended:
                break
            assert stands.next_at is not None
            now = max(now, stands.next_at)
            if stands.state is State.QUEUED:
                doubt = [step for step in steps if step.way == stands.way][-2:-1]
                # Sent again only after the gateway said that it was not taken, or that it never heard of it.
                assert not doubt or stands.reason in (Reason.BUSY, Reason.NOT_KNOWN, Reason.REFUSED, Reason.NONE)
                steps.append(began(stands, now))
                stands = fold(steps)
            before = stands
            steps.append(heard(before, said, road, now))
            if said is Said.SILENT:
                assert steps[-1].state in (State.UNKNOWN, State.DOUBTFUL, State.ACCEPTED)
        assert fold(steps).has_ended or len(words) == 60
