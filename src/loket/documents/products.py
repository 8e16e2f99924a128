"""
From a product of an application to the paper that is asked for: its subject and number, and the details the register
does not keep, from the life event it follows from and from the answers of its form.
"""

from functools import partial
from typing import Final

from loket.casework import queries as casework
from loket.core.entry import read
from loket.core.entry.details import details
from loket.core.entry.kinds import KINDS
from loket.core.register.change import Act, Paper
from loket.core.register.told import told
from loket.documents.gathering import PaperRequest
from loket.entries import queries as entries
from loket.entries.records import EntryRecord, ProductRecord
from loket.register import queries as register
from loket.register.records import LifeEventRecord

LISTS_TOLD: Final = ("penentu-lahir-mati",)
"""Code lists that a life event is told with."""

BOOKED: Final = frozenset(
    {
        Paper.SK_LAHIR_MATI,
        Paper.SK_PEMBATALAN_PERKAWINAN,
        Paper.SK_PEMBATALAN_PERCERAIAN,
        Paper.SK_PENGANGKATAN_ANAK,
        Paper.SK_PELEPASAN_KEWARGANEGARAAN,
        Paper.SKPTI,
        Paper.SKPS,
    }
)

Names = dict[tuple[str, int], str]


def request_for(product: ProductRecord, office_key: str) -> PaperRequest:
    """
    The paper of a product, as `print_paper` takes it, in a fixed number of statements.

    What the life event says goes before what the form says. Whether something is missing shows when it is gathered.
    """
    event = next((e for e in register.events_of_case(product.resi) if e.id == product.life_event), None)
    return PaperRequest(
        paper=Paper(product.paper),
        office_key=office_key,
        on=product.issued_on,
        act=Act(product.act),
        resident_ids=product.resident_ids,
        family_id=product.family_id,
        number=product.number or _of_the_book(product),
        note=product.note,
        life_event_id=product.life_event,
        details=_answered(product) | _told(product, event),
    )


def _of_the_book(product: ProductRecord) -> str:
    """Letters that SIAK does not number bear the number of the office's book, once the case has taken it."""
    return casework.book_number(product.resi) if product.paper in BOOKED and product.act == Act.ISSUE else ""


def _told(product: ProductRecord, event: LifeEventRecord | None) -> dict[str, str]:
    if event is None:
        return {}
    lists = register.lists_of(LISTS_TOLD, product.issued_on)
    names = {(name, line.code): line.name for name, lines in lists.items() for line in lines}
    return told(event.kind, event.payload, partial(_word, names))


def _answered(product: ProductRecord) -> dict[str, str]:
    """The answers of the revision that brought the paper about."""
    saved = _revision(product)
    if saved is None or saved.kind not in KINDS:
        return {}
    form = KINDS[saved.kind].form
    lists = entries.code_lists(form, product.issued_on)
    codes = {name: {line.code for line in lines} for name, lines in lists.items()}
    names = {(name, line.code): line.name for name, lines in lists.items() for line in lines}
    return details(form, read(form, saved.values, codes).values, partial(_word, names))


def _revision(product: ProductRecord) -> EntryRecord | None:
    effects = entries.effects_of(product.resi)
    number = next((effect.revision for effect in effects if product.life_event in effect.life_events), 0)
    return next((one for one in entries.revisions(product.resi) if one.revision == number), None)


def _word(names: Names, name: str, code: int) -> str:
    return names.get((name, code), str(code))
