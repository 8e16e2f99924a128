"""The stock of blanks as sums over the ledger: what is usable, where, for how long, and what waits for destruction."""

import datetime
from collections.abc import Iterable
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, ExpressionWrapper, Q, Sum
from django.db.models.functions import TruncDate

from loket.documents import models
from loket.documents.blanks.ledger import BlankAct
from loket.documents.blanks.records import BlankLine, SpoiledLine, StockLine
from loket.documents.blanks.serials import BlankKind, Serials
from loket.offices import queries as offices

DAYS_SEEN: Final = 30
PAGE: Final = 100
DEFAULT_THRESHOLD: Final = 100
_COMES: Final = frozenset({BlankAct.RECEIVE, BlankAct.RETURN})
_GOES: Final = frozenset({BlankAct.USE, BlankAct.LEND})
_Sums = dict[tuple[str, str, bool, bool], int]


def _sums(office_id: int, kinds: Iterable[str]) -> _Sums:
    """How many blanks each act moved, by kind, act, whether they were used, and whether an officer held them."""
    rows = (
        models.BlankMovement.objects.filter(office=office_id, kind__in=list(kinds))
        .annotate(held=ExpressionWrapper(Q(holder__isnull=False), BooleanField()))
        .values_list("kind", "act", "was_used", "held")
        .annotate(total=Sum("quantity"))
    )
    sums: _Sums = {}
    for kind, act, was_used, held, total in rows:
        sums[kind, act, was_used, held] = total
    return sums


def _total(sums: _Sums, kind: str, acts: Iterable[str], *, held: bool | None = None, used: bool | None = None) -> int:
    wanted = frozenset(acts)
    return sum(
        total
        for (of, act, was_used, was_held), total in sums.items()
        if of == kind and act in wanted and held in (None, was_held) and used in (None, was_used)
    )


def _usable(sums: _Sums, kind: str) -> int:
    gone = _total(sums, kind, _GOES) + _total(sums, kind, {BlankAct.SPOIL}, used=False)
    return _total(sums, kind, _COMES) - gone


def _held(sums: _Sums, kind: str) -> int:
    taken = _total(sums, kind, {BlankAct.USE}, held=True) + _total(sums, kind, {BlankAct.SPOIL}, held=True)
    return _total(sums, kind, {BlankAct.ISSUE}) - _total(sums, kind, {BlankAct.GIVE_BACK}) - taken


def on_hand(office_id: int, kind: BlankKind) -> int:
    """How many usable blanks of a kind the ledger of an office says there are, in one statement."""
    return _usable(_sums(office_id, [kind]), kind)


def keeps_ledger(office_id: int, kind: BlankKind) -> bool:
    """Whether an office has ever received blanks of this kind: from then on each print is bound to a serial."""
    return models.BlankMovement.objects.filter(office=office_id, kind=kind, act=BlankAct.RECEIVE).exists()


def blank_stock(office_key: str, at: datetime.datetime) -> tuple[StockLine, ...]:
    """The stock of each kind in an office, in three statements. Raises NoSuchOffice."""
    office = offices.office(office_key)
    today = offices.today(office_key, at)
    sums = _sums(office.id, BlankKind)
    since = at - datetime.timedelta(days=DAYS_SEEN)
    used = _used_by_day(office.id, office.zone, since)
    rows = models.BlankThreshold.objects.filter(office=office.id).order_by("pk").values_list("kind", "at_least")
    thresholds = dict(rows)
    return tuple(_line(kind, sums, used, today, thresholds.get(kind, DEFAULT_THRESHOLD)) for kind in BlankKind)


def _used_by_day(office_id: int, zone: str, since: datetime.datetime) -> dict[tuple[str, datetime.date], int]:
    rows = (
        models.BlankMovement.objects.filter(office=office_id, act=BlankAct.USE, kind__in=list(BlankKind), at__gte=since)
        .annotate(day=TruncDate("at", tzinfo=ZoneInfo(zone)))
        .values_list("kind", "day")
        .annotate(total=Sum("quantity"))
    )
    return {(kind, day): total for kind, day, total in rows}


def _line(
    kind: BlankKind, sums: _Sums, used: dict[tuple[str, datetime.date], int], today: datetime.date, threshold: int
) -> StockLine:
    usable = _usable(sums, kind)
    month = sum(total for (of, _), total in used.items() if of == kind)
    return StockLine(
        kind=kind,
        on_hand=usable,
        in_store=usable - _held(sums, kind),
        lent=_total(sums, kind, {BlankAct.LEND}) - _total(sums, kind, {BlankAct.RETURN}),
        spoiled=_total(sums, kind, {BlankAct.SPOIL}) - _total(sums, kind, {BlankAct.DESTROY}),
        used_today=used.get((kind, today), 0),
        per_day=month / DAYS_SEEN,
        days_left=usable * DAYS_SEEN // month if month else None,
        threshold=threshold,
        keeps_ledger=_total(sums, kind, {BlankAct.RECEIVE}) > 0,
    )


def blank_ledger(office_key: str, kind: BlankKind, *, before: int | None = None) -> tuple[BlankLine, ...]:
    """The movements of a kind in an office, newest first, a hundred at a time; `before` is the id of the last one seen."""
    rows = models.BlankMovement.objects.filter(office=offices.office(office_key).id, kind=kind)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return tuple(_ledger_line(row) for row in rows.order_by("-pk")[:PAGE])


def _ledger_line(row: models.BlankMovement) -> BlankLine:
    return BlankLine(
        id=row.pk,
        kind=BlankKind(row.kind),
        act=BlankAct(row.act),
        serials=_serials(row),
        quantity=row.quantity,
        holder=row.holder,
        counterpart=row.counterpart,
        reason=row.reason,
        acted_as=row.acted_as,
        at=row.at,
        print_id=row.print_id,
        difference=None if row.expected is None else row.quantity - row.expected,
    )


def _serials(row: models.BlankMovement) -> str:
    return str(_range(row)) if row.first is not None else ""


def spoiled_blanks(office_key: str) -> tuple[SpoiledLine, ...]:
    """Spoiled blanks that nobody has destroyed yet, oldest first: the lines of the next berita acara."""
    office_id = offices.office(office_key).id
    moved = models.BlankMovement.objects.filter(office=office_id, kind__in=list(BlankKind))
    rows = list(moved.filter(act__in=(BlankAct.SPOIL, BlankAct.DESTROY)).order_by("pk"))
    destroyed: dict[tuple[str, str, int], list[Serials]] = {}
    for row in rows:
        if row.act == BlankAct.DESTROY:
            destroyed.setdefault(_series(row), []).append(_range(row))
    spoiled = (row for row in rows if row.act == BlankAct.SPOIL)
    return tuple(
        SpoiledLine(BlankKind(row.kind), str(left), left.quantity, row.at, row.reason)
        for row in spoiled
        for left in _range(row).without(destroyed.get(_series(row), ()))
    )


def _series(row: models.BlankMovement) -> tuple[str, str, int]:
    return row.kind, row.prefix, row.width


def _range(row: models.BlankMovement) -> Serials:
    return Serials(row.prefix, row.width, row.first or 0, row.last or 0)
