"""Answering what a file was sent back for: only what the officer marked is open, each with the reason."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework import queries as casework
from loket.casework.records import MANDATE, Applicant
from loket.core.problems import Problem, Refusal
from loket.documents.scan_limits import MAX_BYTES
from loket.home import services
from loket.home.services import Letter
from loket.offices.records import at_home
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import problems_of
from loket.web.portal.home.forms import Wanted
from loket.web.portal.home.opening import Open, home_view, number, page

_NOTE: Final = "note"


def own_case(home: Open) -> casework.OwnCase:
    """The case of an application that was sent. Raises NoSuchCase."""
    return casework.own_case(home.draft.resi, at_home(home.office))


def awaited_papers(home: Open) -> tuple[Wanted, ...]:
    """What may be uploaded to answer the return: the requirements it names."""
    case = own_case(home)
    if not case.may_send_again:
        return ()
    return tuple(
        Wanted(((lack.subject, lack.what, home.draft.papers_for(lack.subject)),))
        for lack in case.file.lacks
        if lack.subject == MANDATE or lack.subject in case.procedure.requirements
    )


@require_http_methods(["GET", "HEAD", "POST"])
@home_view
def correct(request: HttpRequest, home: Open) -> HttpResponse:
    """The faults with what answers them; sent, the file goes on its way again."""
    if home.draft.round == 0 or not own_case(home).may_send_again:
        return redirect("portal:home-state", draft=home.draft.id)
    if request.method != "POST":
        return shown(request, home)
    services.save(home.code, {_NOTE: request.POST.get(_NOTE, "")})
    if request.POST.get("action") != "kirim":
        return redirect("portal:home-correct", draft=home.draft.id)
    round_seen = request.POST.get("round", "")
    letter = Letter(Applicant(""), {}, note=request.POST.get(_NOTE, "").strip())
    try:
        services.send(home.code, letter, of_round=number(round_seen))
    except Refusal as refusal:
        return shown(request, home, problems_of(refusal))
    return redirect("portal:home-state", draft=home.draft.id)


def shown(request: HttpRequest, home: Open, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    """The page of the correction."""
    faults = {problem.field for problem in problems}
    papers = {wanted.choices[0][0]: wanted for wanted in awaited_papers(home)}
    lacks = [(lack, papers.get(lack.subject), f"berkas-{lack.subject}" in faults) for lack in own_case(home).file.lacks]
    label = _("Apa yang sudah Anda perbaiki")
    hint = _("Dibaca petugas bersama berkas yang baru.")
    note = FormField(_NOTE, label, "long_text", home.draft.typed.get(_NOTE, ""), required=False, hint=hint)
    context = {"lacks": lacks, "note": marked([note], problems)[0], "most": MAX_BYTES // 1_000_000}
    return page(request, home, "correct", context, problems)
