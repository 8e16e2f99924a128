"""Somebody else collects: the applicant says who, shows the signed letter, and may take it back as long as nothing was collected."""

import datetime
import uuid
from dataclasses import replace
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loket.casework import queries as casework
from loket.casework import services
from loket.casework.records import MANDATE
from loket.core.problems import Problem, Refusal
from loket.documents.scan_limits import MAX_BYTES
from loket.documents.services import accept_scan_now
from loket.offices import queries as offices
from loket.offices.records import AtHome, at_home
from loket.web.addresses import client_address
from loket.web.desk.case.mandates import told
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import problems_of
from loket.web.errors import too_often
from loket.web.mandate_form import faults_of_mandate, mandate_fields, mandate_in
from loket.web.portal.home.correcting import own_case
from loket.web.portal.home.opening import Open, home_view, page
from loket.web.portal.home.papers import FILES
from loket.web.throttling import WINDOW_SECONDS

CHANNEL: Final = "daring"
LETTER: Final = "file"


@require_http_methods(["GET", "HEAD", "POST"])
@home_view
def mandates(request: HttpRequest, home: Open) -> HttpResponse:
    """Who may collect, and the form for somebody else; only of an application that was sent and where nobody must come alone."""
    if home.draft.round == 0 or not own_case(home).may_name_another:
        return redirect("portal:home-state", draft=home.draft.id)
    fields = mandate_fields(_today(home), scopes=())
    if request.method != "POST":
        return _shown(request, home, fields)
    typed = request.POST.dict()
    fields = tuple(field.filled(typed) for field in fields)
    if problems := (*faults_of_mandate(typed, scopes=False), *_without_letter(request)):
        return _shown(request, home, fields, problems)
    if not FILES.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    try:
        wish = mandate_in(typed, scopes=False)
        services.require_mandate(home.draft.resi, wish, by=_giver(home))
        wish = replace(wish, paper=_letter(request, home))
        services.give_mandate(home.draft.resi, wish, by=_giver(home), key=_key(home, typed), channel=CHANNEL)
    except Refusal as refusal:
        return _shown(request, home, fields, problems_of(refusal))
    return redirect("portal:home-mandates", draft=home.draft.id)


@require_POST
@home_view
def end(request: HttpRequest, home: Open, mandate: UUID) -> HttpResponse:
    """Take a mandate back."""
    if home.draft.round == 0:
        return redirect("portal:home-state", draft=home.draft.id)
    try:
        services.end_mandate(home.draft.resi, mandate, "", by=_giver(home), channel=CHANNEL)
    except Refusal as refusal:
        return _shown(request, home, mandate_fields(_today(home), scopes=()), problems_of(refusal))
    return redirect("portal:home-mandates", draft=home.draft.id)


def _giver(home: Open) -> AtHome:
    return at_home(home.office)


def _key(home: Open, typed: dict[str, str]) -> UUID:
    """The same form sent twice is one mandate; the page that follows has a form of another key."""
    try:
        return uuid.uuid5(home.draft.id, f"kuasa {UUID(typed.get('key', ''))}")
    except ValueError:
        return uuid.uuid4()


def _without_letter(request: HttpRequest) -> tuple[Problem, ...]:
    if request.FILES.get(LETTER):
        return ()
    return (Problem("field-empty", _("Pilih foto surat kuasa (F-1.07) yang sudah Anda tanda tangani."), field=LETTER),)


def _letter(request: HttpRequest, home: Open) -> str:
    """The hash of the photographed letter, kept with the papers of the case."""
    file = request.FILES.get(LETTER)
    assert file is not None
    scan = accept_scan_now(str(file.name), file.read())
    return services.bring_paper(home.draft.resi, MANDATE, scan, by=_giver(home)).sha256


def _today(home: Open) -> datetime.date:
    return offices.today(home.office.key, timezone.now())


def _shown(
    request: HttpRequest, home: Open, fields: tuple[FormField, ...], problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    today = _today(home)
    letter = marked([FormField(LETTER, _("Foto surat kuasa (F-1.07)"))], problems)[0]
    context = {
        "mandates": [told(one, today) for one in casework.mandates(home.draft.resi, _giver(home))],
        "fields": marked(fields, problems),
        "letter": letter,
        "key": uuid.uuid4(),
        "most": MAX_BYTES // 1_000_000,
    }
    return page(request, home, "mandates", context, problems)
