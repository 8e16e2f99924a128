"""What the pages of the own account share: an officer, also one without a seat, and nothing kept by the browser."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from loket.offices import queries
from loket.offices.records import Officer
from loket.web.accounts.second_factor import has_second_factor, is_off, is_required
from loket.web.desk.pages import Desk, signed_in

OwnView = Callable[[HttpRequest, Desk], HttpResponse]


def own_page(view: OwnView) -> Callable[[HttpRequest], HttpResponseBase]:
    """
    Give the view the officer as its second argument, also one without a seat; nothing of it is kept anywhere.

    With a password that someone else has made: nothing but the page to change it.
    """

    def opened(request: HttpRequest) -> HttpResponse:
        officer = signed_in(request, timezone.now())
        if officer is None:
            return render(request, "errors/no_seat.html", status=403)
        if queries.must_change_password(officer):
            return redirect("password")
        desk = Desk(officer, timezone.now())
        if _shows_frame(officer):
            request.desk = desk  # type: ignore[attr-defined]
        with timezone.override(queries.work_calendar(officer.office_key).zone):
            response = view(request, desk)
        response.headers["Cache-Control"] = "no-store"
        return response

    return opened


def _shows_frame(officer: Officer) -> bool:
    led_here = is_required() and not has_second_factor(officer)
    return bool(officer.seats) and not led_here


def factor_page(view: OwnView) -> Callable[[HttpRequest], HttpResponseBase]:
    """As `own_page`; there is none where the installation asks nobody for a second factor."""
    opened = own_page(view)

    def answered(request: HttpRequest) -> HttpResponseBase:
        if is_off() and request.user.is_authenticated:
            raise Http404
        return opened(request)

    return answered
