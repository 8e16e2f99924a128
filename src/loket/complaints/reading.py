"""Reading a complaint: its line in the register, its words, and who made it. Each look at words or names leaves a trace."""

import datetime
import json
from collections.abc import Collection, Sequence
from typing import Final

from django.utils import timezone

from loket.casework import queries as casework
from loket.casework import services as cases
from loket.casework.queries import ComplaintLine
from loket.casework.refusals import NoSuchCase
from loket.complaints import models
from loket.complaints.records import AnswerRecord, Channel, Entry, Opened, Reporter, Secrecy
from loket.complaints.refusals import NotYours, ReporterHidden
from loket.complaints.rights import fills, handles, may_keep, require_keeper
from loket.complaints.taking import SAID, WHO
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.vault.services import of_case, unseal

ANSWER: Final = "jawaban"
OBJECTION: Final = "keberatan"
_LOOKED: Final = "isi pengaduan"
_LOOKED_WHO: Final = "nama pelapor"


def entries(officer: Officer) -> tuple[Entry, ...]:
    """
    The register of complaints, newest first, without a word of what was said; none that is kept from the officer.

    Raises KeepersOnly.
    """
    require_keeper(officer)
    return _entries(casework.complaint_lines(officer), officer.office_id)


def entry(resi: str, officer: Officer) -> Entry | None:
    """What the register says of the case with this resi; None for a case that is no complaint, and for one kept from the officer."""
    found = _entries(casework.complaint_lines(officer, [resi]), officer.office_id)
    return found[0] if found else None


def opened(resi: str, officer: Officer) -> Opened:
    """
    A complaint with its words, after a trace of the look is kept.

    Raises NoSuchCase for what is kept from the officer, and NotYours for who has nothing to do with it.
    """
    found = entry(resi, officer)
    if found is None:
        raise NoSuchCase(resi=resi)
    if not handles(officer, found.line):
        raise NotYours
    cases.require_shown(found.resi, officer, _LOOKED)
    row = row_of(found.resi)
    words = json.loads(unseal(of_case(row.resi), SAID, bytes(row.said)))
    kept = [int(one) for one in (found.line.case.kept_from or "").split()]
    return Opened(
        found,
        words["text"],
        words["whom"],
        _title(words["position"], officer),
        row.reporter is not None,
        row.reporter is not None and _may_see_reporter(officer, found),
        may_answer(officer, found.line),
        may_keep(officer),
        _needs_letter(found.line, officer),
        answer_of(row),
        objections_of(row),
        offices.names_of(kept),
    )


def reporter(resi: str, officer: Officer) -> Reporter:
    """
    Who made it, after a trace of the look is kept. Raises NoSuchCase, NotYours, and ReporterHidden.

    Of a confidential complaint whoever tells the answer alone; of a named one whoever handles it.
    """
    found = entry(resi, officer)
    if found is None:
        raise NoSuchCase(resi=resi)
    if not handles(officer, found.line):
        raise NotYours
    row = row_of(found.resi)
    if row.reporter is None or not _may_see_reporter(officer, found):
        raise ReporterHidden
    cases.require_shown(found.resi, officer, _LOOKED_WHO)
    return Reporter(**json.loads(unseal(of_case(row.resi), WHO, bytes(row.reporter))))


def may_answer(officer: Officer, line: ComplaintLine) -> bool:
    """Whether the officer could do the open step, and it lies between the verification and the telling, both included."""
    case, named = line.case, line.named
    if case.step is None or case.holder not in (None, officer.person) or not fills(officer, case.procedure, case.step):
        return False
    order = case.procedure.order
    return order[named.verified_by] <= order[case.step] <= order[named.told_by]


def row_of(resi: str) -> models.Complaint:
    """The row of a complaint that exists."""
    return models.Complaint.objects.get(resi=resi)


def told_answer(row: models.Complaint, line: ComplaintLine) -> AnswerRecord | None:
    """
    The answer as its complainant was told it last; None where nothing was told, or the telling was taken back.

    What was written since is a draft: it is told when somebody has checked it.
    """
    outcomes = line.case.procedure.by_id[line.named.told_by].outcomes
    told = [
        passage.at
        for passage in line.case.passages
        if passage.step == line.named.told_by and not passage.voided and outcomes[passage.outcome].return_ is None
    ]
    return answer_of(row, told[-1]) if told else None


def answer_of(row: models.Complaint, until: datetime.datetime | None = None) -> AnswerRecord | None:
    """The answer as it was written last; with `until`, as it stood at that moment."""
    written = models.Answer.objects.filter(complaint=row)
    if until is not None:
        written = written.filter(at__lte=until)
    latest = written.order_by("-at", "-pk").first()
    if latest is None:
        return None
    text = unseal(of_case(row.resi), ANSWER, bytes(latest.content)).decode()
    return AnswerRecord(text, latest.acted_as, latest.at)


def objections_of(row: models.Complaint) -> tuple[str, ...]:
    """What the complainant objected, oldest first."""
    found = models.Hearing.objects.filter(complaint=row, objection__isnull=False).order_by("at", "pk")
    return tuple(unseal(of_case(row.resi), OBJECTION, bytes(one.objection or b"")).decode() for one in found)


def _entries(lines: Sequence[ComplaintLine], office_id: int) -> tuple[Entry, ...]:
    wanted = [line.case.resi for line in lines]
    rows = models.Complaint.objects.filter(office=office_id)
    if len(wanted) == 1:
        rows = rows.filter(resi=wanted[0])
    found = {row.resi: row for row in rows.prefetch_related("tickets", "hearings").defer("said", "reporter")}
    there = [(line, found[line.case.resi]) for line in lines if line.case.resi in found]
    services = _services(office_id, {row.about_resi for _line, row in there if row.about_resi})
    return tuple(_entry(line, row, services.get(row.about_resi) or row.about_service or "") for line, row in there)


def _services(office_id: int, resis: Collection[str]) -> dict[str, str]:
    """The services of these applications; of what the office does not have, none."""
    named = casework.lines_of(offices.office_by_id(office_id).key, sorted(resis)) if resis else ()
    return {line.resi: line.service for line in named}


def _entry(line: ComplaintLine, row: models.Complaint, service: str) -> Entry:
    marks = [one.mark for one in sorted(row.hearings.all(), key=lambda one: one.at)]
    tickets = [one.number for one in row.tickets.all()]
    return Entry(
        line,
        Channel(row.channel),
        Secrecy(row.secrecy),
        tickets[0] if tickets else "",
        row.about_resi,
        service,
        marks[-1] if marks else None,
    )


def _may_see_reporter(officer: Officer, found: Entry) -> bool:
    case, named = found.line.case, found.line.named
    return found.secrecy is Secrecy.NAMED or fills(officer, case.procedure, named.told_by)


def _needs_letter(line: ComplaintLine, officer: Officer) -> bool:
    """Whether it is about whoever would decide where it goes, so that it leaves the office by a letter."""
    case = line.case
    step = next((o.next for o in case.procedure.by_id[line.named.verified_by].outcomes.values() if o.next), None)
    return step is not None and casework.is_closed_way(case.kept_from, case.procedure, step, officer)


def _title(position: str, officer: Officer) -> str:
    if not position:
        return ""
    day = offices.today(officer.office_key, timezone.now())
    return next((one.title for one in offices.positions(officer.office_key, day) if one.key == position), position)
