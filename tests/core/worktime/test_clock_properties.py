"""What holds for every clock, and two independent counters that must agree with ours."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from django_bizcal import WorkingCalendar
from hypothesis import given
from hypothesis import strategies as st

from loket.core.worktime import (
    Closure,
    Duration,
    Incident,
    Pause,
    StretchKind,
    Unit,
    WorkCalendar,
    due,
    elapsed,
    measure,
    open_spans,
)
from tests.core.worktime.sample_offices import EASTERN_OFFICE, FIVE_DAY_OFFICE, SIX_DAY_OFFICE, WIB

MINUTE = timedelta(minutes=1)
WINDOW = datetime(2026, 2, 9, tzinfo=WIB)
"""Six weeks from here have Imlek, the beginning and end of Ramadan, Nyepi and Idul Fitri in them."""

moments = st.integers(0, 6 * 7 * 24 * 60).map(lambda minutes: WINDOW + minutes * MINUTE)
bounds = st.tuples(moments, st.integers(1, 4 * 24 * 60)).map(lambda span: (span[0], span[0] + span[1] * MINUTE))
pauses = st.lists(
    st.builds(
        lambda bound, party: Pause(bound[0], bound[1], "berkas kurang", party),
        bounds,
        st.sampled_from(("applicant", "centre", "office")),
    ),
    max_size=4,
)
incidents = st.lists(bounds.map(lambda bound: Incident(*bound, "listrik padam")), max_size=2)
closures = bounds.map(lambda bound: Closure(*bound, "banjir", bound[0]))
offices = st.builds(
    lambda office, closed: replace(office, closures=tuple(closed)),
    st.sampled_from((FIVE_DAY_OFFICE, SIX_DAY_OFFICE, EASTERN_OFFICE)),
    st.lists(closures, max_size=2),
)
minutes = st.builds(Duration, st.integers(1, 3000), st.just(Unit.MINUTES))
durations = st.one_of(
    minutes,
    st.builds(Duration, st.integers(1, 40), st.just(Unit.WORKING_HOURS)),
    st.builds(Duration, st.integers(1, 12), st.just(Unit.WORKING_DAYS)),
    st.builds(Duration, st.integers(1, 90), st.just(Unit.CALENDAR_HOURS)),
    st.builds(Duration, st.integers(1, 9), st.just(Unit.CALENDAR_DAYS)),
    st.builds(Duration, st.integers(1, 3), st.just(Unit.WEEKS)),
)


def due_at(
    office: WorkCalendar,
    start: datetime,
    duration: Duration,
    paused: Sequence[Pause] = (),
    outages: Sequence[Incident] = (),
) -> datetime:
    at = due(office, start, duration, paused, outages).at
    assert at is not None
    return at


class TestElapsed:
    @given(office=offices, three=st.lists(moments, min_size=3, max_size=3), paused=pauses, outages=incidents)
    def test_adds_up_over_a_point_between(
        self, office: WorkCalendar, three: list[datetime], paused: list[Pause], outages: list[Incident]
    ) -> None:
        first, between, last = sorted(three)
        parts = elapsed(office, first, between, paused, outages) + elapsed(office, between, last, paused, outages)
        assert parts == elapsed(office, first, last, paused, outages)

    @given(office=offices, start=moments, duration=minutes, paused=pauses, outages=incidents)
    def test_is_the_whole_promise_at_the_due_time_and_less_a_minute_before(
        self, office: WorkCalendar, start: datetime, duration: Duration, paused: list[Pause], outages: list[Incident]
    ) -> None:
        at = due_at(office, start, duration, paused, outages)
        assert elapsed(office, start, at, paused, outages) == duration.amount * MINUTE
        assert elapsed(office, start, max(start, at - MINUTE), paused, outages) < duration.amount * MINUTE


class TestDue:
    @given(office=offices, start=moments, duration=durations, day=st.integers(0, 30), which=st.integers(0, 9))
    def test_is_not_moved_by_a_pause_while_the_office_is_closed(
        self, office: WorkCalendar, start: datetime, duration: Duration, day: int, which: int
    ) -> None:
        segments = office.day(WINDOW.date() + timedelta(days=day)).segments
        closed = [segment for segment in segments if segment.closed is not None]
        chosen = closed[which % len(closed)]
        pause = Pause(chosen.start_at, chosen.end_at, "malam", "applicant")
        moved = due_at(office, start, duration, (pause,))
        if duration.unit.runs_while_closed:
            assert moved >= due_at(office, start, duration)
        else:
            assert moved == due_at(office, start, duration)

    @given(office=offices, start=moments, duration=durations)
    def test_is_the_same_by_the_short_way_and_by_the_way_that_heeds_outages(
        self, office: WorkCalendar, start: datetime, duration: Duration
    ) -> None:
        long_ago = Incident(WINDOW - timedelta(days=999), WINDOW - timedelta(days=998), "listrik padam")
        assert due_at(office, start, duration) == due_at(office, start, duration, (), (long_ago,))

    @given(office=offices, start=moments, duration=durations, closure=closures, paused=pauses, outages=incidents)
    def test_is_never_made_earlier_by_a_closure(
        self,
        office: WorkCalendar,
        start: datetime,
        duration: Duration,
        closure: Closure,
        paused: list[Pause],
        outages: list[Incident],
    ) -> None:
        before = due_at(office, start, duration, paused, outages)
        assert due_at(office.with_closure(closure), start, duration, paused, outages) >= before

    @given(office=offices, start=moments, duration=durations, paused=pauses, outages=incidents)
    def test_is_never_made_earlier_by_a_pause_or_an_outage(
        self, office: WorkCalendar, start: datetime, duration: Duration, paused: list[Pause], outages: list[Incident]
    ) -> None:
        undisturbed = due_at(office, start, duration)
        assert due_at(office, start, duration, paused) >= undisturbed
        assert due_at(office, start, duration, paused, outages) >= due_at(office, start, duration, (), outages)

    @given(office=offices, start=moments, duration=durations, paused=pauses, outages=incidents)
    def test_is_explained_without_gaps_from_the_start_to_the_due_time(
        self, office: WorkCalendar, start: datetime, duration: Duration, paused: list[Pause], outages: list[Incident]
    ) -> None:
        promise = due(office, start, duration, paused, outages)
        explained = promise.explain
        assert explained[0].start_at == start
        assert explained[-1].end_at == promise.at
        for earlier, later in pairwise(explained):
            assert earlier.end_at == later.start_at
            assert replace(earlier, start_at=later.start_at, end_at=later.end_at) != later

    @given(office=offices, start=moments, duration=minutes, paused=pauses)
    def test_counts_in_its_explanation_exactly_what_was_promised(
        self, office: WorkCalendar, start: datetime, duration: Duration, paused: list[Pause]
    ) -> None:
        explained = due(office, start, duration, paused).explain
        counted = [stretch.length for stretch in explained if stretch.kind is StretchKind.COUNTED]
        assert sum(counted, timedelta()) == duration.amount * MINUTE


class TestMeasure:
    @given(office=offices, two=st.lists(moments, min_size=2, max_size=2), paused=pauses, outages=incidents)
    def test_shares_out_every_open_minute_once(
        self, office: WorkCalendar, two: list[datetime], paused: list[Pause], outages: list[Incident]
    ) -> None:
        start, end = sorted(two)
        measures = measure(office, start, end, paused, outages)
        shared = (
            measures.office_working_time + measures.waiting_on_applicant + measures.waiting_on_centre + measures.outage
        )
        assert shared == elapsed(office, start, end)
        assert measures.citizen_calendar_time == end - start
        assert measures.office_working_time >= elapsed(office, start, end, paused, outages)


class TestOpenSpans:
    @given(office=offices, two=st.lists(moments, min_size=2, max_size=2))
    def test_are_in_order_apart_and_within_the_bounds(self, office: WorkCalendar, two: list[datetime]) -> None:
        start, end = sorted(two)
        spans = list(open_spans(office, start, end))
        assert all(start <= begins < closes <= end for begins, closes in spans)
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))


class MinuteCounter:
    """Counts as a patient clerk would: one minute after the other, with the rules written out again."""

    def __init__(self, office: WorkCalendar, paused: Sequence[Pause] = (), outages: Sequence[Incident] = ()) -> None:
        self.office = office
        causes: list[Pause | Incident | Closure] = [*paused, *outages, *office.closures]
        self.out = [(cause.start_at, cause.end_at) for cause in causes]

    def counts(self, minute: datetime) -> bool:
        local = minute.astimezone(self.office.zone)
        if local.date() in self.office.holidays:
            return False
        week = self.office.hours
        for period in self.office.periods:
            if period.valid_from <= local.date() < period.valid_until:
                week = period.hours
        is_open = any(opens <= local.time() < closes for opens, closes in week[local.weekday()])
        return is_open and not any(begins <= minute and (ends is None or minute < ends) for begins, ends in self.out)

    def elapsed(self, start: datetime, end: datetime) -> int:
        total = (end - start) // MINUTE
        return sum(self.counts(start + number * MINUTE) for number in range(total))

    def due(self, start: datetime, needed: int) -> datetime:
        minute = start
        while needed:
            needed -= self.counts(minute)
            minute += MINUTE
        return minute


class TestAgainstAMinuteCounter:
    @given(office=offices, start=moments, length=st.integers(0, 5 * 24 * 60), paused=pauses, outages=incidents)
    def test_the_same_time_has_elapsed(
        self, office: WorkCalendar, start: datetime, length: int, paused: list[Pause], outages: list[Incident]
    ) -> None:
        end = start + length * MINUTE
        counted = MinuteCounter(office, paused, outages).elapsed(start, end)
        assert elapsed(office, start, end, paused, outages) == counted * MINUTE

    @given(
        office=offices,
        start=moments,
        needed=st.integers(1, 600),
        paused=pauses,
        outages=incidents,
    )
    def test_the_same_minute_is_due(
        self, office: WorkCalendar, start: datetime, needed: int, paused: list[Pause], outages: list[Incident]
    ) -> None:
        counted = MinuteCounter(office, paused, outages).due(start, needed)
        assert due_at(office, start, Duration(needed, Unit.MINUTES), paused, outages) == counted


class TestAgainstADayCounter:
    @given(
        office=st.sampled_from((FIVE_DAY_OFFICE, SIX_DAY_OFFICE, EASTERN_OFFICE)),
        start=moments,
        days=st.integers(1, 30),
    )
    def test_the_same_closing_time_is_due(self, office: WorkCalendar, start: datetime, days: int) -> None:
        day = start.astimezone(office.zone).date()
        left = days
        while left:
            day += timedelta(days=1)
            left -= bool(office.hours[day.weekday()]) and day not in office.holidays
        closing = office.hours_on(day)[0][-1][1]
        assert due_at(office, start, Duration(days, Unit.WORKING_DAYS)) == datetime.combine(day, closing, office.zone)


def as_bizcal(office: WorkCalendar) -> WorkingCalendar:
    """Every date is given to it one by one: it knows neither Ramadan nor cuti bersama."""
    first = WINDOW.date() - timedelta(days=7)
    days = [first + timedelta(days=number) for number in range(120)]
    return WorkingCalendar(
        tz=office.zone.key,
        weekly_schedule={number: tuple(spans) for number, spans in enumerate(office.hours)},
        day_overrides={day: () if day in office.holidays else office.hours_on(day)[0] for day in days},
    )


class TestAgainstAnotherLibrary:
    OFFICES = tuple((office, as_bizcal(office)) for office in (FIVE_DAY_OFFICE, SIX_DAY_OFFICE, EASTERN_OFFICE))

    @given(pair=st.sampled_from(OFFICES), two=st.lists(moments, min_size=2, max_size=2))
    def test_the_same_time_has_elapsed(self, pair: tuple[WorkCalendar, WorkingCalendar], two: list[datetime]) -> None:
        start, end = sorted(two)
        assert elapsed(pair[0], start, end) == pair[1].business_time_between(start, end)

    @given(pair=st.sampled_from(OFFICES), start=moments, needed=st.integers(1, 5000))
    def test_the_same_instant_is_due(
        self, pair: tuple[WorkCalendar, WorkingCalendar], start: datetime, needed: int
    ) -> None:
        theirs = pair[1].add_business_minutes(start, needed)
        assert due_at(pair[0], start, Duration(needed, Unit.MINUTES)) == theirs
