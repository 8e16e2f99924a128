"""How prints came out, and what is known of a print."""

import datetime
from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from loket.core.register.change import Act
from loket.documents import models
from loket.documents.acting import acted_as, require_seat
from loket.documents.blanks.ledger import BlankAct
from loket.documents.blanks.moving import Movement, add
from loket.documents.blanks.serials import BlankKind, Serials
from loket.documents.gathering import PaperRequest
from loket.documents.papers.kinds import OfficePaper
from loket.documents.prints.asked import request_from_json, subject_from
from loket.documents.prints.records import Outcome, PrintRecord
from loket.documents.refusals import NoSuchPrint, OutcomeSaid, SpoiledNeedsReason
from loket.offices.records import Officer
from loket.storage.writing import run


def say_outcome(
    print_id: int, outcome: Outcome, *, officer: Officer, reason: str = "", at: datetime.datetime | None = None
) -> None:
    """
    Say how a print came out; a spoiled one needs its cause, and its blank is listed for destruction.

    Saying the same again changes nothing. Raises NoSuchPrint, OutcomeSaid, SpoiledNeedsReason, PrintRefused.
    """
    moment = at or timezone.now()
    now = require_seat(officer, moment)
    row = models.Print.objects.filter(pk=print_id, office=now.office_id).first()
    if row is None:
        raise NoSuchPrint
    if outcome is Outcome.SPOILED and not reason.strip():
        raise SpoiledNeedsReason(fields=("reason",))
    try:
        run(lambda: _say(row, outcome, reason.strip(), now, moment))
    except IntegrityError:
        # Said a moment ago by another click: the same is fine, something else is refused.
        _require_unsaid(row, outcome)


def _say(row: models.Print, outcome: Outcome, reason: str, officer: Officer, at: datetime.datetime) -> None:
    if _require_unsaid(row, outcome):
        return
    models.PrintOutcome.objects.create(
        print=row, outcome=outcome, reason=reason, person=officer.person, acted_as=acted_as(officer), at=at
    )
    # A serial is in the ledger only if the office kept one when it was used.
    used = models.BlankMovement.objects.filter(print=row, act=BlankAct.USE).exists()
    if outcome is Outcome.SPOILED and used:
        add(
            Movement(
                kind=BlankKind(row.blank_kind),
                act=BlankAct.SPOIL,
                serials=Serials.parse(row.serial),
                officer=officer,
                key=uuid5(row.key, "rusak"),
                at=at,
                reason=reason,
                print_id=row.pk,
            )
        )


def _require_unsaid(row: models.Print, outcome: Outcome) -> bool:
    """Whether the same was said before. Raises OutcomeSaid when something else was, for good."""
    said = models.PrintOutcome.objects.filter(print=row).order_by("-pk").values_list("outcome", flat=True).first()
    if said is not None and said not in (outcome, Outcome.UNKNOWN):
        raise OutcomeSaid(outcome=said)
    return said == outcome


def prints_of(resi: str) -> tuple[PrintRecord, ...]:
    """The prints made for an application, oldest first, in two statements."""
    return _records(Q(resi=resi)) if resi else ()


def prints_of_resident(resident_id: UUID) -> tuple[PrintRecord, ...]:
    """The prints that name a resident, oldest first."""
    return _records(Q(subjects__resident=resident_id))


def prints_of_family(family_id: UUID) -> tuple[PrintRecord, ...]:
    """The prints of a KK, oldest first."""
    return _records(Q(subjects__family=family_id))


def prints_of_office_paper(office_id: int, paper: OfficePaper, number: str) -> tuple[PrintRecord, ...]:
    """The prints of a paper of the office's own that bears this number, such as a dispatch list, oldest first."""
    return _records(Q(subject=subject_from(paper, (), None, office_id), paper=paper, act=Act.ISSUE, number=number))


def print_by_id(print_id: int, office_id: int) -> PrintRecord | None:
    """A print of an office; None for another's."""
    return next(iter(_records(Q(pk=print_id, office=office_id))), None)


def request_of(print_id: int, officer: Officer) -> PaperRequest | None:
    """
    What was asked for with a print of the officer's office, to ask for it again as of today's data or that day's.

    None for another office's print, and for a card that the centre's own system made.
    """
    return _request(Q(pk=print_id), officer)


def request_of_key(key: UUID, officer: Officer) -> PaperRequest | None:
    """The same of the print that was made with this key; None while there is none."""
    return _request(Q(key=key), officer)


def _request(which: Q, officer: Officer) -> PaperRequest | None:
    row = models.Print.objects.filter(which, office=officer.office_id).exclude(template="").first()
    return request_from_json(row.paper, row.act, officer.office_key, row.asked) if row else None


def _records(which: Q) -> tuple[PrintRecord, ...]:
    rows = list(models.Print.objects.filter(which).select_related("replaced_by").order_by("at", "pk"))
    outcomes = _outcomes(row.pk for row in rows)
    return tuple(_record(row, outcomes.get(row.pk)) for row in rows)


def _outcomes(print_ids: Iterable[int]) -> dict[int, models.PrintOutcome]:
    """The latest outcome of each print."""
    rows = models.PrintOutcome.objects.filter(print__in=list(print_ids)).order_by("pk")
    return {row.print_id: row for row in rows}


def _record(row: models.Print, outcome: models.PrintOutcome | None) -> PrintRecord:
    later = getattr(row, "replaced_by", None)
    # Of a card of the centre only the serial was asked.
    event = row.asked.get("life_event")
    return PrintRecord(
        id=row.pk,
        office_id=row.office_id,
        resi=row.resi,
        paper=row.paper,
        act=row.act,
        subject=row.subject,
        number=row.number,
        life_event=UUID(event) if event else None,
        draft=row.draft,
        copy_number=row.copy_number,
        replaces=row.replaces_id,
        replaced_by=later.pk if later else None,
        reason=row.reason,
        printer=row.printer,
        blank_kind=row.blank_kind,
        serial=row.serial,
        template=row.template,
        sha256=row.sha256,
        person=row.person,
        acted_as=row.acted_as,
        at=row.at,
        outcome=Outcome(outcome.outcome) if outcome else None,
        outcome_reason=outcome.reason if outcome else "",
    )
