"""
The substitute letter: offered while the office is short of blanks, to whoever could have a card printed today.

It knows stock and entitlement, and refuses to know who asks for it at which counter.
"""

import calendar
import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from loket.core.register import Record
from loket.documents.blanks.records import StockLine
from loket.documents.blanks.serials import BlankKind
from loket.documents.blanks.stock import blank_stock
from loket.documents.gathering import PaperRequest
from loket.documents.gathering.registration import SCARCE, holds_card, lacks_for_card
from loket.documents.papers.kinds import OfficePaper
from loket.documents.prints.outcomes import request_of_key
from loket.documents.prints.printing import PrintJob, print_paper
from loket.documents.prints.records import Printed
from loket.documents.refusals import PrintKeyReused, SubstituteNeedsCause, SubstituteNotOffered
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register import queries as register

MONTHS_VALID: Final = 6


class Cause(StrEnum):
    """Why someone who was handed a card needs another one."""

    LOST = "hilang"
    DAMAGED = "rusak"
    CHANGED = "perubahan data"


def substitutes_offered(office_key: str, record: Record, at: datetime.datetime) -> tuple[StockLine, ...]:
    """
    The cards whose blanks run short and that this resident could be given today, in three statements.

    Raises NoSuchOffice. Basis: SE Mendagri 471.13/10231/DUKCAPIL.
    """
    on = offices.today(office_key, at)
    short = (line for line in blank_stock(office_key, at) if line.offers_substitute)
    return tuple(line for line in short if not lacks_for_card(line.kind.value, record, on))


def needs_cause(kind: BlankKind, record: Record, on: datetime.date) -> bool:
    """Whether a letter in place of this card must say what became of the one that was handed over."""
    return holds_card(kind.value, record, on)


def valid_until(on: datetime.date) -> datetime.date:
    """The last day of a letter issued that day: six months on. Basis: SE Mendagri 471.13/10231/DUKCAPIL."""
    years, month = divmod(on.month - 1 + MONTHS_VALID, 12)
    year = on.year + years
    return datetime.date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def print_substitute(
    kind: BlankKind,
    resident_id: UUID,
    job: PrintJob,
    *,
    number: str = "",
    cause: Cause | None = None,
    officer: Officer,
    key: UUID,
    at: datetime.datetime,
) -> Printed:
    """
    Print the letter in place of a card of this kind; without a number it is a draft.

    For someone who was handed the card the letter says, by `cause`, what became of it.
    The same key gives the same answer, whatever the stock and the day are by then, as long as the register says the same.
    Raises SubstituteNotOffered while there are blanks enough, SubstituteNeedsCause for whoever holds the card when no cause
    is given, and whatever `print_paper` raises.
    Basis: SE Mendagri 471.13/10231/DUKCAPIL.
    """
    request = request_of_key(key, officer)
    if request is None:
        request = _asked(kind, resident_id, number, cause, officer, at)
    elif _told(request) != (OfficePaper.SUKET, kind.value, (resident_id,), number, cause or ""):
        raise PrintKeyReused
    return print_paper(request, job, officer=officer, key=key, at=at)


def _asked(
    kind: BlankKind, resident_id: UUID, number: str, cause: Cause | None, officer: Officer, at: datetime.datetime
) -> PaperRequest:
    line = next(one for one in blank_stock(officer.office_key, at) if one.kind is kind)
    if not line.offers_substitute:
        raise SubstituteNotOffered(paper=kind.value, fields=("paper",))
    on = offices.today(officer.office_key, at)
    found = register.resident(resident_id, on)
    if cause is None and found is not None and needs_cause(kind, found.record, on):
        raise SubstituteNeedsCause(paper=kind.value, fields=("cause",))
    told = {"paper": kind.value, "valid_until": valid_until(on).isoformat()}
    return PaperRequest(
        paper=OfficePaper.SUKET,
        office_key=officer.office_key,
        on=on,
        resident_ids=(resident_id,),
        number=number,
        details={
            **told,
            **({"stock": SCARCE} if line.on_hand > 0 else {}),
            **({"because": cause.value} if cause else {}),
        },
    )


def _told(request: PaperRequest) -> tuple[object, ...]:
    """What a click says of a letter; day and stock are not in it."""
    details = request.details
    return request.paper, details.get("paper"), request.resident_ids, request.number, details.get("because", "")
