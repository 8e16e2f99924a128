"""The data form of a case: shown, judged while someone types, and saved as it is, right or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from loket.core.engine.guards import require_workable
from loket.core.entry.forms import form_of
from loket.core.entry.kinds import KINDS
from loket.core.problems import Problem, Refusal
from loket.entries import services
from loket.entries.records import EntryRecord, Filling
from loket.entries.refusals import EntryChanged, FormClosed, NoFormHere, ReasonMissing
from loket.web.desk.entry.beginning import first_answers
from loket.web.desk.entry.checking import check_context
from loket.web.desk.entry.page import OpenEntry, Sheet, entry_context, open_entry, sheet_of
from loket.web.desk.entry.truth import with_truth
from loket.web.desk.entry.typed import LONGEST_REASON, Typed, read_typed, revision_of
from loket.web.desk.pages import Desk, desk_view, key_of, page, problems_of, status_of

DO = "entry-do"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that a colleague has saved otherwise while this form was being filled."""

    label: str
    name: str
    theirs: str
    mine: str


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def entry(request: HttpRequest, desk: Desk, resi: str) -> HttpResponseBase:
    """Show the form, or the verifier's list of it; take what was typed."""
    opened = open_entry(desk, resi, rewrite=request.method == "POST" or "ubah" in request.GET)
    if request.method != "POST":
        return _fresh(request, desk, opened)
    typed = _typed(opened, request.POST.dict())
    match request.POST.get(DO, ""):
        case "tanpa":
            return _without(request, desk, opened)
        case "ambil":
            sheet = sheet_of(desk, opened, typed)
            return _page(
                request, desk, opened, sheet_of(desk, opened, with_truth(typed, sheet.judged.form, sheet.names))
            )
        case "periksa":
            return _page(request, desk, opened, sheet_of(desk, opened, typed))
        case button:
            return _save(request, desk, opened, typed, goes_on=button == "lanjut")


@require_POST
@desk_view
def judge(request: HttpRequest, desk: Desk, resi: str) -> HttpResponseBase:
    """What is to be said of the form as it stands on the screen. Writes nothing but the trace of whom it shows."""
    opened = open_entry(desk, resi, rewrite=True, again=True)
    if not opened.kind:
        raise NoFormHere
    sheet = sheet_of(desk, opened, _typed(opened, request.POST.dict()))
    return page(request, "desk/entry/judged.html", entry_context(desk, opened, sheet))


def _typed(opened: OpenEntry, posted: Mapping[str, str]) -> Typed:
    return read_typed(form_of(opened.kind), posted) if opened.kind else Typed()


def _fresh(request: HttpRequest, desk: Desk, opened: OpenEntry) -> HttpResponse:
    if not opened.kind and opened.saved is None:
        raise NoFormHere
    if opened.mode == "check":
        return page(request, "desk/entry/check.html", check_context(desk, opened))
    sheet = sheet_of(desk, opened, first_answers(desk, opened)) if opened.kind else None
    return _page(request, desk, opened, sheet)


