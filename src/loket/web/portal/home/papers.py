"""Papers of an application: photographed or as PDF, whole by a form, or in parts by the script of the page when the line is weak."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loket.core.problems import Problem, Refusal
from loket.documents.scan_limits import MAX_BYTES
from loket.home import queries, services
from loket.home.refusals import PartOutOfPlace
from loket.home.uploading import LARGEST_PART
from loket.web.addresses import client_address
from loket.web.desk.pages import explained, hinted
from loket.web.errors import too_often
from loket.web.portal.home.correcting import awaited_papers
from loket.web.portal.home.correcting import shown as correction
from loket.web.portal.home.forms import Wanted, answers_of, faults_of_papers, wanted_papers
from loket.web.portal.home.opening import Open, before_sending, home_view, number, page, stops
from loket.web.throttling import WINDOW_SECONDS, Throttle

FILES: Final = Throttle("berkas dari rumah", of_one=30, of_all=300)
"""Each whole file is taken apart in a room of its own, which costs a second or two."""


@require_http_methods(["GET", "HEAD", "POST"])
@home_view
@before_sending
def papers(request: HttpRequest, home: Open) -> HttpResponse:
    """What is to be uploaded and what was; sent on, it says what is still missing."""
    assert home.procedure is not None
    if answers_of(home.procedure, home.draft.typed) is None:
        return redirect("portal:home-questions", draft=home.draft.id)
    if request.method != "POST":
        return _shown(request, home)
    if faults := faults_of_papers(home.procedure, home.draft):
        return _shown(request, home, faults)
    return redirect("portal:home-review", draft=home.draft.id)


@require_POST
@home_view
def upload(request: HttpRequest, home: Open) -> HttpResponse:
    """One file, whole: the way of a browser without scripts."""
    requirement = request.POST.get("requirement", "")
    if not FILES.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    if requirement not in _open_requirements(home):
        return _back(home)
    file = request.FILES.get("file")
    if file is None:
        return _refused(
            request, home, Problem("field-empty", _("Pilih dahulu foto atau PDF-nya."), field=f"berkas-{requirement}")
        )
    try:
        services.add_file(home.code, requirement, str(file.name), file.read())
    except Refusal as refusal:
        problem = Problem(refusal.id, explained(refusal), hinted(refusal), field=f"berkas-{requirement}")
        return _refused(request, home, problem)
    return _back(home, requirement)


@require_http_methods(["GET", "POST"])
@home_view
def part(request: HttpRequest, home: Open, upload: UUID) -> HttpResponse:
    """
    A part of a file: GET says from where to go on, POST with `offset` brings the next part.

    With `size` the last part has come: the file is checked and kept. Answers in JSON, with `problem` where it is refused.
    """
    if request.method != "POST":
        return JsonResponse({"offset": queries.received(home.code, upload)})
    asked = request.GET
    try:
        if "size" in asked:
            return _finished(request, home, upload)
        there = services.add_part(home.code, upload, number(asked.get("offset", "")), request.read(LARGEST_PART + 1))
    except PartOutOfPlace as refusal:
        return JsonResponse({"offset": refusal.data["offset"]}, status=409)
    except Refusal as refusal:
        return JsonResponse({"problem": f"{explained(refusal)} {hinted(refusal)}".strip()}, status=422)
    return JsonResponse({"offset": there})


def _finished(request: HttpRequest, home: Open, upload: UUID) -> HttpResponse:
    if not FILES.takes(client_address(request)):
        return JsonResponse({"problem": _("Terlalu banyak berkas dalam satu menit. Tunggu sebentar.")}, status=429)
    asked = request.GET
    requirement = asked.get("requirement", "")
    if requirement not in _open_requirements(home):
        return JsonResponse({"problem": _("Berkas ini tidak sedang diminta.")}, status=422)
    services.finish(home.code, upload, requirement, asked.get("name", ""), number(asked["size"]))
    return JsonResponse({"done": True})


@require_POST
@home_view
def drop(request: HttpRequest, home: Open, paper: int) -> HttpResponse:
    """Take an uploaded file away again; on the page it can be uploaded once more."""
    held = next((one for one in home.draft.papers if one.id == paper), None)
    services.drop_file(home.code, paper)
    return _back(home, held.requirement if held else "")


def _open_requirements(home: Open) -> set[str]:
    return {name for wanted in _wanted(home) for name, _text, _held in wanted.choices}


def _wanted(home: Open) -> tuple[Wanted, ...]:
    if home.draft.round > 0:
        return awaited_papers(home)
    return wanted_papers(home.procedure, home.draft) if home.procedure else ()


def _back(home: Open, requirement: str = "") -> HttpResponse:
    where = "portal:home-correct" if home.draft.round > 0 else "portal:home-papers"
    response = redirect(where, draft=home.draft.id)
    if requirement:
        response["Location"] += f"#f-berkas-{requirement}"
    return response


def _refused(request: HttpRequest, home: Open, problem: Problem) -> HttpResponse:
    if home.draft.round > 0:
        return correction(request, home, (problem,))
    return _shown(request, home, (problem,))


def _shown(request: HttpRequest, home: Open, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    assert home.procedure is not None
    faults = {problem.field for problem in problems}
    wanted = [(one, one.field in faults) for one in wanted_papers(home.procedure, home.draft)]
    context = {"wanted": wanted, "stops": stops(home, "papers"), "most": MAX_BYTES // 1_000_000}
    return page(request, home, "papers", context, problems)
