"""In which language the applicant of a file is written to: shown with its messages, and changed when the applicant asks for it."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loket.casework import queries, services
from loket.core.problems import BadTerm
from loket.outbox.calling import MAY_CALL, require_caller
from loket.web.desk.fields import FormField
from loket.web.desk.pages import Desk, desk_view
from loket.web.message_languages import MESSAGE_LANGUAGES


def language_field(desk: Desk, view: queries.CaseView) -> FormField | None:
    """The language as it is chosen now; None for who has nothing to do with messages, and on the page of a complaint."""
    if MAY_CALL.isdisjoint(desk.officer.powers) or view.case.kept_from is not None:
        return None
    chosen = queries.languages_of(desk.officer.office_id, [view.case.resi])[view.case.resi]
    return replace(_field(), value=chosen)


@require_POST
@desk_view
def choose(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """Write to the applicant in another language from now on. What was said already stays as it was."""
    # What is not there is said first, whoever asks.
    queries.language_of(resi, desk.officer)
    require_caller(desk.officer)
    try:
        if services.choose_language(resi, request.POST.get("language", ""), officer=desk.officer):
            messages.success(request, _("Bahasa pesan diganti. Pesan berikutnya memakainya."))
    except BadTerm:
        messages.error(request, _("Pilih bahasa pesan yang ada."))
    return redirect("desk:case", resi)


def _field() -> FormField:
    return FormField("language", _("Bahasa pesan"), "choice", choices=MESSAGE_LANGUAGES, unique="bahasa-pesan")
