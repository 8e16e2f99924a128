"""The counter of an officer: who is next, and what happens to the number in hand. Each form has its key, so twice is once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework import procedures
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal
from loket.core.queue.rules import QueueRules
from loket.core.queue.ticket import Kind, State
from loket.lobby.queue import queries, services
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, problems_of, status_of
from loket.web.desk.queue.tickets import ticket_in, ticket_of
from loket.web.desk.wording import service_title
from loket.web.queue_words import priority_choices, priority_words

CHOSEN: Final = "queue_counter"
GIVEN: Final = "queue_given"


@dataclass(frozen=True, slots=True)
class Line:
    """A number in a list, with its service in words."""

    ticket: queries.TicketRecord
    title: str
    priority: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed: by whom, at which counter, for which number, to which line."""

    desk: Desk
    counter: int
    code: str
    line: str
    act: services.Act


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def counter(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The counter that this officer sits at today; without one, the choice of it."""
    if not desk.can("intake"):
        raise NotAllowed
    rules = queries.rules_of(desk.officer.office_id)
    number = chosen_counter(request, rules)
    if request.method != "POST":
        return _shown(request, desk, rules, number)
    wanted = request.POST.get("act", "")
    if wanted == "loket":
        request.session[CHOSEN] = request.POST.get("counter", "")
        return redirect("desk:queue")
    try:
        said = _done(request, desk, wanted, number)
    except Refusal as refusal:
        return _shown(request, desk, rules, number, refusal)
    if said:
        messages.success(request, said)
    return redirect("desk:queue")


def chosen_counter(request: HttpRequest, rules: QueueRules | None) -> int | None:
    """The counter that was chosen since signing in, while the rules have it."""
    text = str(request.session.get(CHOSEN, ""))
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return number if rules is not None and number in rules.counters else None


def _done(request: HttpRequest, desk: Desk, wanted: str, number: int | None) -> str:
    posted = request.POST
    act = services.Act(key_of(request), desk.now, desk.officer.person)
    if wanted == "beri":
        return _issued(request, desk, act)
    if wanted == "tutup":
        counts = services.close_day(desk.officer, act)
        return _("Antrean ditutup: {served} selesai, {left} tidak hadir, {cancelled} dibatalkan.").format(**counts)
    if wanted == "kembali":
        back = services.rejoin(ticket_in(desk, posted.get("code", "")).code, act)
        return _("{number} masuk kembali ke antrean.").format(number=back.text)
    if wanted == "lapor":
        arrived = services.check_in(ticket_in(desk, posted.get("code", "")).code, act)
        return _("{number} menunggu: pemesannya sudah datang.").format(number=arrived.text)
    if number is None or wanted not in _ACTS:
        return ""
    return _ACTS[wanted](Press(desk, number, posted.get("code", ""), posted.get("line", ""), act))


def _issued(request: HttpRequest, desk: Desk, act: services.Act) -> str:
    wanted = services.Wanted(request.POST.get("service", "")[:40], request.POST.get("priority", ""))
    ticket = services.take(desk.officer.office_key, wanted, act, desk.officer)
    request.session[GIVEN] = ticket.code
    return _("Nomor {number} diberikan. Kodenya {code}.").format(number=ticket.text, code=ticket.code)


def _next(press: Press) -> str:
    ticket = services.call_next(press.desk.officer, press.counter, press.act)
    return "" if ticket else _("Tidak ada yang menunggu untuk loket ini.")


def _again(press: Press) -> str:
    services.call(press.desk.officer, press.counter, press.code, press.act)
    return ""


def _transfer(press: Press) -> str:
    ticket = services.transfer(press.desk.officer, press.counter, press.code, press.line, press.act)
    return _("{number} dipindahkan ke antrean {line}; waktu tunggunya tetap dihitung.").format(
        number=ticket.text, line=ticket.line
    )


def _doing(kind: Kind) -> Callable[[Press], str]:
    def done(press: Press) -> str:
        services.do(press.desk.officer, press.counter, press.code, kind, press.act)
        return ""

    return done


_ACTS: Final[dict[str, Callable[[Press], str]]] = {
    "berikutnya": _next,
    "panggil": _again,
    "pindah": _transfer,
    "ulang": _doing(Kind.RECALLED),
    "layani": _doing(Kind.SERVING),
    "tahan": _doing(Kind.HELD),
    "absen": _doing(Kind.LEFT),
    "selesai": _doing(Kind.FINISHED),
}


def _shown(
    request: HttpRequest, desk: Desk, rules: QueueRules | None, number: int | None, refusal: Refusal | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "rules": rules,
        "counters": sorted(rules.counters) if rules else (),
        "number": number,
        "services": _services(desk, rules),
        "priorities": priority_choices(),
        "key": fresh_key(),
        "problems": problems_of(refusal) if refusal else (),
        "booked": _booked(request, desk),
        "given": request.session.get(GIVEN, ""),
        "counts": queries.counts_of(desk.officer.office_id, desk.today) if rules else {},
    }
    if number is not None and rules is not None:
        context |= _counter_context(desk, rules, number)
    return page(request, "desk/queue/counter.html", context, status_of(refusal) if refusal else 200)


def _booked(request: HttpRequest, desk: Desk) -> Line | None:
    """The booking that was scanned, to be checked in."""
    found = ticket_of(desk, request.GET.get("datang", ""))
    return _line(found) if found and found.state is State.BOOKED else None


def _counter_context(desk: Desk, rules: QueueRules, number: int) -> dict[str, Any]:
    view = queries.counter_view(desk.officer.office_key, number, desk.now)
    return {
        "view": view,
        "current": _line(view.current) if view.current else None,
        "waiting": [_line(one) for one in view.waiting],
        "held": [_line(one) for one in view.held],
        "left": [_line(one) for one in view.left],
        "others": [line for line in rules.lines if view.current is None or line != view.current.line],
        "recalls_left": rules.recalls - view.current.recalls if view.current else 0,
    }


def _line(ticket: queries.TicketRecord) -> Line:
    return Line(ticket, service_title(ticket.service), priority_words(ticket.priority))


def _services(desk: Desk, rules: QueueRules | None) -> tuple[tuple[str, str], ...]:
    if rules is None:
        return ()
    found = procedures.services_of(desk.officer.office_key, desk.today)
    return tuple((one.service, service_title(one.service)) for one in found if one.service in rules.letters)
