"""
What several forms declare alike: who reports, who witnesses, and the court's ruling or the decree it all rests on.
"""

from loket.core.entry.reading import Values
from loket.core.register.particulars import Declarant, Ruling


def reporter(values: Values) -> Declarant | None:
    """Who reports the event: the fields reporter_name and reporter_nik; None when no name is given."""
    return _declarant(values, "reporter")


def witnesses(values: Values) -> tuple[Declarant, ...]:
    """The witnesses of the certificate: the fields witness1_… and witness2_…; who has no name is none."""
    found = (_declarant(values, f"witness{place}") for place in (1, 2))
    return tuple(witness for witness in found if witness is not None)


def ruling(values: Values) -> Ruling:
    """The fields court, ruling_number and ruling_date. Raises BadTerm when the date is missing."""
    return Ruling(values.text("court"), values.text("ruling_number"), values.date("ruling_date"))


def letter(values: Values, name: str) -> str:
    """A letter's number and date as one text: the fields NAME_letter and NAME_date. Raises BadTerm without a date."""
    return f"{values.text(f'{name}_letter')}, {values.date(f'{name}_date'):%d-%m-%Y}"


def _declarant(values: Values, role: str) -> Declarant | None:
    name = values.text(f"{role}_name")
    return Declarant(name, values.nik(f"{role}_nik")) if name else None
