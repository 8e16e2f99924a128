"""
Which papers of an application could not be handed over as they are: issued, and without a good print on record.

It compares products with prints, and refuses to know who hands what over, and whether a reason is enough.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from loket.core.register.change import Act
from loket.documents.prints.asked import subject_from
from loket.documents.prints.records import CARD, Outcome, PrintRecord
from loket.entries.records import ProductRecord


class Lack(StrEnum):
    """Why there is no good print of a paper."""

    NEVER = "never"
    DRAFT = "draft"
    UNSAID = "unsaid"
    SPOILED = "spoiled"


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A paper that was issued and has no good print, and why."""

    product: ProductRecord
    lack: Lack


def outstanding(products: Iterable[ProductRecord], prints: Iterable[PrintRecord]) -> tuple[Outstanding, ...]:
    """
    The papers issued whose latest print is not good; a draft goes to nobody, so it counts as none.

    Of a paper issued again, as after a correction, only the later one counts, and no print of the one before. `products`
    are those of one application in the order they followed, `prints` those of the same, oldest first. Writes and reads
    nothing.
    """
    known = tuple(prints)
    issued = (product for product in products if product.act == Act.ISSUE)
    latest = {(product.paper, _subject(product)): product for product in issued}
    found = ((product, _lack(product, known)) for product in latest.values())
    return tuple(Outstanding(product, lack) for product, lack in found if lack)


def _lack(product: ProductRecord, prints: tuple[PrintRecord, ...]) -> Lack | None:
    own = [one for one in prints if _is_of(one, product)]
    latest = next((one for one in reversed(own) if not one.draft), None)
    if latest is None:
        return Lack.DRAFT if own else Lack.NEVER
    if latest.outcome is Outcome.GOOD:
        return None
    return Lack.SPOILED if latest.outcome is Outcome.SPOILED else Lack.UNSAID


def _is_of(one: PrintRecord, product: ProductRecord) -> bool:
    """Whether a print is of this paper; its number is left out, for that of the centre comes later than the paper."""
    same = one.paper == product.paper and one.act in (product.act, CARD)
    return same and one.subject == _subject(product, one.office_id) and _follows(one, product)


def _subject(product: ProductRecord, office_id: int = 0) -> str:
    return subject_from(product.paper, product.resident_ids, product.family_id, office_id)


def _follows(one: PrintRecord, product: ProductRecord) -> bool:
    """Whether it says what the life event of the paper left; a card of the centre names none, so its time tells."""
    if one.life_event is None:
        return one.at >= product.took_effect_at
    return one.life_event == product.life_event
