"""Events and states in the words people read."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loket.core.engine import Status
from loket.core.engine.state import RETURNED
from loket.core.procedure.acts import ACTS
from loket.core.procedure.model import Procedure
from loket.core.proof.code import VerificationCode

STATUS_LABELS: Final = {
    Status.IN_PROCESS: gettext_lazy("Sedang diproses"),
    Status.WAITING_FOR_APPLICANT: gettext_lazy("Menunggu pemohon"),
    Status.WAITING_FOR_CENTRE: gettext_lazy("Menunggu pusat"),
    Status.WAITING_FOR_OFFICE: gettext_lazy("Menunggu kantor"),
    Status.FINISHED: gettext_lazy("Selesai"),
    Status.REJECTED: gettext_lazy("Ditolak"),
    Status.WITHDRAWN: gettext_lazy("Dicabut pemohon"),
    Status.LAPSED: gettext_lazy("Ditutup, tidak dilengkapi"),
}


def letter_of_mandate() -> str:
    """How the letter of a mandate is called wherever papers are listed."""
    return _("Surat kuasa (F-1.07)")


def step_title(procedure: Procedure, step: str | None) -> str:
    """
    A step as officers call it: its printed number and what is done there, "5. Verifikasi, Bubuhkan paraf".

    The public label tells a citizen what the office is at; to an officer it would read as if it were done.
    """
    found = procedure.by_id.get(step or "")
    return f"{found.no.rstrip('.')}. {', '.join(_(ACTS[act].title) for act in found.acts)}" if found else ""


def outcome_label(procedure: Procedure, step: str | None, outcome: str) -> str:
    """The label of an outcome; its own name where the procedure no longer has it."""
    found = procedure.by_id.get(step or "")
    return found.outcomes[outcome].label if found and outcome in found.outcomes else outcome


def pause_label(procedure: Procedure, reason: str) -> str:
    """Why the clock stands."""
    if reason == RETURNED:
        return _("berkas dikembalikan")
    found = procedure.clock.pauses.get(reason)
    return found.label if found else reason


def sentence(procedure: Procedure, kind: str, step: str | None, payload: Mapping[str, object]) -> str:
    """One event as one phrase, without who and when: "Mengambil “Berkas diverifikasi”"."""
    names = {
        "step": step_title(procedure, step),
        "outcome": outcome_label(procedure, step, str(payload.get("outcome", ""))),
        "to": step_title(procedure, str(payload.get("to", ""))),
        "reason": pause_label(procedure, str(payload.get("reason", ""))),
        "text": str(payload.get("text", "")),
        "code": str(payload.get("code", "")),
        "days": str(payload.get("days", "")),
        "time": str(payload.get("time", "")),
        "papers": ", ".join(paper.partition(" ")[2] or paper for paper in _texts(payload.get("papers"))),
        "collector": str(_evidence(payload).get("collector_name", "")),
    }
    return _PHRASES[kind](names)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _evidence(payload: Mapping[str, object]) -> Mapping[str, object]:
    found = payload.get("evidence")
    return found if isinstance(found, Mapping) else {}


def _completed(names: Mapping[str, str]) -> str:
    return _("Menyelesaikan “%(step)s”: %(outcome)s") % names


_PHRASES: Final[Mapping[str, Callable[[Mapping[str, str]], str]]] = {
    "case-submitted": lambda _n: _("Permohonan diajukan"),
    "step-claimed": lambda n: _("Mengambil “%(step)s”") % n,
    "step-released": lambda n: _("Melepas “%(step)s”") % n,
    "step-reassigned": lambda n: _("Mengalihkan “%(step)s”: %(reason)s") % n,
    "step-completed": _completed,
    "papers-collected": lambda n: _("Diserahkan sebagian kepada %(collector)s: %(papers)s") % n,
    "step-returned": lambda n: _("Mengembalikan dari “%(step)s” ke “%(to)s”") % n,
    "step-recalled": lambda n: _("Menarik kembali “%(step)s”") % n,
    "clock-paused": lambda n: _("Menghentikan jam: %(reason)s") % n,
    "clock-resumed": lambda _n: _("Melanjutkan jam"),
    "case-withdrawn": lambda n: _("Permohonan dicabut: %(reason)s") % n,
    "case-lapsed": lambda n: _("Ditutup: pemohon tidak melengkapi dalam %(days)s hari kerja") % n,
    "case-unheard": lambda n: _("Ditutup: pelapor tidak menanggapi jawaban dalam %(time)s") % n,
    "case-reopened": lambda n: _("Dibuka kembali pada “%(to)s”: %(reason)s") % n,
    "note-added": lambda n: _("Catatan: %(text)s") % n,
    "paper-signed": lambda n: (
        _("Surat %(code)s ditandatangani secara elektronik") % {"code": VerificationCode(n["code"])}
    ),
}


def done_sentence(number: str | None) -> str:
    """What a bulk act says of a case that went through."""
    return _("Selesai, nomor %(number)s") % {"number": number} if number else _("Selesai")
