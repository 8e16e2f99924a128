"""Rows of the register as the records that leave it."""

from loket.register import models
from loket.register.records import LifeEventRecord
from loket.vault.leaves import opened_leaves
from loket.vault.services import of_life_event


def life_event_record(row: models.LifeEvent) -> LifeEventRecord:
    """A life event as it was recorded."""
    return LifeEventRecord(
        id=row.pk,
        kind=row.kind,
        happened_on=row.happened_on,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        office_id=row.office_id,
        acted_as=row.acted_as,
        case=row.case,
        reference=row.reference,
        days_late=row.days_late,
        accepted=tuple(row.accepted),
        payload=opened_leaves(row.payload, of_life_event(row.pk)),
        families=tuple(opened_leaves(row.families, of_life_event(row.pk))),
        outputs=tuple(row.outputs),
        numbers=row.numbers,
    )
