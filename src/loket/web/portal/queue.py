"""
Taking a queue number without an account: at the kiosk for now, from home for an hour to come; and the page of one's own number.

Of who asks nothing is kept but a keyed digest until the day is closed, and no NIK is ever shown again.
"""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework import procedures
from loket.core.problems import Problem, Refusal
from loket.core.queue.rules import QueueRules
from loket.core.queue.ticket import State
from loket.documents.qr import reference_qr_svg
from loket.lobby.queue import queries, services
from loket.lobby.refusals import NoQueueHere, NoSuchTicket
from loket.offices import queries as offices
from loket.offices.records import OfficeRecord
from loket.web.addresses import client_address
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import fresh_key, key_of, problems_of, status_of
from loket.web.desk.wording import service_title
from loket.web.errors import too_often
from loket.web.portal.queue_identity import Identified, identified
from loket.web.portal.services import office_or_404
from loket.web.portal.tracking import private
from loket.web.queue_words import priority_choices, state_words
from loket.web.throttling import WINDOW_SECONDS, Throttle

TAKING: Final = Throttle("antrean", of_one=30, of_all=1200)
LOOKING: Final = Throttle("nomor antrean", of_one=120, of_all=12_000)
IDLE_SECONDS: Final = 60
REFRESH_SECONDS: Final = 20


@dataclass(frozen=True, slots=True)
class Lobby:
    """The queue of an office as the public meets it. `kiosk`: at the machine in the waiting room, for now."""

    office: OfficeRecord
    rules: QueueRules
    kiosk: bool
    now: datetime.datetime

    def address(self) -> str:
        """The first page."""
        return reverse("portal:queue-take", args=[self.office.key]) + ("?anjungan=1" if self.kiosk else "")

    def services(self) -> tuple[tuple[str, str], ...]:
        """Those with a line, by title."""
        found = procedures.services_of(self.office.key, offices.today(self.office.key, self.now))
        return tuple(
            sorted((service_title(one.service), one.service) for one in found if one.service in self.rules.letters)
        )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, office_key: str) -> HttpResponse:
    """Choose a service, say who asks, get a number: for now at the kiosk, for an hour to come from elsewhere."""
    lobby = _lobby(request, office_key)
    typed = {name: request.POST.get(name, request.GET.get(name, ""))[:60].strip() for name in _TYPED}
    with timezone.override(ZoneInfo(lobby.office.zone)):
        if request.method != "POST":
            return _asked(request, lobby, {"service": request.GET.get("layanan", "")[:40]})
        if not TAKING.takes(client_address(request)):
            return too_often(request, WINDOW_SECONDS)
        if lobby.kiosk and queries.is_code(typed["nik"]):
            return _arrived(request, lobby, typed)
        who = identified(typed, lobby.now)
        problems = (*_missing(lobby, typed), *who.problems)
        if problems:
            return _asked(request, lobby, typed, problems, 422)
        return _given(request, lobby, typed, who)


_TYPED: Final = ("service", "slot", "nik", "born", "priority")


def _arrived(request: HttpRequest, lobby: Lobby, typed: dict[str, str]) -> HttpResponse:
    """At the kiosk the code of a number leads to it; who has booked is checked in by that."""
    try:
        found = queries.ticket_by(typed["nik"])
        if found.office_id != lobby.office.id:
            raise NoSuchTicket
        if found.state is State.BOOKED:
            services.check_in(found.code, services.Act(key_of(request), lobby.now))
    except Refusal as refusal:
        return _asked(request, lobby, typed, problems_of(refusal), status_of(refusal))
    return _to_ticket(lobby, found)


def _to_ticket(lobby: Lobby, found: queries.TicketRecord) -> HttpResponse:
    address = reverse("portal:queue-ticket", args=[lobby.office.key, found.code])
    return private(redirect(address + ("?anjungan=1" if lobby.kiosk else "")))


def _given(request: HttpRequest, lobby: Lobby, typed: dict[str, str], who: Identified) -> HttpResponse:
    wanted = services.Wanted(typed["service"], who.priority, who.identity)
    act = services.Act(key_of(request), lobby.now)
    try:
        slot_at = None if lobby.kiosk else _moment(typed["slot"], lobby.now)
        if slot_at is None:
            ticket = services.take(lobby.office.key, wanted, act)
        else:
            ticket = services.book(lobby.office.key, wanted, slot_at, act)
    except Refusal as refusal:
        return _asked(request, lobby, typed, problems_of(refusal), status_of(refusal))
    return _to_ticket(lobby, ticket)


def _missing(lobby: Lobby, typed: dict[str, str]) -> tuple[Problem, ...]:
    found = []
    if typed["service"] not in {key for _title, key in lobby.services()}:
        found.append(Problem("field-empty", _("Pilih layanannya."), field="service"))
    if not lobby.kiosk and _moment(typed["slot"], lobby.now) is None:
        found.append(Problem("field-empty", _("Pilih hari dan jam kedatangan."), field="slot"))
    return tuple(found)


