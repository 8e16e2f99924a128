"""Offices, officers, and when the office is open."""

from ninja import Query, Router

from loket.api.identity import ApiRequest
from loket.api.openapi import declared
from loket.api.refusals import NoSuchThing
from loket.api.scopes import Scope
from loket.api.shapes import Line, Moment, Slug, Year
from loket.api.shapes_office import CalendarOut, DueOut, OfficeOut, PositionOut
from loket.core.problems import BadTerm, Problem
from loket.core.worktime import Duration, due, parse_duration
from loket.offices import queries as offices

router = Router(tags=["Offices"])


@router.get("/offices", **declared(Scope.OFFICE_READ, list[OfficeOut]))
def list_offices(request: ApiRequest) -> list[OfficeOut]:
    """All offices of this installation."""
    return [OfficeOut.model_validate(office) for office in offices.offices()]


@router.get("/offices/{key}", **declared(Scope.OFFICE_READ, OfficeOut, 404))
def get_office(request: ApiRequest, key: Slug) -> OfficeOut:
    """One office."""
    found = offices.find_office(key)
    if found is None:
        raise NoSuchThing(what="Kantor")
    return OfficeOut.model_validate(found)


@router.get("/positions", **declared(Scope.OFFICE_READ, list[PositionOut]))
def list_positions(request: ApiRequest) -> list[PositionOut]:
    """The positions of the own office, and who fills them today."""
    caller = request.auth
    return [PositionOut.of(record) for record in offices.positions(caller.officer.office_key, caller.today)]


@router.get("/calendar", **declared(Scope.OFFICE_READ, CalendarOut))
def get_calendar(request: ApiRequest, year: Query[Year | None] = None) -> CalendarOut:
    """Hours, holidays and closures of the own office in a year (without `year`: this one)."""
    calendar = offices.work_calendar(request.auth.officer.office_key)
    return CalendarOut.of(calendar, year or request.auth.today.year)


@router.get("/calendar/due", **declared(Scope.OFFICE_READ, DueOut))
def explain_due(request: ApiRequest, start: Query[Moment], promise: Query[Line]) -> DueOut:
    """When a promise such as “3 hari kerja”, made at `start`, falls due in the own office, and why."""
    office_key = request.auth.officer.office_key
    calendar = offices.work_calendar(office_key)
    try:
        return DueOut.of(due(calendar, start, _duration(promise), (), offices.incidents(office_key)))
    except OverflowError as error:
        raise _bad_promise("Waktu itu terlalu panjang.") from error
    except ValueError as error:
        raise _bad_promise(str(error)) from error


def _duration(promise: str) -> Duration:
    duration = parse_duration(promise)
    if duration is None:
        raise ValueError("Tulis lama waktunya, misalnya “3 hari kerja”.")
    return duration


def _bad_promise(sentence: str) -> BadTerm:
    return BadTerm(Problem("promise-unreadable", sentence, field="promise"))
