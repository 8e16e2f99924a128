"""The register books and the pickup book of the own office."""

import datetime
from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from loket.api.identity import ApiRequest
from loket.api.openapi import declared
from loket.api.scopes import Scope
from loket.api.shapes import Day, Slug, Year
from loket.api.shapes_lists import BookLineOut, PickupPageOut, RegisterPageOut
from loket.casework import queries
from loket.core.problems import BadTerm, Problem
from loket.offices import queries as offices

router = Router(tags=["Books"])
LONGEST_SPAN = datetime.timedelta(days=31)
PageNumber = Annotated[int, Field(ge=1, le=100_000)]


@router.get("/books", **declared(Scope.BOOKS_READ, list[BookLineOut]))
def list_books(request: ApiRequest) -> list[BookLineOut]:
    """The register books that have a number, newest year first."""
    return [BookLineOut.of(record) for record in queries.register_books(request.auth.officer.office_key)]


@router.get("/books/{book}/{year}", **declared(Scope.BOOKS_READ, RegisterPageOut, 404))
def get_book_page(request: ApiRequest, book: Slug, year: Year, page: PageNumber = 1) -> RegisterPageOut:
    """One page of a register book of the own office. A book without numbers has one empty page."""
    return RegisterPageOut.of(queries.register_book(request.auth.officer.office_key, book, year, page))


@router.get("/pickups", **declared(Scope.BOOKS_READ, PickupPageOut))
def list_pickups(request: ApiRequest, first: Query[Day], latest: Query[Day], page: PageNumber = 1) -> PickupPageOut:
    """The pickup book from one date to another, both included, at most 31 days apart."""
    if not datetime.timedelta() <= latest - first <= LONGEST_SPAN:
        sentence = "Rentang tanggal harus urut dan paling panjang 31 hari."
        raise BadTerm(Problem("span-wrong", sentence, field="latest"))
    officer = request.auth.officer
    zone = offices.work_calendar(officer.office_key).zone
    since = datetime.datetime.combine(first, datetime.time.min, zone)
    until = datetime.datetime.combine(latest, datetime.time.min, zone) + datetime.timedelta(days=1)
    return PickupPageOut.of(queries.pickup_book(officer.office_key, since, until), page)
