"""Freeing an officer of a second factor that is lost: who asks is looked at in person, and the note says why."""

from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.offices import queries, services
from loket.offices.services import Decision
from loket.web.accounts.second_factor import is_fresh
from loket.web.accounts.stepping_up import ask_again
from loket.web.desk.office.entry import OfficeForm, Posted, field, why
from loket.web.desk.office.rights import require_keeper
from loket.web.desk.pages import Desk, desk_view, page

NAME: Final = "factor"


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def take_away(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show who has a second factor, and take one away."""
    require_keeper(desk)
    if not is_fresh(request, desk.officer):
        return ask_again(request)
    if request.method != "POST":
        return _shown(request, desk, _form(desk))
    posted = Posted(request.POST, NAME)
    sentence = posted.taken(partial(_taken_away, desk))
    if sentence is not None:
        messages.success(request, sentence)
        return redirect("desk:office-people")
    return _shown(request, desk, _form(desk).filled(request.POST, posted.problems), posted)


def _taken_away(desk: Desk, posted: Posted) -> str | None:
    person = posted.number("person", _("Pilih petugasnya."))
    ground = posted.text("why", _("Tulis alasan atau dasar perubahan."))
    if posted.problems:
        return None
    decision = Decision(desk.officer, desk.now, ground)
    services.take_away_second_factor(desk.officer.office_key, person=person, decision=decision)
    return _("Verifikasi dua langkah dicabut. Petugas itu masuk dengan kata sandi saja sampai memasangnya lagi.")


def _form(desk: Desk) -> OfficeForm:
    enrolled = queries.second_factors(desk.officer.office_key)
    others = tuple((str(one.person), one.full_name) for one in enrolled if one.person != desk.officer.person)
    fields = (field(NAME, "person", _("Petugas"), kind="choice", choices=others), why(NAME))
    return OfficeForm(NAME, _("Cabut verifikasi dua langkah"), _("Cabut"), fields)


def _shown(request: HttpRequest, desk: Desk, form: OfficeForm, posted: Posted | None = None) -> HttpResponse:
    problems = tuple(posted.problems) if posted else ()
    context = {"form": form, "problems": problems}
    return page(request, "desk/office/second_factor.html", context, posted.status if posted else 200)
