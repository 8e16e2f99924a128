"""What is asked for: which paper, of whom, as of which day; and the list of what is missing for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

from loket.core.register.change import Act, Paper
from loket.documents.papers.issue import Signer
from loket.documents.papers.kinds import OfficePaper
from loket.documents.refusals import PaperIncomplete

_UNKNOWN_DATE: Final = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRequest:
    """
    A paper to print, as an `Output` of a life event names it.

    `on` is the day of the data and the date of issue. `number` is the number of the letter or certificate, taken from a
    book beforehand; without one the paper is a draft. `details` holds what the register does not keep (places, courts,
    witnesses …) by the names that `kinds.DETAILS` lists; dates in ISO form. `note` is that of the output.
    Without `signer` the head of the office signs.
    """

    paper: Paper | OfficePaper
    office_key: str
    on: date
    act: Act = Act.ISSUE
    resident_ids: tuple[UUID, ...] = ()
    family_id: UUID | None = None
    number: str = ""
    note: str = ""
    life_event_id: UUID | None = None
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    signer: Signer | None = None


class Needs:
    """
    Takes what a paper needs and remembers what is not there, so that all gaps are named at once.

    What it gives for a gap is never printed: `refuse_gaps` comes before any record is used.
    """

    def __init__(self, request: PaperRequest) -> None:
        self._request = request
        self.missing: list[str] = []

    def have(self, value: str, words: str) -> str:
        """A text that must not be empty."""
        if not value.strip():
            self.missing.append(words)
        return value.strip()

    def text(self, name: str, words: str, otherwise: str = "") -> str:
        """A detail, or what is known otherwise."""
        return self.have(self._request.details.get(name, "") or otherwise, words)

    def optional(self, name: str) -> str:
        """A detail that may be left out."""
        return self._request.details.get(name, "").strip()

    def number(self, name: str, words: str) -> int:
        """A detail that is a number above zero."""
        found = self.optional(name)
        if found.isascii() and found.isdigit() and int(found):
            return int(found)
        self.missing.append(words)
        return 1

    def date(self, name: str, words: str, otherwise: date | None = None) -> date:
        """A detail that is a date, or one known otherwise."""
        found = self.optional(name)
        try:
            day = date.fromisoformat(found) if found else otherwise
        except ValueError:
            day = None
        if day is None:
            self.missing.append(words)
        return day or _UNKNOWN_DATE

    def refuse_gaps(self) -> None:
        """Raise PaperIncomplete when anything was missing."""
        if self.missing:
            names = tuple(dict.fromkeys(self.missing))
            raise PaperIncomplete(paper=self._request.paper.value, list="; ".join(names), missing=names)
