"""What was typed at hand-over: the collector, the mandate, the signature; judged before any step is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loket.core.engine.evidence import fields_of
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.procedure.acts import Field, Kind
from loket.core.procedure.model import Procedure, Step
from loket.core.terms import Nik
from loket.documents.signature import Signature
from loket.web.desk.fields import FormField

ON_PAPER = "lembar tercetak"
"""The signature of a collector who signed the printed page of the pick-up book with a pen."""

_OWN_FIELDS = frozenset({"collector_name", "collector_nik", "collector_relation", "resi_shown", "signature"})


@dataclass(frozen=True, slots=True)
class HandOver:
    """The steps one sending completes: the hand-over itself, and the signing of the book where it comes next."""

    steps: tuple[Step, ...]

    @property
    def takes_collector(self) -> bool:
        return any("hand_over" in step.acts for step in self.steps)

    @property
    def takes_signature(self) -> bool:
        return any("acknowledge" in step.acts for step in self.steps)

    @property
    def in_person(self) -> bool:
        return any(step.in_person for step in self.steps)

    @property
    def extra(self) -> tuple[Field, ...]:
        """What the steps ask for beyond the collector: an archive place, a print result."""
        fields = (f for step in self.steps for f in fields_of(step) if f.name not in _OWN_FIELDS)
        return tuple({f.name: f for f in fields}.values())


def hand_over_of(procedure: Procedure, step_id: str | None) -> HandOver | None:
    """The hand-over that begins at the open step; None when the case is not ready for it."""
    step = procedure.by_id.get(step_id or "")
    if step is None or not {"hand_over", "acknowledge"} & set(step.acts):
        return None
    following = procedure.by_id.get(forward_outcome(step)[1] or "")
    # Only what is recorded by the same lanes is done in one go; another officer's step waits for that officer.
    same_desk = following is not None and set(procedure.lanes_for(following)) & set(procedure.lanes_for(step))
    if "hand_over" in step.acts and following is not None and "acknowledge" in following.acts and same_desk:
        return HandOver((step, following))
    return HandOver((step,))


def forward_outcome(step: Step) -> tuple[str, str | None]:
    """The outcome by which a hand-over goes on, and the step it leads to."""
    return next((key, outcome.next) for key, outcome in step.outcomes.items() if outcome.return_ is None)


def collector_fields(hand_over: HandOver, typed: Mapping[str, str]) -> tuple[FormField, ...]:
    """The fields of the collector form, filled with what was typed."""
    relation = next(f for step in hand_over.steps for f in fields_of(step) if f.name == "collector_relation")
    choices = tuple(c for c in relation.choices if c[0] == "self") if hand_over.in_person else relation.choices
    fields = (
        FormField(
            "collector_relation", _("Siapa yang mengambil"), "choice", choices[0][0], choices=choices, autofocus=True
        ),
        FormField("collector_name", _("Nama pengambil"), hint=_("Cocokkan dengan KTP-el yang ditunjukkan.")),
        FormField("collector_nik", _("NIK pengambil"), "nik"),
        FormField("mandate", _("Nomor atau tanggal surat kuasa"), required=False),
        FormField("resi_shown", _("Resi ditunjukkan atau diserahkan"), "tick"),
    )
    return tuple(field.filled(typed) for field in fields) if typed else fields


def extra_fields(hand_over: HandOver, typed: Mapping[str, str]) -> tuple[FormField, ...]:
    """The further fields of the steps."""
    return tuple(
        FormField(f.name, f.label, f.kind.value, typed.get(f.name, ""), required=f.required, choices=f.choices)
        for f in hand_over.extra
    )


def problems_of(hand_over: HandOver, typed: Mapping[str, str]) -> list[Problem]:
    """Everything that keeps this hand-over from being recorded."""
    found: list[Problem] = []
    if hand_over.takes_collector:
        found += _collector_problems(typed)
    for field in hand_over.extra:
        if field.required and not typed.get(field.name, "").strip():
            found.append(_fault(field.name, _("Isi %(label)s.") % {"label": field.label.lower()}))
    if hand_over.takes_signature:
        found += _signature_problems(typed)
    return found


def evidence_of(hand_over: HandOver, typed: Mapping[str, str]) -> dict[str, object]:
    """All evidence of the steps by name; `evidence_for` gives each step its own."""
    values: dict[str, object] = {name: typed.get(name, "").strip() for name in _OWN_FIELDS}
    values["resi_shown"] = bool(typed.get("resi_shown"))
    values["signature"] = _signature(typed)
    for field in hand_over.extra:
        text = typed.get(field.name, "").strip()
        if text:
            values[field.name] = True if field.kind is Kind.TICK else text
    return values


def evidence_for(step: Step, values: Mapping[str, object]) -> dict[str, object]:
    """What of the values this step asks for."""
    return {f.name: values[f.name] for f in fields_of(step) if f.name in values}


def _fault(name: str, sentence: str) -> Problem:
    return Problem("hand-over-entry", sentence, field=name)


def _collector_problems(typed: Mapping[str, str]) -> list[Problem]:
    found: list[Problem] = []
    if not typed.get("collector_name", "").strip():
        found.append(_fault("collector_name", _("Isi nama pengambil seperti pada KTP-el yang ditunjukkan.")))
    try:
        Nik.parse(typed.get("collector_nik", ""))
    except BadTerm as bad:
        found.append(_fault("collector_nik", f"{bad.problem.sentence} {bad.problem.hint}"))
    if not typed.get("collector_relation"):
        found.append(_fault("collector_relation", _("Pilih siapa yang mengambil.")))
    if typed.get("collector_relation") == "proxy" and not typed.get("mandate", "").strip():
        found.append(_fault("mandate", _("Tulis nomor atau tanggal surat kuasa yang Anda periksa.")))
    if not typed.get("resi_shown"):
        found.append(_fault("resi_shown", _("Minta resi ditunjukkan, lalu centang.")))
    return found


def _signature_problems(typed: Mapping[str, str]) -> list[Problem]:
    if typed.get("signed_on") == "lembar":
        return []
    try:
        Signature.parse(typed.get("signature", ""))
    except Refusal as refusal:
        return [refusal.as_problem("signature")]
    return []


def _signature(typed: Mapping[str, str]) -> str:
    if typed.get("signed_on") == "lembar":
        return ON_PAPER
    try:
        return Signature.parse(typed.get("signature", "")).path
    except Refusal:
        return ""
