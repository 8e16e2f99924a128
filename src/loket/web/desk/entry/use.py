"""Whether the office's applications change its register: what is decided now, and the form of another decision."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.core.problems import Problem, Refusal
from loket.entries.queries import uses_register
from loket.entries.services import use_register
from loket.web.desk.office.entry import OfficeForm, Posted, why
from loket.web.desk.office.rights import keeps_office, require_keeper, require_reader
from loket.web.desk.pages import Desk, desk_view, page, problems_of

FORM: Final = "pakai"


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def office_use(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show whether the register is used; the head or the administrator decides otherwise, with a reason."""
    require_reader(desk)
    used = uses_register(desk.officer.office_id)
    if request.method != "POST":
        return _shown(request, desk, _form(desk, used), used)
    require_keeper(desk)
    posted = Posted(request.POST, FORM)
    reason = posted.text("why", _("Tulis alasan atau dasar perubahan."), most=400)
    if "\x00" in reason:
        posted.fault("why", _("Alasan memuat tanda yang tidak dapat disimpan."))
    wanted = request.POST.get("to", "")
    if wanted not in ("pakai", "berhenti"):
        posted.problems.append(Problem("use-unclear", _("Muat ulang halaman ini, lalu pilih lagi.")))
    if not posted.problems:
        _decide(desk, posted, used=wanted == "pakai", reason=reason)
    if posted.problems:
        form = _form(desk, used)
        again = form.filled(request.POST, posted.problems) if form else None
        return _shown(request, desk, again, used, tuple(posted.problems))
    messages.success(request, _("Keputusan dicatat. Permohonan yang sedang berjalan ikut mulai sekarang."))
    return redirect("desk:office-use")


def _decide(desk: Desk, posted: Posted, *, used: bool, reason: str) -> None:
    try:
        use_register(desk.officer.office_id, used, officer=desk.officer, why=reason, at=desk.now)
    except Refusal as refusal:
        posted.problems += problems_of(refusal)


def _form(desk: Desk, used: bool) -> OfficeForm | None:
    """The form for the other decision; none for whoever only reads."""
    if not keeps_office(desk):
        return None
    title = _("Berhenti memakai register") if used else _("Mulai memakai register")
    return OfficeForm(FORM, title, title, (why(FORM),), is_open=True)


def _shown(
    request: HttpRequest, desk: Desk, form: OfficeForm | None, used: bool, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    context = {"used": used, "form": form, "problems": problems}
    return page(request, "desk/entry/use.html", context, 422 if problems else 200)
