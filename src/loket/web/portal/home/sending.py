"""The last look at everything, the sending, and what comes of it."""

import datetime
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import services as casework
from loket.casework.queries import usual
from loket.core.problems import BadTerm, Problem, Refusal
from loket.home import services
from loket.offices import queries as offices
from loket.offices.records import at_home
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import fresh_key, key_of, problems_of
from loket.web.mandate_form import RELATIONS
from loket.web.portal.home.correcting import own_case
from loket.web.portal.home.device import forget
from loket.web.portal.home.fetching import own_papers
from loket.web.portal.home.forms import (
    faults_of_applicant,
    faults_of_papers,
    faults_of_questions,
    filled_fields,
    is_for_another,
    letter_of,
    questions_of,
    wanted_papers,
)
from loket.web.portal.home.opening import Open, before_sending, home_view, page, stops
from loket.web.portal.hours import today_in


@require_http_methods(["GET", "HEAD", "POST"])
@home_view
@before_sending
def review(request: HttpRequest, home: Open) -> HttpResponse:
    """Everything on one page, each with the way to change it; sent from here, once."""
    assert home.procedure is not None
    if request.method != "POST":
        return _review(request, home)
    faults = (*_faults(home), *_unsaid(request))
    if faults:
        return _review(request, home, faults)
    try:
        services.send(home.code, letter_of(home.procedure, home.draft.typed), of_round=0)
    except Refusal as refusal:
        return _review(request, home, problems_of(refusal))
    except BadTerm as bad:
        return _review(request, home, (bad.problem,))
    return redirect("portal:home-state", draft=home.draft.id)


@require_safe
@home_view
def state(request: HttpRequest, home: Open) -> HttpResponse:
    """Before sending, the page to go on with; afterwards the reference, what happens next and when, and what may be done."""
    if home.draft.is_sending:
        # Of a server that went down meanwhile, this goes on with it.
        return (
            redirect("portal:home-state", draft=home.draft.id)
            if services.take_up_unsent()
            else page(request, home, "sending", {})
        )
    if home.draft.round == 0 and home.procedure is None:
        return page(request, home, "at_the_counter", {})
    if home.draft.round == 0:
        return redirect(f"portal:home-{_first_page(home)}", draft=home.draft.id)
    case = own_case(home)
    now = timezone.now()
    context = {
        "case": case,
        "papers": own_papers(home),
        "file": case.file,
        "usual": usual(home.office.key, home.draft.service, now),
        "open": today_in(offices.work_calendar(home.office.key), now),
        "just_sent": now - case.file.submitted_at < datetime.timedelta(minutes=30),
    }
    return page(request, home, "state", context)


def _first_page(home: Open) -> str:
    if home.draft.resi:
        # Its case is there, and a paper was lost on the way.
        return "papers"
    return "questions" if home.procedure and home.procedure.questions else "applicant"


@require_http_methods(["GET", "HEAD", "POST"])
@home_view
def end(request: HttpRequest, home: Open) -> HttpResponse:
    """Give up a draft, or withdraw what was sent, after it was asked once more."""
    if home.draft.round == 0:
        return _given_up(request, home)
    case = own_case(home)
    if not case.may_take_back:
        return redirect("portal:home-state", draft=home.draft.id)
    if request.method != "POST":
        return _end(request, home)
    try:
        casework.take_back(
            home.draft.resi, request.POST.get("reason", ""), by=at_home(home.office), key=key_of(request)
        )
    except Refusal as refusal:
        return _end(request, home, problems_of(refusal))
    return redirect("portal:home-state", draft=home.draft.id)


def _given_up(request: HttpRequest, home: Open) -> HttpResponse:
    if request.method != "POST":
        return page(request, home, "give_up", {})
    if not home.draft.is_sending and not home.draft.resi:
        services.give_up(home.code)
    response = redirect("portal:home")
    forget(response, request, home.draft.id)
    return response


def _end(request: HttpRequest, home: Open, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    field = FormField("reason", _("Alasan"), value=request.POST.get("reason", ""))
    key = request.POST.get("key") or fresh_key()
    return page(request, home, "withdraw", {"field": marked([field], problems)[0], "key": key}, problems)


def _faults(home: Open) -> tuple[Problem, ...]:
    assert home.procedure is not None
    typed = home.draft.typed
    of_questions = faults_of_questions(home.procedure, typed)
    return (*of_questions, *faults_of_applicant(home.procedure, typed), *faults_of_papers(home.procedure, home.draft))


def _unsaid(request: HttpRequest) -> tuple[Problem, ...]:
    if request.POST.get("true"):
        return ()
    return (Problem("field-empty", _("Centang pernyataan bahwa isian Anda benar."), field="true"),)


def _review(request: HttpRequest, home: Open, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    assert home.procedure is not None
    typed = home.draft.typed
    sentence = _("Isian dan berkas ini benar. Saya tahu bahwa data palsu dapat dipidana (UU 24/2013 pasal 93 dan 94).")
    true = FormField("true", sentence, "tick", request.POST.get("true", ""))
    context = {
        "asked": [(one.text, _label(one.choices)) for one in questions_of(home.procedure, typed)],
        "fields": filled_fields(typed),
        "proxy": _proxy(typed),
        "wanted": wanted_papers(home.procedure, home.draft),
        "true": marked([true], problems)[0],
        "stops": stops(home, "review"),
    }
    return page(request, home, "review", context, problems)


def _proxy(typed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Who sends it for the applicant, as it is read back."""
    if not is_for_another(typed):
        return ()
    relation = {str(one): str(words) for one, words in RELATIONS.items()}.get(typed.get("proxy_relation", ""), "")
    return (
        (_("Pemegang kuasa"), typed.get("proxy", "")),
        (_("NIK pemegang kuasa"), typed.get("proxy_nik", "")),
        (_("Hubungan dengan pemohon"), relation),
    )


def _label(choices: tuple[tuple[str, str, bool], ...]) -> str:
    return next((label for _value, label, chosen in choices if chosen), "")
