"""
Printing: the paper is set first, then the row is written; a copy number or blank taken meanwhile makes it be set anew.

Nothing is typeset inside the write, and nothing is handed to a printer that is not on record.
"""

import datetime
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.utils import timezone

from loket.core.register.change import Paper
from loket.documents import models
from loket.documents.acting import acted_as, require_seat
from loket.documents.blanks.ledger import BlankAct
from loket.documents.blanks.moving import Movement, add
from loket.documents.blanks.serials import BlankKind, Serials
from loket.documents.blanks.stock import keeps_ledger
from loket.documents.gathering import PaperRequest, gather
from loket.documents.papers.issue import Page
from loket.documents.papers.kinds import page_of
from loket.documents.prints.asked import asked_as_json, edition_of, subject_of
from loket.documents.prints.records import CARD, CardPrint, Outcome, Printed
from loket.documents.refusals import (
    PaperChangedSince,
    PrinterBusy,
    PrintKeyReused,
    ReprintNeedsReason,
    SerialMissing,
)
from loket.documents.typesetting import template_version, typeset
from loket.offices.records import Officer
from loket.register import services as register
from loket.storage.writing import run

TRIES: Final = 5
BLANK_OF: Final = {Paper.KTP_EL.value: BlankKind.KTP_EL, Paper.KIA.value: BlankKind.KIA}
"""Papers that are printed on a numbered blank. Of a KTP-el only the card is, which the centre's system makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """Where a paper is printed and why: `resi` of the application, `serial` of the blank, `reason` of a reprint."""

    resi: str = ""
    printer: str = ""
    serial: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """All that a row of a print says beside copy number and reason, which depend on earlier prints."""

    request: PaperRequest | None
    paper: str
    act: str
    subject: str
    number: str
    edition: str
    draft: bool
    asked: dict[str, Any]
    residents: tuple[UUID, ...]
    family_id: UUID | None
    blank_kind: BlankKind | None
    officer: Officer
    key: UUID
    at: datetime.datetime
    job: PrintJob


def print_paper(
    request: PaperRequest, job: PrintJob, *, officer: Officer, key: UUID, at: datetime.datetime | None = None
) -> Printed:
    """
    Print a paper: its PDF, on record with copy number, template version, blank and officer.

    Copies are counted per paper, subject, number and application (or life event); from the second on, a reason is needed
    unless the one before came out spoiled, and the one before counts as replaced. The same `key` gives the same print.
    Drafts need neither reason nor blank.
    Raises OwnFamily, PaperIncomplete, NothingToPrint, PaperOfAnotherOffice, SignNotPrintable, PrintRefused, ReprintNeedsReason, PrintKeyReused,
    PaperChangedSince, SerialMissing, SerialMalformed, BlankNotAvailable and PrinterBusy.
    """
    moment = at or timezone.now()
    now = require_seat(officer, moment, request.office_key)
    if (row := _of_key(key)) is not None:
        return _again(row, request, job, now)
    _require_no_kin(now, request.resident_ids, request.family_id)
    record = gather(request, printed_at=moment)
    wanted = _row_of(request, record, job, now, key, moment)
    for _ in range(TRIES):
        earlier = _latest(wanted)
        # Looked for after the copies: a double click that came first is this print, and no earlier copy of it.
        if (row := _of_key(key)) is not None:
            return _again(row, request, job, now)
        copy_number = earlier.copy_number + 1 if earlier else 1
        reason = _reason(wanted, earlier)
        page = page_of(replace(record, issue=replace(record.issue, copy_number=copy_number)))
        pdf = typeset(page.template, page.sheet)
        try:
            row = run(_writing(wanted, earlier, reason, page, pdf))
        except IntegrityError:
            # A double click, or another officer printing the same paper: the next look finds the row.
            continue
        return Printed(row.pk, pdf, copy_number, wanted.draft)
    raise PrinterBusy


def _require_no_kin(officer: Officer, residents: Iterable[UUID], family: UUID | None) -> None:
    """Nobody prints a paper of the own family. Raises OwnFamily."""
    register.require_no_kin(officer, map(str, (*residents, *filter(None, [family]))))


def record_card(
    paper: Paper, card: CardPrint, *, officer: Officer, key: UUID, at: datetime.datetime | None = None
) -> int:
    """
    Record that the centre's own system printed a KTP-el or KIA here, on a blank with this serial. Returns the print's id.

    Raises as `print_paper`.
    """
    moment = at or timezone.now()
    wanted = _card_row(paper, card, require_seat(officer, moment), key, moment)
    _require_no_kin(wanted.officer, wanted.residents, None)
    for _ in range(TRIES):
        earlier = _latest(wanted)
        if (row := _of_key(key)) is not None:
            return _same_card(row, wanted).pk
        try:
            return run(_writing(wanted, earlier, _reason(wanted, earlier), None, b"")).pk
        except IntegrityError:
            # The same key, or another card of the same resident, a moment ago: the next look finds it.
            continue
    raise PrinterBusy


def _card_row(paper: Paper, card: CardPrint, officer: Officer, key: UUID, at: datetime.datetime) -> _Row:
    return _Row(
        request=None,
        paper=paper.value,
        act=CARD,
        subject=f"penduduk:{card.resident_id}",
        number="",
        edition=card.resi,
        draft=False,
        asked={"serial": card.serial},
        residents=(card.resident_id,),
        family_id=None,
        blank_kind=BLANK_OF[paper.value],
        officer=officer,
        key=key,
        at=at,
        job=PrintJob(resi=card.resi, printer=card.printer, serial=card.serial, reason=card.reason),
    )


def _row_of(
    request: PaperRequest, record: Any, job: PrintJob, officer: Officer, key: UUID, at: datetime.datetime
) -> _Row:
    draft = bool(record.issue.draft)
    kind = BLANK_OF.get(request.paper.value) if not draft and request.paper is not Paper.KTP_EL else None
    return _Row(
        request=request,
        paper=request.paper.value,
        act=request.act.value,
        subject=subject_of(request, officer.office_id),
        number=record.issue.number or _kk_number(record),
        edition=edition_of(request, job.resi),
        draft=draft,
        asked=asked_as_json(request),
        residents=request.resident_ids,
        family_id=request.family_id,
        blank_kind=kind,
        officer=officer,
        key=key,
        at=at,
        job=job,
    )


def _kk_number(record: Any) -> str:
    number = getattr(getattr(record, "kk", None), "kk_number", None)
    return number.digits if number else ""


def _of_key(key: UUID) -> models.Print | None:
    return models.Print.objects.filter(key=key).first()


def _latest(wanted: _Row) -> models.Print | None:
    rows = models.Print.objects.filter(
        subject=wanted.subject,
        paper=wanted.paper,
        act=wanted.act,
        number=wanted.number,
        edition=wanted.edition,
        draft=wanted.draft,
    )
    return rows.order_by("-copy_number").first()


def _reason(wanted: _Row, earlier: models.Print | None) -> str:
    given = wanted.job.reason.strip()
    if earlier is None or given or wanted.draft:
        return given
    spoiled = models.PrintOutcome.objects.filter(print=earlier, outcome=Outcome.SPOILED).first()
    if spoiled is None:
        raise ReprintNeedsReason(
            paper=f"{wanted.paper[0].upper()}{wanted.paper[1:]}", copy=earlier.copy_number, fields=("reason",)
        )
    return spoiled.reason


def _writing(
    wanted: _Row, earlier: models.Print | None, reason: str, page: Page | None, pdf: bytes
) -> Callable[[], models.Print]:
    """The write of a print with its blank, as one piece of work."""

    def work() -> models.Print:
        row = models.Print.objects.create(
            key=wanted.key,
            office_id=wanted.officer.office_id,
            resi=wanted.job.resi,
            paper=wanted.paper,
            act=wanted.act,
            subject=wanted.subject,
            number=wanted.number,
            edition=wanted.edition,
            draft=wanted.draft,
            copy_number=earlier.copy_number + 1 if earlier else 1,
            replaces=earlier,
            reason=reason,
            printer=wanted.job.printer.strip(),
            blank_kind=wanted.blank_kind or "",
            serial=wanted.job.serial.strip() if wanted.blank_kind else "",
            asked=wanted.asked,
            template=template_version(page.template) if page else "",
            sha256=hashlib.sha256(pdf).hexdigest() if page else "",
            person=wanted.officer.person,
            acted_as=acted_as(wanted.officer),
            at=wanted.at,
        )
        subjects = [models.PrintSubject(print=row, resident_id=i) for i in dict.fromkeys(wanted.residents)]
        subjects += [models.PrintSubject(print=row, family_id=wanted.family_id)] if wanted.family_id else []
        models.PrintSubject.objects.bulk_create(subjects)
        _use_blank(wanted, row)
        return row

    return work


def _use_blank(wanted: _Row, row: models.Print) -> None:
    kind, office_id = wanted.blank_kind, wanted.officer.office_id
    if kind is None or not keeps_ledger(office_id, kind):
        return
    if not row.serial:
        raise SerialMissing(kind=kind, fields=("serial",))
    add(
        Movement(
            kind=kind,
            act=BlankAct.USE,
            serials=Serials.parse(row.serial),
            officer=wanted.officer,
            key=uuid5(wanted.key, "blangko"),
            at=wanted.at,
            print_id=row.pk,
        )
    )


def _same(row: models.Print, officer: Officer, **expected: object) -> models.Print:
    """The row of a key that was used before, if it was used for the same."""
    if row.office_id != officer.office_id or any(getattr(row, name) != value for name, value in expected.items()):
        raise PrintKeyReused
    return row


def _same_card(row: models.Print, wanted: _Row) -> models.Print:
    serial = wanted.job.serial.strip()
    told = {name: getattr(wanted, name) for name in ("paper", "act", "subject", "edition")}
    return _same(row, wanted.officer, serial=serial, **told)


def _again(row: models.Print, request: PaperRequest, job: PrintJob, officer: Officer) -> Printed:
    """The same paper on the same blank once more, as long as the register still says the same."""
    serial = job.serial.strip() if row.blank_kind else ""
    told = {"asked": asked_as_json(request), "paper": request.paper.value, "act": request.act.value}
    _same(row, officer, serial=serial, **told)
    record = gather(request, printed_at=row.at, copy_number=row.copy_number)
    page = page_of(record)
    pdf = typeset(page.template, page.sheet)
    if hashlib.sha256(pdf).hexdigest() != row.sha256:
        raise PaperChangedSince(paper=row.paper)
    return Printed(row.pk, pdf, row.copy_number, row.draft, replayed=True)
