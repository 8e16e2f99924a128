"""The head of every paper the counter prints, from the office's own record."""

from loket.core.procedure.model import Procedure
from loket.documents.records import Letterhead
from loket.offices import queries as offices
from loket.offices.records import OfficeRecord


def letterhead(office_key: str, procedure: Procedure | None = None) -> Letterhead:
    """
    The head of the office's papers.

    The name comes from the office and not from an SOP, whose printed head may be misspelt; where to complain comes
    from the standard of the service, if it has one.
    """
    office = offices.office(office_key)
    return Letterhead(
        government=_government(office, procedure),
        office=office.name,
        address=office.address or "",
        complaints=_complaints(procedure),
        zone=office.zone,
    )


def _government(office: OfficeRecord, procedure: Procedure | None) -> str:
    for word in ("Kabupaten ", "Kota "):
        place = office.name.rfind(word)
        if place >= 0:
            return f"Pemerintah {office.name[place:]}"
    printed = procedure.identity.letterhead if procedure else ()
    return next((line for line in printed if line.upper().startswith("PEMERINTAH")), "")


def _complaints(procedure: Procedure | None) -> str:
    components = procedure.standard.components if procedure and procedure.standard else ()
    return next(("; ".join(c.text) for c in components if c.key == "pengaduan"), "")
