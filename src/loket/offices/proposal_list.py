"""Grants that wait for a second person, as records. For other apps they are in `queries`."""

from django.db.models import QuerySet

from loket.offices import models
from loket.offices.records import ProposalRecord
from loket.offices.terms import AppointmentKind


def open_proposals(office_key: str) -> tuple[ProposalRecord, ...]:
    """What an office has not decided yet, oldest first."""
    rows = models.Proposal.objects.filter(office__key=office_key, outcome="").order_by("proposed_at", "pk")
    return tuple(record_of(row) for row in joined(rows))


def joined(rows: QuerySet[models.Proposal]) -> QuerySet[models.Proposal]:
    """The rows with all that a record tells of them."""
    return rows.select_related("person", "position", "proposed_by")


def record_of(row: models.Proposal) -> ProposalRecord:
    """One of them, read with `joined`."""
    return ProposalRecord(
        row.pk,
        row.person_id,
        row.person.full_name if row.person else row.full_name,
        row.username,
        row.position.title,
        AppointmentKind(row.kind),
        row.decree,
        row.valid_from,
        row.valid_until,
        row.why,
        row.proposed_by_id,
        row.proposed_by.full_name,
        row.proposed_at,
    )
