"""
Changing things: taking an application in, and acting on a case.

They share addresses with what is read of cases, so they stand on the same router.
"""

from ninja import Body

from loket.api.commands import ActIn, ReassignIn
from loket.api.idempotency import KeyHeader, key_for
from loket.api.identity import ApiRequest
from loket.api.openapi import declared
from loket.api.routes.cases import router as cases_router
from loket.api.scopes import Scope
from loket.api.shapes_work import ActedOut, IntakeIn, TakenInOut
from loket.casework import services

__all__ = ["cases_router"]
CHANNEL = "api"


@cases_router.post("/cases", **declared(Scope.CASES_INTAKE, TakenInOut, 409, body=True))
def take_in(request: ApiRequest, body: Body[IntakeIn], idempotency_key: KeyHeader) -> TakenInOut:
    """
    Take an application in, as at the counter: the steps up to the check of papers, the resi and the register number.

    A file that lacks papers is answered with `accepted: false` and the lines that say why, where the procedure
    refuses those; it gets no resi and no number.
    """
    caller = request.auth
    return TakenInOut.of(
        services.take_in(
            caller.officer.office_key,
            body.service,
            officer=caller.officer,
            applicant=body.applicant.applicant(),
            answers=body.answers,
            checklist=[line.line() for line in body.checklist],
            key=key_for(caller, idempotency_key),
            channel=CHANNEL,
            extra_evidence=body.evidence,
        )
    )


@cases_router.post("/cases/{resi}/acts", **declared(Scope.CASES_ACT, ActedOut, 404, 409, body=True))
def act(request: ApiRequest, resi: str, body: Body[ActIn], idempotency_key: KeyHeader) -> ActedOut:
    """
    Do one thing with one case. What may be done now stands under GET on the same address.

    409 `stale-version` says who has changed the case since, and what; nothing of the act was then written.
    """
    caller, command = request.auth, body.command
    key = key_for(caller, idempotency_key)
    if isinstance(command, ReassignIn):
        acted = services.reassign(
            resi,
            to_person=command.to_person,
            reason=command.reason,
            officer=caller.officer,
            version=body.version,
            key=key,
            channel=CHANNEL,
        )
    else:
        acted = services.act(
            resi, command.command(), officer=caller.officer, version=body.version, key=key, channel=CHANNEL
        )
    return ActedOut.of(acted)
