"""
What the public may read of the survey of an office. Basis: Permenpan-RB 14/2017, publication of results.

The semester that has ended, and of the running one the full months: a page that changed with each answer would tell them one
by one. Counts of few people are hidden, and so is what would give them away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from loket.core.survey import profile
from loket.core.survey.semesters import last_of_full_months, semester_of
from loket.core.survey.small_cells import FEWEST, hidden_cells
from loket.lobby import queries as lobby
from loket.offices import queries as offices
from loket.web.portal.services import office_or_404
from loket.web.survey_form import element_name

_SHOWN: Final = (("sex", profile.SEXES), ("education", profile.EDUCATIONS))


@dataclass(frozen=True, slots=True)
class Published:
    """One period as it is published; `groups` are tables of respondents, None for a count that is hidden."""

    report: lobby.Report
    groups: tuple[tuple[str, tuple[tuple[str, int | None], ...]], ...]
    elements: tuple[tuple[str, object], ...]


@login_not_required
@require_safe
@gzip_page
def satisfaction(request: HttpRequest, office_key: str) -> HttpResponse:
    """Value, grade and respondents of an office's last semester, and of the running one."""
    office = office_or_404(office_key)
    today = offices.today(office_key, timezone.now())
    running, until = semester_of(today), last_of_full_months(today)
    context = {
        "office": office,
        "ended": _published(lobby.report(office_key, running.before.first, running.before.last)),
        "running": _published(lobby.report(office_key, running.first, until)) if until > running.first else None,
        "fewest": FEWEST,
    }
    return render(request, "portal/satisfaction.html", context)


def _published(report: lobby.Report) -> Published:
    traits = report.whole.traits
    titles = {"sex": _("Jenis kelamin"), "education": _("Pendidikan")}
    groups = tuple((titles[trait], _cells(traits[trait], known)) for trait, known in _SHOWN)
    found = report.whole.figures
    elements = tuple((element_name(key), found.value_of(key)) for key in found.means) if found else ()
    return Published(report, groups, elements)


def _cells(counts: Mapping[str, int], known: Mapping[str, str]) -> tuple[tuple[str, int | None], ...]:
    hidden = hidden_cells(counts)
    labels = {**{key: _(words) for key, words in known.items()}, "": _("tidak diisi")}
    return tuple((label, None if key in hidden else counts.get(key, 0)) for key, label in labels.items())
