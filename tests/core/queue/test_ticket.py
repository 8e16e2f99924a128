"""What may happen to a ticket, and what it comes to."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.problems import Refusal
from loket.core.queue.refusals import AtAnotherCounter, RecalledEnough, TicketMoved
from loket.core.queue.ticket import (
    ENDS,
    FROM,
    OF_THE_DAYS_END,
    STATES,
    Event,
    Kind,
    State,
    Ticket,
    evolve,
    folded,
    require,
)

AT = datetime.datetime(2026, 11, 16, 2, 0, tzinfo=datetime.UTC)
LATER = AT + datetime.timedelta(minutes=30)
BEGUN = Event(Kind.TAKEN, AT, line="A", since=AT)
CALLED = Event(Kind.CALLED, AT, counter=2)


def after(*events: Event) -> Ticket:
    return folded((BEGUN, *events))


class TestATicket:
    def test_begins_with_an_event(self) -> None:
        assert after() == Ticket(State.WAITING, "A", AT)
        with pytest.raises(ValueError, match="begins"):
            folded(())

    def test_is_called_recalled_served_and_finished(self) -> None:
        ticket = after(CALLED, Event(Kind.RECALLED, AT, 2), Event(Kind.SERVING, AT, 2), Event(Kind.FINISHED, AT, 2))
        assert ticket == Ticket(State.SERVED, "A", AT, 2, recalls=1)

    def test_keeps_its_arrival_when_it_is_transferred(self) -> None:
        ticket = after(CALLED, Event(Kind.TRANSFERRED, LATER, 2, line="B"))
        assert ticket == Ticket(State.WAITING, "B", AT)

    def test_waits_from_its_return_when_it_rejoins(self) -> None:
        ticket = after(CALLED, Event(Kind.LEFT, AT, 2), Event(Kind.REJOINED, LATER, since=LATER, after=7))
        assert ticket == Ticket(State.WAITING, "A", LATER, after=7)

    def test_that_is_transferred_counts_no_calls_of_the_line_it_left(self) -> None:
        back = (CALLED, Event(Kind.LEFT, AT, 2), Event(Kind.REJOINED, LATER, since=LATER, after=40))
        ticket = after(*back, CALLED, Event(Kind.TRANSFERRED, LATER, 2, line="B"))
        assert ticket == Ticket(State.WAITING, "B", LATER, after=0)

    def test_is_recalled_anew_after_another_call(self) -> None:
        ticket = after(CALLED, Event(Kind.RECALLED, AT, 2), Event(Kind.HELD, AT, 2), CALLED)
        assert (ticket.state, ticket.recalls) == (State.CALLED, 0)

    def test_keeps_the_case_it_became(self) -> None:
        ticket = after(CALLED, Event(Kind.TAKEN_IN, AT, 2, resi="7K2M94QXB3TD"), Event(Kind.FINISHED, AT, 2))
        assert ticket.resi == "7K2M94QXB3TD"

    @pytest.mark.parametrize("state", OF_THE_DAYS_END)
    def test_ends_with_the_day(self, state: State) -> None:
        assert evolve(Ticket(state, "A"), Event(Kind.CLOSED, AT)).state is OF_THE_DAYS_END[state]

    def test_has_an_end_for_every_state_and_a_word(self) -> None:
        assert set(OF_THE_DAYS_END) == set(State) - ENDS
        assert set(STATES) == set(State)
        assert len(set(STATES.values())) == len(State)


class TestARefusal:
    def test_says_where_the_ticket_is_now(self) -> None:
        with pytest.raises(TicketMoved, match="A-012 sudah berubah: sekarang selesai"):
            require(Ticket(State.SERVED, "A"), Kind.CALLED, "A-012")

    def test_keeps_another_counter_off(self) -> None:
        with pytest.raises(AtAnotherCounter, match="loket 2"):
            require(after(CALLED), Kind.FINISHED, "A-012", counter=3)
        with pytest.raises(AtAnotherCounter):
            require(after(CALLED), Kind.LEFT, "A-012", counter=3)
        require(after(CALLED), Kind.FINISHED, "A-012", counter=2)

    def test_lets_another_counter_call_who_was_put_aside(self) -> None:
        require(after(CALLED, Event(Kind.HELD, AT, 2)), Kind.CALLED, "A-012", counter=3)

    def test_ends_the_recalls(self) -> None:
        once = after(CALLED, Event(Kind.RECALLED, AT, 2))
        require(once, Kind.RECALLED, "A-012", counter=2, recalls=2)
        with pytest.raises(RecalledEnough, match="1 kali"):
            require(once, Kind.RECALLED, "A-012", counter=2, recalls=1)


class TestAnyLife:
    @given(st.lists(st.sampled_from(sorted(FROM)), max_size=30))
    def test_leads_through_allowed_states_alone_and_ends_with_the_day(self, kinds: list[Kind]) -> None:
        ticket = after()
        for kind in kinds:
            before = ticket.state
            try:
                require(ticket, kind, "A-001", counter=1, recalls=3)
            except Refusal:
                continue
            assert before in FROM[kind]
            ticket = evolve(ticket, Event(kind, AT, counter=1))
            assert ticket.recalls <= 3
        if ticket.state not in ENDS:
            ticket = evolve(ticket, Event(Kind.CLOSED, AT))
        assert ticket.state in ENDS
