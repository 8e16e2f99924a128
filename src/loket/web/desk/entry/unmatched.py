"""
How many answers of a form nobody has held against the papers yet, and the tick that a verifier gives to go on all the same.

It judges nothing and keeps nothing: the desk asks before the press; other ways to finish a step are as they were.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loket.casework.queries import CaseView
from loket.core.entry.forms import form_of
from loket.core.entry.kinds import KINDS
from loket.core.entry.reading import answered_fields
from loket.core.problems import Problem
from loket.core.procedure.model import Step
from loket.entries import queries as entries
from loket.entries.records import EntryRecord
from loket.web.desk.entry.page import may_write
from loket.web.desk.fields import FormField

CONFIRM: Final = "belum-dicocokkan"
"""The tick by which a verifier goes on without having compared everything."""


def unmatched_in(saved: EntryRecord) -> int:
    """How many answers of this revision bear no verdict; the same that the verifier's list counts. 0 for no form."""
    if saved.outside or saved.kind not in KINDS:
        return 0
    return sum(name not in saved.ticks for name in answered_fields(form_of(saved.kind), saved.values))


def unmatched_at(view: CaseView, saved: EntryRecord | None) -> int:
    """
    How many answers the open step, one of verifying, still has to compare before it goes on. 0 where it asks for nothing.

    Nothing is asked of who may not finish the step, of a form that has a doubt on it (that one does not go on at all), or
    of one that has changed the register already.
    """
    step, entry = view.procedure.by_id.get(view.case.step or ""), view.procedure.entry
    if step is None or entry is None or saved is None or step.id == entry.fill:
        return 0
    if "verify" not in step.acts or not may_write(view) or any(t.verdict == "salah" for t in saved.ticks.values()):
        return 0
    count = unmatched_in(saved)
    if count and any(one.revision == saved.revision for one in entries.effects_of(saved.resi)):
        return 0
    return count


def confirmation(count: int, problems: Sequence[Problem] = (), *, ticked: bool = False) -> FormField | None:
    """The tick to go on all the same, as it stands on the screen; None when everything is compared."""
    if not count:
        return None
    label = ngettext(
        "Teruskan walau %(n)d isian belum dicocokkan", "Teruskan walau %(n)d isian belum dicocokkan", count
    ) % {"n": count}
    error = next((one.sentence for one in problems if one.field == CONFIRM), "")
    return FormField(CONFIRM, label, "tick", "1" if ticked else "", required=False, error=error)


def unconfirmed(view: CaseView, step: Step, typed: Mapping[str, str]) -> tuple[Problem, ...]:
    """Why the case does not go on from here yet: answers are not compared, and nobody said to go on without."""
    outcome = step.outcomes.get(typed.get("outcome", ""))
    if CONFIRM in typed or outcome is None or outcome.return_ is not None or outcome.end == "rejected":
        return ()
    count = unmatched_at(view, entries.latest(view.case.resi)) if view.procedure.entry else 0
    if not count:
        return ()
    sentence = ngettext(
        "%(n)d isian belum dicocokkan dengan berkas.", "%(n)d isian belum dicocokkan dengan berkas.", count
    ) % {"n": count}
    hint = _("Cocokkan dahulu, atau centang bahwa permohonan tetap diteruskan.")
    return (Problem("entry-unmatched", sentence, hint, field=CONFIRM),)
