"""
Foreigners with leave to stay: an SKTT as long as the leave is limited, a place in a KK once it is permanent.

Each function works one event into a draft, or refuses.
"""

import datetime

from loket.core.register.arrivals import add
from loket.core.register.change import Act, Paper
from loket.core.register.codes import Citizenship, PermitKind
from loket.core.register.context import Context
from loket.core.register.draft import Draft
from loket.core.register.facts import HomeChanged
from loket.core.register.guards import require_active
from loket.core.register.moves import ForeignerRegistered, PermitProlonged
from loket.core.register.refusals import NotAForeigner, NothingChanges, NotLimitedStay
from loket.core.register.values import Permit, ResidentId


def foreigner_registered(draft: Draft, event: ForeignerRegistered, context: Context) -> None:
    """A foreigner with ITAS gets an SKTT and no KK. Raises NotLimitedStay."""
    biodata = event.newcomer.biodata
    if biodata.citizenship is not Citizenship.WNA:
        raise NotLimitedStay(fields=("permit",))
    until = limited_until(biodata.permit, context.today)
    add(draft, event.newcomer, event.address)
    issue_sktt(draft, event.newcomer.resident_id, until)


def permit_prolonged(draft: Draft, event: PermitProlonged, context: Context) -> None:
    """
    The new leave counts from now on; with an ITAP the foreigner enters a KK and gives the SKTT back.

    Raises NotAForeigner, NotLimitedStay, NothingChanges.
    """
    person = require_active(draft.part, event.resident_id)
    former = person.biodata.permit
    if person.biodata.citizenship is not Citizenship.WNA or former is None:
        raise NotAForeigner(name=person.name)
    if former == event.permit and event.address is None:
        raise NothingChanges(fields=("permit",))
    draft.change(person.id, permit=event.permit)
    draft.place(event.placements)
    if event.permit.kind is PermitKind.ITAS:
        until = limited_until(event.permit, context.today)
        if event.address is not None:
            draft.add(HomeChanged(draft.day, draft.why, person.id, event.address))
        issue_sktt(draft, person.id, until)
    elif former.kind is PermitKind.ITAS:
        draft.add(HomeChanged(draft.day, draft.why, person.id, None))
        draft.output(Paper.SKTT, person.id, act=Act.WITHDRAW, note="diganti ITAP")


def limited_until(permit: Permit | None, today: datetime.date) -> datetime.date:
    """The last day of an ITAS that is valid today. Raises NotLimitedStay."""
    until = permit.until_date if permit is not None and permit.kind is PermitKind.ITAS else None
    if until is None or until < today:
        raise NotLimitedStay(fields=("permit",))
    return until


def issue_sktt(draft: Draft, resident_id: ResidentId, until: datetime.date) -> None:
    """An SKTT that is valid as long as the ITAS."""
    draft.output(Paper.SKTT, resident_id, note=f"berlaku sampai {until:%d-%m-%Y}")
