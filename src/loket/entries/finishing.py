"""
Finishing a step without telling of people whom the office is not shown: what is refused is said, whom it is about is not.

What the step does, and what it refuses, is for `effects`.
"""

from loket.core.register.refusals import LifeEventRefused
from loket.entries import effects
from loket.entries.effects import StepDone
from loket.entries.judging import filled
from loket.entries.refusals import EntryFaulty
from loket.entries.rows import latest
from loket.entries.seeing import quiet_refusal, unspoken


def at_step(done: StepDone) -> None:
    """
    Do what finishing this step does to the register. Must run inside the transaction that writes the step.

    Raises EntryMissing, EntryFaulty, FieldsDoubted, the refusals of life events and of a KTP-el record; the caller's
    transaction then undoes everything. No refusal names a resident whom the office is not shown.
    """
    try:
        effects.at_step(done)
    except (EntryFaulty, LifeEventRefused) as refused:
        found = latest(done.application.resi)
        assert found is not None
        form, _ = filled(found.kind, found.values, done.officer, done.at)
        raise quiet_refusal(refused, unspoken(form.known, done.officer.office_id)) from None
