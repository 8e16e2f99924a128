"""Gathers the papers that stay in the office: the record of destroyed blanks, and the frame of those with records of their own."""

from datetime import datetime
from zoneinfo import ZoneInfo

from loket.documents.blanks.stock import spoiled_blanks
from loket.documents.gathering.request import PaperRequest
from loket.documents.gathering.table import Table
from loket.documents.papers.issue import Issue
from loket.documents.papers.office_papers import DestructionRecord, SpoiledBlank


def destruction(table: Table) -> DestructionRecord:
    """The berita acara of all spoiled blanks of the office that nobody has destroyed yet."""
    needs, zone = table.needs, ZoneInfo(table.office.zone)
    blanks = tuple(
        SpoiledBlank(line.kind, line.serials, line.quantity, line.spoiled_at.astimezone(zone).date(), line.reason)
        for line in spoiled_blanks(table.office.key)
    )
    if not blanks:
        needs.missing.append("blangko rusak yang belum dimusnahkan")
    way = needs.text("way", "cara pemusnahan")
    witnesses = tuple(name.strip() for name in needs.text("witnesses", "saksi").split(";") if name.strip())
    return DestructionRecord(issue=table.letter(()), blanks=blanks, way=way, witnesses=witnesses)


def office_issue(request: PaperRequest, *, printed_at: datetime) -> Issue:
    """The frame of a dispatch list or disposition sheet of the office. Raises PaperIncomplete without a signer."""
    return Table(request, printed_at=printed_at, copy_number=1).frame(())
