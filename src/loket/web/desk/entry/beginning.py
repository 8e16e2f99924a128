"""
What a form begins with when nobody has filled it yet: the applicant, where the form says so, and of a move those who left
with the applicant, on which letter and from where, as the register has them.

It guesses nobody else: whom another form is about is for the operator to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from loket.core.entry import EntryForm, Field, FieldKind
from loket.core.entry.forms import form_of
from loket.core.problems import BadTerm
from loket.core.register.codes import ResidentStatus, Shdk
from loket.core.register.values import Resident
from loket.core.terms import Nik, RegionCode
from loket.register import queries as register
from loket.web.desk.entry.kks import address_line
from loket.web.desk.entry.page import OpenEntry
from loket.web.desk.entry.people import Names, names_on
from loket.web.desk.entry.truth import with_truth
from loket.web.desk.entry.typed import Row, Typed
from loket.web.desk.pages import Desk

GONE: Final = frozenset({ResidentStatus.IN_TRANSIT, ResidentStatus.MOVED, ResidentStatus.ABROAD})
"""Who may come here, or come back."""


def first_answers(desk: Desk, opened: OpenEntry) -> Typed:
    """What is saved; else, for whoever may fill it, what is known of the applicant and of his move. Writes nothing."""
    saved = Typed(opened.values, opened.accepted)
    if not opened.is_new or not opened.kind or opened.mode != "fill":
        return saved
    form = form_of(opened.kind)
    lists = tuple(_travellers(form))
    nik = _nik(opened.view.case.applicant_nik)
    party = _party(nik) if nik and lists else ()
    niks = {one.nik for one in party if one.nik} | ({nik} if nik else set())
    names = names_on(form, {}, register.known(niks), desk.officer.office_id)
    shown = tuple(one for one in party if not names.is_elsewhere(one))
    rows = {one.name: tuple(_row(one, who, shown) for who in shown) for one in lists} if shown else {}
    told = _applicant(form, nik, opened.view.case.applicant_name, names)
    return with_truth(saved.with_values({**told, **_departed(form, shown), **rows}), form, names)


def _applicant(form: EntryForm, nik: Nik | None, name: str, names: Names) -> dict[str, str]:
    """The fields that begin with the applicant: name and NIK as at the counter, the KK where this office keeps it."""
    told = {"nik": nik.digits if nik else "", "name": name, "kk": _kk_number(nik, names)}
    return _begun(form, told)


def _departed(form: EntryForm, party: Sequence[Resident]) -> dict[str, str]:
    """The fields that begin with the letter of those under way: its number and date, and where they lived until then."""
    mover = next((one for one in party if one.latest.transit), None)
    move = mover.latest.transit if mover else None
    if mover is None or move is None:
        return {}
    told = {"letter": move.skpwni_number or "", "letter_date": f"{move.departed_date:%d-%m-%Y}"}
    left = register.part_around([mover.id], ()).left_from(move)
    if left is not None:
        place = register.places([left.region])[left.region]
        parts = (address_line(left), place.village, place.district, place.regency)
        told |= {
            "origin": str(RegionCode(left.region.digits[:4])),
            "origin_address": ", ".join(part for part in parts if part),
        }
    return _begun(form, told)


def _begun(form: EntryForm, told: Mapping[str, str]) -> dict[str, str]:
    begun = ((one.name, told.get(one.begins or "", "")[: one.longest]) for one in form.fields.values())
    return {name: text for name, text in begun if text}


def _kk_number(nik: Nik | None, names: Names) -> str:
    resident = names.known.residents.get(nik) if nik else None
    home = names.known.family_of.get(resident.id) if resident and not names.is_elsewhere(resident) else None
    kk = names.known.kks.get(home) if home is not None else None
    if kk is None or names.kk_elsewhere(kk):
        return ""
    return kk.kk_number.digits if kk.kk_number else str(kk.family_id)


def _travellers(form: EntryForm) -> Iterator[Field]:
    """Lists of people whom the register knows already, one by one."""
    for one in form.fields.values():
        if one.kind is FieldKind.PEOPLE and one.columns[0].kind is FieldKind.RESIDENT:
            yield one


def _nik(text: str) -> Nik | None:
    try:
        return Nik.parse(text)
    except BadTerm:
        return None


def _party(nik: Nik) -> tuple[Resident, ...]:
    """Who has this NIK and has left, with everyone who left with him."""
    return tuple(one for one in register.party_of(nik) if one.nik and one.status in GONE)


def _row(asked: Field, who: Resident, party: Sequence[Resident]) -> Row:
    """One of them; the place in the old KK holds for the new one when the head comes along."""
    left = who.latest.transit
    with_head = any(one.latest.transit and one.latest.transit.shdk is Shdk.HEAD for one in party)
    asks = any(column.name == "shdk" and column.required for column in asked.columns)
    row = {"who": who.nik.digits if who.nik else ""}
    return {**row, "shdk": str(int(left.shdk))} if left and with_head and asks else row
