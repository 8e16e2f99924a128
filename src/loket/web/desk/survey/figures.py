"""The figures of the survey in a period, by element and by service, with the plan that follows from them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.core.engine.refusals import NotAllowed
from loket.core.problems import BadTerm, Problem
from loket.core.survey.elements import KEYS
from loket.core.survey.figures import rounded
from loket.core.survey.semesters import semester_of
from loket.core.survey.small_cells import FEWEST
from loket.lobby import queries as lobby
from loket.lobby import services
from loket.web.desk.fields import FormField, marked
from loket.web.desk.oversight.figures import Period, PeriodForm, asked_period
from loket.web.desk.oversight.rights import is_overseer
from loket.web.desk.pages import Desk, desk_view, one_line, page
from loket.web.desk.wording import said, service_title
from loket.web.survey_form import element_name

EXTREMES: Final = 3


@dataclass(frozen=True, slots=True)
class ElementLine:
    """One element as it is printed: its name, its mean of 1 to 4, that with the weight of a ninth, its value of 25 to 100."""

    name: str
    mean: Decimal
    weighted: Decimal
    value: Decimal


def require_reader(desk: Desk) -> None:
    """Raises NotAllowed for whoever neither supervises nor audits nor keeps the office."""
    if not (is_overseer(desk) or desk.officer.keeps_office):
        raise NotAllowed


def period_of(request: HttpRequest, desk: Desk) -> PeriodForm:
    """The period in the address; the running semester for none."""
    return asked_period(request, desk, Period(semester_of(desk.today).first, desk.today))


def lines_of(survey: lobby.Survey) -> tuple[ElementLine, ...]:
    """The elements in the order of the questionnaire; none without figures."""
    found = survey.figures
    if found is None:
        return ()
    return tuple(
        ElementLine(element_name(key), found.mean(key), rounded(found.means[key] / len(KEYS)), found.value_of(key))
        for key in KEYS
    )


def extremes_of(survey: lobby.Survey) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The three lowest elements and the three best, each the most telling first."""
    rising = survey.figures.worst_first if survey.figures else ()
    best = tuple(reversed(rising))
    return tuple(map(element_name, rising[:EXTREMES])), tuple(map(element_name, best[:EXTREMES]))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The figures of the period; a keeper of the office adds a line to the plan of its semester."""
    require_reader(desk)
    asked = period_of(request, desk)
    if request.method != "POST":
        return _shown(request, desk, asked, asked.problems)
    if not desk.officer.keeps_office:
        raise NotAllowed
    try:
        services.add_to_plan(desk.officer, semester_of(asked.period.last), _line(request.POST.dict()))
    except BadTerm as bad:
        return _shown(request, desk, asked, (said(bad.problem),))
    messages.success(request, _("Rencana dicatat."))
    return redirect(f"{request.path}?{asked.period.query}")


def _line(posted: Mapping[str, str]) -> services.PlanLine:
    """Raises BadTerm for what is no day."""
    try:
        by_date = datetime.date.fromisoformat(posted.get("by_date", ""))
    except ValueError:
        raise BadTerm(Problem("plan-day", _("Isi tanggal selesainya."), field="by_date")) from None
    what, who = one_line(posted, "what", 400), one_line(posted, "who", 200)
    return services.PlanLine(posted.get("element", ""), what, by_date, who)


def _shown(request: HttpRequest, desk: Desk, asked: PeriodForm, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    period = asked.period
    found = lobby.report(desk.officer.office_key, period.first, period.last)
    office, semester = desk.officer.office_id, semester_of(period.last)
    worst, best = extremes_of(found.whole)
    context: dict[str, Any] = {
        "asked": asked,
        "period": period,
        "report": found,
        "elements": lines_of(found.whole),
        "worst": worst,
        "best": best,
        "services": [(service_title(key), one) for key, one in found.services.items()],
        "units": [(unit or _("tidak disebut"), one) for unit, one in found.units.items()],
        "fewest": FEWEST,
        "remarks": [(service_title(key), text) for key, text in lobby.remarks(office, period.first, period.last)],
        "typed": lobby.typed_in(office, period.first, period.last).items(),
        "semester": semester,
        "plan": [(element_name(line.element), line) for line in lobby.plan_of(office, semester)],
        "fields": _fields(request, desk, problems),
        "problems": problems,
    }
    return page(request, "desk/survey/figures.html", context, 422 if problems else 200)


def _fields(request: HttpRequest, desk: Desk, problems: tuple[Problem, ...]) -> tuple[FormField, ...]:
    """The form of the plan; none for who does not keep the office."""
    if not desk.officer.keeps_office:
        return ()
    fields = (
        FormField("element", _("Unsur"), "choice", choices=tuple((key, element_name(key)) for key in KEYS)),
        FormField("what", _("Apa yang dilakukan"), "long_text"),
        FormField("by_date", _("Selesai paling lambat"), "date"),
        FormField("who", _("Penanggung jawab"), hint=_("Jabatan, misalnya Kepala Bidang.")),
    )
    typed = request.POST.dict() if problems else {}
    return marked((field.filled(typed) for field in fields), problems)
