"""Taking, calling and closing: numbers without a gap, each act once, and a row that is the fold of its events."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from loket.core.engine.refusals import NotAllowed
from loket.core.queue.refusals import CounterBusy
from loket.core.queue.rules import QueueRules
from loket.core.queue.ticket import ENDS, Event, Kind, State, folded
from loket.lobby import models
from loket.lobby.queue import queries, services
from loket.lobby.queue.days import ticket_of
from loket.lobby.queue.services import Wanted
from loket.lobby.refusals import (
    AlreadyInLine,
    NoQueueHere,
    NoSuchCounter,
    NumbersUsedUp,
    QueueDayClosed,
    QueueKeepersOnly,
    QueueNotOpen,
    SlotNotFree,
    TooEarly,
)
from loket.offices import queries as offices
from tests.apps import factories
from tests.apps.at_once import at_once
from tests.apps.conftest import OwnDatabase
from tests.apps.factories import MONDAY, TODAY
from tests.apps.lobby.lines import RULES, act, at, called, done, has_queue, served, taken

TEN = MONDAY + datetime.timedelta(hours=1)
SATURDAY = 5 * 24 * 60


def kept() -> list[models.QueueTicket]:
    return list(models.QueueTicket.objects.order_by("letter", "number"))


def require_folds() -> None:
    """Every row is what its events make of it."""
    for row in kept():
        events = models.QueueEvent.objects.filter(ticket=row).order_by("pk")
        told = [Event(Kind(e.kind), e.at, e.counter, e.line, e.since, e.after, e.resi) for e in events]
        assert folded(told) == ticket_of(row)


@pytest.fixture
def queue(db: None) -> None:
    has_queue()


@pytest.mark.usefixtures("queue")
class TestANumber:
    def test_follows_the_last_of_its_letter(self) -> None:
        assert [taken(service=service).text for service in ("kk", "skdwni", "kk")] == ["A-001", "B-001", "A-002"]

    def test_starts_at_one_the_next_day(self) -> None:
        taken()
        assert taken(24 * 60).text == "A-001"

    def test_of_a_lost_reply_is_the_same(self) -> None:
        once = act(0, uuid.uuid4())
        first = services.take("bintan", Wanted("kk"), once)
        assert services.take("bintan", Wanted("kk"), once) == first
        assert len(kept()) == 1

    def test_is_one_for_each_person_and_line(self) -> None:
        first = taken(identity="9901014101900001")
        with pytest.raises(AlreadyInLine):
            taken(identity="9901014101900001")
        taken(service="skdwni", identity="9901014101900001")
        services.cancel(first.code, act(1))
        assert taken(2, identity="9901014101900001").text == "A-002"

    def test_keeps_of_a_person_a_digest_of_the_day_and_nothing_after_the_close(self) -> None:
        taken(identity="9901014101900001")
        marks = {row.mark for row in kept()}
        assert all(len(mark) == 64 for mark in marks)
        assert not any(
            "9901014101900001" in str(cell) for row in models.QueueTicket.objects.values_list() for cell in row
        )
        taken(24 * 60, identity="9901014101900001")
        assert marks.isdisjoint(row.mark for row in kept() if row.mark)
        assert [row.mark for row in kept() if row.day.date == TODAY] == [""]

    def test_is_not_given_where_there_is_no_queue(self) -> None:
        with pytest.raises(NoQueueHere):
            taken(service="ktp-el")
        with pytest.raises(NoQueueHere):
            services.take("pontianak", Wanted("kk"), act())

    def test_is_not_given_on_a_day_off_until_an_officer_opens_it(self) -> None:
        with pytest.raises(QueueNotOpen):
            taken(SATURDAY)
        services.take("bintan", Wanted("kk"), act(SATURDAY), factories.budi())
        assert taken(SATURDAY).text == "A-002"

    def test_is_not_given_to_the_public_after_the_office_has_closed_but_by_an_officer(self) -> None:
        assert taken().text == "A-001"
        evening = 13 * 60
        with pytest.raises(QueueNotOpen):
            taken(evening)
        assert called(1, evening) is not None
        with pytest.raises(QueueNotOpen):
            taken(evening)
        assert services.take("bintan", Wanted("kk"), act(evening), factories.budi()).text == "A-002"
        with pytest.raises(QueueNotOpen):
            taken(evening)

    def test_of_a_lost_reply_is_the_same_after_the_office_has_closed(self) -> None:
        key = uuid.uuid4()
        first = services.take("bintan", Wanted("kk"), act(0, key))
        assert services.take("bintan", Wanted("kk"), act(13 * 60, key)) == first

    def test_is_not_given_by_officers_of_no_counter_or_of_another_office(self) -> None:
        for officer in (factories.officer("bintan.joko"), factories.dewi()):
            with pytest.raises(NotAllowed):
                services.take("bintan", Wanted("kk"), act(), officer)

    def test_ends_where_clips_end(self) -> None:
        taken()
        models.QueueLine.objects.update(last=9999)
        with pytest.raises(NumbersUsedUp):
            taken()


@pytest.mark.usefixtures("queue")
class TestABooking:
    def test_waits_from_its_hour_after_the_check_in(self) -> None:
        booked = services.book("bintan", Wanted("kk"), TEN, act())
        assert (booked.state, booked.slot_at) == (State.BOOKED, TEN)
        assert called(1, 5) is None
        with pytest.raises(TooEarly):
            services.check_in(booked.code, act(29))
        assert services.check_in(booked.code, act(30)).since == TEN

    def test_that_comes_late_waits_from_then(self) -> None:
        booked = services.book("bintan", Wanted("kk"), TEN, act())
        assert services.check_in(booked.code, act(120)).since == at(120)

    def test_is_opened_to_the_public_by_its_code_and_by_no_nik(self) -> None:
        nik = "9901014101900001"
        booked = services.book("bintan", Wanted("kk", identity=nik), TEN, act())
        with pytest.raises(AlreadyInLine) as refused:
            taken(40, identity=nik)
        assert "kode" in refused.value.hint
        assert queries.ticket_by(booked.code).state is State.BOOKED
        assert taken(40, "skdwni", identity=nik).text == "B-001"
        once = act(40, uuid.uuid4())
        arrived = services.check_in(booked.code, once)
        assert (arrived.code, arrived.state, arrived.since) == (booked.code, State.WAITING, TEN)
        assert services.check_in(booked.code, once) == arrived
        assert len(kept()) == 2
        require_folds()

    def test_of_another_person_or_day_is_nobody_elses(self) -> None:
        tomorrow = TEN + datetime.timedelta(days=1)
        services.book("bintan", Wanted("kk", identity="9901014101900001"), TEN, act())
        services.book("bintan", Wanted("kk", identity="9901014101900002"), tomorrow, act())
        assert taken(40, identity="9901014101900002").text == "A-002"
        assert taken(40).text == "A-003"
        assert [row.state for row in kept() if row.slot_at] == ["booked", "booked"]

    def test_fills_its_hour_and_frees_it_again(self) -> None:
        mine = [services.book("bintan", Wanted("kk"), TEN, act()) for _ in range(RULES.places)]
        with pytest.raises(SlotNotFree):
            services.book("bintan", Wanted("kk"), TEN, act())
        services.cancel(mine[0].code, act())
        assert services.book("bintan", Wanted("kk"), TEN, act()).text == "A-003"

    @pytest.mark.parametrize("minutes", [0, -60, 61, 24 * 60 * 14 + 60])
    def test_is_of_an_hour_that_is_offered(self, minutes: int) -> None:
        with pytest.raises(SlotNotFree):
            services.book("bintan", Wanted("kk"), at(minutes), act())

    def test_is_offered_where_the_service_has_a_queue(self) -> None:
        assert TEN in [slot.at for slot in queries.slots_of("bintan", "kk", MONDAY)]
        with pytest.raises(NoQueueHere):
            queries.slots_of("bintan", "ktp-el", MONDAY)


@pytest.mark.usefixtures("queue")
class TestTheEndOfTheDay:
    def test_leaves_no_ticket_open_and_counts_them(self) -> None:
        for minute in range(4):
            taken(minute)
        services.book("bintan", Wanted("kk"), TEN, act())
        served(2, 10)
        called(2, 11)
        done(called(1, 12), Kind.HELD, 13)
        counts = services.close_day(factories.budi(), act(60))
        assert counts == {"served": 1, "left": 2, "cancelled": 2, "ditutup": 4}
        assert queries.counts_of(factories.budi().office_id, TODAY) == counts
        assert {row.state for row in kept()} <= set(ENDS)
        require_folds()

    def test_ends_it_for_everyone(self) -> None:
        taken()
        services.close_day(factories.budi(), act(60))
        for late in (lambda: taken(61), lambda: called(1, 61), lambda: services.close_day(factories.budi(), act(62))):
            with pytest.raises(QueueDayClosed):
                late()
        assert taken(24 * 60).text == "A-001"

    def test_comes_by_itself_with_the_first_act_of_another(self) -> None:
        taken()
        taken(24 * 60)
        assert [row.state for row in kept() if row.day.date == TODAY] == ["cancelled"]
        require_folds()

    def test_nobody_checks_in_or_comes_back_or_gives_back_on_a_day_that_is_past(self) -> None:
        booked = services.book("bintan", Wanted("kk"), TEN, act())
        away = taken()
        done(called(2, 1), Kind.LEFT, 2)
        for late in (services.check_in, services.cancel):
            with pytest.raises(QueueDayClosed):
                late(booked.code, act(24 * 60))
        with pytest.raises(QueueDayClosed):
            services.rejoin(away.code, act(24 * 60))
        assert [row.state for row in kept()] == ["booked", "left"]

    def test_a_booking_of_tomorrow_is_not_checked_in_but_given_back(self) -> None:
        booked = services.book("bintan", Wanted("kk"), TEN + datetime.timedelta(days=1), act())
        with pytest.raises(TooEarly):
            services.check_in(booked.code, act(60))
        assert services.cancel(booked.code, act(61)).state is State.CANCELLED

    def test_is_declared_at_the_counter_or_by_who_supervises(self) -> None:
        with pytest.raises(NotAllowed):
            services.close_day(factories.officer("bintan.joko"), act(60))

    def test_leaves_history_that_nobody_changes(self) -> None:
        taken()
        for statement in ("UPDATE lobby_queueevent SET kind = 'x'", "DELETE FROM lobby_queuesetting"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


@pytest.mark.usefixtures("queue")
class TestWhatIsShown:
    def test_on_the_display_are_the_latest_calls_without_a_name(self) -> None:
        office = offices.office("bintan").id
        assert queries.board(office, TODAY).calls == ()
        for minute in range(3):
            taken(minute)
        called(1, 4)
        done(called(2, 5), Kind.RECALLED, 6)
        board = queries.board(office, TODAY)
        assert [(call.text, call.counter) for call in board.calls] == [("A-002", 2), ("A-002", 2), ("A-001", 1)]
        assert board.calls[0].clips == ("nomor-antrean", "a", "dua", "silakan-ke-loket", "dua")
        assert (dict(board.counters), board.waiting, board.is_closed) == ({1: "A-001", 2: "A-002"}, 1, False)
        assert len({call.order for call in board.calls}) == 3

    def test_to_the_holder_is_the_place(self) -> None:
        taken()
        second = taken(1)
        assert queries.place_of(second, at(2)) == queries.Place(1, None)
        moved = called(1, 3)
        assert moved is not None
        assert queries.place_of(moved, at(4)) is None

    def test_to_the_holder_is_a_time_where_the_pace_is_known(self) -> None:
        for minute in range(7):
            taken(minute)
        for minute in range(10, 35, 5):
            served(1, minute)
        last = queries.ticket_by(kept()[-1].code)
        assert queries.place_of(last, at(35)) == queries.Place(1, 10)

    def test_at_a_counter_is_its_own(self) -> None:
        assert queries.counter_view("bintan", 2, MONDAY).counts == {"A": 0}
        taken()
        taken(1, "skdwni")
        mine = called(2, 2)
        view = queries.counter_view("bintan", 2, at(3))
        assert (view.current, view.waiting, view.counts) == (mine, (), {"A": 0})
        assert [one.text for one in queries.counter_view("bintan", 3, at(3)).waiting] == ["B-001"]
        with pytest.raises(NoSuchCounter):
            queries.counter_view("bintan", 9, at(3))


@pytest.mark.usefixtures("queue")
class TestTheCost:
    def test_does_not_grow_with_the_line(self) -> None:
        costs = []
        for waiting in (3, 40):
            for minute in range(waiting):
                taken(minute)
            with CaptureQueriesContext(connection) as calling:
                moved = called(1, 50)
            with CaptureQueriesContext(connection) as showing:
                queries.counter_view("bintan", 1, at(51))
                queries.board(factories.budi().office_id, TODAY)
                queries.place_of(queries.ticket_by(kept()[-1].code), at(51))
            done(moved, Kind.FINISHED, 52)
            costs.append((len(calling), len(showing)))
        with CaptureQueriesContext(connection) as closing:
            services.close_day(factories.budi(), act(60))
        # The first call of a day makes the row of its counter.
        assert costs[1][0] <= costs[0][0] <= 24
        assert costs[0][1] == costs[1][1] <= 14
        assert len(closing) <= 14


class TestTheRules:
    @pytest.mark.django_db
    def test_are_set_by_who_keeps_the_office_with_a_history(self) -> None:
        budi, hadi = factories.budi(), factories.hadi()
        with pytest.raises(QueueKeepersOnly):
            services.set_rules(budi.office_id, RULES, officer=budi, why="x", at=MONDAY)
        assert services.set_rules(hadi.office_id, QueueRules(), officer=hadi, why="x", at=MONDAY)
        assert queries.rules_of(hadi.office_id) is None
        services.set_rules(hadi.office_id, RULES, officer=hadi, why="Mulai memakai antrean", at=MONDAY)
        assert queries.rules_of(hadi.office_id) == RULES
        assert [change.why for change in queries.changes_of(hadi.office_id)] == ["Mulai memakai antrean"]

    @pytest.mark.django_db
    def test_without_them_there_is_nothing_to_show(self) -> None:
        with pytest.raises(NoQueueHere):
            queries.board(offices.office("bintan").id, TODAY)
        with pytest.raises(NoQueueHere):
            queries.counter_view("bintan", 1, MONDAY)


class TestAtOnce:
    def test_twelve_get_twelve_numbers_and_two_counters_never_the_same(self, own_database: OwnDatabase) -> None:
        has_queue()
        given = at_once(*(taken for _ in range(12)))
        assert sorted(getattr(one, "text", "") for one in given) == [f"A-{number:03}" for number in range(1, 13)]
        budi = factories.budi()
        both = at_once(*((lambda counter=counter: called(counter, 5, budi)) for counter in (1, 2, 1, 2)))
        texts = sorted(one.text for one in both if isinstance(one, queries.TicketRecord))
        assert texts == ["A-001", "A-002"]
        assert sum(isinstance(one, CounterBusy) for one in both) == 2

    def test_a_lost_reply_sent_four_times_at_once_is_one_number(self, own_database: OwnDatabase) -> None:
        has_queue()
        once = act(0, uuid.uuid4())
        given = at_once(*((lambda: services.take("bintan", Wanted("kk"), once)) for _ in range(4)))
        assert len({getattr(one, "code", one) for one in given}) == 1
