"""What a case that waits for its applicant waits for: the papers at fault, and the slip that tells the applicant."""

from collections.abc import Iterator, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from loket.casework import queries
from loket.core.engine import Status
from loket.core.engine.state import RETURNED
from loket.core.terms import Nik, Resi
from loket.documents import services as documents
from loket.documents.records import LackingPaper, LackKind, RefusalRecord
from loket.web.desk.case.words import return_pairs
from loket.web.desk.intake.papers import checklist_lines, name_and_position, pdf
from loket.web.desk.office.hours import hours_sentence
from loket.web.desk.office.letterhead import letterhead
from loket.web.desk.pages import Desk, desk_view

_STOPPED = {
    Status.WAITING_FOR_APPLICANT: "Waktu layanan berhenti, berkas ditunggu",
    Status.WAITING_FOR_CENTRE: "Waktu layanan berhenti, menunggu pusat",
    Status.WAITING_FOR_OFFICE: "Waktu layanan berhenti, menunggu kantor",
}


def stopped(view: queries.CaseView) -> str:
    """What a slip says in place of the promise while the clock stands; empty while it runs."""
    return _STOPPED.get(view.state.status, "")


def awaited_papers(view: queries.CaseView) -> tuple[LackingPaper, ...]:
    """What the applicant is to bring: the faults of the return, or what the checklist of the intake lacks."""
    pause = view.state.open_pause
    if view.state.status is not Status.WAITING_FOR_APPLICANT or pause is None:
        return ()
    return tuple(_of_return(view) if pause.reason == RETURNED else _of_checklist(view))


def _of_return(view: queries.CaseView) -> Iterator[LackingPaper]:
    latest = next(event for event in reversed(view.events) if event.kind == "step-returned")
    lines = [line for line in latest.payload.get("lines", ()) if isinstance(line, Mapping)]
    for line, (subject, words) in zip(lines, return_pairs(view.procedure, lines), strict=True):
        kind = LackKind.MISSING if "kurang" in str(line.get("reason", "")) else LackKind.WRONG
        yield LackingPaper(subject, kind, words)


def _of_checklist(view: queries.CaseView) -> Iterator[LackingPaper]:
    for line in checklist_lines(view):
        paper = view.procedure.requirements.get(str(line.get("requirement")))
        if paper is not None and line.get("state") in set(LackKind):
            yield LackingPaper(paper.text, LackKind(str(line["state"])), str(line.get("note", "")))


@require_safe
@desk_view
def slip_pdf(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """The slip of what an application that was taken in still lacks; there is none while it waits for nothing."""
    view = queries.case_view(resi, desk.officer, desk.now)
    lacking = awaited_papers(view)
    if not lacking:
        raise Http404
    return pdf(documents.refusal_slip_pdf(_record(desk, view, lacking)), f"kekurangan-{view.case.resi}.pdf")


def _record(desk: Desk, view: queries.CaseView, lacking: tuple[LackingPaper, ...]) -> RefusalRecord:
    since = view.state.pauses[-1].since
    asked = next((event for event in reversed(view.events) if event.occurred_at <= since), view.events[0])
    nik = view.case.applicant_nik
    return RefusalRecord(
        letterhead=letterhead(desk.officer.office_key, view.procedure),
        reference=str(Resi(view.case.resi)),
        service=view.procedure.identity.name,
        applicant_name=view.case.applicant_name,
        applicant_nik=Nik(nik) if nik else None,
        refused_at=asked.occurred_at,
        refused_by=name_and_position(asked.acted_as),
        lacking=lacking,
        opening_hours=hours_sentence(desk.officer.office_key, desk.today),
        registered=True,
    )
