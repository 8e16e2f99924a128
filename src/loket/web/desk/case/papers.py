"""Scanned papers of a case: one in, one out."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loket.casework import queries, services
from loket.casework.papers import OTHER, may_add_paper
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal
from loket.core.terms import Resi
from loket.documents.services import accept_scan
from loket.web.desk.case.page import case_context
from loket.web.desk.pages import Desk, desk_view, explained, hinted, page

_MEDIA_TYPES: Final = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}


@require_POST
@desk_view
def upload(request: HttpRequest, desk: Desk, resi: str) -> HttpResponseBase:
    """Check a scan, write it anew and add it to the case; what cannot be accepted is said beside the field."""
    view = queries.case_view(resi, desk.officer, desk.now)
    if not may_add_paper(desk.officer, view.procedure):
        raise NotAllowed
    file = request.FILES.get("file")
    if file is None:
        sentence = _("Pilih dahulu berkas yang akan diunggah.")
        return page(request, "desk/case/page.html", case_context(desk, view, upload_problem=sentence), status=422)
    try:
        scan = accept_scan(str(file.name), file.read())
        paper = services.add_paper(resi, request.POST.get("requirement", ""), scan, officer=desk.officer)
    except Refusal as refusal:
        sentence = f"{explained(refusal)} {hinted(refusal)}".strip()
        return page(request, "desk/case/page.html", case_context(desk, view, upload_problem=sentence), status=422)
    if any(known.id == paper.id for known in view.papers):
        messages.warning(request, _("Pindaian itu sudah ada pada berkas ini, jadi tidak disimpan lagi."))
    else:
        messages.success(request, _("Pindaian tersimpan."))
    return redirect("desk:case", resi=view.case.resi)


@require_safe
@desk_view
def show(request: HttpRequest, desk: Desk, resi: str, paper: int) -> HttpResponseBase:
    """One scan, to look at in a tab of its own or, where that is asked, to keep: it cannot run anything in this site's name."""
    found, content = queries.read_paper(resi, paper, officer=desk.officer)
    way = "attachment" if "unduh" in request.GET else "inline"
    name = f"{slugify(found.requirement) or OTHER}-{Resi.parse(resi)}.{found.kind}"
    response = HttpResponse(content, content_type=_MEDIA_TYPES[found.kind])
    response["Content-Disposition"] = f'{way}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    # Browsers lay a picture out with a style of their own; nothing else is fetched or run.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response
