"""The procedures in force in the own office."""

from ninja import Router

from loket.api.identity import ApiRequest
from loket.api.openapi import declared
from loket.api.refusals import NoSuchThing
from loket.api.scopes import Scope
from loket.api.shapes import Slug
from loket.api.shapes_procedure import ProcedureLine, ProcedureOut
from loket.casework import procedures
from loket.casework.refusals import UnknownProcedure

router = Router(tags=["Procedures"])


@router.get("/procedures", **declared(Scope.OFFICE_READ, list[ProcedureLine]))
def list_procedures(request: ApiRequest) -> list[ProcedureLine]:
    """The procedures in force today, one for each service."""
    caller = request.auth
    found = procedures.services_of(caller.officer.office_key, caller.today)
    return [ProcedureLine.of(published) for published in found]


@router.get("/procedures/{service}", **declared(Scope.OFFICE_READ, ProcedureOut, 404))
def get_procedure(request: ApiRequest, service: Slug) -> ProcedureOut:
    """One procedure with its steps, requirements, questions and standar pelayanan."""
    caller = request.auth
    try:
        return ProcedureOut.of(procedures.current(caller.officer.office_key, service, caller.today))
    except UnknownProcedure as refusal:
        raise NoSuchThing(what="Layanan") from refusal
