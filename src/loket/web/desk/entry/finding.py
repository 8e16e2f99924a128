"""Helpers of the data form that a script asks for: people by name as they are misspelt, and regions level by level."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from loket.register import queries as register
from loket.register.finding.widening import look_for
from loket.web.desk.entry.people import region_of
from loket.web.desk.pages import Desk, desk_view, page
from loket.web.desk.register.search import LONGEST, SHORTEST, read_line
from loket.web.desk.register.search_words import less_alike, misread, other_years

MOST: Final = 8


@require_safe
@desk_view
def pick_resident(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Whom this office keeps under a name, each with a button that puts the number into the field."""
    asked = " ".join(request.GET.get("q", "").split())[:LONGEST]
    if len(asked) < SHORTEST:
        return page(request, "desk/entry/found_people.html", {})
    query = read_line(asked, desk)
    looked = look_for(query, desk.officer.office_id, limit=MOST, everywhere=False)
    context = {
        "searched": True,
        "looked": looked,
        "notes": misread(query, desk.today),
        "above": other_years(looked, query),
        "below": less_alike(looked, query),
        "by_year": bool(query.name) and query.year is not None,
    }
    return page(request, "desk/entry/found_people.html", context)


@require_safe
@desk_view
def regions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The regions of the next level in a region, or the provinces, as pairs of code and name."""
    asked = request.GET.get("di", "")
    parent = region_of(asked)
    if asked and parent is None:
        raise Http404
    if parent is not None and len(parent.digits) == 10:
        return JsonResponse([], safe=False)
    found = register.regions_under(parent)
    response = JsonResponse([[str(one.code), one.name] for one in found], safe=False)
    response["Cache-Control"] = "private, max-age=3600"
    return response
