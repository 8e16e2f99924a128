"""The register of complaints, and the entry of one that came in another way than the page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.complaints import queries, services
from loket.complaints.answering import lapor_number
from loket.complaints.records import Channel, Entry, Received, Said, Secrecy
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import BadTerm, Problem, Refusal
from loket.documents.dates import short_date
from loket.offices import queries as offices
from loket.web.desk.clocks import chip
from loket.web.desk.complaints.words import CHANNELS, SECRECIES, moment_in
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, desk_view, explained, fresh_key, hinted, key_of, page
from loket.web.desk.wording import said
from loket.web.portal.complaining import complaint_fields


@require_safe
@desk_view
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All complaints, newest first; whoever only enters them is led to the form."""
    if not queries.may_keep(desk.officer) and queries.may_enter(desk.officer):
        return redirect("desk:complaint-enter")
    found = queries.entries(desk.officer)
    context = {
        "lines": [_line(desk, one) for one in found],
        "enters": queries.may_enter(desk.officer),
        "open": sum(1 for one in found if one.line.case.closed_at is None),
    }
    return page(request, "desk/complaints/register.html", context)


def _line(desk: Desk, one: Entry) -> dict[str, Any]:
    case = one.line.case
    calendar = offices.work_calendar(desk.officer.office_key)
    due = case.promise_runs_to if one.line.replied_at else one.line.reply_due_at
    return {
        "one": one,
        "case": case,
        "channel": CHANNELS[one.channel],
        "secrecy": SECRECIES[one.secrecy],
        "chip": chip(calendar, due, desk.now, paused=case.waits)
        if case.closed_at is None and not one.line.told_at
        else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def enter(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form for what came by box, telephone, letter or LAPOR; entered, its number, and the code for the slip."""
    if not queries.may_enter(desk.officer):
        raise NotAllowed
    if request.method != "POST":
        return _shown(request, desk, {"received_date": desk.today.isoformat(), **request.GET.dict()})
    typed = {name: str(value) for name, value in request.POST.items()}
    try:
        made = services.enter(desk.officer, _said(typed), _received(typed), key=key_of(request))
    except BadTerm as bad:
        return _shown(request, desk, typed, (said(bad.problem),))
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _shown(request, desk, typed, (Problem(refusal.id, explained(refusal), hinted(refusal)),), 409)
    context = {"made": made, "keeps": queries.may_keep(desk.officer) and queries.entry(made.resi, desk.officer)}
    return page(request, "desk/complaints/entered.html", context)


def _said(typed: dict[str, str]) -> Said:
    kinds = {one.value: one for one in Secrecy}
    if typed.get("secrecy") not in kinds:
        raise BadTerm(Problem("complaint-secrecy", _("Pilih apakah nama pelapor disimpan."), field="secrecy"))
    words = {
        name: typed.get(name, "")
        for name in ("text", "whom", "position", "name", "contact", "about_resi", "about_service")
    }
    return Said(secrecy=kinds[typed["secrecy"]], **words)


def _received(typed: dict[str, str]) -> Received:
    channels = {one.value: one for one in Channel if one is not Channel.PAGE}
    if typed.get("channel") not in channels:
        raise BadTerm(Problem("complaint-channel", _("Pilih salurannya."), field="channel"))
    number = lapor_number(typed["lapor_number"]) if typed.get("lapor_number", "").strip() else ""
    try:
        box = UUID(typed["box"]) if typed.get("box") else None
    except ValueError:
        box = None
    return Received(channels[typed["channel"]], moment_in(typed, "received"), box, number)


def _fields(desk: Desk) -> tuple[FormField, ...]:
    office = offices.office(desk.officer.office_key)
    boxes = tuple(
        (str(one.id), f"{one.place}, {short_date(offices.today(office.key, one.opened_at))}")
        for one in queries.boxes(desk.officer)
    )
    channels = tuple((one.value, str(CHANNELS[one])) for one in Channel if one is not Channel.PAGE)
    return (
        FormField("channel", _("Saluran"), "choice", choices=channels),
        FormField("received_date", _("Tanggal diterima"), "date"),
        FormField("received_time", _("Jam diterima"), hint=_("Waktu yang sebenarnya, misalnya 09.30.")),
        FormField("box", _("Pembukaan kotak, bila dari kotak saran"), "choice", required=False, choices=boxes),
        FormField("lapor_number", _("Nomor SP4N-LAPOR!, bila ada"), required=False),
        *complaint_fields(office),
    )


def _shown(
    request: HttpRequest, desk: Desk, typed: dict[str, str], problems: tuple[Problem, ...] = (), status: int = 422
) -> HttpResponse:
    context = {
        "fields": marked((field.filled(typed) for field in _fields(desk)), problems),
        "key": str(key_of(request)) if problems else fresh_key(),
        "keeps": queries.may_keep(desk.officer),
        "problems": problems,
    }
    return page(request, "desk/complaints/enter.html", context, status if problems else 200)
