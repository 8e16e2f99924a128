"""Taking a number: at the kiosk and at the counter for now, online for an hour to come; what its holder may do with it."""

import datetime
import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from django.db.models import QuerySet

from loket.core.engine.refusals import NotAllowed
from loket.core.queue.numbers import LARGEST
from loket.core.queue.rules import QueueRules
from loket.core.queue.ticket import AT_COUNTER, Event, Kind, State, require
from loket.core.queue.waiting import BEFORE_SLOT, SLOT, Slot, slots
from loket.lobby import models
from loket.lobby.queue.closing import close_earlier
from loket.lobby.queue.days import Act, Held, holding, record_of, ticket_of
from loket.lobby.queue.records import PRIORITIES, Channel, TicketRecord, Wanted
from loket.lobby.queue.rules import rules_of
from loket.lobby.refusals import (
    AlreadyInLine,
    NoQueueHere,
    NoSuchTicket,
    NumbersUsedUp,
    QueueDayClosed,
    QueueNotOpen,
    SlotNotFree,
    TooEarly,
)
from loket.offices import queries as offices
from loket.offices.records import Officer, OfficeRecord
from loket.vault.services import blind

BOOKED_AHEAD: Final = 7
"""So many days ahead an hour can be booked. Basis: ours."""
_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
Work = Callable[[Held, models.QueueTicket], TicketRecord]
_OPEN: Final = (State.BOOKED, State.WAITING, State.HELD, *sorted(AT_COUNTER))


def take(office_key: str, wanted: Wanted, act: Act, officer: Officer | None = None) -> TicketRecord:
    """
    Give the next number of the service's line for now: at the kiosk, or by an officer, who also opens a day off.

    Who has booked an hour of today in that line checks in by its code: a NIK is known to others, and gives nobody's booking.
    Raises NotAllowed, NoQueueHere, QueueNotOpen, QueueDayClosed, AlreadyInLine, NumbersUsedUp, KeyMissing of the vault.
    """
    if officer is not None and ("intake" not in officer.powers or officer.office_key != office_key):
        raise NotAllowed
    office = offices.office(office_key)
    today = offices.today(office_key, act.at)
    channel = Channel.KIOSK if officer is None else Channel.COUNTER

    def given(held: Held) -> TicketRecord:
        if found := held.answered(act):
            return found
        open_day(held, act, by_officer=officer is not None)
        row = _numbered(held, wanted, channel)
        return held.write(row, Event(Kind.TAKEN, act.at, line=row.letter, since=act.at), act)

    return holding(office.id, today, given)


def book(office_key: str, wanted: Wanted, slot_at: datetime.datetime, act: Act) -> TicketRecord:
    """
    Book an hour: the number is that of its day, and counts from the check-in at the office.

    Raises NoQueueHere, QueueDayClosed, SlotNotFree, AlreadyInLine, NumbersUsedUp, KeyMissing of the vault.
    """
    office = offices.office(office_key)
    date = offices.today(office_key, slot_at)

    def booked(held: Held) -> TicketRecord:
        if found := held.answered(act):
            return found
        free = _slots(office, held.rules, held.rules.letters.get(wanted.service, ""), act.at)
        if not any(slot.at == slot_at and slot.left for slot in free):
            raise SlotNotFree
        row = _numbered(held, wanted, Channel.ONLINE)
        row.slot_at = slot_at
        return held.write(row, Event(Kind.BOOKED, act.at, line=row.letter), act)

    return holding(office.id, date, booked)


def check_in(code: str, act: Act) -> TicketRecord:
    """
    The holder of a booking is there: it waits from its hour on, or from now where that has begun long ago.

    Raises NoSuchTicket, TooEarly, TicketMoved, QueueDayClosed.
    """
    return of_holder(code, Kind.CHECKED_IN, act, lambda held, row: _checked_in(held, row, act))


