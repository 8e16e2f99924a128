"""
The display of the waiting room: numbers, counters and how many wait; no name. What it shows is what is stored.

Without a script it loads itself anew; with one it also speaks, from clips that this machine has made.
"""

from typing import Any, Final
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loket.lobby.queue import queries, voice
from loket.lobby.refusals import NoQueueHere
from loket.offices import queries as offices
from loket.offices.records import OfficeRecord
from loket.web.addresses import client_address
from loket.web.errors import too_often
from loket.web.portal.services import office_or_404
from loket.web.throttling import WINDOW_SECONDS, Throttle

LOOKING: Final = Throttle("layar antrean", of_one=600, of_all=30_000)
REFRESH_SECONDS: Final = 5


@login_not_required
@require_safe
def display(request: HttpRequest, office_key: str) -> HttpResponse:
    """The whole screen."""
    if not LOOKING.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    office = office_or_404(office_key)
    board = _board(office)
    context = {
        "office": office,
        "board": board,
        "latest": board.calls[0] if board.calls else None,
        "now": timezone.now(),
        "has_voice": voice.has_voice(),
        "refresh": REFRESH_SECONDS,
    }
    with timezone.override(ZoneInfo(office.zone)):
        response = render(request, "portal/queue/display.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def calls(request: HttpRequest, office_key: str) -> HttpResponse:
    """The same for the script of the screen, with the clips of each call."""
    if not LOOKING.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    office = office_or_404(office_key)
    # The clock of the office: that of the screen's machine may be anywhere.
    clock = timezone.localtime(timezone.now(), ZoneInfo(office.zone))
    response = JsonResponse({**_told(_board(office)), "clock": f"{clock:%H.%M}"})
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def clip(request: HttpRequest, name: str) -> HttpResponseBase:
    """One word of the voice."""
    file = voice.clip(name)
    if file is None:
        raise Http404(_("Suara ini belum dibuat."))
    response = FileResponse(file.open("rb"), content_type="audio/wav")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _board(office: OfficeRecord) -> queries.Board:
    try:
        return queries.board(office.id, offices.today(office.key, timezone.now()))
    except NoQueueHere as none:
        raise Http404(none.explanation) from none


def _told(board: queries.Board) -> dict[str, Any]:
    return {
        "calls": [
            {"order": one.order, "text": one.text, "counter": one.counter, "clips": one.clips} for one in board.calls
        ],
        "counters": [{"number": number, "text": text} for number, text in board.counters.items()],
        "waiting": board.waiting,
        "closed": board.is_closed,
        "notice": board.notice,
    }
