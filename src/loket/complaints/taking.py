"""Taking a complaint: its case and its words together, or neither."""

import datetime
import json
from typing import Final
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from loket.casework import queries as casework
from loket.casework import services as cases
from loket.casework.procedures import COMPLAINTS, services_of
from loket.casework.records import Applicant, TakenIn
from loket.complaints import models
from loket.complaints.records import LONGEST_LINE, LONGEST_TEXT, Channel, Received, Said, Secrecy, Taken
from loket.complaints.refusals import AboutYourself, FormOfAnother, LaporNumberTaken, NobodyToVerify
from loket.complaints.rights import procedure_of, require_enterer
from loket.complaints.suspects import suspects
from loket.complaints.verifying import leaves_nobody
from loket.core.problems import BadTerm, Problem
from loket.core.terms import ComplaintCode, Resi
from loket.offices import queries as offices
from loket.offices.records import Officer, at_home
from loket.register.acting import acted_as
from loket.storage.writing import run
from loket.vault.services import blind, of_case, seal

REPORTER: Final = "Pelapor"
"""What stands in the case where others have the name of an applicant: of whom a complaint comes, its case says nothing."""
SAID: Final = "pengaduan"
WHO: Final = "pelapor"
_SHORTEST: Final = 10
OLDEST: Final = datetime.timedelta(days=366)


def take(office_key: str, said: Said, *, key: UUID) -> Taken:
    """
    Take a complaint that somebody makes without coming; the same `key` gives the same one.

    Raises BadTerm for words that say nothing, a resi and a service that is none, NobodyToVerify, and UnknownProcedure of casework.
    """
    received = Received(Channel.PAGE, timezone.now())
    return _take(at_home(offices.office(office_key)), said, received, key)


def enter(officer: Officer, said: Said, received: Received, *, key: UUID) -> Taken:
    """
    Enter a complaint that came in another way, with the true time of receipt. Raises what `take` raises, BadTerm for a time to
    come or a box of nothing, NotAllowed, AboutYourself, LaporNumberTaken and FormOfAnother.
    """
    require_enterer(officer)
    now = timezone.now()
    if not now - OLDEST <= received.at <= now:
        sentence = _("Waktu diterima tidak boleh di masa depan, atau lebih dari setahun yang lalu.")
        raise BadTerm(Problem("complaint-received", sentence, field="received_date"))
    if received.channel is Channel.PAGE or (received.channel is Channel.BOX) != (received.box is not None):
        raise BadTerm(
            Problem("complaint-channel", _("Pilih salurannya; dari kotak, pilih juga pembukaannya."), field="box")
        )
    if received.box and not models.BoxOpening.objects.filter(pk=received.box, office=officer.office_id).exists():
        raise BadTerm(Problem("complaint-box", _("Pembukaan kotak itu tidak ada."), field="box"))
    return _take(officer, said, received, key)


def _take(by: Officer, said: Said, received: Received, key: UUID) -> Taken:
    said = _checked(said)
    _require_service(by.office_key, said.about_service)
    # Each way in has keys of its own: whoever chooses one on the page reaches nothing that came in at the desk.
    key = uuid5(key, f"{by.office_key}/{received.channel}")
    if (earlier := models.Complaint.objects.filter(pk=key).first()) is not None:
        return _again(earlier, received)
    day = offices.today(by.office_key, received.at)
    kept_from = suspects(by.office_key, said, day)
    if by.person in kept_from:
        raise AboutYourself
    _require_verifier(by.office_key, kept_from)

    def write() -> models.Complaint:
        case = cases.take_in(
            by.office_key,
            COMPLAINTS,
            officer=by,
            applicant=Applicant(REPORTER),
            answers={},
            checklist=(),
            key=key,
            channel=received.channel,
            at=received.at if received.channel is not Channel.PAGE else None,
            kept_from=kept_from,
        )
        assert isinstance(case, TakenIn)
        row = _row(case.resi, by, said, received, key)
        row.save(force_insert=True)
        if received.lapor_number:
            add_ticket(row, received.lapor_number, by)
        return row

    try:
        return taken(run(write))
    except IntegrityError:
        # The same form from two browsers at once, or a number of LAPOR that somebody else has just used.
        found = models.Complaint.objects.filter(pk=key).first()
        if found is None and received.lapor_number:
            raise LaporNumberTaken from None
        if found is None:
            raise
        return _again(found, received)