def _checked_in(held: Held, row: models.QueueTicket, act: Act) -> TicketRecord:
    slot_at = row.slot_at or act.at
    if act.at < slot_at - BEFORE_SLOT:
        raise TooEarly(minutes=int(BEFORE_SLOT.total_seconds() // 60))
    open_day(held, act, by_officer=True)
    since = slot_at if act.at < slot_at + SLOT else act.at
    return held.write(row, Event(Kind.CHECKED_IN, act.at, since=since), act)


def cancel(code: str, act: Act) -> TicketRecord:
    """The holder gives the number back. Raises NoSuchTicket, TicketMoved, QueueDayClosed."""
    return of_holder(code, Kind.CANCELLED, act, lambda held, row: held.write(row, Event(Kind.CANCELLED, act.at), act))


def rejoin(code: str, act: Act) -> TicketRecord:
    """
    Who was not there when called is back: so many numbers of the line pass first.

    Raises NoSuchTicket, TicketMoved, QueueDayClosed.
    """

    def back(held: Held, row: models.QueueTicket) -> TicketRecord:
        after = held.line(row.line).calls + held.rules.rejoin
        return held.write(row, Event(Kind.REJOINED, act.at, since=act.at, after=after), act)

    return of_holder(code, Kind.REJOINED, act, back)


def of_holder(code: str, kind: Kind, act: Act, work: Work) -> TicketRecord:
    """
    Do something to a ticket that its code alone allows, until its day is past.

    Raises NoSuchTicket, TicketMoved, and QueueDayClosed also for a past day that nobody has closed yet.
    """
    found = models.QueueTicket.objects.filter(code=code).select_related("day").first()
    if found is None:
        raise NoSuchTicket

    def done(held: Held) -> TicketRecord:
        if again := held.answered(act):
            return again
        if held.day.date < offices.today(offices.office_by_id(held.day.office_id).key, act.at):
            raise QueueDayClosed
        row = models.QueueTicket.objects.get(pk=found.pk)
        require(ticket_of(row), kind, str(row))
        return work(held, row)

    return holding(found.day.office_id, found.day.date, done)


def slots_of(office_key: str, service: str, now: datetime.datetime) -> tuple[Slot, ...]:
    """The hours of today and the days after that can be booked for a service, full ones too. Raises NoQueueHere."""
    office = offices.office(office_key)
    rules = rules_of(office.id)
    if rules is None or service not in rules.letters:
        raise NoQueueHere
    return _slots(office, rules, rules.letters[service], now) if rules.places else ()


def _slots(office: OfficeRecord, rules: QueueRules, letter: str, now: datetime.datetime) -> tuple[Slot, ...]:
    today = offices.today(office.key, now)
    days = [today + datetime.timedelta(days=ahead) for ahead in range(BOOKED_AHEAD + 1)]
    booked = models.QueueTicket.objects.filter(day__office=office.id, day__date__in=days, letter=letter)
    kept = booked.exclude(slot_at=None).exclude(state=State.CANCELLED).values_list("slot_at", flat=True)
    taken = Counter(at for at in kept if at is not None)
    calendar = offices.work_calendar(office.key)
    segments = (one for day in days for one in calendar.day(day).segments if one.closed is None)
    return slots(((one.start_at, one.end_at) for one in segments), taken, rules.places, now)


def open_day(held: Held, act: Act, *, by_officer: bool) -> None:
    """
    The first act of a day opens it, and ends what is left open of earlier ones.

    For the public it is open until the office closes, and on a day off once an officer has opened it. Raises QueueNotOpen.
    """
    if not by_officer and not _is_public(held, act):
        raise QueueNotOpen
    if held.day.opened_at is not None:
        return
    held.day.opened_at = act.at
    held.day.save(update_fields=["opened_at"])
    close_earlier(held.day, act)


def _is_public(held: Held, act: Act) -> bool:
    office = offices.office_by_id(held.day.office_id)
    ends = [one.end_at for one in offices.work_calendar(office.key).day(held.day.date).segments if one.closed is None]
    # A day off has no hour at which the office closes: whoever opened it closes it.
    return act.at < max(ends) if ends else held.day.opened_at is not None


def _numbered(held: Held, wanted: Wanted, channel: Channel) -> models.QueueTicket:
    letter = held.rules.letters.get(wanted.service)
    if letter is None:
        raise NoQueueHere
    if _open_of(held, wanted).exists():
        raise AlreadyInLine
    line = held.line(letter)
    if line.last >= LARGEST:
        raise NumbersUsedUp
    line.last += 1
    line.save(update_fields=["last"])
    return models.QueueTicket(
        day=held.day,
        code="T" + "".join(secrets.choice(_SIGNS) for _ in range(12)),
        letter=letter,
        number=line.last,
        service=wanted.service,
        priority=wanted.priority if wanted.priority in PRIORITIES else "",
        channel=channel,
        mark=_mark(held, wanted),
    )


def _open_of(held: Held, wanted: Wanted) -> QuerySet[models.QueueTicket]:
    """The tickets that who asks has in the line of the service today; of nobody who says not who it is."""
    mark, letter = _mark(held, wanted), held.rules.letters.get(wanted.service, "")
    rows = models.QueueTicket.objects.filter(day=held.day, mark=mark, letter=letter, state__in=_OPEN)
    return rows if mark else rows.none()


def _mark(held: Held, wanted: Wanted) -> str:
    return blind("antrean", f"{held.day.pk} {wanted.identity}") if wanted.identity else ""


def read_code(text: str) -> str:
    """A code as typed or scanned, in capitals and without what stands between. It need not be a ticket's."""
    return "".join(sign for sign in text.upper() if sign.isalnum())[:13]


def is_code(text: str) -> bool:
    """Whether it reads as the code of a ticket, which no NIK and no resi does; there need not be one."""
    code = read_code(text)
    return len(code) == 13 and code[0] == "T" and set(code[1:]) <= set(_SIGNS)


def ticket_by(code: str) -> TicketRecord:
    """The ticket of this code. Raises NoSuchTicket."""
    row = models.QueueTicket.objects.filter(code=read_code(code)).select_related("day").first()
    if row is None:
        raise NoSuchTicket
    return record_of(row, row.day)


def tickets_of(resis: Iterable[str]) -> dict[str, TicketRecord]:
    """The tickets that became these cases, by the code of the resi."""
    rows = models.QueueTicket.objects.filter(resi__in=list(resis)).exclude(resi="").select_related("day")
    return {row.resi: record_of(row, row.day) for row in rows}
