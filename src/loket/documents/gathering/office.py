"""Gathers the papers that stay in the office: the record of destroyed blanks, the dispatch list, the disposition sheet."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from loket.casework import queries as casework
from loket.core.terms import Resi
from loket.documents.blanks.stock import spoiled_blanks
from loket.documents.gathering.table import Table
from loket.documents.papers.office_papers import (
    DestructionRecord,
    DispatchLine,
    DispatchRecord,
    DispositionRecord,
    SpoiledBlank,
)


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


def dispatch(table: Table) -> DispatchRecord:
    """The list of a mass submission: its files as they were handed on, and who carries them. Writes no word of its own."""
    needs, office_key = table.needs, table.office.key
    number = needs.number("batch", "pengajuan massal")
    batch = casework.batch_of(office_key, number)
    needs.have(batch.label if batch else "", "pengajuan massal kantor ini")
    to_unit = needs.text("to_unit", "kantor tujuan")
    carrier = needs.text("carrier", "nama pembawa")
    lines = casework.lines_of(office_key, batch.resis) if batch else ()
    issue = table.frame(())
    assert batch is not None
    return DispatchRecord(
        issue=replace(issue, number=batch.label),
        from_unit=table.office.name,
        to_unit=to_unit,
        sent_at=batch.at,
        carrier=carrier,
        lines=tuple(
            DispatchLine(str(Resi(line.resi)), f"{line.procedure.product}, {line.applicant_name}", None)
            for line in lines
        ),
    )


def disposition(table: Table) -> DispositionRecord:
    """The sheet on an application, from what its case says of it: lists in the details have one entry a line."""
    needs = table.needs
    return DispositionRecord(
        sender=needs.text("sender", "nama pemohon"),
        letter_number=needs.text("letter_number", "nomor resi"),
        letter_date=needs.date("letter_date", "tanggal permohonan"),
        received_on=needs.date("received_on", "tanggal diterima"),
        agenda_number=needs.text("agenda_number", "nomor register permohonan"),
        subject=needs.text("subject", "perihal"),
        passed_to=tuple(needs.text("passed_to", "pelaksana yang menerima terusan").splitlines()),
        instructions=tuple(needs.optional("instructions").splitlines()),
        ticked=frozenset(needs.optional("ticked").splitlines()),
        note=needs.optional("note"),
        issue=table.frame(()),
    )
