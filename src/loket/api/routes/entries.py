"""
The form of an application over the API, and the papers it yields.

They share addresses with what is read of cases, so they stand on the same router.
"""

from collections.abc import Mapping
from functools import partial

from django.utils import timezone
from ninja import Body

from loket.api.idempotency import KeyHeader, key_for
from loket.api.identity import ApiRequest
from loket.api.openapi import declared
from loket.api.records import Caller
from loket.api.routes.work import cases_router
from loket.api.scopes import Scope
from loket.api.shapes_entry import EntryIn, EntryOut, FormOut, JudgedOut, ProductOut, TickIn
from loket.casework.queries import application_of, case_view, open_application, withheld_from
from loket.core.engine.guards import require_workable
from loket.core.entry import Raw
from loket.core.register.field_classes import SPECIFIC_NAMES
from loket.entries import queries, services
from loket.entries.queries import Application
from loket.entries.records import Judged
from loket.entries.refusals import NoFormHere
from loket.offices.records import Officer
from loket.register import services as register

__all__ = ["cases_router"]


@cases_router.get("/cases/{resi}/entry", **declared(Scope.CASES_READ, FormOut, 404, 409))
def get_entry(request: ApiRequest, resi: str) -> FormOut:
    """The form of an application, what was last saved of it, and what the register would say to that."""
    officer = request.auth.officer
    application = open_application(resi, officer)
    hidden = _withheld(request.auth, application)
    kinds = _kinds(application, officer.office_id)
    entry = queries.latest(application.resi)
    judged = None
    if entry is not None and not entry.outside:
        judged = _judged(application, entry.kind, entry.values, entry.accepted, request.auth)
    return FormOut.of(kinds, queries.form_of(entry.kind if entry else kinds[0]), entry, judged, hidden)


@cases_router.post("/cases/{resi}/entry/judged", **declared(Scope.CASES_READ, JudgedOut, 404, 409, body=True))
def judge_entry(request: ApiRequest, resi: str, body: Body[EntryIn]) -> JudgedOut:
    """What would follow if this form took effect now; nothing is saved."""
    officer = request.auth.officer
    application = application_of(resi, officer)
    if body.kind not in _kinds(application, officer.office_id):
        raise NoFormHere
    return JudgedOut.of(_judged(application, body.kind, body.values, body.accepted, request.auth))


@cases_router.post("/cases/{resi}/entry", **declared(Scope.CASES_ACT, EntryOut, 404, 409, body=True))
def save_entry(request: ApiRequest, resi: str, body: Body[EntryIn], idempotency_key: KeyHeader) -> EntryOut:
    """Save a form as a new revision, right or wrong; 409 `entry-changed` when a colleague saved one meanwhile."""
    caller = request.auth
    application = application_of(resi, caller.officer)
    saved = services.save_entry(
        application,
        body.filling(),
        officer=caller.officer,
        revision=body.revision,
        key=key_for(caller, idempotency_key),
        require=partial(_require_workable, resi, caller.officer),
    )
    return EntryOut.of(saved)


@cases_router.post("/cases/{resi}/entry/ticks", **declared(Scope.CASES_ACT, EntryOut, 404, 409, body=True))
def tick_field(request: ApiRequest, resi: str, body: Body[TickIn]) -> EntryOut:
    """Say of one field that it agrees with the papers, or does not; 409 `entry-changed` when the form is another one now."""
    caller = request.auth
    application = application_of(resi, caller.officer)
    _require_workable(resi, caller.officer)
    ticked = services.tick(
        application, body.field, body.verdict, officer=caller.officer, revision=body.revision, note=body.note
    )
    return EntryOut.of(ticked)


@cases_router.get("/cases/{resi}/products", **declared(Scope.CASES_READ, list[ProductOut], 404))
def list_products(request: ApiRequest, resi: str) -> list[ProductOut]:
    """The papers that the application yields, takes back or annotates, in the order they follow."""
    officer = request.auth.officer
    application = open_application(resi, officer)
    shown = queries.products_as_seen(queries.products_of(application.resi), officer.office_id)
    services.open_people_on(shown, officer, application.resi)
    return [ProductOut.of(product) for product in shown]


def _require_workable(resi: str, officer: Officer) -> None:
    """Raises the engine's refusals for anybody but who may finish the open step."""
    view = case_view(resi, officer, timezone.now(), again=True)
    require_workable(view.procedure, view.state, officer.actor(view.procedure))


def _judged(application: Application, kind: str, values: Raw, accepted: Mapping[str, str], caller: Caller) -> Judged:
    """What the register says, as far as this caller may see it, after the traces of whom that shows are left."""
    officer = caller.officer
    judged = queries.judge(kind, values, officer, accepted, reported_on=application.submitted_on)
    register.look_up(officer, judged.numbers)
    seen = queries.as_seen(judged, officer.office_id)
    services.leave_traces_of(seen, officer, application.resi)
    return queries.without_fields(seen, _withheld(caller, application))


def _withheld(caller: Caller, application: Application) -> frozenset[str]:
    """The specific fields this caller is not shown: those its officer is not, and all of them where the token is only to read."""
    if Scope.CASES_ACT not in caller.scopes:
        return SPECIFIC_NAMES
    return withheld_from(caller.officer, caller.today, application.procedure)


def _kinds(application: Application, office_id: int) -> tuple[str, ...]:
    kinds = queries.kinds_for(application) if queries.uses_register(office_id) else ()
    if not kinds:
        raise NoFormHere
    return kinds
