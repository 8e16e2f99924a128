"""
The acts besides a step's own outcomes: for each its words, its few fields, and the command they make.

One table draws the pages and reads the forms; whether an act is offered is for the engine to say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loket.core.engine import (
    Claim,
    Command,
    Note,
    PauseClock,
    Recall,
    Release,
    Reopen,
    ResumeClock,
    Withdraw,
)
from loket.core.engine.available import Offer
from loket.web.desk.fields import FormField
from loket.web.desk.wording import retold

Text = str | Promise
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Action:
    """
    One act: its slug in the address, the engine's word for it, what the page says, and how its form becomes a command.

    `fields` gets the offers of this kind, since their choices (pause reasons, steps) depend on the case. Without a
    `command` the service makes it, because only it knows the seats of the colleague.
    """

    slug: str
    kind: str
    title: Text
    explanation: Text
    button: Text
    done: Text
    command: Callable[[Typed], Command] | None
    fields: Callable[[tuple[Offer, ...]], tuple[FormField, ...]]


def _none(_offers: tuple[Offer, ...]) -> tuple[FormField, ...]:
    return ()


def _reason(label: Text, *, required: bool = True) -> Callable[[tuple[Offer, ...]], tuple[FormField, ...]]:
    return lambda _offers: (FormField("reason", str(label), "long_text", required=required),)


def _choice_and_reason(offers: tuple[Offer, ...]) -> tuple[FormField, ...]:
    choices = tuple((offer.choice or "", retold(offer.label)) for offer in offers)
    only = choices[0][0] if len(choices) == 1 else ""
    return (
        FormField("choice", _("Pilih salah satu"), "choice", only, choices=choices),
        FormField("reason", _("Alasan"), "long_text", hint=_("Dibaca oleh pelaksana berikutnya.")),
    )


def _pause_fields(offers: tuple[Offer, ...]) -> tuple[FormField, ...]:
    choices = tuple((offer.choice or "", offer.label) for offer in offers)
    only = choices[0][0] if len(choices) == 1 else ""
    return (
        FormField("choice", _("Yang ditunggu"), "choice", only, choices=choices),
        FormField("reason", _("Catatan"), "long_text", required=False),
    )


def reassign_fields(colleagues: tuple[tuple[str, str], ...]) -> tuple[FormField, ...]:
    """The colleagues who may do the step, and the reason the new officer reads."""
    return (
        FormField("choice", _("Dikerjakan oleh"), "choice", choices=colleagues),
        FormField("reason", _("Alasan"), "long_text", hint=_("Dibaca oleh petugas yang menerima.")),
    )


_ALL: Final = (
    Action(
        "ambil",
        "claim",
        gettext_lazy("Ambil permohonan"),
        gettext_lazy("Permohonan ini menjadi tugas Anda sampai langkahnya selesai atau Anda lepas."),
        gettext_lazy("Ambil"),
        gettext_lazy("Permohonan sekarang ada di meja Anda."),
        lambda _typed: Claim(),
        _none,
    ),
    Action(
        "lepas",
        "release",
        gettext_lazy("Lepas permohonan"),
        gettext_lazy("Permohonan kembali ke antrean bersama; rekan lain dapat mengambilnya."),
        gettext_lazy("Lepas"),
        gettext_lazy("Permohonan dilepas ke antrean bersama."),
        lambda typed: Release(typed.get("reason", "")),
        _reason(gettext_lazy("Alasan (wajib bila melepas tugas orang lain)"), required=False),
    ),
    Action(
        "tarik",
        "recall",
        gettext_lazy("Tarik kembali langkah saya"),
        gettext_lazy(
            "Hanya selama langkah berikutnya belum disentuh siapa pun. Nomor yang sudah keluar tetap dipakai."
        ),
        gettext_lazy("Tarik kembali"),
        gettext_lazy("Langkah ditarik kembali ke meja Anda."),
        lambda _typed: Recall(),
        _none,
    ),
    Action(
        "jeda",
        "pause",
        gettext_lazy("Hentikan waktu: menunggu"),
        gettext_lazy(
            "Waktu layanan berhenti sampai yang ditunggu datang. Hanya alasan yang ada dalam SOP yang dapat dipilih."
        ),
        gettext_lazy("Hentikan waktu"),
        gettext_lazy("Waktu layanan berhenti."),
        lambda typed: PauseClock(typed.get("choice", ""), typed.get("reason", "")),
        _pause_fields,
    ),
    Action(
        "lanjutkan",
        "resume",
        gettext_lazy("Lanjutkan: yang ditunggu sudah datang"),
        gettext_lazy("Waktu layanan berjalan lagi sejak sekarang."),
        gettext_lazy("Lanjutkan"),
        gettext_lazy("Waktu layanan berjalan lagi."),
        lambda typed: ResumeClock(typed.get("reason", "")),
        _reason(gettext_lazy("Apa yang sudah datang?")),
    ),
    Action(
        "cabut",
        "withdraw",
        gettext_lazy("Cabut permohonan"),
        gettext_lazy("Atas permintaan pemohon. Permohonan ditutup; nomor yang sudah keluar tetap tercatat di buku."),
        gettext_lazy("Cabut permohonan"),
        gettext_lazy("Permohonan dicabut."),
        lambda typed: Withdraw(typed.get("reason", "")),
        _reason(gettext_lazy("Alasan pemohon")),
    ),
    Action(
        "buka-kembali",
        "reopen",
        gettext_lazy("Buka kembali permohonan"),
        gettext_lazy(
            "Permohonan yang sudah ditutup dikerjakan lagi mulai dari langkah yang dipilih; paraf sesudahnya gugur."
        ),
        gettext_lazy("Buka kembali"),
        gettext_lazy("Permohonan dibuka kembali."),
        lambda typed: Reopen(typed.get("choice", ""), typed.get("reason", "")),
        _choice_and_reason,
    ),
    Action(
        "catatan",
        "note",
        gettext_lazy("Tambah catatan"),
        gettext_lazy("Catatan tersimpan dalam riwayat dan tidak dapat dihapus. Jangan menulis data yang tidak perlu."),
        gettext_lazy("Simpan catatan"),
        gettext_lazy("Catatan tersimpan."),
        lambda typed: Note(typed.get("reason", "")),
        _reason(gettext_lazy("Catatan")),
    ),
)

REASSIGN: Final = Action(
    "alihkan",
    "reassign",
    gettext_lazy("Alihkan kepada petugas lain"),
    gettext_lazy("Hanya petugas yang jabatannya mengerjakan langkah ini yang dapat dipilih."),
    gettext_lazy("Alihkan"),
    gettext_lazy("Permohonan dialihkan."),
    None,
    _none,
)
ACTIONS: Final[Mapping[str, Action]] = {action.slug: action for action in _ALL}
BY_KIND: Final[Mapping[str, Action]] = {action.kind: action for action in _ALL}
