"""Looking for a resident: one box for every number and for names as people misspell them, and what was found and why."""

import contextlib
import re
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loket.casework import queries as casework
from loket.core.problems import BadTerm
from loket.core.register.codes import ResidentStatus
from loket.core.terms import RegionCode
from loket.offices import queries as offices
from loket.register import queries as register
from loket.register import services
from loket.register.finding.people import PersonHit
from loket.register.finding.query import PeopleQuery, read_query
from loket.register.finding.widening import look_for
from loket.register.places import PlaceNames
from loket.register.records import RegionRecord
from loket.web.desk.pages import Desk, desk_view, page
from loket.web.desk.register.search_words import less_alike, misread, other_years
from loket.web.desk.register.words import Tag, status_tag

LONGEST: Final = 120
SHORTEST: Final = 2
MOST: Final = 20
_DISTRICT: Final = 3
_NUMBER: Final = re.compile(r"[\d .-]{6,}")
_MOTHER: Final = re.compile(r"[ ,;]+(?:nama )?ibu(?: kandung)?[ :]+(.+)$", re.IGNORECASE)
_PLACE: Final = re.compile(r"[ ,;]+(?:lahir di|di)[ :]+(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """Someone found, as the list shows it."""

    hit: PersonHit
    place: PlaceNames | None
    status: Tag | None


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a search found: where to go at once, or the list, or that it is known elsewhere.

    `likelier` stands above `found`, under `above`: who has the name but was born at another time.
    """

    found: tuple[Found, ...] = ()
    goes_to: str = ""
    elsewhere: bool = False
    notes: tuple[str, ...] = ()
    likelier: tuple[Found, ...] = ()
    above: str = ""
    below: str = ""
    by_year: bool = False


@require_safe
@desk_view
def residents(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The box; with something in it what was found, or the page itself when a number names it."""
    asked = {name: " ".join(request.GET.get(name, "").split())[:LONGEST] for name in ("q", "ibu", "tempat", "wilayah")}
    answer = _answer(desk, asked) if len(asked["q"]) >= SHORTEST else Answer()
    if answer.goes_to:
        return redirect(answer.goes_to)
    context: dict[str, Any] = {
        **{f"asked_{name}": value for name, value in asked.items()},
        "searched": len(asked["q"]) >= SHORTEST,
        "too_short": 0 < len(asked["q"]) < SHORTEST,
        "answer": answer,
        "count": len(answer.likelier) + len(answer.found),
        "more": MOST in (len(answer.likelier), len(answer.found)),
        "districts": _districts(desk),
    }
    return page(request, "desk/register/search.html", context)


def _districts(desk: Desk) -> tuple[RegionRecord, ...]:
    """The kecamatan among which the officer may narrow the search."""
    return register.regions_under(RegionCode.parse(offices.office(desk.officer.office_key).code), _DISTRICT)


def _answer(desk: Desk, asked: dict[str, str]) -> Answer:
    query = read_line(asked["q"], desk, mother=asked["ibu"], place=asked["tempat"])
    with contextlib.suppress(BadTerm):
        query = replace(query, region=RegionCode.parse(asked["wilayah"]) if asked["wilayah"] else None)
    if query.nik or query.kk_number:
        return _by_number(desk, query)
    if query.resi and casework.lines_of(desk.officer.office_key, [query.resi.code]):
        return Answer(goes_to=reverse("desk:case", args=[query.resi.code]))
    if _NUMBER.fullmatch(asked["q"]) and query.year is None and query.no_date is None:
        digits = sum(c.isdigit() for c in asked["q"])
        note = _("NIK dan nomor KK terdiri dari 16 angka; yang diketik %(count)s angka.") % {"count": digits}
        return replace(_by_name(desk, query), notes=(note,))
    return _by_name(desk, query)


def _by_name(desk: Desk, query: PeopleQuery) -> Answer:
    """Who is called so; of any age and elsewhere too where nobody surely fits."""
    looked = look_for(query, desk.officer.office_id, limit=MOST)
    names = register.places({h.resident.region for h in (*looked.hits, *looked.other_years) if h.resident.region})
    return Answer(
        tuple(_line(hit, names) for hit in looked.hits),
        elsewhere=looked.elsewhere,
        notes=misread(query, desk.today),
        likelier=tuple(_line(hit, names) for hit in looked.other_years),
        above=other_years(looked, query),
        below=less_alike(looked, query),
        by_year=bool(query.name) and query.year is not None,
    )


def read_line(text: str, desk: Desk, *, mother: str = "", place: str = "") -> PeopleQuery:
    """A line as it was typed; "… ibu Fatimah" and "… di Kijang" say the mother and the birth place too."""
    for pattern in (_MOTHER, _PLACE):
        said = pattern.search(text)
        if said is None:
            continue
        text = text[: said.start()]
        # What stands behind the name, such as a year, is read with the name.
        words, year = _without_year(said[1])
        text = f"{text} {year}".strip()
        mother, place = (words, place) if pattern is _MOTHER else (mother, words)
    return replace(read_query(text, desk.today), mother_name=mother, birth_place=place)


def _without_year(text: str) -> tuple[str, str]:
    year = re.search(r"\b\d[\d/.-]*\b.*$", text)
    return (text[: year.start()].strip(" ,"), year[0]) if year else (text.strip(" ,"), "")


def _by_number(desk: Desk, query: PeopleQuery) -> Answer:
    """A NIK or KK number opens its page; both are offered where one number is both. Raises TooManyLookups of the register."""
    services.look_up(desk.officer, filter(None, (query.nik, query.kk_number)))
    own, elsewhere = [], False
    for number, name in ((query.nik, "desk:resident"), (query.kk_number, "desk:family")):
        kept = register.keeper_of(number) if number else None
        if kept is not None and kept[1] == desk.officer.office_id:
            own.append(reverse(name, args=[kept[0]]))
        elsewhere = elsewhere or (kept is not None and kept[1] != desk.officer.office_id)
    if len(own) == 1:
        return Answer(goes_to=own[0])
    return _by_name(desk, query) if own else Answer(elsewhere=elsewhere)


def _line(hit: PersonHit, names: dict[RegionCode, PlaceNames]) -> Found:
    one = hit.resident
    status = None if one.status is ResidentStatus.ACTIVE else status_tag(one.status)
    return Found(hit, names.get(one.region) if one.region else None, status)