def _moment(text: str, now: datetime.datetime) -> datetime.datetime | None:
    try:
        at = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    # A moment of the year 9999 is none in another zone.
    is_near = at.tzinfo is not None and abs(at - now) <= 2 * datetime.timedelta(days=queries.BOOKED_AHEAD)
    return at if is_near else None


def _asked(
    request: HttpRequest, lobby: Lobby, typed: dict[str, str], problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    # The NIK is never sent back: whoever comes next must not read it.
    shown = {name: value for name, value in typed.items() if name not in ("nik", "born")}
    chosen = typed.get("service", "")
    fields = [field.filled(shown) for field in _fields(lobby, chosen)]
    context = {
        "lobby": lobby,
        "office": lobby.office,
        "services": [(title, key, key == chosen) for title, key in lobby.services()],
        "service_error": next((one.sentence for one in problems if one.field == "service"), ""),
        "chosen": service_title(chosen) if chosen in lobby.rules.letters else "",
        "service": chosen,
        "asks": lobby.kiosk or chosen in lobby.rules.letters,
        "fields": marked(fields, problems),
        "problems": problems,
        "key": fresh_key(),
        "idle": IDLE_SECONDS,
    }
    return private(render(request, "portal/queue/take.html", context, status=status))


def _fields(lobby: Lobby, service: str) -> tuple[FormField, ...]:
    who = (
        FormField(
            "nik",
            _("NIK, atau pindai KTP-el, resi atau kode nomor")
            if lobby.kiosk
            else _("NIK, atau pindai KTP-el atau resi"),
            "nik",
            hint=_(
                "NIK tidak disimpan. Sampai antrean ditutup hanya tanda acaknya yang ada, agar satu orang memegang satu nomor."
            ),
        ),
        FormField(
            "born", _("Tanggal lahir"), hint=_("Misalnya 17-08-1990. Tidak perlu bila memindai resi."), required=False
        ),
        FormField("priority", _("Perlu didahulukan?"), "choice", choices=priority_choices(), required=False),
    )
    return who if lobby.kiosk else (_slot_field(lobby, service), *who)


def _slot_field(lobby: Lobby, service: str) -> FormField:
    free = queries.slots_of(lobby.office.key, service, lobby.now) if service in lobby.rules.letters else ()
    choices = tuple(
        (
            slot.at.isoformat(),
            _("{moment} ({left} tempat)").format(moment=date_format(slot.at, "l, j F, H.i"), left=slot.left),
        )
        for slot in free
        if slot.left
    )
    hint = _("Lapor datang di kantor pada jam itu; sesudahnya nomor Anda dipanggil menurut urutan.")
    return FormField("slot", _("Hari dan jam kedatangan"), "choice", choices=choices, hint=hint)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request: HttpRequest, office_key: str, code: str) -> HttpResponse:
    """One's own number: where it stands, to be printed, to check in, to give back, to come back to the line."""
    lobby = _lobby(request, office_key)
    if not LOOKING.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    try:
        found = queries.ticket_by(code)
    except NoSuchTicket as unknown:
        raise Http404(unknown.explanation) from unknown
    if found.office_id != lobby.office.id:
        raise Http404(NoSuchTicket().explanation)
    problems: tuple[Problem, ...] = ()
    status = 200
    if request.method == "POST":
        try:
            _ACTS.get(request.POST.get("act", ""), _nothing)(found.code, services.Act(key_of(request), lobby.now))
            return private(redirect(request.get_full_path()))
        except Refusal as refusal:
            problems, status = problems_of(refusal), status_of(refusal)
            found = queries.ticket_by(code)
    with timezone.override(ZoneInfo(lobby.office.zone)):
        return private(
            render(request, "portal/queue/ticket.html", _ticket_context(lobby, found, problems), status=status)
        )


def _nothing(_code: str, _act: services.Act) -> None:
    """An act that there is not changes nothing."""


_ACTS: Final[dict[str, Any]] = {
    "lapor": services.check_in,
    "batal": services.cancel,
    "kembali": services.rejoin,
}


def _ticket_context(lobby: Lobby, found: queries.TicketRecord, problems: tuple[Problem, ...]) -> dict[str, Any]:
    return {
        "lobby": lobby,
        "office": lobby.office,
        "ticket": found,
        "state": state_words(found.state),
        "title": service_title(found.service),
        "place": queries.place_of(found, lobby.now),
        "is_past": found.date < offices.today(lobby.office.key, lobby.now),
        "qr": reference_qr_svg(found.code),
        "problems": problems,
        "key": str(uuid.uuid4()),
        "idle": IDLE_SECONDS,
        "refresh": REFRESH_SECONDS,
    }


def _lobby(request: HttpRequest, office_key: str) -> Lobby:
    office = office_or_404(office_key)
    rules = queries.rules_of(office.id)
    if rules is None:
        raise Http404(NoQueueHere().explanation)
    return Lobby(office, rules, request.GET.get("anjungan") == "1", timezone.now())
