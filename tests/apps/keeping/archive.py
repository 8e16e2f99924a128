"""Applications that ended two years ago with their scans, and the two who destroy them."""

import datetime
import uuid
from pathlib import Path
from typing import Final

from django.db import connection

from loket.casework import models
from loket.casework import queries as cases
from loket.casework import services as casework
from loket.casework.records import Acted, TakenIn
from loket.core.engine import Reopen, Withdraw
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
    return again(approve(one.id))


def carried_out(number: int, most: int = 200, by: Officer | None = None) -> services.Progress:
    """Carried out by the administrator."""
    return services.carry_out(by or admin(), number, minutes=MINUTES, at=NOW, most=most)


def again(number: int) -> queries.DestructionRecord:
    """The destruction as it is now."""
    one = queries.destruction(number, factories.hadi().office_id)
    assert one is not None
    return one


def files_in(store: Path) -> list[Path]:
    """Everything that lies in the store."""
    return [path for path in store.rglob("*") if path.is_file()]


def notes_of(resi: str) -> list[str]:
    """The notes in the history of an application."""
    view = cases.case_view(resi, factories.hadi(), NOW)
    return [event.sentence for event in view.events if event.kind == "note-added"]


def destroyed(class_id: str) -> services.Progress:
    """All that is past two years of a class, from the term to the end."""
    services.set_term(factories.hadi(), class_id, "2", BASIS, NOW)
    return carried_out(approve(services.propose(admin(), class_id, "Tahunan", NOW)))


def forged(statement: str) -> None:
    """By someone with the keys of the database, past its guards."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("DROP TRIGGER keeping_destructionitem_update")
        cursor.execute(statement)


def approve(number: int) -> int:
    """Approved by the head; the same number."""
    services.approve(factories.hadi(), number, instrument=LETTER, instrument_date=NOW.date(), at=NOW)
    return number


def paper_of(resi: str) -> int:
    """The number of the one scan of an application."""
    return models.Paper.objects.get(case__resi=resi).pk


def reopen(resi: str) -> None:
    """Opened again by the head, where it stood before the last step."""
    view = cases.case_view(resi, factories.hadi(), NOW)
    casework.act(
        resi,
        Reopen(view.state.passages[-1].step, "Pemohon datang lagi"),
        officer=factories.hadi(),
        version=view.case.version,
        key=uuid.uuid4(),
        at=NOW,
    )
