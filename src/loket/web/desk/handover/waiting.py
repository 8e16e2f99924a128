"""What waits for its owner: the scan, the list by age and place, the rule for what nobody collects, and the duplicates made."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import queries
from loket.collection import queries as collection
from loket.collection.records import PickupRule, ShelfKind, ShelfRecord
from loket.collection.refusals import PickupRuleShape, SlipReplaced
from loket.collection.services import require_good_slip, set_rule
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.terms import ScannedSlip
from loket.outbox.queries import reminders_of
from loket.web.desk.books.pages import asked_span
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, desk_view, page, problems_of, status_of
from loket.web.desk.wording import said

_MARGIN: Final = 500


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """
    A document that waits for its owner: where it lies, for how many days, what of it is gone, how often it was reminded of.

    `to_archive`: the office's term is over and it still lies at the counter.
    """

    line: queries.CaseLine
    place: str
    kind: str
    days: int
    taken: tuple[str, ...]
    reminders: int
    duplicate: int
    to_archive: bool


@require_safe
@desk_view
def pickups(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where a slip is scanned, and which documents wait for their owner."""
    text = request.GET.get("resi", "").strip()
    if not text:
        return page(request, "desk/handover/pickups.html", _context(request, desk))
    try:
        slip = ScannedSlip.parse(text)
        # Another office's is told nothing, and a first slip that was replaced is stopped here.
        if queries.lines_of(desk.officer.office_key, [slip.resi.code]):
            require_good_slip(slip.resi.code, slip.mark)
    except BadTerm as bad:
        context = _context(request, desk) | {"problems": [said(bad.problem)], "typed": text}
        return page(request, "desk/handover/pickups.html", context, 422)
    except SlipReplaced as replaced:
        context = _context(request, desk) | {"problems": _at_the_scan(replaced), "typed": text, "replaced": slip.resi}
        return page(request, "desk/handover/pickups.html", context, status_of(replaced))
    known = f"?{urlencode({'slip_mark': slip.mark})}" if slip.mark else ""
    return redirect(reverse("desk:handover", args=[slip.resi.code]) + known)


def _at_the_scan(replaced: SlipReplaced) -> tuple[Problem, ...]:
    """The refusal beside the field in which the slip was scanned."""
    return tuple(replace(problem, field="resi") for problem in problems_of(replaced))


def _context(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    wanted, since = request.GET.get("tempat", "").strip().casefold()[:60], _number(request.GET.get("sejak", ""))
    rows = _ready(desk)
    shown = [row for row in rows if wanted in row.place.casefold() and row.days >= (since or 0)]
    return {
        "ready": shown,
        "count": len(rows),
        "to_archive": sum(row.to_archive for row in rows),
        "asked_place": wanted,
        "asked_days": since or "",
        "rule": collection.rule_of(desk.officer.office_id),
    }


def _ready(desk: Desk) -> tuple[ReadyRow, ...]:
    office = desk.officer.office_id
    lines = queries.ready_for_pickup(desk.officer.office_key, desk.now)
    resis = [line.resi for line in lines]
    archived = {
        a.resi: a.place for a in queries.archive_places(desk.officer.office_key, "", limit=len(lines) + _MARGIN)
    }
    places = collection.places_of({line.resi: line.opened_at for line in lines})
    taken = queries.papers_taken(desk.officer.office_key, resis)
    reminders, slips = reminders_of(office, resis), collection.replaced_among(resis)
    term = collection.rule_of(office).archive_after
    rows = []
    for line in lines:
        place, days = places.get(line.resi), _days(desk, line)
        rows.append(
            ReadyRow(
                line,
                place.place if place else archived.get(line.resi, ""),
                place.kind if place else "",
                days,
                taken.get(line.resi, ()),
                reminders.get(line.resi, 0),
                slips.get(line.resi, 0),
                term is not None and days >= term and not _in_archive(place),
            )
        )
    return tuple(rows)


def _in_archive(place: ShelfRecord | None) -> bool:
    return place is not None and place.kind is ShelfKind.ARCHIVE


def _days(desk: Desk, line: queries.CaseLine) -> int:
    return (desk.today - timezone.localtime(line.opened_at).date()).days


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def rule(request: HttpRequest, desk: Desk) -> HttpResponse:
    """After how many days an applicant is reminded, and the papers go back into the archive."""
    if request.method != "POST":
        return _rule_page(request, desk, _rule_fields(collection.rule_of(desk.officer.office_id)))
    typed = request.POST.dict()
    try:
        set_rule(desk.officer, _rule_in(typed), at=desk.now)
    except Refusal as refusal:
        problems = problems_of(refusal)
        fields = marked((field.filled(typed) for field in _rule_fields(PickupRule())), problems)
        status = 422 if isinstance(refusal, PickupRuleShape) else status_of(refusal)
        return _rule_page(request, desk, fields, problems, status)
    messages.success(request, _("Aturan pengambilan disimpan."))
    return redirect("desk:pickup-rule")


def _rule_fields(known: PickupRule) -> tuple[FormField, ...]:
    days = ", ".join(map(str, known.remind_after))
    archive = "" if known.archive_after is None else str(known.archive_after)
    hint = _("Hari sejak siap diambil, misalnya 7, 30. Kosong: tidak diingatkan.")
    return (
        FormField("remind_after", _("Ingatkan pemohon sesudah"), value=days, required=False, hint=hint),
        FormField(
            "archive_after",
            _("Kembalikan ke arsip sesudah (hari)"),
            "count",
            archive,
            required=False,
            hint=_("Kosong: tidak pernah. Dokumen tetap dapat diambil, dari arsip."),
        ),
    )


def _rule_in(typed: Mapping[str, str]) -> PickupRule:
    """What was typed. Raises PickupRuleShape for what is no number of days."""
    words = typed.get("remind_after", "").replace(",", " ").replace(";", " ").split()
    days = [_number(word) for word in words]
    archive = typed.get("archive_after", "").strip()
    term = _number(archive)
    if None in days or (archive and term is None):
        raise PickupRuleShape(fields=("remind_after" if None in days else "archive_after",))
    return PickupRule(tuple(day for day in days if day is not None), term)


def _number(text: str) -> int | None:
    typed = text.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None


def _rule_page(
    request: HttpRequest, desk: Desk, fields: tuple[FormField, ...], problems: Any = (), status: int = 200
) -> HttpResponse:
    context = {"fields": fields, "problems": problems, "may_change": desk.officer.keeps_office}
    return page(request, "desk/handover/rule.html", context, status)


@require_safe
@desk_view
def duplicates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The duplicates of lost slips made on some days, and how many each application has by now."""
    span = asked_span(request, desk)
    found = collection.slips_made(desk.officer.office_id, *span.moments)
    lines = {line.resi: line for line in queries.lines_of(desk.officer.office_key, [one.resi for one in found])}
    counts = collection.replaced_among([one.resi for one in found])
    by_person = Counter(one.acted_as.partition(" · ")[0] for one in found)
    rows = [(one, lines.get(one.resi), counts[one.resi], one.acted_as.partition(" · ")[0]) for one in found]
    context = {"first": span.first, "latest": span.latest, "rows": rows, "by_person": by_person.most_common()}
    return page(request, "desk/handover/duplicates.html", context)
