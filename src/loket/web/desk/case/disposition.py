"""The disposition sheet of an application: to whom it was passed on and what is asked of them, from its own events."""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework.queries import CaseView, EventRecord, case_view
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Problem, Refusal
from loket.core.procedure.acts import ACTS
from loket.core.procedure.model import Procedure, Step
from loket.core.terms import Resi
from loket.documents import queries, services
from loket.documents.services import OfficePaper, PaperRequest, PrintJob, Signer
from loket.web.desk.blanks.prints import print_lines
from loket.web.desk.fields import FormField, marked
from loket.web.desk.intake.papers import name_and_position, pdf
from loket.web.desk.navigation import does_step_of
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, one_line, page, problems_of, status_of

LONGEST = 400


def sends_on(desk: Desk, view: CaseView) -> bool:
    """Whether this officer passes applications of this kind on to others: by a seat of such a step, or as a superior."""
    if desk.can("supervise"):
        return any(map(_forwards, view.procedure.steps))
    return does_step_of(desk, view.procedure, _forwards)


def _forwards(step: Step) -> bool:
    return "forward" in step.acts


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def disposition(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """Show what the sheet will say; print it, on record with its copy number."""
    view = case_view(resi, desk.officer, desk.now)
    if not sends_on(desk, view):
        raise NotAllowed
    asked = _asked(desk, view)
    if request.method != "POST":
        return _shown(request, desk, view, asked)
    reason = one_line(request.POST.dict(), "reason", LONGEST)
    key: UUID = key_of(request)
    try:
        job = PrintJob(resi=view.case.resi, reason=reason)
        made = services.print_paper(asked, job, officer=desk.officer, key=key, at=desk.now)
    except Refusal as refusal:
        return _shown(request, desk, view, asked, reason, problems_of(refusal), status_of(refusal))
    return pdf(made.pdf, f"lembar-disposisi-{view.case.resi}-{made.copy_number}.pdf")


def _asked(desk: Desk, view: CaseView) -> PaperRequest:
    case, procedure = view.case, view.procedure
    passed = tuple(_passed(view))
    targets = [target for _event, target in passed]
    details = {
        "sender": case.applicant_name,
        "letter_number": str(Resi(case.resi)),
        "letter_date": timezone.localtime(case.submitted_at).date().isoformat(),
        "received_on": _received_on(view),
        "agenda_number": case.register_number or "-",
        "subject": " – ".join(part for part in (procedure.identity.name, case.subject) if part),
        "passed_to": _lines(_lane(procedure, step) for step in _followers(procedure)),
        "instructions": _lines(ACTS[act].title for step in _followers(procedure) for act in step.acts),
        "ticked": _lines(
            (*(_lane(procedure, step) for step in targets), *(ACTS[act].title for step in targets for act in step.acts))
        ),
        "note": "; ".join(_said(procedure, event, target) for event, target in passed),
    }
    return PaperRequest(
        paper=OfficePaper.DISPOSISI,
        office_key=desk.officer.office_key,
        on=desk.today,
        details=details,
        signer=_signer(desk, procedure, passed[-1][0] if passed else None),
    )


def _signer(desk: Desk, procedure: Procedure, passed_on: EventRecord | None) -> Signer:
    """Who passed the application on last, as the file has it; before that, this officer in the seat that would."""
    if passed_on is not None:
        name, *parts = passed_on.acted_as.split(" · ")
        nip = next((part.removeprefix("NIP ") for part in parts if part.startswith("NIP ")), "")
        return Signer(title=parts[0] if parts else "", name=name, nip=nip)
    seat = desk.officer.seat_for(procedure, next(filter(_forwards, procedure.steps)))
    return Signer(title=seat.printed_title if seat else "", name=desk.officer.full_name, nip=desk.officer.nip)


def _passed(view: CaseView) -> Iterable[tuple[EventRecord, Step]]:
    """Each time the application was passed on, with the step it came to; what a return undid stays told."""
    steps = view.procedure.by_id
    for event in view.events:
        step = steps.get(event.step or "")
        if event.kind != "step-completed" or step is None or not _forwards(step):
            continue
        target = steps.get(str(event.payload.get("to", "")))
        if target is not None:
            yield event, target


def _followers(procedure: Procedure) -> tuple[Step, ...]:
    """The steps of officers from the first one on to which an application is passed."""
    order = procedure.order
    first = min(order[step.id] for step in procedure.steps if _forwards(step))
    after = (step for step in procedure.steps if order[step.id] > first)
    return tuple(step for step in after if procedure.actors[step.actor].kind == "position")


def _lane(procedure: Procedure, step: Step) -> str:
    return procedure.actors[step.actor].title


def _lines(words: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(words))


def _received_on(view: CaseView) -> str:
    """The day on which the application got its register number; without one, the day it was handed in."""
    numbered = (
        event.occurred_at for event in view.events if event.number and event.number == view.case.register_number
    )
    return timezone.localtime(next(numbered, view.case.submitted_at)).date().isoformat()


def _said(procedure: Procedure, event: EventRecord, target: Step) -> str:
    at = f"{timezone.localtime(event.occurred_at):%d-%m-%Y %H.%M}"
    return f"{at} {name_and_position(event.acted_as)}, kepada {_lane(procedure, target)}"


def _shown(
    request: HttpRequest,
    desk: Desk,
    view: CaseView,
    asked: PaperRequest,
    reason: str = "",
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    records = (one for one in queries.prints_of(view.case.resi) if one.paper == OfficePaper.DISPOSISI)
    earlier = print_lines(records, desk.officer.office_id)
    field = (
        FormField("reason", _("Alasan cetak ulang"), hint=_("Misalnya rusak di printer atau hilang."))
        if earlier
        else None
    )
    context: dict[str, Any] = {
        "case": view.case,
        "told": asked.details,
        "signer": asked.signer,
        "received_on": datetime.date.fromisoformat(asked.details["received_on"]),
        "passed_to": _ticked(asked, "passed_to"),
        "instructions": _ticked(asked, "instructions"),
        "fields": marked((field.filled({"reason": reason}),), problems) if field else (),
        "prints": earlier,
        "problems": problems,
        "key": fresh_key(),
    }
    return page(request, "desk/case/disposition.html", context, status)


def _ticked(asked: PaperRequest, name: str) -> tuple[tuple[str, bool], ...]:
    ticked = asked.details["ticked"].splitlines()
    return tuple((words, words in ticked) for words in asked.details[name].splitlines())
