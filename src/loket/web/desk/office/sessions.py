"""Who of the office is signed in, where and since when, for its keepers; each session can be ended, with a reason."""

from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.offices import queries, services
from loket.offices.records import SessionRecord
from loket.offices.services import Decision
from loket.web.accounts.session_door import store_of
from loket.web.desk.office.entry import OfficeForm, Posted, field, why
from loket.web.desk.office.rights import require_keeper
from loket.web.desk.pages import Desk, desk_view, page

NAME: Final = "end"


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def sessions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the sessions of the office's officers, and end one."""
    require_keeper(desk)
    here = store_of(request).number
    rows = queries.open_sessions(desk.officer.office_key, desk.now)
    form = _form(tuple(row for row in rows if row.id != here))
    if request.method != "POST":
        return _shown(request, form, rows)
    posted = Posted(request.POST, NAME)
    sentence = posted.taken(partial(_ended, desk))
    if sentence is not None:
        messages.success(request, sentence)
        return redirect("desk:office-sessions")
    return _shown(request, form.filled(request.POST, posted.problems), rows, posted)


def _ended(desk: Desk, posted: Posted) -> str | None:
    session = posted.number("session", _("Pilih sesinya."))
    ground = posted.text("why", _("Tulis alasan atau dasar perubahan."))
    if posted.problems:
        return None
    decision = Decision(desk.officer, desk.now, ground)
    services.end_session_of_officer(desk.officer.office_key, session=session, decision=decision)
    return _("Sesi itu diakhiri. Peramban di sana harus masuk lagi.")


def _form(others: tuple[SessionRecord, ...]) -> OfficeForm:
    choices = tuple((str(row.id), _told(row)) for row in others)
    fields = (field(NAME, "session", _("Sesi"), kind="choice", choices=choices), why(NAME))
    return OfficeForm(NAME, _("Akhiri sesi petugas"), _("Akhiri sesi"), fields)


def _told(row: SessionRecord) -> str:
    began = date_format(timezone.localtime(row.began_at), "D j M Y, H.i")
    where = " ".join(part for part in (row.browser, row.machine) if part)
    return ", ".join(part for part in (row.full_name, where, began) if part)


def _shown(
    request: HttpRequest, form: OfficeForm, rows: tuple[SessionRecord, ...], posted: Posted | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "rows": rows,
        "here": store_of(request).number,
        "problems": tuple(posted.problems) if posted else (),
    }
    return page(request, "desk/office/sessions.html", context, posted.status if posted else 200)
