"""A slip for one that was lost: identity checked, a statement kept in the file, the copy marked as such and counted."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework import queries, services
from loket.core.engine import Note
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Problem, Refusal
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, problems_of, status_of, version_of

REPLACED: Final = "Resi pengganti: "
"""How the remark in the file begins; it is data, so it is never translated."""


def replacements_of(view: queries.CaseView) -> int:
    """How often a slip of this case was replaced."""
    notes = (str(event.payload.get("text", "")) for event in view.events if event.kind == "note-added")
    return sum(note.startswith(REPLACED) for note in notes)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def replacement(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """Ask for identity and statement; record them, then offer the slip to print. For the counter and a superior."""
    view = queries.case_view(resi, desk.officer, desk.now)
    if not (desk.can("intake") or desk.can("supervise")):
        raise NotAllowed
    if request.method != "POST":
        return _shown(request, view, _fields(), fresh_key())
    fields = tuple(field.filled(request.POST.dict()) for field in _fields())
    problems = _problems(request)
    if problems:
        return _shown(request, view, fields, str(key_of(request)), problems, 422)
    note = Note(REPLACED + request.POST["statement"].strip()[:200])
    try:
        services.act(resi, note, officer=desk.officer, version=version_of(request), key=key_of(request))
    except Refusal as refusal:
        return _shown(request, view, fields, str(key_of(request)), problems_of(refusal), status_of(refusal))
    messages.success(request, _("Resi pengganti tercatat pada berkas. Cetak di bawah ini."))
    return redirect("desk:resi-replacement", resi=view.case.resi)


def _fields() -> tuple[FormField, ...]:
    return (
        FormField("identity", _("KTP-el atau KK pemohon sudah ditunjukkan dan cocok"), "tick"),
        FormField(
            "statement",
            _("Pernyataan kehilangan"),
            hint=_("Nomor atau tanggal surat pernyataan, atau isinya dengan singkat."),
        ),
    )


def _problems(request: HttpRequest) -> tuple[Problem, ...]:
    found = []
    if not request.POST.get("identity"):
        found.append(Problem("identity-unchecked", _("Periksa identitas pemohon, lalu centang."), field="identity"))
    if not request.POST.get("statement", "").strip():
        found.append(Problem("statement-missing", _("Tulis pernyataan kehilangannya."), field="statement"))
    return tuple(found)


def _shown(
    request: HttpRequest,
    view: queries.CaseView,
    fields: tuple[FormField, ...],
    key: str,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "view": view,
        "count": replacements_of(view),
        "fields": marked(fields, problems),
        "problems": problems,
        "key": key,
        "version": view.case.version,
    }
    return page(request, "desk/intake/replacement.html", context, status)
