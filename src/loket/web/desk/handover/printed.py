"""Papers that are about to be handed over without a good print: named, and handed over only with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loket.casework.queries import CaseView
from loket.core.problems import Problem
from loket.documents.queries import Lack, Outstanding, outstanding, prints_of
from loket.web.desk.entry.part import products_of
from loket.web.desk.entry.printers import who_prints
from loket.web.desk.fields import FormField
from loket.web.desk.pages import Desk, one_line
from loket.web.desk.register.words import Words

REASON: Final = "unprinted"
OTHER: Final = "unprinted_note"
LONGEST: Final = 200
_OTHER: Final = "lain"
_REASONS: Final[Mapping[str, Words]] = {
    "siak": gettext_lazy("Dicetak melalui SIAK"),
    "digital": gettext_lazy("Diserahkan sebagai dokumen digital"),
    _OTHER: gettext_lazy("Sebab lain"),
}
_WHY: Final[dict[Lack, Words]] = {
    Lack.NEVER: gettext_lazy("belum pernah dicetak"),
    Lack.DRAFT: gettext_lazy("baru dicetak sebagai KONSEP, karena nomornya belum dicatat"),
    Lack.UNSAID: gettext_lazy("hasil cetaknya belum dicatat baik"),
    Lack.SPOILED: gettext_lazy("cetakan terakhirnya rusak"),
}


@dataclass(frozen=True, slots=True)
class Unprinted:
    """
    A paper of the application without a good print: its product, what it is and whose, and why there is none.

    `is_draft`: printing it again helps only after its numbers were noted.
    """

    product_id: int
    paper: str
    whose: str
    why: str
    is_draft: bool = False

    def __str__(self) -> str:
        return f"{self.paper} {self.whose}".strip() + f" ({self.why})"


def unprinted(desk: Desk, view: CaseView) -> tuple[Unprinted, ...]:
    """The papers that this office issues for the case and that lack a good print; none where no register is kept."""
    here = {one.record.id: one for one in products_of(desk, view) if one.is_here}
    lacking = outstanding((one.record for one in here.values()), prints_of(view.case.resi))
    return tuple(_told(one, here[one.product.id].whose) for one in lacking)


def _told(one: Outstanding, whose: str) -> Unprinted:
    return Unprinted(one.product.id, one.product.paper, whose, str(_WHY[one.lack]), one.lack is Lack.DRAFT)


def ways_out(lacking: Iterable[Unprinted], view: CaseView) -> tuple[str, ...]:
    """What can be done before they are handed over: a draft waits for its numbers, anything else only for a print."""
    drafts = {one.is_draft for one in lacking}
    said = []
    if False in drafts:
        said.append(_("Cetak dan catat hasilnya, atau pilih di bawah mengapa dokumen itu diserahkan tanpa cetakan."))
    if True in drafts:
        sentence = _(
            "KONSEP: nomor dari SIAK atau dari buku register belum dicatat waktu dicetak. Minta petugas yang mencetak "
            "mencatat nomornya lalu mencetak lagi, atau pilih di bawah mengapa diserahkan tanpa cetakan."
        )
        said.append(f"{sentence} {who_prints(view)}")
    return tuple(said)


def reason_fields(typed: Mapping[str, str]) -> tuple[FormField, ...]:
    """What asks why they are handed over all the same: one press for what is usual, a line for anything else."""
    choices = tuple((value, str(words)) for value, words in _REASONS.items())
    return (
        FormField(REASON, _("Mengapa diserahkan tanpa cetakan baik"), "choice", typed.get(REASON, ""), choices=choices),
        FormField(OTHER, _("Sebab lain itu"), value=typed.get(OTHER, ""), required=False),
    )


def reason_of(typed: Mapping[str, str]) -> str:
    """The reason in words, on one line; empty while none is given."""
    if typed.get(REASON) == _OTHER:
        return one_line(typed, OTHER, LONGEST)
    return str(_REASONS.get(typed.get(REASON, ""), ""))


def reason_problems(lacking: tuple[Unprinted, ...], typed: Mapping[str, str]) -> tuple[Problem, ...]:
    """Without a good print and without a reason nothing is handed over."""
    if not lacking or reason_of(typed):
        return ()
    if typed.get(REASON) == _OTHER:
        return (Problem("unprinted-reason-missing", _("Tulis sebabnya."), field=OTHER),)
    return (Problem("unprinted-reason-missing", _("Cetak dahulu, atau pilih mengapa tidak dicetak."), field=REASON),)


def remark(lacking: tuple[Unprinted, ...], typed: Mapping[str, str]) -> str:
    """What the file keeps of it."""
    named = {"papers": ", ".join(map(str, lacking)), "reason": reason_of(typed)}
    return _("Diserahkan tanpa cetakan baik: %(papers)s. Alasan: %(reason)s") % named


def only_at_the_counter(lacking: tuple[Unprinted, ...]) -> tuple[Problem, ...]:
    """Why the page of the case does not hand over: only the counter's page takes the reason."""
    if not lacking:
        return ()
    named = {"papers": ", ".join(map(str, lacking))}
    sentence = _("Ada dokumen tanpa cetakan baik: %(papers)s.") % named
    return (Problem("unprinted", sentence, _("Cetak dahulu, atau buka layar pengambilan dan tulis alasannya.")),)
