"""Who is called at a counter, and what becomes of a number that is put aside, passed on or comes back."""

import uuid

import pytest

from loket.core.engine.refusals import NotAllowed
from loket.core.queue.refusals import CounterBusy
from loket.core.queue.rules import QueueRules
from loket.core.queue.ticket import Kind, State
from loket.core.terms import Resi
from loket.lobby.queue import queries, services
from loket.lobby.queue.services import Wanted
from loket.lobby.refusals import NoQueueHere, NoSuchCounter, NoSuchTicket
from tests.apps import factories
from tests.apps.lobby.lines import RULES, act, called, done, has_queue, served, taken
from tests.apps.lobby.test_queue import kept


@pytest.fixture
def queue(db: None) -> None:
    has_queue()


@pytest.mark.usefixtures("queue")
class TestACall:
    def test_goes_through_the_lines_of_its_counter(self) -> None:
        taken(0, "skdwni")
        taken(1)
        assert served(2, 2) == "A-001"
        assert served(2, 3) == ""
        assert served(3, 4) == "B-001"

    def test_gives_priority_by_the_ratio(self) -> None:
        for minute, priority in enumerate(("", "", "lansia", "hamil", "disabilitas", "bukan apa-apa")):
            taken(minute, priority=priority)
        assert [served(2, 10) for _ in range(6)] == ["A-003", "A-004", "A-001", "A-005", "A-002", "A-006"]

    def test_lets_nobody_wait_longer_than_the_longest(self) -> None:
        taken(0)
        taken(50, priority="lansia")
        assert served(2, 60) == "A-001"

    def test_of_a_lost_reply_calls_nobody_else(self) -> None:
        taken()
        taken(1)
        once = act(2, uuid.uuid4())
        first = services.call_next(factories.budi(), 1, once)
        assert services.call_next(factories.budi(), 1, once) == first
        assert [row.state for row in kept()] == ["called", "waiting"]

    def test_waits_until_the_counter_is_free(self) -> None:
        first, _second = taken(), taken(1)
        called(1, 2)
        with pytest.raises(CounterBusy, match=first.text):
            called(1, 3)

    def test_is_for_officers_of_the_counter(self) -> None:
        with pytest.raises(NotAllowed):
            called(1, 0, factories.officer("bintan.joko"))
        with pytest.raises(NoSuchCounter):
            called(9, 0)
        with pytest.raises(NoQueueHere):
            called(1, 0, factories.dewi())

    def test_of_who_came_back_lets_numbers_pass(self) -> None:
        away = taken()
        for minute in (1, 2, 3):
            taken(minute)
        done(called(2, 4), Kind.LEFT, 5)
        services.rejoin(away.code, act(6))
        assert [served(2, 7) for _ in range(4)] == ["A-002", "A-003", "A-004", "A-001"]

    def test_of_who_came_back_is_at_once_where_nobody_waits(self) -> None:
        away = taken()
        done(called(2, 4), Kind.LEFT, 5)
        services.rejoin(away.code, act(6))
        assert served(2, 7) == "A-001"

    def test_keeps_the_arrival_of_who_was_transferred(self) -> None:
        taken(0)
        taken(1, "skdwni")
        moved = called(2, 2)
        assert moved is not None
        services.transfer(factories.budi(), 2, moved.code, "B", act(3))
        assert [served(3, 4), served(3, 5)] == ["A-001", "B-001"]

    def test_of_who_came_back_and_was_transferred_is_in_the_order_of_the_other_line(self) -> None:
        away = taken()
        for minute in range(1, 7):
            taken(minute)
        done(called(2, 7), Kind.LEFT, 7)
        assert [served(2, 8) for _ in range(6)] == [f"A-{number:03}" for number in range(2, 8)]
        services.rejoin(away.code, act(10))
        again = called(2, 11)
        assert again is not None
        services.transfer(factories.budi(), 2, again.code, "B", act(12))
        taken(13, "skdwni")
        assert [served(3, 14), served(3, 15)] == ["A-001", "B-001"]

    def test_of_who_came_back_is_not_put_off_by_another_line_of_the_counter_for_ever(self) -> None:
        away = taken()
        done(called(1, 1), Kind.LEFT, 2)
        services.rejoin(away.code, act(3))
        calls = []
        for minute in range(4, 70):
            taken(minute, "skdwni")
            calls.append(served(1, minute))
        # No other number of its own line was ever called, so the calls it lets pass never came.
        assert calls.index("A-001") == 3 + RULES.longest - 4

    def test_is_transferred_to_a_line_that_there_is(self) -> None:
        taken()
        moved = called(2, 2)
        assert moved is not None
        with pytest.raises(NoSuchCounter):
            services.transfer(factories.budi(), 2, moved.code, "Z", act(3))

    def test_takes_up_again_who_was_put_aside(self) -> None:
        taken()
        taken(1)
        held = done(called(2, 2), Kind.HELD, 3)
        assert served(2, 4) == "A-002"
        again = services.call(factories.budi(), 2, held.code, act(5))
        assert (again.text, again.state) == ("A-001", State.CALLED)

    def test_becomes_a_case(self) -> None:
        taken()
        mine = called(2, 2)
        assert mine is not None
        resi = Resi.new()
        done_ = services.taken_in(factories.budi(), 2, mine.code, resi, act(3))
        assert (done_.state, done_.resi) == (State.SERVING, resi.code)
        assert queries.tickets_of([resi.code])[resi.code].text == "A-001"

    def test_names_a_ticket_of_this_office_and_day(self) -> None:
        has_queue("pontianak", QueueRules({"kk": "A"}, {1: ("A",)}))
        other = services.take("pontianak", Wanted("kk"), act(), factories.dewi())
        for code in ("TIDAKADA", other.code):
            with pytest.raises(NoSuchTicket):
                services.call(factories.budi(), 1, code, act(1))
        with pytest.raises(NoSuchTicket):
            queries.ticket_by("TIDAKADA")
        with pytest.raises(NoSuchTicket):
            services.cancel("TIDAKADA", act())