def _again(earlier: models.Complaint, received: Received) -> Taken:
    """What the same form was answered before. Raises FormOfAnother where it has another way in or another number of LAPOR now."""
    numbers = set(earlier.tickets.values_list("number", flat=True))
    if earlier.channel != received.channel or (received.lapor_number and received.lapor_number not in numbers):
        raise FormOfAnother
    return taken(earlier)


def taken(row: models.Complaint) -> Taken:
    """The answer to whoever made it."""
    line = casework.complaint_of(row.resi)
    return Taken(code_of(row.pk), row.resi, line.case.register_number, line.reply_due_at, line.case.promise_due_at)


def code_of(key: UUID) -> ComplaintCode:
    """The code of a complaint: it follows from its key by a key outside the database, so that a repeated form tells it again."""
    return ComplaintCode.of_digest(blind("kode-pengaduan", str(key)))


def digest_of(code: ComplaintCode) -> str:
    """What is kept of a code."""
    return blind("pengaduan", code.code)


def add_ticket(row: models.Complaint, number: str, by: Officer) -> None:
    """Note the number of LAPOR; must run inside `run`. Raises IntegrityError where either has another."""
    ticket = models.LaporTicket(
        complaint=row,
        office_id=row.office_id,
        number=number,
        person=by.person,
        acted_as=acted_as(by),
        at=timezone.now(),
    )
    ticket.save(force_insert=True)


def _row(resi: str, by: Officer, said: Said, received: Received, key: UUID) -> models.Complaint:
    words = {"text": said.text, "whom": said.whom, "position": said.position}
    reporter = {"name": said.name, "contact": said.contact} if said.name or said.contact else None
    return models.Complaint(
        pk=key,
        resi=resi,
        office_id=by.office_id,
        digest=digest_of(code_of(key)),
        channel=received.channel,
        secrecy=said.secrecy,
        about_resi=said.about_resi,
        about_service=said.about_service or None,
        box_id=received.box,
        said=seal(of_case(resi), SAID, json.dumps(words).encode()),
        reporter=seal(of_case(resi), WHO, json.dumps(reporter).encode()) if reporter else None,
        at=timezone.now(),
    )


def _require_verifier(office_key: str, kept_from: frozenset[int]) -> None:
    today = offices.today(office_key, timezone.now())
    if leaves_nobody(office_key, procedure_of(office_key), kept_from, today):
        raise NobodyToVerify


def _checked(said: Said) -> Said:
    text = _clean(said.text, LONGEST_TEXT, lines=True)
    if len(text) < _SHORTEST:
        raise BadTerm(Problem("complaint-text", _("Tulis apa yang Anda adukan, dengan beberapa kata."), field="text"))
    is_nobody = said.secrecy is Secrecy.ANONYMOUS
    name = "" if is_nobody else _clean(said.name, LONGEST_LINE)
    contact = "" if is_nobody else _clean(said.contact, LONGEST_LINE)
    if not is_nobody and not name:
        sentence = _("Tulis nama Anda, atau pilih “tanpa nama”.")
        raise BadTerm(Problem("complaint-name", sentence, field="name"))
    resi = Resi.parse(said.about_resi, field="about_resi").code if said.about_resi.strip() else ""
    whom = _clean(said.whom, LONGEST_LINE)
    return Said(text, whom, said.position, said.secrecy, name, contact, resi, said.about_service)


def _require_service(office_key: str, service: str) -> None:
    today = offices.today(office_key, timezone.now())
    if service and service not in {one.service for one in services_of(office_key, today)}:
        sentence = _("Layanan itu tidak ada di kantor ini. Pilih dari daftarnya.")
        raise BadTerm(Problem("complaint-service", sentence, field="about_service"))


def _clean(text: str, longest: int, *, lines: bool = False) -> str:
    kept = "".join(sign for sign in text if sign != "\0" and not "\ud800" <= sign <= "\udfff")
    return (kept.replace("\r\n", "\n").strip() if lines else " ".join(kept.split()))[:longest]