def _page(
    request: HttpRequest,
    desk: Desk,
    opened: OpenEntry,
    sheet: Sheet | None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    name = "fill" if opened.mode == "fill" else "look"
    return page(request, f"desk/entry/{name}.html", {**entry_context(desk, opened, sheet), **more}, status)


def _save(request: HttpRequest, desk: Desk, opened: OpenEntry, typed: Typed, *, goes_on: bool) -> HttpResponse:
    if typed.problems and _kind_sent(request, opened) == opened.kind:
        return _page(request, desk, opened, sheet_of(desk, opened, typed), 422, problems=typed.problems)
    filling = _as_sent(request, opened, typed)
    try:
        saved = _keep(request, desk, opened, filling)
    except EntryChanged as changed:
        return _changed(request, desk, resi=opened.resi, typed=typed, changed=changed)
    except Refusal as refusal:
        return _refused(request, desk, opened, refusal, typed)
    if saved.replayed and (opened.is_over or filling.kind != opened.kind):
        # The register has changed by this very form, so that it can no longer be judged as it was.
        messages.success(request, _("Isian ini sudah tersimpan."))
        return redirect("desk:case" if goes_on else "desk:entry", resi=opened.resi)
    sheet = sheet_of(desk, opened, typed)
    _say_saved(request, sheet)
    return redirect("desk:case" if goes_on and sheet.stands else "desk:entry", resi=opened.resi)


def _kind_sent(request: HttpRequest, opened: OpenEntry) -> str:
    """The kind of the form that was on the screen; the case may ask for another one since."""
    return request.POST.get("entry-kind", opened.kind)


def _as_sent(request: HttpRequest, opened: OpenEntry, typed: Typed) -> Filling:
    kind = _kind_sent(request, opened)
    if kind != opened.kind and kind in KINDS:
        typed = read_typed(form_of(kind), request.POST.dict())
    return Filling(kind, typed.values, typed.accepted)


def _keep(request: HttpRequest, desk: Desk, opened: OpenEntry, filling: Filling) -> EntryRecord:
    return services.save_entry(
        opened.application,
        filling,
        officer=desk.officer,
        revision=revision_of(request.POST),
        key=key_of(request),
        at=desk.now,
        require=partial(_require_open, desk, opened, filling.kind),
    )


def _require_open(desk: Desk, opened: OpenEntry, kind: str) -> None:
    """
    A form that was opened before the case came to ask for another one is not taken for that, nor one of somebody else's step.

    A step that has no form is for the service to refuse.
    """
    if kind != opened.kind:
        raise FormClosed if kind in KINDS else NoFormHere
    if opened.mode == "look" and opened.view.case.step is not None:
        # Says in the engine's words whose step it is.
        require_workable(opened.view.procedure, opened.view.state, desk.officer.actor(opened.view.procedure))


def _say_saved(request: HttpRequest, sheet: Sheet) -> None:
    if sheet.stands:
        messages.success(request, _("Isian tersimpan dan sudah lengkap."))
        return
    lacks = len(sheet.lacking) + len(sheet.faulty) + len(sheet.refusals) + sheet.unanswered + len(sheet.stray)
    words = ngettext(
        "Isian tersimpan. Masih {count} hal yang perlu diselesaikan sebelum diteruskan.",
        "Isian tersimpan. Masih {count} hal yang perlu diselesaikan sebelum diteruskan.",
        lacks,
    )
    messages.warning(request, words.format(count=lacks))


def _changed(request: HttpRequest, desk: Desk, *, resi: str, typed: Typed, changed: EntryChanged) -> HttpResponse:
    """Both versions, and the form as it was typed, which may be saved as the next revision."""
    latest = open_entry(desk, resi, rewrite=True)
    sheet = sheet_of(desk, latest, typed, former=latest.values)
    differences = tuple(
        Difference(one.label, one.name, one.former, one.words if not one.is_rows else _("daftar Anda"))
        for one in sheet.fields
        if one.former is not None
    )
    return _page(request, desk, latest, sheet, 409, problems=problems_of(changed), differences=differences)


def _refused(request: HttpRequest, desk: Desk, opened: OpenEntry, refusal: Refusal, typed: Typed) -> HttpResponse:
    """What cannot be saved stays on the screen to be copied."""
    sheet = sheet_of(desk, opened, Typed(opened.values, opened.accepted)) if opened.kind else None
    kept: tuple[tuple[str, str], ...] = ()
    if opened.mode == "fill" and opened.kind:
        sheet = sheet_of(desk, opened, typed)
    elif opened.kind:
        drawn = sheet_of(desk, opened, typed)
        kept = tuple((one.label, one.words) for one in drawn.fields if one.value)
    return _page(request, desk, opened, sheet, status_of(refusal), problems=problems_of(refusal), kept=kept)


def _without(request: HttpRequest, desk: Desk, opened: OpenEntry) -> HttpResponse:
    """Keep that the case does without a form, and why."""
    reason = request.POST.get("entry-outside", "").strip()
    sheet = sheet_of(desk, opened, Typed(opened.values, opened.accepted)) if opened.kind else None
    if len(reason) > LONGEST_REASON or "\x00" in reason:
        sentence = _("Alasan ini terlalu panjang atau memuat tanda yang tidak dapat disimpan.")
        problem = Problem("entry-reason-unreadable", sentence, _("Tulis dalam satu kalimat."), field="outside")
        return _page(request, desk, opened, sheet, 422, problems=(problem,), outside=reason[:LONGEST_REASON])
    try:
        if not reason:
            raise ReasonMissing(fields=("outside",))
        _keep(request, desk, opened, Filling(_kind_sent(request, opened), {}, {}, reason))
    except Refusal as refusal:
        status = 422 if isinstance(refusal, ReasonMissing) else status_of(refusal)
        return _page(request, desk, opened, sheet, status, problems=problems_of(refusal), outside=reason)
    messages.success(request, _("Tersimpan: permohonan ini tidak memakai isian."))
    return redirect("desk:case", resi=opened.resi)
