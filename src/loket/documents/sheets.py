"""Turns records into sheets: dates in words, NIKs masked, drawings made. Layout is the templates' business."""

from loket.core.terms import Nik, ScannedSlip
from loket.documents.dates import clock_time, long_date, long_moment, office_time, plain_date, short_date
from loket.documents.qr import reference_qr_svg, resi_qr_svg
from loket.documents.records import (
    FileSlipRecord,
    HandedPaper,
    LackKind,
    Letterhead,
    PaperState,
    PickupLine,
    PickupPageRecord,
    RefusalRecord,
    RegisterLine,
    RegisterPageRecord,
    ResiRecord,
)
from loket.documents.typesetting import Sheet

_STATE_WORDS = {
    PaperState.COPY: "salinan",
    PaperState.COPY_ORIGINAL_SEEN: "salinan, asli sudah dilihat",
    PaperState.ORIGINAL_KEPT: "asli, disimpan kantor",
    PaperState.SENT: "foto atau PDF",
}
_LACK_WORDS = {LackKind.MISSING: "Belum ada", LackKind.WRONG: "Belum sesuai"}


def resi_sheet(record: ResiRecord) -> Sheet:
    """The sheet of both forms of the slip."""
    return Sheet(
        title=f"Resi {record.resi}",
        issued_at=record.received_at,
        texts={
            **_application(record),
            "nik": _masked(record.applicant_nik),
            "received_by": record.received_by,
            "promise": record.promise,
            "papers": [_handed(paper) for paper in record.papers],
            "originals": [_handed(paper) for paper in record.originals_kept],
            "bring": list(record.bring),
            "in_person_only": record.in_person_only,
            "tracking": record.tracking_address,
            "duplicate": record.duplicate,
            "slip": str(ScannedSlip(record.resi, record.mark)),
            "stopped": record.stopped,
            "awaited": list(record.awaited),
            "from_home": record.is_from_home,
        },
        drawings={"qr": reference_qr_svg(str(ScannedSlip(record.resi, record.mark)))},
    )


def file_slip_sheet(record: FileSlipRecord) -> Sheet:
    """The sheet of the slip on the folder."""
    return Sheet(
        title=f"Lembar berkas {record.resi}",
        issued_at=record.received_at,
        texts={
            **_application(record),
            "priority": record.priority,
            "papers_count": str(record.papers_count),
            "originals_count": str(record.originals_count),
            "steps": [
                {"number": s.number, "name": s.name, "position": s.position, "mark": s.mark, "done": s.done}
                for s in record.steps
            ],
        },
        drawings={"qr": resi_qr_svg(record.resi)},
    )


def refusal_sheet(record: RefusalRecord) -> Sheet:
    """The sheet of the slip for an incomplete application."""
    zone = record.letterhead.zone
    return Sheet(
        title=f"Berkas belum lengkap {record.reference}",
        issued_at=record.refused_at,
        texts={
            "head": _head(record.letterhead),
            "reference": record.reference,
            "service": record.service,
            "applicant": record.applicant_name,
            "nik": _masked(record.applicant_nik),
            "refused": long_moment(record.refused_at, zone),
            "refused_by": record.refused_by,
            "lacking": [
                {"name": p.name, "kind": _LACK_WORDS[p.kind], "reason": p.reason, "remedy": p.remedy}
                for p in record.lacking
            ],
            "complete": list(record.complete),
            "hours": record.opening_hours,
            "registered": record.registered,
            "print_number": record.print_number,
        },
    )


def pickup_page_sheet(record: PickupPageRecord) -> Sheet:
    """The sheet of a page of the pick-up book; signatures become drawings named by their line."""
    zone = record.letterhead.zone
    first, final = record.valid_from, record.valid_until
    period = long_date(first) if first == final else f"{plain_date(first)} – {plain_date(final)}"
    drawings = {f"signature-{line.number}": line.signature.svg() for line in record.lines if line.signature}
    if record.code:
        drawings["qr"] = reference_qr_svg(record.code)
    return Sheet(
        title=f"Buku pengambilan {period}, halaman {record.page}",
        issued_at=record.printed_at,
        texts={
            "head": _head(record.letterhead),
            "period": period,
            "page": record.page,
            "code": record.code,
            "lines": [_pickup_row(line, zone) for line in record.lines],
            "blank_rows": record.blank_rows,
            "printed": long_moment(record.printed_at, zone),
        },
        drawings=drawings,
    )


def register_page_sheet(record: RegisterPageRecord) -> Sheet:
    """The sheet of a page of a register book."""
    zone = record.letterhead.zone
    return Sheet(
        title=f"{record.book} {record.year}, halaman {record.page}",
        issued_at=record.printed_at,
        texts={
            "head": _head(record.letterhead),
            "book": record.book,
            "year": str(record.year),
            "page": record.page,
            "pages": record.pages,
            "lines": [_register_row(line, zone) for line in record.lines],
            "notes": list(record.notes),
            "signer_title": record.signer_title,
            "signer_name": record.signer_name,
            "signer_nip": record.signer_nip,
            "signed_on": plain_date(office_time(record.printed_at, zone).date()),
            "printed": long_moment(record.printed_at, zone),
        },
    )


def _application(record: ResiRecord | FileSlipRecord) -> dict[str, object]:
    """What every slip about an application says of it, in the same words."""
    zone, due_at = record.letterhead.zone, record.promise_due_at
    return {
        "head": _head(record.letterhead),
        "resi": str(record.resi),
        "register_number": record.register_number or "",
        "service": record.service,
        "applicant": record.applicant_name,
        "proxy": record.proxy,
        "subject": record.subject,
        "received": long_moment(record.received_at, zone),
        "due": long_moment(due_at, zone) if due_at else "",
        "print_number": record.print_number,
    }


def _head(letterhead: Letterhead) -> dict[str, str]:
    return {
        "government": letterhead.government,
        "office": letterhead.office,
        "address": letterhead.address,
        "contact": letterhead.contact,
        "complaints": letterhead.complaints,
    }


def _masked(nik: Nik | None) -> str:
    return nik.masked if nik else ""


def _handed(paper: HandedPaper) -> dict[str, object]:
    state = _STATE_WORDS[paper.state]
    words = f"{state} ({paper.count} lembar)" if paper.count > 1 else state
    return {"name": paper.name, "state": words, "note": paper.note}


def _pickup_row(line: PickupLine, zone: str) -> dict[str, object]:
    return {
        "number": line.number,
        "register_number": line.register_number,
        "resi": str(line.resi),
        "applicant": line.applicant_name,
        "document": line.document,
        "collector": line.collector,
        "relation": line.relation,
        "date": short_date(office_time(line.collected_at, zone).date()),
        "time": clock_time(line.collected_at, zone),
        "signed": line.signature is not None,
    }


def _register_row(line: RegisterLine, zone: str) -> dict[str, object]:
    return {
        "number": line.number,
        "date": short_date(office_time(line.entered_at, zone).date()),
        "time": clock_time(line.entered_at, zone),
        "resi": str(line.resi),
        "applicant": line.applicant_name,
        "service": line.service,
        "outcome": line.outcome,
        "void": line.void_reason is not None,
        "void_reason": line.void_reason or "",
    }
