"""Applications that ended two years ago with their scans, and the two who destroy them."""

import datetime
from typing import Final

from loket.casework import services as casework
from loket.casework.records import Acted, TakenIn
from loket.core.engine import Withdraw
from loket.keeping import queries, services
from loket.offices.records import Officer
from tests.apps import factories
from tests.apps.keeping.conftest import Scan

CLASS: Final = "pindaian-ditarik"
BASIS: Final = "Perbup contoh 12/2024"
LETTER: Final = "B-12/ANRI/2026"
MINUTES: Final = "045/BA/2026"
NOW: Final = factories.MONDAY
LONG_AGO: Final = NOW - datetime.timedelta(days=800)


def admin() -> Officer:
    """The administrator of Bintan, who keeps the office beside its head."""
    return factories.officer("bintan.admin")


def withdrawn(*contents: bytes, at: datetime.datetime = LONG_AGO) -> Acted:
    """An application with these scans that its applicant withdrew, long ago unless said otherwise."""
    case: TakenIn | Acted = factories.case_at("verifikasi-kasi", at=at)
    for content in contents or (b"%PDF-1.7 pengantar",):
        casework.add_paper(case.resi, "pengantar", Scan(content), officer=factories.budi())
    return factories.act(case, Withdraw("Pindah sebelum selesai"), factories.budi(), at=at)


def decided_term(years: str = "2") -> None:
    """The office has given withdrawn applications two years."""
    services.set_term(factories.hadi(), CLASS, years, BASIS, NOW)


def proposed(*keep: str, by: Officer | None = None) -> queries.DestructionRecord:
    """What is past its term, proposed by the administrator."""
    staying = services.Staying(keep, "sengketa waris" if keep else "")
    number = services.propose(by or admin(), CLASS, "Pemusnahan tahunan", NOW, staying=staying)
    return again(number)


def approved(*keep: str) -> queries.DestructionRecord:
    """The same, approved by the head."""
    one = proposed(*keep)
    services.approve(factories.hadi(), one.id, instrument=LETTER, instrument_date=NOW.date(), at=NOW)
    return again(one.id)


def carried_out(number: int, most: int = 200, by: Officer | None = None) -> services.Progress:
    """Carried out by the administrator."""
    return services.carry_out(by or admin(), number, minutes=MINUTES, at=NOW, most=most)


def again(number: int) -> queries.DestructionRecord:
    """The destruction as it is now."""
    one = queries.destruction(number, factories.hadi().office_id)
    assert one is not None
    return one
