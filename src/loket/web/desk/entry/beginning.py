"""
What a form begins with when nobody has filled it yet: of a move, those who left with the applicant, as the register has them.

It guesses nobody else: whom another form is about is for the operator to say.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from loket.core.entry import EntryForm, Field, FieldKind
from loket.core.entry.forms import form_of
from loket.core.problems import BadTerm
from loket.core.register.codes import ResidentStatus, Shdk
from loket.core.register.values import Resident
from loket.core.terms import Nik
from loket.register import queries as register
from loket.web.desk.entry.page import OpenEntry
from loket.web.desk.entry.people import names_on
from loket.web.desk.entry.truth import with_truth
from loket.web.desk.entry.typed import Row, Typed
from loket.web.desk.pages import Desk

GONE: Final = frozenset({ResidentStatus.IN_TRANSIT, ResidentStatus.MOVED, ResidentStatus.ABROAD})
"""Who may come here, or come back."""


def first_answers(desk: Desk, opened: OpenEntry) -> Typed:
    """What is saved; else, for whoever may fill it, what the register knows of the applicant's move. Writes nothing."""
    saved = Typed(opened.values, opened.accepted)
    if not opened.is_new or not opened.kind or opened.mode != "fill":
        return saved
    form = form_of(opened.kind)
    lists = tuple(_travellers(form))
    party = _party(opened.view.case.applicant_nik) if lists else ()
    names = names_on(form, {}, register.known(one.nik for one in party if one.nik), desk.officer.office_id)
    shown = tuple(one for one in party if not names.is_elsewhere(one))
    values = {one.name: tuple(_row(one, who, shown) for who in shown) for one in lists}
    return with_truth(saved.with_values(values), form, names) if shown else saved


def _travellers(form: EntryForm) -> Iterator[Field]:
    """Lists of people whom the register knows already, one by one."""
    for one in form.fields.values():
        if one.kind is FieldKind.PEOPLE and one.columns[0].kind is FieldKind.RESIDENT:
            yield one


def _party(text: str) -> tuple[Resident, ...]:
    """Who has this NIK and has left, with everyone who left with him."""
    try:
        nik = Nik.parse(text)
    except BadTerm:
        return ()
    return tuple(one for one in register.party_of(nik) if one.nik and one.status in GONE)


def _row(asked: Field, who: Resident, party: Sequence[Resident]) -> Row:
    """One of them; the place in the old KK holds for the new one when the head comes along."""
    left = who.latest.transit
    with_head = any(one.latest.transit and one.latest.transit.shdk is Shdk.HEAD for one in party)
    asks = any(column.name == "shdk" and column.required for column in asked.columns)
    row = {"who": who.nik.digits if who.nik else ""}
    return {**row, "shdk": str(int(left.shdk))} if left and with_head and asks else row
