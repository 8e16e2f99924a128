"""Bulk paraf: many files at one's own verification or paraf step, judged one by one, with a result for each."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import queries, services
from loket.casework.records import ItemResult
from loket.core.engine import Complete
from loket.core.problems import Refusal
from loket.offices import queries as offices
from loket.web.desk.bulk.choosing import Flag, bulk_outcome, chosen_items, flags_of
from loket.web.desk.clocks import Chip, chip
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, problems_of, status_of

_OPENED = "opened"
_MOST_REMEMBERED = 60


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One file that may join; `must_open` while a flagged one was not looked at in its present version."""

    line: queries.CaseLine
    outcome: str
    outcome_label: str
    chip: Chip | None
    flags: tuple[Flag, ...]
    must_open: bool
    chosen: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def bulk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The files that wait for a paraf; do the chosen ones and say what became of each."""
    rows = bulk_rows(request, desk)
    if request.method != "POST":
        return page(request, "desk/bulk/bulk.html", {"rows": rows, "key": fresh_key()})
    items = chosen_items(request.POST.getlist("item"))
    try:
        results = _done(desk, rows, items, key_of(request))
    except Refusal as refusal:
        ticked = {resi for resi, _version in items}
        rows = tuple(replace(row, chosen=row.line.resi in ticked) for row in rows)
        context = {"rows": rows, "key": str(key_of(request)), "problems": problems_of(refusal)}
        return page(request, "desk/bulk/bulk.html", context, status_of(refusal))
    context = {
        "rows": bulk_rows(request, desk),
        "key": fresh_key(),
        "results": results,
        "done": sum(result["ok"] for result in results),
    }
    return page(request, "desk/bulk/bulk.html", context)


@require_safe
@desk_view
def opened(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """Open a flagged file; that it was looked at in this version is remembered for this sitting."""
    view = queries.case_view(resi, desk.officer, desk.now)
    known: list[str] = request.session.get(_OPENED, [])
    mark = f"{view.case.resi}:{view.case.version}"
    request.session[_OPENED] = [*(one for one in known if one != mark), mark][-_MOST_REMEMBERED:]
    return redirect("desk:case", resi=view.case.resi)


def bulk_rows(request: HttpRequest, desk: Desk) -> tuple[BulkRow, ...]:
    """What this officer may paraf in bulk now, the most urgent first."""
    looked_at = set(request.session.get(_OPENED, ()))
    calendar = offices.work_calendar(desk.officer.office_key)
    found = []
    for line in queries.workable(desk.officer):
        step = line.procedure.by_id[line.step or ""]
        outcome = bulk_outcome(step)
        if outcome is not None:
            flags = flags_of(line, desk.now)
            label = step.outcomes[outcome].label
            must_open = bool(flags) and f"{line.resi}:{line.version}" not in looked_at
            found.append(BulkRow(line, outcome, label, chip(calendar, line.due_at, desk.now), flags, must_open))
    return tuple(found)


def _done(
    desk: Desk, rows: tuple[BulkRow, ...], items: tuple[tuple[str, int], ...], key: uuid.UUID
) -> list[Mapping[str, Any]]:
    """The results in the order chosen; a flagged file that was not opened stays out of the act."""
    unseen = {row.line.resi for row in rows if row.must_open}
    outcomes = {row.line.resi: row.outcome for row in rows}
    todo = [item for item in items if item[0] not in unseen]
    done: dict[str, ItemResult] = {}
    if todo or not items:
        # A file that is no longer among the rows was done by an earlier sending of this form, or has changed:
        # the version says which, and no outcome can be taken by mistake.
        acted = services.act_many(todo, lambda resi: Complete(outcomes.get(resi, "")), officer=desk.officer, key=key)
        done = {result.resi: result for result in acted}
    refused = _("Berkas bertanda; buka dan baca dahulu, lalu pilih lagi.")
    return [
        _told(done[resi]) if resi in done else {"resi": resi, "ok": False, "changed": False, "sentence": refused}
        for resi, _version in items
    ]


def _told(result: ItemResult) -> Mapping[str, Any]:
    changed = result.problem_id == "stale-version"
    return {"resi": result.resi, "ok": result.ok, "changed": changed, "sentence": result.sentence}
