"""Where each message of the office stands, and whom somebody must telephone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from loket.core.messages.states import State
from loket.outbox import queries, services
from loket.outbox.calling import MAY_CALL
from loket.outbox.queries import CallLine, MessageLine
from loket.outbox.records import CallResult
from loket.web.desk.fields import FormField
from loket.web.desk.messages.labels import CHANNELS, KINDS, REASONS, RESULTS, STATES, TONES, Words
from loket.web.desk.pages import Desk, desk_view, one_line, page, refused

_FILTERS: Final[Mapping[str, tuple[Words, tuple[State, ...]]]] = {
    "": (gettext_lazy("Semua"), ()),
    "jalan": (
        gettext_lazy("Di jalan"),
        (State.QUEUED, State.SENDING, State.UNKNOWN, State.ACCEPTED),
    ),
    "sampai": (gettext_lazy("Sampai"), (State.DELIVERED,)),
    "gagal": (gettext_lazy("Gagal atau tidak diketahui"), (State.FAILED, State.DOUBTFUL)),
    "tidak-dikirim": (gettext_lazy("Tidak dikirim"), (State.NOT_SENT,)),
}
_LONGEST_NOTE: Final = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A message as the screen says it."""

    line: MessageLine
    kind: Words
    channel: Words
    state: Words
    tone: str
    reason: Words


def told(line: MessageLine) -> Told:
    """A message in the words of the screen."""
    return Told(
        line,
        KINDS[line.kind],
        CHANNELS[line.channel] if line.channel else "–",
        STATES[line.state],
        TONES.get(line.state, "blue"),
        REASONS[line.reason],
    )


def told_of_case(desk: Desk, resi: str) -> tuple[Told, ...]:
    """The messages about a file."""
    return tuple(map(told, queries.messages_of_case(desk.officer.office_id, resi)))


@require_safe
@desk_view
def outbox(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The tasks first, then the messages, newest first, of one group of states where one is chosen."""
    return page(request, "desk/messages/outbox.html", _context(request, desk))


@require_POST
@desk_view
def called(request: HttpRequest, desk: Desk, message: int) -> HttpResponse:
    """Close a task by what came of the call."""
    queries.require_known(desk.officer, message)
    result = request.POST.get("result", "")
    if result not in set(CallResult):
        messages.error(request, _("Pilih hasil teleponnya."))
        return redirect("desk:messages")
    try:
        services.note_call(desk.officer, message, CallResult(result), one_line(request.POST, "note", _LONGEST_NOTE))
    except services.NothingToCall as refusal:
        return refused(request, "desk/messages/outbox.html", refusal, _context(request, desk))
    messages.success(request, _("Hasil telepon dicatat."))
    return redirect("desk:messages")


def _context(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    chosen = request.GET.get("keadaan", "")
    chosen = chosen if chosen in _FILTERS else ""
    number = _page_number(request.GET.get("halaman", ""))
    found, has_more = queries.messages_of(desk.officer, _FILTERS[chosen][1], page=number)
    calls = not MAY_CALL.isdisjoint(desk.officer.powers)
    return {
        "lines": tuple(map(told, found)),
        "filters": [(key, label, key == chosen) for key, (label, _states) in _FILTERS.items()],
        "chosen": chosen,
        "number": number,
        "next": number + 1 if has_more else 0,
        "calls": calls,
        "to_call": [(_call(line), _fields(line)) for line in queries.to_call(desk.officer)] if calls else (),
        "called": [(RESULTS[one.result], one) for one in queries.calls_made(desk.officer, 20)] if calls else (),
        "keeps": desk.officer.keeps_office,
    }


def _call(line: CallLine) -> tuple[Told, str]:
    return told(line.message), line.phone


def _fields(line: CallLine) -> tuple[FormField, ...]:
    number = line.message.id
    choices = tuple((one.value, str(label)) for one, label in RESULTS.items())
    return (
        FormField("result", _("Hasil"), "choice", choices=choices, unique=f"hasil-{number}"),
        FormField("note", _("Catatan"), required=False, unique=f"catatan-{number}"),
    )


def _page_number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1
