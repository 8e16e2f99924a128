"""Work by officer: who holds how much, and moving the files of one officer to another after a look at what would move."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import queries, services
from loket.casework.records import ItemResult
from loket.core.engine import Command, Reassign
from loket.core.engine.guards import require_eligible
from loket.core.problems import Problem, Refusal
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.web.desk.bulk.choosing import chosen_items
from loket.web.desk.clocks import Chip, chip
from loket.web.desk.fields import FormField, marked
from loket.web.desk.office.rights import require_supervisor
from loket.web.desk.pages import Desk, desk_view, explained, fresh_key, key_of, page, problems_of, status_of

RUNNING = "berjalan"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One officer and the files that officer holds; `away` says why nobody works on them."""

    person: int
    full_name: str
    seats: str
    away: str
    held: int
    late: int


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One held file in the preview: `why_not` says why the chosen colleague may not take it."""

    line: queries.CaseLine
    chip: Chip | None
    chosen: bool
    why_not: str = ""


@require_safe
@desk_view
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How many files every officer holds, and how many of them are late."""
    require_supervisor(desk)
    lines = _running(desk)
    held = Counter(line.holder for line in lines if line.holder is not None)
    late = Counter(line.holder for line in lines if line.due_at is not None and line.due_at < desk.now)
    rows = [_person_row(desk, p, held[p.person], late[p.person]) for p in offices.persons(desk.officer.office_key)]
    shown = [row for row in rows if row.seats or row.held]
    return page(request, "desk/board/people.html", {"people": sorted(shown, key=lambda row: -row.held)})


def _running(desk: Desk) -> tuple[queries.CaseLine, ...]:
    return queries.board_list(desk.officer.office_key, RUNNING, desk.now).cases


def _person_row(desk: Desk, person: Any, held: int, late: int) -> PersonRow:
    officer = offices.officer_by_id(person.person, desk.today)
    away = (officer.absent or "") if officer else _("tidak aktif")
    seats = ", ".join(seat.printed_title for seat in officer.seats) if officer else ""
    return PersonRow(person.person, person.full_name, seats, away, held, late)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def person(request: HttpRequest, desk: Desk, person: int) -> HttpResponse:
    """The files one officer holds; show what would move to a colleague, then move it."""
    require_supervisor(desk)
    held = tuple(line for line in _running(desk) if line.holder == person)
    name = offices.names_of([person]).get(person, "")
    if not any(p.person == person for p in offices.persons(desk.officer.office_key)):
        raise Http404
    context: dict[str, Any] = {"holder_name": name, "key": fresh_key()}
    if request.method != "POST":
        context |= {"rows": _rows(desk, held, None, None), "fields": _fields(desk, person, {})}
        return page(request, "desk/board/person.html", context)
    return _posted(request, desk, person, held, context)


def _posted(
    request: HttpRequest, desk: Desk, person: int, held: tuple[queries.CaseLine, ...], context: dict[str, Any]
) -> HttpResponse:
    typed = request.POST.dict()
    items = chosen_items(request.POST.getlist("item"))
    chosen = {resi for resi, _version in items}
    colleague = _colleague(desk, typed.get("to", ""))
    problems = _problems(colleague, typed, items)
    fields = marked(_fields(desk, person, typed), problems)
    if colleague is None or problems:
        rows = _rows(desk, held, chosen, None)
        return page(
            request, "desk/board/person.html", {**context, "rows": rows, "fields": fields, "problems": problems}, 422
        )
    if typed.get("action") != "jalankan":
        rows = _rows(desk, held, chosen, colleague)
        can = sum(row.chosen and not row.why_not for row in rows)
        context |= {"rows": rows, "fields": fields, "preview": True, "can": can, "to_name": colleague.full_name}
        return page(request, "desk/board/person.html", context)
    try:
        results = _moved(desk, held, items, colleague, typed, request)
    except Refusal as refusal:
        rows = _rows(desk, held, chosen, colleague)
        context |= {"rows": rows, "fields": fields, "problems": problems_of(refusal)}
        return page(request, "desk/board/person.html", context, status_of(refusal))
    left = tuple(line for line in _running(desk) if line.holder == person)
    context |= {
        "rows": _rows(desk, left, None, None),
        "fields": _fields(desk, person, {}),
        "results": results,
        "done": sum(result.ok for result in results),
    }
    return page(request, "desk/board/person.html", context)


def _moved(
    desk: Desk,
    held: tuple[queries.CaseLine, ...],
    items: tuple[tuple[str, int], ...],
    colleague: Officer,
    typed: Mapping[str, str],
    request: HttpRequest,
) -> tuple[ItemResult, ...]:
    procedures = {line.resi: line.procedure for line in held}
    reason = typed.get("reason", "").strip()

    def command_for(resi: str) -> Command:
        # A file no longer held by that person is stopped by its version before the command is judged.
        procedure = procedures.get(resi) or queries.case_view(resi, desk.officer, desk.now).procedure
        return Reassign(colleague.actor(procedure), reason)

    return services.act_many(items, command_for, officer=desk.officer, key=key_of(request))


def _colleague(desk: Desk, text: str) -> Officer | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
    officer = offices.officer_by_id(number, desk.today)
    own = officer is not None and officer.office_id == desk.officer.office_id and officer.seats
    return officer if own else None


def _problems(
    colleague: Officer | None, typed: Mapping[str, str], items: tuple[tuple[str, int], ...]
) -> tuple[Problem, ...]:
    found = []
    if not items:
        found.append(Problem("nothing-chosen", _("Pilih sedikitnya satu berkas.")))
    if colleague is None:
        found.append(Problem("colleague-missing", _("Pilih petugas yang menerima berkas."), field="to"))
    if not typed.get("reason", "").strip():
        found.append(Problem("reason-missing", _("Tulis alasannya; petugas itu akan membacanya."), field="reason"))
    return tuple(found)


def _fields(desk: Desk, person: int, typed: Mapping[str, str]) -> tuple[FormField, ...]:
    choices = tuple(
        (str(p.person), p.full_name)
        for p in offices.persons(desk.officer.office_key)
        if p.active and p.person != person and _colleague(desk, str(p.person))
    )
    fields = (
        FormField("to", _("Alihkan kepada"), "choice", choices=choices),
        FormField("reason", _("Alasan"), hint=_("Misalnya cuti, mutasi, pembagian beban")),
    )
    return tuple(field.filled(typed) for field in fields) if typed else fields


def _rows(
    desk: Desk, held: tuple[queries.CaseLine, ...], chosen: set[str] | None, colleague: Officer | None
) -> tuple[HeldRow, ...]:
    calendar = offices.work_calendar(desk.officer.office_key)
    return tuple(
        HeldRow(
            line,
            chip(calendar, line.due_at, desk.now, paused=line.waits),
            chosen is None or line.resi in chosen,
            _why_not(line, colleague) if colleague else "",
        )
        for line in held
    )


def _why_not(line: queries.CaseLine, colleague: Officer) -> str:
    """Why the colleague may not take the step, in the engine's own sentence; empty when nothing stands against it."""
    try:
        require_eligible(line.procedure, line.state, colleague.actor(line.procedure))
    except Refusal as refusal:
        return explained(refusal)
    return ""
