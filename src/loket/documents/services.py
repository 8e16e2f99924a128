"""
What other apps may ask of the papers.

Every print function is pure: the same record gives the same bytes, so a paper can be compared with what was logged.
Each raises SignNotPrintable when a text has a sign no bundled font can draw (then the case stands, only the print
waits), and ValueError for a moment without time zone.
"""

from enum import StrEnum

from loket.documents.records import (
    FileSlipRecord,
    PickupPageRecord,
    RefusalRecord,
    RegisterPageRecord,
    ResiRecord,
)
from loket.documents.scan_limits import ScanKind
from loket.documents.scans import CleanScan, accept_scan
from loket.documents.sheets import (
    file_slip_sheet,
    pickup_page_sheet,
    refusal_sheet,
    register_page_sheet,
    resi_sheet,
)
from loket.documents.typesetting import draw, typeset, warm_up

__all__ = [
    "CleanScan",
    "ResiSize",
    "ScanKind",
    "accept_scan",
    "file_slip_pdf",
    "pickup_page_pdf",
    "refusal_slip_pdf",
    "register_page_pdf",
    "resi_pdf",
    "resi_preview",
    "warm_up",
]


class ResiSize(StrEnum):
    """The papers a slip is printed on: a sheet of A5, or a roll of 80 mm."""

    A5 = "a5"
    ROLL = "80mm"


def resi_pdf(record: ResiRecord, size: ResiSize | str = ResiSize.A5) -> bytes:
    """
    Print the slip for the applicant.

    A5 ends in a part for the office with room for two signatures; 80 mm is one strip as long as it needs to be.
    The NIK is masked, the QR holds the resi alone. Raises ValueError for another size, and SignNotPrintable.
    Basis: UU 25/2009 ps. 21 (service, time and cost are told beforehand).
    """
    return typeset(f"resi-{ResiSize(size).value}", resi_sheet(record))


def resi_preview(record: ResiRecord, size: ResiSize | str = ResiSize.A5) -> tuple[bytes, ...]:
    """
    Draw the same slip as PNG pages, for the screen that shows it before it is printed.

    Raises as `resi_pdf`, but a sign without a glyph is found only by printing.
    """
    return draw(f"resi-{ResiSize(size).value}", resi_sheet(record))


def file_slip_pdf(record: FileSlipRecord) -> bytes:
    """Print the A5 slip that travels with the folder: the register number in large, every step with its box."""
    return typeset("file-slip", file_slip_sheet(record))


def refusal_slip_pdf(record: RefusalRecord) -> bytes:
    """
    Print the A5 slip for an applicant sent back for papers: what is lacking, why, and what to bring.

    It says that no register number was used. Raises ValueError when nothing is lacking: such a file must be taken in.
    """
    if not record.lacking:
        raise ValueError("A refusal names at least one lacking paper.")
    return typeset("refusal-slip", refusal_sheet(record))


def pickup_page_pdf(record: PickupPageRecord) -> bytes:
    """Print a page of the pick-up book on A4 landscape: drawn signatures, or lines to sign on with a pen."""
    return typeset("pickup-page", pickup_page_sheet(record))


def register_page_pdf(record: RegisterPageRecord) -> bytes:
    """Print a page of a register book on A4 landscape; void entries keep their number, struck through."""
    return typeset("register-page", register_page_sheet(record))
