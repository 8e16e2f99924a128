"""The table at which a paper is gathered: request, office, reader and the gaps so far, and the frame at the end."""

from dataclasses import replace
from datetime import datetime

from loket.documents.gathering.frame import drafts_of_letter, frame
from loket.documents.gathering.reader import Reader
from loket.documents.gathering.request import Needs, PaperRequest
from loket.documents.papers.akta import Court
from loket.documents.papers.issue import AWAITED, Issue
from loket.documents.papers.people import Person
from loket.offices import queries as offices
from loket.register.records import LifeEventRecord


class Table:
    """One paper being gathered; `frame` and `letter` close it, and refuse what has a gap."""

    def __init__(self, request: PaperRequest, *, printed_at: datetime, copy_number: int) -> None:
        self.request = request
        self.office = offices.office(request.office_key)
        self.reader = Reader(self.office, request.on)
        self.needs = Needs(request)
        self._printed_at = printed_at
        self._copy_number = copy_number

    def frame(self, draft: tuple[str, ...]) -> Issue:
        """The frame of the paper. Raises PaperIncomplete when anything is missing."""
        made = frame(
            self.request,
            self.needs,
            self.office,
            printed_at=self._printed_at,
            copy_number=self._copy_number,
            draft=draft,
        )
        self.needs.refuse_gaps()
        return made

    def letter(self, people: tuple[Person, ...], number: str | None = None) -> Issue:
        """The frame of a letter or certificate with a number of its own; without one it is a draft."""
        own = number or self.request.number
        return replace(self.frame(drafts_of_letter(people, own)), number=own)

    def people(self, words: str, least: int = 1) -> tuple[Person, ...]:
        """The residents of the request; a gap, and nobody to work with, when fewer are known."""
        found = self.reader.people(self.request.resident_ids)
        if len(found) < max(least, len(self.request.resident_ids)):
            self.needs.missing.append(words)
            self.needs.refuse_gaps()
        for person in found:
            self._complete(person)
        return found

    def person(self, words: str = "penduduk yang bersangkutan") -> Person:
        """The only resident of the request, or the first."""
        return self.people(words)[0]

    def _complete(self, person: Person) -> None:
        self.needs.have(person.biodata.full_name, "nama lengkap")
        self.needs.have(person.biodata.birth_place, f"tempat lahir {person.biodata.full_name}")

    def housed(self, person: Person) -> None:
        """Note a gap when the address is not known down to the names of its regions."""
        place = person.place
        self.needs.have(place.street, f"alamat {person.biodata.full_name}")
        for words, name in (("desa/kelurahan", place.village), ("kabupaten/kota", place.regency)):
            self.needs.have(name, f"nama {words} pada alamat {person.biodata.full_name}")

    def akta_number(self, held: str | None) -> str:
        """The number of the certificate: of the request, else the one held, else that it is awaited."""
        return self.request.number or held or ""

    def event(self) -> LifeEventRecord | None:
        """The life event the paper follows from, if the request names it."""
        request = self.request
        first = request.resident_ids[0] if request.resident_ids else None
        return self.reader.event(request.life_event_id, first, request.family_id)

    def court(self) -> Court:
        """The ruling that the paper rests on: name of the court, number and date."""
        needs = self.needs
        event = self.event()
        known = str(event.payload.get("court_number", "")) if event else ""
        return Court(
            name=needs.text("court", "nama putusan atau penetapan pengadilan"),
            number=needs.text("court_number", "nomor putusan atau penetapan pengadilan", known),
            on=needs.date("court_date", "tanggal putusan atau penetapan pengadilan"),
        )


def or_awaited(number: str) -> str:
    """The number, or that it is still to come."""
    return number or AWAITED.replace("SIAK", "nomor")
