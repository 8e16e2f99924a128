"""Reading cases: lists, the desk, and one case with what may be done, what happened, and when it falls due."""

from typing import Annotated

from ninja import Body, Query, Router
from pydantic import Field

from loket.api.identity import ApiRequest
from loket.api.openapi import declared
from loket.api.scopes import Scope
from loket.api.shapes import Moment
from loket.api.shapes_case import CaseDueOut, CaseOut, EventOut
from loket.api.shapes_lists import LONGEST_LIST, CaseLineOut, CasePageOut, FindIn, InboxOut
from loket.api.shapes_work import ActsOut, OfferOut
from loket.casework import queries, services

router = Router(tags=["Cases"])


Cursor = Annotated[int, Field(ge=1, le=2**63 - 1)]
Limit = Annotated[int, Field(ge=1, le=LONGEST_LIST)]


@router.get("/inbox", **declared(Scope.CASES_READ, InboxOut))
def get_inbox(request: ApiRequest) -> InboxOut:
    """The officer's desk, as the screen shows it."""
    return InboxOut.of(queries.desk(request.auth.officer, request.auth.now))


@router.get("/cases", **declared(Scope.CASES_READ, CasePageOut))
def list_cases(
    request: ApiRequest,
    cursor: Query[Cursor | None] = None,
    limit: Limit = 50,
    since: Query[Moment | None] = None,
) -> CasePageOut:
    """The cases of the own office, newest first; with `since`, those submitted from then on."""
    office_key = request.auth.officer.office_key
    return CasePageOut.of(queries.cases_page(office_key, before=cursor, size=limit, since=since))


# Before the address of one case, which would take "find" for a resi.
@router.post("/cases/find", **declared(Scope.CASES_READ, list[CaseLineOut], 429, body=True))
def find_cases(request: ApiRequest, body: Body[FindIn]) -> list[CaseLineOut]:
    """Cases of the own office by resi, NIK, register number or beginning of a name; at most 50."""
    return [CaseLineOut.of(line) for line in services.search(request.auth.officer, body.text)]


def _view(request: ApiRequest, resi: str) -> queries.CaseView:
    return queries.case_view(resi, request.auth.officer, request.auth.now)


@router.get("/cases/{resi}", **declared(Scope.CASES_READ, CaseOut, 404))
def get_case(request: ApiRequest, resi: str) -> CaseOut:
    """One case of the own office, by its resi as printed, typed or scanned."""
    return CaseOut.of(_view(request, resi))


@router.get("/cases/{resi}/acts", **declared(Scope.CASES_READ, ActsOut, 404))
def list_acts(request: ApiRequest, resi: str) -> ActsOut:
    """What this officer may do with the case now, and the evidence that each outcome asks for."""
    view = _view(request, resi)
    acts = [OfferOut.of(offer, view.procedure, view.state.step) for offer in view.offers]
    return ActsOut(resi=view.case.resi, version=view.state.version, step=view.state.step, acts=acts)


@router.get("/cases/{resi}/events", **declared(Scope.CASES_READ, list[EventOut], 404))
def list_events(request: ApiRequest, resi: str) -> list[EventOut]:
    """The whole history of a case, oldest first."""
    return [EventOut.model_validate(event) for event in _view(request, resi).events]


@router.get("/cases/{resi}/due", **declared(Scope.CASES_READ, CaseDueOut, 404))
def explain_case_due(request: ApiRequest, resi: str) -> CaseDueOut:
    """When the open step and the promise fall due and why, and who used the time so far."""
    return CaseDueOut.of(_view(request, resi), request.auth.officer, request.auth.now)
