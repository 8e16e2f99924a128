"""A number from the centre, typed in by an operator: who may do it, the form for it, and how it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loket.core.engine.refusals import NotAllowed
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.register.events import NikAssigned
from loket.core.register.moves import KkAssigned
from loket.core.register.refusals import LifeEventRefused, WarningsNotAccepted
from loket.register import national, services
from loket.register import queries as register
from loket.register.finding.duplicates import DecidedSame
from loket.web.desk.fields import FormField, marked
from loket.web.desk.navigation import does_step
from loket.web.desk.pages import Desk, fresh_key, key_of, problems_of, status_of
from loket.web.desk.register.words import Words
from loket.web.desk.wording import said

ACCEPT = "accept-"

PORTS: Mapping[str, Words] = {
    national.LOCAL: gettext_lazy("Konsep dibuat sendiri"),
    national.MANUAL: gettext_lazy("Diketik petugas dari SIAK"),
    national.FILE: gettext_lazy("Dari berkas pusat"),
}


@dataclass(frozen=True, slots=True)
class NumberForm:
    """The form for one number; after a warning it asks for the officer's reason too."""

    fields: tuple[FormField, ...]
    key: str


def may_type_numbers(desk: Desk) -> bool:
    """In an office that gets its numbers by hand: whoever works with SIAK."""
    if register.settings_of(desk.officer.office_id).national != national.MANUAL:
        return False
    return works_with_siak(desk)


def works_with_siak(desk: Desk) -> bool:
    """Whoever enters data into SIAK or waits for it, or keeps the office."""
    return desk.officer.keeps_office or does_step(desk, lambda step: bool({"enter", "await_external"} & set(step.acts)))


def require_typist(desk: Desk) -> None:
    """Raises NotAllowed for everyone else."""
    if not may_type_numbers(desk):
        raise NotAllowed


def nik_form() -> NumberForm:
    """The form for the NIK of a resident who waits for one."""
    return _form(FormField("nik", _("NIK dari SIAK"), "nik", hint=_("16 angka, seperti tercetak pada biodata SIAK.")))


def kk_form() -> NumberForm:
    """The form for the number of a KK that waits for one."""
    return _form(FormField("kk_number", _("Nomor KK dari SIAK"), "nik", hint=_("16 angka, seperti pada KK dari SIAK.")))


def _form(number: FormField) -> NumberForm:
    hint = _("Nomor tiket, nomor surat, atau tanggal jawaban SIAK.")
    return NumberForm((number, FormField("reference", _("Rujukan jawaban SIAK"), hint=hint)), fresh_key())


def typed_number(request: HttpRequest, name: str) -> str:
    """What was typed as the number. Raises BadTerm when it is nothing at all."""
    text = request.POST.get(name, "").strip()
    if not text:
        sentence, hint = _("Nomornya belum diisi."), _("Ketik 16 angka dari jawaban SIAK.")
        raise BadTerm(Problem("number-missing", sentence, hint, field=name))
    return text


def record_number(request: HttpRequest, desk: Desk, event: NikAssigned | KkAssigned) -> None:
    """Record the number with its reference and the reasons given for warnings. Raises OwnFamily and what `record_life_event` raises."""
    about = event.resident_id if isinstance(event, NikAssigned) else event.family_id
    services.require_no_kin(desk.officer, [str(about)])
    posted = request.POST.dict()
    accepted = {name.removeprefix(ACCEPT): text for name, text in posted.items() if name.startswith(ACCEPT)}
    services.record_life_event(
        event,
        officer=desk.officer,
        key=key_of(request),
        accepted=accepted,
        reference=posted.get("reference", "")[:100],
        at=desk.now,
    )


def refused_form(
    form: NumberForm, request: HttpRequest, fault: BadTerm | Refusal
) -> tuple[NumberForm, tuple[Problem, ...], int]:
    """The form as it was filled, with what is wrong, and the status of the answer."""
    number = form.fields[0].name
    problems = _problems(fault, number)
    warned = fault.findings if _wants_reason(fault) else ()
    asked = tuple(
        FormField(f"{ACCEPT}{one.rule}", _("Alasan tetap memakai nomor ini"), "long_text", hint=one.sentence)
        for one in warned
    )
    posted = request.POST.dict()
    fields = marked((field.filled(posted) for field in (*form.fields, *asked)), problems)
    status = 409 if isinstance(fault, Refusal) and not isinstance(fault, LifeEventRefused) else 422
    if isinstance(fault, Refusal) and status_of(fault) == 403:
        status = 403
    return NumberForm(fields, str(key_of(request))), problems, status


def _wants_reason(fault: BadTerm | Refusal) -> TypeGuard[WarningsNotAccepted]:
    """Of a pair that was decided to be one person no reason makes two."""
    return isinstance(fault, WarningsNotAccepted) and not isinstance(fault, DecidedSame)


def _problems(fault: BadTerm | Refusal, number: str) -> tuple[Problem, ...]:
    if isinstance(fault, BadTerm):
        return (said(fault.problem),)
    if _wants_reason(fault):
        return tuple(Problem(x.rule, x.sentence, x.hint, field=f"{ACCEPT}{x.rule}") for x in fault.findings)
    if isinstance(fault, LifeEventRefused):
        return tuple(Problem(x.rule, x.sentence, x.hint, field=number) for x in fault.findings)
    found = problems_of(fault)
    return tuple(one if one.field else Problem(one.id, one.sentence, one.hint, field=number) for one in found)
