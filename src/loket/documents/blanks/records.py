"""What others may know of blanks: frozen records, never rows."""

import datetime
from dataclasses import dataclass

from loket.documents.blanks.ledger import BlankAct
from loket.documents.blanks.serials import BlankKind


@dataclass(frozen=True, slots=True)
class BlankLine:
    """A movement as the ledger of blanks shows it; `difference` is what a count found too many (or, below zero, too few)."""

    id: int
    kind: BlankKind
    act: BlankAct
    serials: str
    quantity: int
    holder: int | None
    counterpart: str
    reason: str
    acted_as: str
    at: datetime.datetime
    print_id: int | None = None
    difference: int | None = None


@dataclass(frozen=True, slots=True)
class StockLine:
    """
    The blanks of one kind in an office. `on_hand` are usable, `in_store` of them not with an officer.

    `per_day` is the mean of the last thirty days, `days_left` how long the rest lasts at that pace (None: nothing was
    used). From `threshold` blanks on down the office is short: then `offers_substitute` says that the suket is handed out.
    """

    kind: BlankKind
    on_hand: int
    in_store: int
    lent: int
    spoiled: int
    used_today: int
    per_day: float
    days_left: int | None
    threshold: int
    keeps_ledger: bool

    @property
    def with_officers(self) -> int:
        """How many usable blanks officers hold."""
        return self.on_hand - self.in_store

    @property
    def is_low(self) -> bool:
        """Whether the office is short of them; an office that keeps no ledger is not."""
        return self.keeps_ledger and self.on_hand <= self.threshold

    @property
    def offers_substitute(self) -> bool:
        """Whether the substitute letter is offered in place of the card."""
        return self.is_low and self.kind is not BlankKind.SECURITY


@dataclass(frozen=True, slots=True)
class SpoiledLine:
    """A spoiled blank that is not destroyed yet."""

    kind: BlankKind
    serials: str
    quantity: int
    spoiled_at: datetime.datetime
    reason: str
