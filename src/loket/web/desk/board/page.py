"""The head's board: every figure opens its list, and work moves from one officer to another."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import queries, services
from loket.core.problems import Refusal
from loket.offices import queries as offices
from loket.web.desk.clocks import Chip, chip
from loket.web.desk.office.rights import require_supervisor
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, problems_of, status_of, version_of
from loket.web.desk.wording import service_title


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service of the board with each figure counted for it."""

    key: str
    name: str
    cells: tuple[tuple[queries.Figure, int], ...]


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One case of a list with its clock and the colleagues who could take its step."""

    line: queries.CaseLine
    service_name: str
    chip: Chip | None
    colleagues: tuple[tuple[int, str], ...]
    key: str


@require_safe
@desk_view
def board(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All figures of today, in all and by service, with what each of them means."""
    require_supervisor(desk)
    found = queries.board(desk.officer.office_key, desk.now)
    context = {"figures": found.figures, "services": _by_service(found.figures), "now": found.at}
    return page(request, "desk/board/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def listed(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The cases behind one figure; give one of them to another officer."""
    require_supervisor(desk)
    if request.method != "POST":
        return _list(request, desk, key)
    try:
        services.reassign(
            request.POST.get("resi", ""),
            to_person=_number(request.POST.get("to", "")),
            reason=request.POST.get("reason", ""),
            officer=desk.officer,
            version=version_of(request),
            key=key_of(request),
        )
    except Refusal as refusal:
        return _list(request, desk, key, refusal)
    messages.success(request, _("Berkas dialihkan; petugas yang baru melihatnya di mejanya."))
    return redirect(request.get_full_path())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _list(request: HttpRequest, desk: Desk, key: str, refusal: Refusal | None = None) -> HttpResponse:
    figure = queries.board_list(desk.officer.office_key, key, desk.now)
    service = request.GET.get("layanan", "")
    lines = [line for line in figure.cases if service in ("", line.service)]
    problems = problems_of(refusal) if refusal else ()
    context: dict[str, Any] = {
        "figure": figure,
        "rows": [_listed(desk, line) for line in lines],
        "problems": problems,
        "reason": request.POST.get("reason", ""),
        "asked": request.POST.get("resi", ""),
    }
    return page(request, "desk/board/list.html", context, status_of(refusal) if refusal else 200)


def _listed(desk: Desk, line: queries.CaseLine) -> ListedCase:
    calendar = offices.work_calendar(desk.officer.office_key)
    clock = chip(calendar, line.due_at, desk.now, paused=line.waits) if line.step else None
    return ListedCase(line, service_title(line.service), clock, colleagues_of(desk, line), fresh_key())


def colleagues_of(desk: Desk, line: queries.CaseLine) -> tuple[tuple[int, str], ...]:
    """Who else may be given the open step today."""
    step = line.procedure.by_id.get(line.step or "")
    if step is None:
        return ()
    officers = offices.officers_for(line.procedure, step, desk.officer.office_key, desk.today)
    return tuple((o.person, o.full_name) for o in officers if o.person != line.holder)


def _by_service(figures: tuple[queries.Figure, ...]) -> tuple[ServiceRow, ...]:
    counted = [(figure, Counter(line.service for line in figure.cases)) for figure in figures]
    keys = sorted({line.service for figure in figures for line in figure.cases})
    return tuple(
        ServiceRow(key, service_title(key), tuple((figure, by[key]) for figure, by in counted)) for key in keys
    )
