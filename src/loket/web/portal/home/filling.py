"""The questions and who applies: a page each. What is typed is kept as it is typed, also where the line has dropped meanwhile."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from loket.casework.queries import may_be_applied_for
from loket.core.problems import Problem
from loket.home import services
from loket.web.desk.fields import marked
from loket.web.portal.home.forms import (
    FOR_WHOM,
    answers_of,
    applicant_fields,
    faults_of_applicant,
    faults_of_questions,
    filled_fields,
    for_whom,
    for_whom_field,
    is_for_another,
    proxy_fields,
    questions_of,
)
from loket.web.portal.home.opening import Open, before_sending, home_view, page, stops


@require_http_methods(["GET", "HEAD", "POST"])
@home_view
@before_sending
def questions(request: HttpRequest, home: Open) -> HttpResponse:
    """The guide questions that matter; answered, the next ones if the answers bring some up, else who applies."""
    assert home.procedure is not None
    if request.method != "POST":
        return _questions(request, home, home.draft.typed)
    asked_before = {one.name for one in questions_of(home.procedure, home.draft.typed)}
    draft = services.save(home.code, _answers_in(request, home))
    if faults := faults_of_questions(home.procedure, draft.typed):
        new = {one.name for one in questions_of(home.procedure, draft.typed)} - asked_before
        shown = tuple(fault for fault in faults if (fault.field or "").removeprefix("a-") not in new)
        return _questions(request, home, draft.typed, shown)
    return _onward(request, home, "applicant")


@require_http_methods(["GET", "HEAD", "POST"])
@home_view
@before_sending
def applicant(request: HttpRequest, home: Open) -> HttpResponse:
    """Who applies, and for whom."""
    if request.method != "POST":
        return _applicant(request, home, home.draft.typed)
    draft = services.save(home.code, _fields_in(request))
    assert home.procedure is not None
    if faults := faults_of_applicant(home.procedure, draft.typed):
        return _applicant(request, home, draft.typed, faults)
    return _onward(request, home, "papers")


@require_POST
@home_view
@before_sending
def keep(request: HttpRequest, home: Open) -> HttpResponse:
    """Keep what stands in the fields so far, without judging it."""
    services.save(home.code, {**_answers_in(request, home), **_fields_in(request)})
    return HttpResponse(status=204)


def _answers_in(request: HttpRequest, home: Open) -> dict[str, str]:
    names = home.procedure.questions if home.procedure else ()
    return {f"a-{name}": request.POST[f"a-{name}"] for name in names if f"a-{name}" in request.POST}


def _fields_in(request: HttpRequest) -> dict[str, str]:
    names = (field.name for field in (for_whom_field(), *proxy_fields(), *applicant_fields()))
    return {name: request.POST[name] for name in names if name in request.POST}


def _onward(request: HttpRequest, home: Open, where: str) -> HttpResponse:
    """The next page; back to the last one for whoever came from there to change one answer."""
    assert home.procedure is not None
    back = "ubah" in request.GET and answers_of(home.procedure, home.draft.typed) is not None
    return redirect(f"portal:home-{'review' if back else where}", draft=home.draft.id)


def _questions(
    request: HttpRequest, home: Open, typed: Mapping[str, str], problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    assert home.procedure is not None
    faults = {problem.field for problem in problems}
    asked = [(one, one.field in faults) for one in questions_of(home.procedure, typed)]
    return page(request, home, "questions", {"asked": asked, "stops": stops(home, "questions")}, problems)


def _applicant(
    request: HttpRequest, home: Open, typed: Mapping[str, str], problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    assert home.procedure is not None
    asked = (field.filled({**typed, FOR_WHOM: for_whom(typed)}) for field in (for_whom_field(), *proxy_fields()))
    chosen, *fields = marked((*asked, *filled_fields(typed)), problems)
    own = len(proxy_fields())
    context = {
        "for_whom": chosen,
        "proxy": fields[:own],
        "fields": fields[own:],
        # Where the procedure wants the applicant nothing is offered; a choice made by hand is shown with what is wrong.
        "offers_proxy": may_be_applied_for(home.procedure) or is_for_another(typed),
        "stops": stops(home, "applicant"),
    }
    return page(request, home, "applicant", context, problems)
