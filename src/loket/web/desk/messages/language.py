"""In which language the applicant of a file is written to: shown with its messages, and changed when the applicant asks for it."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loket.casework import queries, services
from loket.core.problems import BadTerm
from loket.web.desk.fields import FormField
from loket.web.desk.pages import Desk, desk_view
from loket.web.message_languages import MESSAGE_LANGUAGES


def language_field(desk: Desk, view: queries.CaseView) -> FormField | None:
    """The language as it is chosen now; None for who may not choose it, and on the page of a complaint."""
    if not queries.may_choose_language(desk.officer) or view.case.kept_from is not None:
        return None
    chosen = queries.languages_of(desk.officer.office_id, [view.case.resi])[view.case.resi]
    return replace(_field(), value=chosen)


@require_POST
@desk_view
def choose(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """Write to the applicant in another language from now on. What was said already stays as it was."""
    try:
        if services.choose_language(resi, request.POST.get("language", ""), officer=desk.officer):
            messages.success(request, _("Bahasa pesan diganti. Pesan berikutnya memakainya."))
    except BadTerm:
        messages.error(request, _("Pilih bahasa pesan yang ada."))
    return redirect("desk:case", resi)


def _field() -> FormField:
    return FormField("language", _("Bahasa pesan"), "choice", choices=MESSAGE_LANGUAGES, unique="bahasa-pesan")
