"""The papers of intake: the resi in two sizes, the slip on the folder, the slip of what is lacking."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from loket.casework import queries
from loket.casework.records import ChecklistLine
from loket.casework.store.rows import CaseRow
from loket.core.procedure.acts import ACTS
from loket.core.procedure.model import Procedure
from loket.core.terms import Nik, Resi
from loket.core.worktime import printed_moment
from loket.documents import services as documents
from loket.documents.records import (
    FileSlipRecord,
    FileStep,
    HandedPaper,
    LackingPaper,
    LackKind,
    PaperState,
    RefusalRecord,
    ResiRecord,
)
from loket.lobby.queue.queries import tickets_of
from loket.offices import queries as offices
from loket.web.desk.case.awaited import awaited_papers, stopped
from loket.web.desk.intake.papers import checklist_lines, name_and_position, pdf
from loket.web.desk.intake.replacement import duplicate_of
from loket.web.desk.office.hours import hours_sentence
from loket.web.desk.office.letterhead import letterhead
from loket.web.desk.pages import Desk, desk_view, page


@require_safe
@desk_view
def received(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """The page after intake: the promise in words, what the office keeps, the papers to print."""
    view = queries.case_view(resi, desk.officer, desk.now)
    record = resi_record(view, desk)
    due_at = record.promise_due_at
    calendar = offices.work_calendar(desk.officer.office_key)
    context = {
        "record": record,
        "resi": resi,
        "case": view.case,
        "service": view.procedure.service,
        "lacking": [paper.name for paper in awaited_papers(view)],
        "stopped": stopped(view),
        "ticket": tickets_of([view.case.resi]).get(view.case.resi),
        "promise_words": printed_moment(calendar.localise(due_at)) if due_at else "",
    }
    return page(request, "desk/intake/received.html", context)


@require_safe
@desk_view
def resi_pdf(request: HttpRequest, desk: Desk, resi: str, size: str) -> HttpResponse:
    """The slip for the applicant, on A5 or on a roll of 80 mm."""
    if size not in set(documents.ResiSize):
        raise Http404
    view = queries.case_view(resi, desk.officer, desk.now)
    return pdf(documents.resi_pdf(resi_record(view, desk), size), f"resi-{resi}-{size}.pdf")


@require_safe
@desk_view
def file_slip_pdf(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """The slip that travels with the folder."""
    view = queries.case_view(resi, desk.officer, desk.now)
    return pdf(documents.file_slip_pdf(file_slip_record(view, desk)), f"berkas-{resi}.pdf")


def file_slip_record(view: queries.CaseView, desk: Desk) -> FileSlipRecord:
    """The slip on the folder, from the case and the checklist of its intake."""
    papers = handed_papers(view.procedure, checklist_lines(view))
    return FileSlipRecord(
        letterhead=letterhead(desk.officer.office_key, view.procedure),
        resi=Resi(view.case.resi),
        register_number=view.case.register_number or None,
        service=view.procedure.identity.name,
        applicant_name=view.case.applicant_name,
        received_at=view.case.submitted_at,
        promise_due_at=view.case.promise_due_at,
        steps=_file_steps(view),
        subject=view.case.subject,
        proxy=proxy_name(view.case),
        papers_count=sum(paper.count for paper in papers),
        originals_count=sum(paper.state is PaperState.ORIGINAL_KEPT for paper in papers),
    )


def resi_record(view: queries.CaseView, desk: Desk) -> ResiRecord:
    """The slip for the applicant, from the case and the checklist of its intake."""
    case, procedure = view.case, view.procedure
    duplicate, mark = duplicate_of(view)
    return ResiRecord(
        letterhead=letterhead(desk.officer.office_key, procedure),
        resi=Resi(case.resi),
        register_number=case.register_number or None,
        service=procedure.identity.name,
        applicant_name=case.applicant_name,
        applicant_nik=Nik(case.applicant_nik) if case.applicant_nik else None,
        received_at=case.submitted_at,
        received_by=name_and_position(view.events[0].acted_as),
        promise_due_at=case.promise_due_at,
        promise=procedure.clock.promise or "",
        subject=case.subject,
        proxy=proxy_name(case),
        papers=handed_papers(procedure, checklist_lines(view)),
        in_person_only=any(step.in_person for step in procedure.steps if "hand_over" in step.acts),
        print_number=1 + duplicate,
        duplicate=duplicate,
        mark=mark,
        stopped=stopped(view),
        awaited=tuple(paper.name for paper in awaited_papers(view)),
        tracking_address=tracking_line(queries.second_things(view.case)),
    )


def proxy_name(row: CaseRow) -> str:
    """Who applied for the applicant of this case by a mandate; empty where nobody did, or where it was destroyed."""
    applied = queries.applied_by(row)
    return applied.taker.name if applied and applied.taker else ""


def tracking_line(second: Iterable[str]) -> str:
    """Where the applicant may follow the file, and with what beside the resi; nothing for an office that the public does not reach."""
    if not settings.VERIFY_ADDRESS or not second:
        return ""
    names = {"born": "tanggal lahir pemohon", "phone": "4 angka akhir nomor telepon"}
    address = settings.VERIFY_ADDRESS.partition("//")[2] + reverse("portal:track")
    return f"{address}, dengan nomor resi dan {' atau '.join(names[one] for one in second)}"


def handed_papers(procedure: Procedure, lines: Iterable[Mapping[str, object]]) -> tuple[HandedPaper, ...]:
    """The papers that were present, in the form in which the office took them."""
    present = (line for line in lines if line.get("state") == "present")
    return tuple(_handed(procedure, line) for line in present if line.get("requirement") in procedure.requirements)


_STATES = {"kept": PaperState.ORIGINAL_KEPT, "shown": PaperState.COPY_ORIGINAL_SEEN, "none": PaperState.COPY}


def _handed(procedure: Procedure, line: Mapping[str, object]) -> HandedPaper:
    requirement = procedure.requirements[str(line["requirement"])]
    state = _STATES[str(line.get("original", requirement.original))]
    copies = line.get("copies", requirement.copies)
    count = copies if isinstance(copies, int) and copies > 0 else 1
    return HandedPaper(requirement.text, state, count, str(line.get("note", "")))


def _file_steps(view: queries.CaseView) -> tuple[FileStep, ...]:
    procedure = view.procedure
    done = _done_steps(view)
    return tuple(
        FileStep(
            step.no,
            ", ".join(ACTS[act].title for act in step.acts),
            procedure.actors[step.actor].title,
            ", ".join(ACTS[mark].title for mark in step.marks),
            done.get(step.id, ""),
        )
        for step in procedure.steps
    )


def _done_steps(view: queries.CaseView) -> dict[str, str]:
    """By whom and when each step was done that need not be done again."""
    order = view.procedure.order
    open_at = order[view.state.step] if view.state.step else len(order)
    return {
        event.step: f"{event.acted_as.split(' · ')[0]}, {timezone.localtime(event.occurred_at):%d-%m-%Y %H.%M}"
        for event in view.events
        if event.kind == "step-completed" and event.step and order[event.step] < open_at
    }


@require_safe
@desk_view
def turned_away(request: HttpRequest, desk: Desk, slip_id: int) -> HttpResponse:
    """The page after an incomplete application: what is lacking, and the slip to print."""
    record = refusal_record(desk, slip_id)
    return page(request, "desk/intake/turned_away.html", {"slip": record, "slip_id": slip_id})


@require_safe
@desk_view
def refusal_pdf(request: HttpRequest, desk: Desk, slip_id: int) -> HttpResponse:
    """The slip of what is lacking."""
    return pdf(documents.refusal_slip_pdf(refusal_record(desk, slip_id)), f"kekurangan-{slip_id}.pdf")


def refusal_record(desk: Desk, slip_id: int) -> RefusalRecord:
    """The slip of a logged refusal of this office; another office's is not found."""
    refusal = queries.intake_refusal(desk.officer.office_key, slip_id)
    procedure = refusal.procedure
    lacking = (line for line in refusal.lines if line.state in {"missing", "wrong"})
    return RefusalRecord(
        letterhead=letterhead(desk.officer.office_key, procedure),
        reference=f"{refusal.id:06d}",
        service=procedure.identity.name,
        applicant_name=refusal.applicant_name,
        applicant_nik=Nik(refusal.applicant_nik) if refusal.applicant_nik else None,
        refused_at=refusal.at,
        refused_by=name_and_position(refusal.acted_as),
        lacking=tuple(_lacking(procedure, line) for line in lacking),
        complete=tuple(
            procedure.requirements[line.requirement].text for line in refusal.lines if line.state == "present"
        ),
        opening_hours=hours_sentence(desk.officer.office_key, desk.today),
    )


def _lacking(procedure: Procedure, line: ChecklistLine) -> LackingPaper:
    return LackingPaper(procedure.requirements[line.requirement].text, LackKind(line.state), line.note)
