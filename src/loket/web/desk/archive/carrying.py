"""Carrying out an approved destruction: an act of its own, after code or password once more, some hundred applications at a time."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.core.engine.refusals import NotAllowed
from loket.keeping import services
from loket.keeping.destruction_refusals import NotApproved, NotOfTheTwo
from loket.keeping.queries import DestructionRecord, State
from loket.keeping.services import Progress
from loket.web.accounts.stepping_up import require_fresh
from loket.web.desk.archive.words import class_title, own
from loket.web.desk.office.entry import OfficeForm, Posted, field
from loket.web.desk.office.rights import require_keeper
from loket.web.desk.pages import Desk, desk_view, page


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
@require_fresh
def carry_out(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ask for the number of the minutes and once more whether it is meant; then destroy, or go on with it."""
    one = own(desk, number)
    require_keeper(desk)
    if one.state not in {State.APPROVED, State.RUNNING}:
        raise NotApproved
    if not one.carried_out_by(desk.officer):
        raise NotOfTheTwo if desk.officer.keeps_office else NotAllowed
    if request.method != "POST":
        return _asked(request, one, _form(one))
    posted = Posted(request.POST, "carry")
    done = posted.taken(lambda sent: _carried_out(desk, sent, number))
    if done is None:
        return _asked(request, one, _form(one).filled(request.POST, posted.problems), posted)
    if done.left:
        sentence = _("%(done)s permohonan selesai, %(left)s lagi. Tekan Lanjutkan sampai habis.")
        messages.warning(request, sentence % {"done": done.done, "left": done.left})
        return redirect(request.path)
    messages.success(request, _("Pemusnahan selesai. Cetak berita acaranya, tanda tangani, dan simpan tetap."))
    return redirect("desk:destruction", number=number)


def _carried_out(desk: Desk, posted: Posted, number: int) -> Progress:
    return services.carry_out(desk.officer, number, minutes=posted.posted.get("carry-minutes", ""), at=desk.now)


def _form(one: DestructionRecord) -> OfficeForm:
    if one.state is State.RUNNING:
        return OfficeForm("carry", _("Lanjutkan pemusnahan"), _("Lanjutkan"), ())
    hint = _("Dari buku agenda kantor. Tercatat pada riwayat setiap permohonan.")
    fields = (field("carry", "minutes", _("Nomor berita acara pemusnahan"), hint=hint),)
    return OfficeForm("carry", _("Laksanakan pemusnahan"), _("Musnahkan sekarang"), fields)


def _asked(
    request: HttpRequest, one: DestructionRecord, form: OfficeForm, posted: Posted | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "one": one,
        "title": class_title(one.class_id),
        "left": one.cases - one.destroyed - one.left_out,
        "form": form,
        "problems": posted.problems if posted else (),
    }
    return page(request, "desk/archive/carry_out.html", context, posted.status if posted else 200)
