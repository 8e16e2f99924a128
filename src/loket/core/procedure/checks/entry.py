"""Rules on what a service changes in the register: its steps exist and are in order, and its kinds are known."""

from collections.abc import Iterator

from loket.core.problems import Problem
from loket.core.procedure.checks.conditions import faults_of
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.near import suggestion
from loket.core.procedure.services import ENTRY_KINDS


def entry_step_unknown(subject: Subject) -> Iterator[Problem]:
    """The steps that fill the form and let it take effect exist."""
    entry, ids = subject.procedure.entry, subject.procedure.by_id
    if entry is None:
        return
    for key, step in (("fill", entry.fill), ("effect", entry.effect)):
        if step not in ids:
            sentence = f"Isian register memakai langkah “{step}”, tetapi langkah itu tidak ada."
            yield subject.error("entry-step-unknown", sentence, suggestion(step, ids), "entry", key)


def entry_effect_early(subject: Subject) -> Iterator[Problem]:
    """Nothing takes effect before it is filled in."""
    entry, order = subject.procedure.entry, subject.procedure.order
    if entry is None or entry.fill not in order or entry.effect not in order:
        return
    if order[entry.effect] < order[entry.fill]:
        sentence = f"Isian berlaku pada langkah “{entry.effect}”, sebelum diisi pada langkah “{entry.fill}”."
        hint = "Pilih langkah cetak, tanda tangan atau TTE sesudah verifikasi."
        yield subject.error("entry-effect-early", sentence, hint, "entry", "effect")


def entry_kind_unknown(subject: Subject) -> Iterator[Problem]:
    """Each kind has a form."""
    for place, kind in enumerate(subject.procedure.entry.kinds if subject.procedure.entry else ()):
        if kind.kind not in ENTRY_KINDS:
            sentence = f"Jenis isian “{kind.kind}” tidak dikenal."
            hint = suggestion(kind.kind, ENTRY_KINDS)
            yield subject.error("entry-kind-unknown", sentence, hint, "entry", "kinds", place, "kind")


def entry_conditions(subject: Subject) -> Iterator[Problem]:
    """Each condition of a kind can be read and can be answered."""
    for place, kind in enumerate(subject.procedure.entry.kinds if subject.procedure.entry else ()):
        for fault in faults_of(kind.when, subject):
            yield subject.error(fault.id, fault.sentence, fault.hint, "entry", "kinds", place, "when")


RULES = (entry_step_unknown, entry_effect_early, entry_kind_unknown, entry_conditions)
