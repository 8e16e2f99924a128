"""An application with several papers that waits for its owner, and a brother who may collect."""

import datetime
import uuid

from django.utils import timezone

from loket.casework import procedures, services
from loket.casework.records import Acted, TakenIn
from loket.collection.queries import mandates_of
from loket.collection.records import MandateRecord, MandateWish, Relation, Scope, Taker
from loket.core.procedure.model import Procedure
from loket.offices import queries as offices
from tests.apps import factories

STEP = "serahkan-dokumen"
RUDI, RUDIS_NIK, RUDIS_PHONE = "Rudi Hartono", "9901011505880002", "0812 0000 0002"
RUDI_COLLECTS = {
    "collector_name": RUDI,
    "collector_nik": RUDIS_NIK,
    "collector_relation": "proxy",
    "resi_shown": True,
    "identity_checked": True,
}
SARI_COLLECTS = {
    "collector_name": factories.SARI.name,
    "collector_nik": factories.SARI.nik,
    "collector_relation": "self",
    "resi_shown": True,
}


def yields(product: str, *, no_proxy: bool = False) -> None:
    """From now on the KK of Bintan yields these papers, as its SOP prints them."""
    plain = factories.procedure().model_dump(mode="json", by_alias=True)
    plain["product"] = product
    for step in plain["steps"]:
        step["no_proxy"] = no_proxy and step["id"] == STEP
    procedures.publish(Procedure.model_validate(plain), effective=datetime.date(2026, 11, 2))


def ready(product: str = "KK dan KTP-el") -> TakenIn | Acted:
    """An application whose papers wait for their owner."""
    yields(product)
    return factories.case_at(STEP)


def today() -> datetime.date:
    """The day on the wall of the office."""
    return offices.today("bintan", timezone.now())


def until() -> datetime.date:
    """A week from now."""
    return today() + datetime.timedelta(days=7)


def wish(**more: object) -> MandateWish:
    """Rudi may collect for a week."""
    said: dict[str, object] = {
        "taker": Taker(RUDI, RUDIS_NIK, Relation.SIBLING, RUDIS_PHONE),
        "scope": frozenset({Scope.COLLECT}),
        "valid_until": until(),
    }
    return MandateWish(**(said | more))  # type: ignore[arg-type]


def lets_rudi(resi: str, **more: object) -> MandateRecord:
    """Sari lets her brother collect, at the counter."""
    number = services.give_mandate(resi, wish(**more), by=factories.budi(), key=uuid.uuid4())
    return next(one for one in mandates_of(resi) if one.uuid == number)
