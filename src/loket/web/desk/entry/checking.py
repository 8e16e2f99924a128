"""The verifier's list: each answer beside the scan it comes from, ticked one by one, with what changed since last time."""

from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loket.core.engine.guards import require_workable
from loket.core.entry import Raw
from loket.core.problems import Problem, Refusal
from loket.entries import queries as entries
from loket.entries import services
from loket.entries.records import EntryRecord, Verdict
from loket.entries.refusals import EntryChanged, FormClosed
from loket.web.desk.entry.page import OpenEntry, Sheet, entry_context, open_entry, sheet_of
from loket.web.desk.entry.typed import LONGEST_REASON, Typed, revision_of
from loket.web.desk.pages import Desk, desk_view, page, problems_of, status_of

_VERDICTS: Final[dict[str, Verdict | None]] = {"benar": "benar", "salah": "salah", "": None}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the comparison with the papers has come."""

    done: int
    all: int

    @property
    def left(self) -> int:
        """How many are still to compare."""
        return self.all - self.done


def progress_of(sheet: Sheet) -> Progress:
    """Counted over the answers that there are."""
    answered = [one for one in sheet.fields if one.is_answered]
    return Progress(sum(1 for one in answered if one.tick), len(answered))


def check_context(desk: Desk, opened: OpenEntry) -> dict[str, Any]:
    """The list with its ticks, and what an earlier revision said where it differs."""
    former = _former(opened.saved) if opened.saved else None
    sheet = sheet_of(desk, opened, Typed(opened.values, opened.accepted), former=former)
    progress = progress_of(sheet)
    return {
        **entry_context(desk, opened, sheet),
        "progress": progress,
        "is_held": bool(progress.left or sheet.doubted),
        "compared": former is not None,
    }


def _former(saved: EntryRecord) -> Raw | None:
    """The revision that was last ticked, or else the one before this; None where there is none of the same kind."""
    earlier = [one for one in entries.revisions(saved.resi) if one.revision < saved.revision and one.kind == saved.kind]
    earlier = [one for one in earlier if not one.outside]
    if not earlier:
        return None
    last = max((tick.at for tick in saved.ticks.values()), default=None)
    seen = [one for one in earlier if last is not None and one.at <= last]
    return (seen or earlier)[-1].values


@require_POST
@desk_view
def tick(request: HttpRequest, desk: Desk, resi: str) -> HttpResponseBase:
    """Keep one verdict; answered with the one line by which it was given, or with the whole list."""
    opened = open_entry(desk, resi, again=True)
    name, verdict = request.POST.get("field", ""), request.POST.get("verdict", "")
    note = request.POST.get("note", "").strip()
    try:
        if "\x00" in note or len(note) > LONGEST_REASON:
            raise _Unreadable
        _keep(request, desk, opened, name, _VERDICTS.get(verdict), note)
    except Refusal as refusal:
        return _refused(request, desk, opened, refusal)
    if request.headers.get("HX-Request") != "true":
        messages.success(request, _("Tanda tersimpan."))
        return redirect(f"{reverse('desk:entry', args=[opened.resi])}#f-{name}")
    context = check_context(desk, open_entry(desk, resi, again=True))
    line = next((one for one in context["sheet"].fields if one.name == name), None)
    if line is None:
        raise Http404
    return page(request, "desk/entry/ticked.html", {**context, "one": line})


class _Unreadable(Refusal):
    """A note is a sentence or two."""

    id = "entry-note-unreadable"
    sentence = "Catatan ini terlalu panjang atau memuat tanda yang tidak dapat disimpan."
    hint = "Tulis dalam satu kalimat."


def _keep(request: HttpRequest, desk: Desk, opened: OpenEntry, name: str, verdict: Verdict | None, note: str) -> None:
    if opened.mode == "look":
        require_workable(opened.view.procedure, opened.view.state, desk.officer.actor(opened.view.procedure))
        raise FormClosed
    revision = revision_of(request.POST)
    services.tick(opened.application, name, verdict, officer=desk.officer, revision=revision, note=note, at=desk.now)


def _refused(request: HttpRequest, desk: Desk, opened: OpenEntry, refusal: Refusal) -> HttpResponseBase:
    problems: tuple[Problem, ...] = problems_of(refusal)
    status = 422 if isinstance(refusal, _Unreadable) else status_of(refusal)
    scripted = request.headers.get("HX-Request") == "true"
    if isinstance(refusal, EntryChanged):
        latest = open_entry(desk, opened.resi, again=True)
        if latest.mode == "check":
            return _changed(request, desk, latest, problems, scripted=scripted)
    if scripted:
        return page(request, "desk/entry/tick_refused.html", {"problems": problems}, status)
    if opened.mode != "check":
        raise refusal
    return page(request, "desk/entry/check.html", _kept(request, desk, opened) | {"problems": problems}, status)


def _kept(request: HttpRequest, desk: Desk, opened: OpenEntry) -> dict[str, Any]:
    """The list with the note that came with a verdict which was not kept."""
    note = request.POST.get("note", "").replace("\x00", "")
    return {**check_context(desk, opened), "unsent": {"field": request.POST.get("field", ""), "note": note}}


def _changed(
    request: HttpRequest, desk: Desk, latest: OpenEntry, problems: tuple[Problem, ...], *, scripted: bool
) -> HttpResponseBase:
    """The list of the form as it is now, with the ticks that still count, in place of the one that was ticked."""
    advice = _(
        "Daftar ini sudah yang terbaru. Tanda pada isian yang tidak berubah tetap berlaku; cocokkan yang berubah."
    )
    context = _kept(request, desk, latest) | {"problems": tuple(replace(one, hint=advice) for one in problems)}
    if not scripted:
        return page(request, "desk/entry/check.html", context, 409)
    response = page(request, "desk/entry/tick_changed.html", context, 409)
    # One line asked, but the whole list is another one.
    response["HX-Retarget"] = "#cocokkan"
    response["HX-Reswap"] = "innerHTML"
    return response
