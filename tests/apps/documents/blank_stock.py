"""A cupboard of blanks for tests: ranges as a form says them, movements by the counter of Bintan, what is left."""

import datetime
import uuid
from typing import Any

from loket.documents import queries
from loket.documents.blanks.records import StockLine
from loket.documents.services import BlankEntry, BlankKind, Serials
from tests.apps import factories

KIA, KTP_EL = BlankKind.KIA, BlankKind.KTP_EL
AT = factories.MONDAY


def entry(first: str, last: str = "", kind: BlankKind = KTP_EL, **more: str) -> BlankEntry:
    told = {"counterpart": "Ditjen Dukcapil", "reason": "Surat 470/1", **more}
    return BlankEntry(kind=kind, serials=Serials.parse(first, last), **told)


def do(service: Any, what: BlankEntry, **more: Any) -> int:
    """Record a movement as the front office of Bintan."""
    given = {"officer": factories.budi(), "key": uuid.uuid4(), "at": AT, **more}
    done: int = service(what, **given)
    return done


def stock(kind: BlankKind = KTP_EL, at: datetime.datetime = AT) -> StockLine:
    return next(line for line in queries.blank_stock("bintan", at) if line.kind is kind)
