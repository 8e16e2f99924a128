"""Scanned papers of a case: one in, one out."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loket.casework import queries, services
from loket.casework.papers import OTHER, may_add_paper
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal
from loket.core.terms import Resi
from loket.documents.refusals import ScanHeld
from loket.documents.services import accept_scan, hold_scan, take_up_held
from loket.offices.records import Officer
from loket.web.desk.case.page import case_context
from loket.web.desk.pages import UNKNOWN, Desk, desk_view, explained, hinted, officer_now, page

_MEDIA_TYPES: Final = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
_SALT: Final = "loket.scan-apart"
_SECONDS_TO_COME: Final = 60
_AT_ONCE: Final = 3


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
    content = file.read()
    try:
        scan = accept_scan(str(file.name), content)
        paper = services.add_paper(resi, _requirement(request), scan, officer=desk.officer)
    except ScanHeld as held:
        hold_scan(view.case.resi, _requirement(request), str(file.name), content, officer=desk.officer)
        messages.warning(request, f"{explained(held)} {hinted(held)}")
        return redirect("desk:case", resi=view.case.resi)
    except Refusal as refusal:
        sentence = f"{explained(refusal)} {hinted(refusal)}".strip()
        return page(request, "desk/case/page.html", case_context(desk, view, upload_problem=sentence), status=422)
    # The scanner has just answered: what waited for it need not wait longer.
    take_up_held(_AT_ONCE)
    if any(known.id == paper.id for known in view.papers):
        messages.warning(request, _("Pindaian itu sudah ada pada berkas ini, jadi tidak disimpan lagi."))
    else:
        messages.success(request, _("Pindaian tersimpan."))
    return redirect("desk:case", resi=view.case.resi)


def _requirement(request: HttpRequest) -> str:
    return request.POST.get("requirement", "")


@require_safe
@desk_view
def show(request: HttpRequest, desk: Desk, resi: str, paper: int) -> HttpResponseBase:
    """One scan, to look at in a tab of its own or, where that is asked, to keep: it cannot run anything in this site's name."""
    keeping = "unduh" in request.GET
    if settings.FILES_HOST:
        pass_on = signing.dumps([request.user.pk, resi, paper, keeping], salt=_SALT)
        return redirect(f"{request.scheme}://{settings.FILES_HOST}{reverse('scan-apart', args=[pass_on])}")
    return _handed_out(desk.officer, resi, paper, keeping=keeping)


@require_safe
@login_not_required
def show_apart(request: HttpRequest, pass_on: str) -> HttpResponseBase:
    """
    The same scan from a host that has no pages and no cookies; whoever was sent here has a minute.

    What the officer may read is judged here again, and here the look leaves its trace.
    """
    try:
        user_id, resi, paper, keeping = signing.loads(pass_on, salt=_SALT, max_age=_SECONDS_TO_COME)
        officer = officer_now(user_id, timezone.now())
        if officer is None or not officer.seats:
            raise Http404
        return _handed_out(officer, resi, paper, keeping=keeping)
    except (signing.BadSignature, *UNKNOWN) as none:
        raise Http404 from none
    except Refusal as refusal:
        words = f"{explained(refusal)} {hinted(refusal)}".strip()
        return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")


def _handed_out(officer: Officer, resi: str, paper: int, *, keeping: bool) -> HttpResponse:
    found, content = queries.read_paper(resi, paper, officer=officer)
    way = "attachment" if keeping else "inline"
    name = f"{slugify(found.requirement) or OTHER}-{Resi.parse(resi)}.{found.kind}"
    response = HttpResponse(content, content_type=_MEDIA_TYPES[found.kind])
    response["Content-Disposition"] = f'{way}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    # Browsers lay a picture out with a style of their own; nothing else is fetched or run.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response
