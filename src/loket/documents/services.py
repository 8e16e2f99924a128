"""
What other apps may ask of the papers.

The functions that end in `_pdf` are pure: the same record gives the same bytes, so a paper can be compared with what
was logged. Each raises SignNotPrintable when a text has a sign no bundled font can draw (then the case stands, only the
print waits), and ValueError for a moment without time zone. `print_paper` and the rest write.
"""

import datetime
from enum import StrEnum
from typing import Any

from loket.core.register import Kk
from loket.documents.blanks.keeping import BlankEntry as BlankEntry
from loket.documents.blanks.keeping import count_blanks as count_blanks
from loket.documents.blanks.keeping import destroy_blanks as destroy_blanks
from loket.documents.blanks.keeping import give_back_blanks as give_back_blanks
from loket.documents.blanks.keeping import issue_blanks as issue_blanks
from loket.documents.blanks.keeping import lend_blanks as lend_blanks
from loket.documents.blanks.keeping import receive_blanks as receive_blanks
from loket.documents.blanks.keeping import return_blanks as return_blanks
from loket.documents.blanks.keeping import set_blank_threshold as set_blank_threshold
from loket.documents.blanks.keeping import spoil_blanks as spoil_blanks
from loket.documents.blanks.serials import BlankKind as BlankKind
from loket.documents.blanks.serials import Serials as Serials
from loket.documents.gathering import DETAILS as DETAILS
from loket.documents.gathering import PaperRequest as PaperRequest
from loket.documents.gathering import draft_of_kk as draft_of_kk
from loket.documents.gathering import gather as gather
from loket.documents.gathering import old_kk as old_kk
from loket.documents.gathering.frame import head_of_office as head_of_office
from loket.documents.gathering.frame import place_of_letters as place_of_letters
from loket.documents.gathering.frame import signer_of as signer_of
from loket.documents.papers.issue import Page as Page
from loket.documents.papers.issue import Signer as Signer
from loket.documents.papers.kinds import OfficePaper as OfficePaper
from loket.documents.papers.kinds import page_of as page_of
from loket.documents.prints.outcomes import say_outcome as say_outcome
from loket.documents.prints.printing import PrintJob as PrintJob
from loket.documents.prints.printing import print_paper as print_paper
from loket.documents.prints.printing import record_card as record_card
from loket.documents.prints.records import CardPrint as CardPrint
from loket.documents.prints.records import Outcome as Outcome
from loket.documents.prints.records import Printed as Printed
from loket.documents.prints.substitutes import print_substitute as print_substitute
from loket.documents.prints.substitutes import valid_until as valid_until
from loket.documents.products import request_for as request_for
from loket.documents.records import (
    FileSlipRecord,
    PickupPageRecord,
    RefusalRecord,
    RegisterPageRecord,
    ResiRecord,
)
from loket.documents.scan_held import hold_scan as hold_scan
from loket.documents.scan_held import take_up_held as take_up_held
from loket.documents.scan_limits import ScanKind as ScanKind
from loket.documents.scan_quarantine import sweep_quarantine as sweep_quarantine
from loket.documents.scans import CleanScan as CleanScan
from loket.documents.scans import accept_scan as accept_scan
from loket.documents.scans import accept_scan_now as accept_scan_now
from loket.documents.sheets import (
    file_slip_sheet,
    pickup_page_sheet,
    refusal_sheet,
    register_page_sheet,
    resi_sheet,
)
from loket.documents.typesetting import draw, typeset
from loket.documents.typesetting import warm_up as warm_up


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


def paper_pdf(record: Any) -> bytes:
    """Set any record of `loket.documents.papers`, as `gather` makes it. Raises SignNotPrintable."""
    page = page_of(record)
    return typeset(page.template, page.sheet)


def paper_pictures(record: Any, *, ppi: float = 110) -> tuple[bytes, ...]:
    """The same pages as PNG pictures, for a screen; a sign without a glyph is found only by `paper_pdf`."""
    page = page_of(record)
    return draw(page.template, page.sheet, ppi=ppi)


def kk_draft_pdf(request: PaperRequest, kk: Kk, *, at: datetime.datetime) -> bytes:
    """
    A KK given as a value as a marked draft: before or after a change that is not recorded yet. Writes nothing.

    Raises PaperIncomplete and SignNotPrintable.
    """
    return paper_pdf(draft_of_kk(request, kk, printed_at=at))


def kk_draft_pictures(request: PaperRequest, kk: Kk, *, at: datetime.datetime, ppi: float = 110) -> tuple[bytes, ...]:
    """The same draft as PNG pictures. Raises PaperIncomplete."""
    return paper_pictures(draft_of_kk(request, kk, printed_at=at), ppi=ppi)
