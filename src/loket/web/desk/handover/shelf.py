"""Where finished papers lie: scanned or typed when they come to the counter, moved later, and at last back in the archive."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loket.casework import services
from loket.collection.records import ShelfKind
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal
from loket.core.terms import Resi
from loket.web.desk.fields import FormField
from loket.web.desk.pages import UNKNOWN, Desk, desk_view, explained, hinted, one_line


def shelf_fields() -> tuple[FormField, ...]:
    """What is asked: the place, and whether it is the archive."""
    kinds = ((ShelfKind.SHELF, _("Rak atau kotak di loket")), (ShelfKind.ARCHIVE, _("Dikembalikan ke arsip")))
    return (
        FormField(
            "place", _("Tempat"), hint=_("Pindai label rak atau kotaknya, atau ketik, misalnya Rak 2 / Kotak 14.")
        ),
        FormField("kind", _("Di mana itu"), "choice", ShelfKind.SHELF, choices=tuple((str(k), w) for k, w in kinds)),
    )


@require_POST
@desk_view
def shelve(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """Note the place; the page of the hand-over shows it, and every one before it."""
    posted = request.POST.get("kind", "")
    kind = ShelfKind(posted) if posted in set(ShelfKind) else ShelfKind.SHELF
    try:
        put = services.shelve(resi, one_line(request.POST, "place", 100), kind, officer=desk.officer)
    except (*UNKNOWN, NotAllowed):
        raise
    except Refusal as refusal:
        messages.error(request, f"{explained(refusal)} {hinted(refusal)}".strip())
        return redirect("desk:handover", resi=resi)
    messages.success(request, _("Tempat %(resi)s: %(place)s.") % {"resi": Resi(put.resi), "place": put.place})
    return redirect("desk:handover", resi=resi)
