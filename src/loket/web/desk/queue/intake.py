"""From a number to its application: the intake page for the service of the ticket, and the case that keeps it."""

from typing import Final
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal
from loket.core.queue.refusals import TicketMoved
from loket.core.queue.ticket import AT_COUNTER, State
from loket.core.terms import Resi
from loket.lobby.queue import queries, services
from loket.web.desk.pages import Desk, desk_view, explained, hinted
from loket.web.desk.queue.counter import chosen_counter
from loket.web.desk.queue.tickets import ticket_in
from loket.web.queue_words import state_words

_TICKETS: Final = UUID("99b3f056-e213-4c59-84c4-ac8d81041fba")


@require_safe
@desk_view
def scanned(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A scanned number opens the intake of its service, a booked one its check-in; one that no counter has called is said to be so."""
    if not desk.can("intake"):
        raise NotAllowed
    try:
        ticket = ticket_in(desk, request.GET.get("kode", ""))
        if ticket.state is State.BOOKED:
            return redirect(f"{reverse('desk:queue')}?{urlencode({'datang': ticket.code})}")
        if ticket.state not in AT_COUNTER:
            raise TicketMoved(number=ticket.text, state=state_words(ticket.state))
    except Refusal as refusal:
        messages.warning(request, f"{explained(refusal)} {hinted(refusal)}")
        return redirect("desk:queue")
    address = urlencode({"layanan": ticket.service, "tiket": ticket.code})
    return redirect(f"{reverse('desk:intake')}?{address}")


def keep_ticket(request: HttpRequest, desk: Desk, resi: str) -> None:
    """The case keeps the number that it was taken in with; should the number have moved on meanwhile, it says so."""
    code = queries.read_code(request.POST.get("ticket", ""))
    if not code:
        return
    parsed = Resi.parse(resi)
    # From the resi, so that a form that was sent twice is written once.
    act = services.Act(uuid5(_TICKETS, parsed.code), desk.now, desk.officer.person)
    counter = chosen_counter(request, queries.rules_of(desk.officer.office_id))
    try:
        services.taken_in(desk.officer, counter, code, parsed, act)
    except Refusal as refusal:
        messages.warning(
            request,
            _("Permohonan diterima, tetapi nomor antreannya tidak tercatat: {why}").format(why=explained(refusal)),
        )
