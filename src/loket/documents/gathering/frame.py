"""The frame of a paper: letterhead and signer from the office, and why a paper is still a draft."""

from datetime import date, datetime
from typing import Final

from loket.core.terms import KkNumber, Nik
from loket.documents.gathering.request import Needs, PaperRequest
from loket.documents.papers.issue import Issue, Signer
from loket.documents.papers.people import Person
from loket.documents.records import Letterhead
from loket.offices import queries as offices
from loket.offices.records import Officer, OfficeRecord, Seat
from loket.register import queries as register

_GOVERNMENTS: Final = ("Kabupaten ", "Kota ")
_OF_A_HEAD: Final = frozenset({"supervise", "audit"})
_OWN_KK: Final = "nomor KK belum dari SIAK"
_OWN_NIK: Final = "NIK belum dari SIAK"
_OWN_NUMBERS: Final = frozenset({_OWN_KK, _OWN_NIK})


def letterhead_of(office: OfficeRecord) -> Letterhead:
    """The head of the office's papers: the name comes from the office and not from an SOP, which may misspell it."""
    place = _seat_of_government(office)
    return Letterhead(
        government=f"Pemerintah {place}" if place else "",
        office=office.name,
        address=office.address,
        zone=office.zone,
    )


def _seat_of_government(office: OfficeRecord) -> str:
    found = (office.name.rfind(word) for word in _GOVERNMENTS)
    return next((office.name[place:] for place in found if place >= 0), "")


def place_of_letters(office: OfficeRecord) -> str:
    """The place beside the date of a paper: as the office calls it, or else the name of its kabupaten or kota."""
    place = _seat_of_government(office)
    for word in _GOVERNMENTS:
        place = place.removeprefix(word)
    return office.labels.get("tempat-surat", place) or office.short_name


def signer_of(officer: Officer, office: OfficeRecord, seat: Seat | None = None) -> Signer:
    """
    The officer as signer, in this seat or the first: the title of today with Plt. or Plh.

    "Kepala Dinas" and "Camat" are titles within the house; on paper they name the office.
    """
    seat = seat or next(iter(officer.seats), None)
    title = seat.printed_title if seat else ""
    if title.endswith("Kepala Dinas"):
        title = f"{title.removesuffix('Dinas')}{office.name}"
    elif title.endswith("Camat"):
        title = f"{title} {office.name.removeprefix('Kecamatan ')}"
    return Signer(title=title, name=officer.full_name, nip=officer.nip)


def head_of_office(office: OfficeRecord, on: date) -> Signer | None:
    """Whoever heads the office that day, in own right or acting; None when nobody does."""
    seats = ((officer, seat) for officer in offices.supervisors_of(office.key, on) for seat in officer.seats)
    found = next((both for both in seats if both[1].powers >= _OF_A_HEAD), None)
    return signer_of(found[0], office, found[1]) if found else None


def frame(
    request: PaperRequest,
    needs: Needs,
    office: OfficeRecord,
    *,
    printed_at: datetime,
    copy_number: int,
    draft: tuple[str, ...] = (),
) -> Issue:
    """The frame of a paper; a signer that nobody is, is a gap."""
    signer = request.signer or head_of_office(office, request.on)
    if signer is None:
        needs.missing.append("pejabat yang menandatangani")
    return Issue(
        letterhead=letterhead_of(office),
        signer=signer or Signer(title="", name=""),
        issued_date=request.on,
        place=place_of_letters(office),
        printed_at=printed_at,
        number=request.number,
        copy_number=copy_number,
        draft=_standing(draft, office),
    )


def _standing(draft: tuple[str, ...], office: OfficeRecord) -> tuple[str, ...]:
    """Numbers that the office gave itself make no draft where a certificate says that they count."""
    if _OWN_NUMBERS.isdisjoint(draft) or not register.settings_of(office.id).certificate:
        return draft
    return tuple(reason for reason in draft if reason not in _OWN_NUMBERS)


def drafts_of_numbers(kk_number: KkNumber | None, niks: tuple[Nik | None, ...]) -> tuple[str, ...]:
    """Why a KK with these numbers is a draft, in words; empty when the centre has given them all."""
    reasons = []
    if kk_number is None:
        reasons.append("nomor KK menunggu SIAK")
    elif register.is_draft(kk_number):
        reasons.append(_OWN_KK)
    reasons += drafts_of_niks(niks)
    return tuple(reasons)


def drafts_of_niks(niks: tuple[Nik | None, ...]) -> tuple[str, ...]:
    """Why a paper that names these NIKs is a draft."""
    if any(nik is None for nik in niks):
        return ("NIK menunggu SIAK",)
    if any(nik is not None and register.is_draft(nik) for nik in niks):
        return (_OWN_NIK,)
    return ()


def drafts_of_letter(people: tuple[Person, ...], number: str) -> tuple[str, ...]:
    """Why a letter about these people is a draft: numbers of the centre, or its own that no book has given yet."""
    own = () if number else ("nomor belum diambil dari buku register",)
    return (*own, *drafts_of_niks(tuple(person.nik for person in people)))
