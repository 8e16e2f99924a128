"""The receipt of an application from home, to keep and to show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loket.casework.queries import OwnCase
from loket.core.terms import Nik, Resi
from loket.documents import services as documents
from loket.documents.records import HandedPaper, PaperState, ResiRecord
from loket.web.desk.intake.papers import pdf
from loket.web.desk.intake.printing import tracking_line
from loket.web.desk.office.letterhead import letterhead
from loket.web.portal.home.correcting import own_case
from loket.web.portal.home.opening import Open, home_view


@require_safe
@home_view
def receipt(_request: HttpRequest, home: Open) -> HttpResponse:
    """The receipt as a PDF; before sending there is none."""
    if home.draft.round == 0:
        return redirect("portal:home-state", draft=home.draft.id)
    case = own_case(home)
    return pdf(documents.resi_pdf(receipt_record(home, case)), f"bukti-{case.file.resi}.pdf")


def receipt_record(home: Open, case: OwnCase) -> ResiRecord:
    """What the receipt says: the resi, the papers sent, what the office promises, how to follow it."""
    file, procedure, applicant = case.file, case.procedure, case.applicant
    return ResiRecord(
        letterhead=letterhead(home.office.key, procedure),
        resi=Resi(file.resi),
        register_number=None,
        service=procedure.identity.name,
        applicant_name=applicant.name,
        applicant_nik=Nik(applicant.nik) if applicant.nik else None,
        received_at=file.submitted_at,
        received_by=case.sent_by,
        promise_due_at=file.promised_at,
        promise=procedure.clock.promise or "",
        subject=applicant.subject,
        proxy=case.proxy.name if case.proxy else "",
        papers=tuple(HandedPaper(_title(case, name), PaperState.SENT) for name in case.papers),
        in_person_only=any(step.in_person for step in procedure.steps if "hand_over" in step.acts),
        tracking_address=tracking_line(("born", "phone")),
        is_from_home=True,
    )


def _title(case: OwnCase, requirement: str) -> str:
    known = case.procedure.requirements.get(requirement)
    return known.text if known else _("Berkas lain")
