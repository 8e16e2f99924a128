"""The forms of the blanks: which fields each movement has, and how what was typed becomes a movement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from loket.core.problems import Refusal
from loket.documents import services
from loket.documents.services import BlankEntry, BlankKind, Serials
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.web.desk.fields import FormField
from loket.web.desk.office.entry import OfficeForm, Posted, field
from loket.web.desk.office.rights import keeps_office
from loket.web.desk.pages import Desk

MOST: Final = 1_000_000
_NAMES: Final = {"serial": "first", "why": "reason"}
"""What a refusal names, as the field of these forms that it is about."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent: by whom, with what, under which key."""

    desk: Desk
    posted: Posted
    key: UUID

    @property
    def kind(self) -> BlankKind | None:
        """The kind chosen; without one the form gets its problem."""
        text = self.posted.posted.get(f"{self.posted.form}-kind", "")
        if text in set(BlankKind):
            return BlankKind(text)
        self.posted.fault("kind", _("Pilih jenis blangkonya."))
        return None

    def optional(self, name: str) -> str:
        """A text that may be empty."""
        return self.posted.posted.get(f"{self.posted.form}-{name}", "").strip()[:200]

    def entry(self) -> BlankEntry | None:
        """Kind and serials with what else the form says; None when something must be mended first."""
        kind = self.kind
        first = self.posted.text("first", _("Pindai atau ketik nomor seri pertama."), most=40)
        if kind is None or not first:
            return None
        serials = Serials.parse(first, self.optional("last")[:40])
        return BlankEntry(
            kind=kind, serials=serials, counterpart=self.optional("counterpart"), reason=self.optional("reason")
        )


Act = Callable[[Sent], str]


def _moved(service: Callable[..., int], sentence: str) -> Act:
    def act(sent: Sent) -> str:
        entry = sent.entry()
        if entry is None:
            return ""
        service(entry, officer=sent.desk.officer, key=sent.key, at=sent.desk.now)
        return _(sentence) % {"count": entry.serials.quantity, "serials": entry.serials}

    return act


def _issue(sent: Sent) -> str:
    entry = sent.entry()
    person = sent.posted.number("holder", _("Pilih petugas yang menerima."))
    to = holders(sent.desk).get(person)
    if person and to is None:
        sent.posted.fault("holder", _("Pilih petugas yang menerima."))
    if entry is None or to is None:
        return ""
    services.issue_blanks(entry, to=to, officer=sent.desk.officer, key=sent.key, at=sent.desk.now)
    return _("%(count)s blangko diserahkan kepada %(name)s.") % {
        "count": entry.serials.quantity,
        "name": to.full_name,
    }


def _count(sent: Sent) -> str:
    kind = sent.kind
    counted = sent.posted.number("counted", _("Isi jumlah blangko yang ditemukan."))
    if kind is None or sent.posted.problems:
        return ""
    if counted > MOST:
        sent.posted.fault("counted", _("Jumlah itu terlalu besar."))
        return ""
    difference = services.count_blanks(
        kind, counted, officer=sent.desk.officer, key=sent.key, reason=sent.optional("reason"), at=sent.desk.now
    )
    if difference == 0:
        return _("Hitungan dicatat: cocok dengan buku.")
    return _("Hitungan dicatat: selisih %(count)s dari buku.") % {"count": f"{difference:+d}"}


def _threshold(sent: Sent) -> str:
    kind = sent.kind
    least = sent.posted.number("least", _("Isi batas menipis dengan angka."))
    if kind is None or sent.posted.problems:
        return ""
    if least > MOST:
        sent.posted.fault("least", _("Jumlah itu terlalu besar."))
        return ""
    reason = sent.optional("reason")
    services.set_blank_threshold(kind, least, officer=sent.desk.officer, why=reason, at=sent.desk.now)
    return _("Batas menipis dicatat.")


_ACTS: Final[Mapping[str, Act]] = {
    "receive": _moved(services.receive_blanks, gettext_noop("%(count)s blangko diterima: %(serials)s.")),
    "issue": _issue,
    "give-back": _moved(
        services.give_back_blanks, gettext_noop("%(count)s blangko dikembalikan ke gudang: %(serials)s.")
    ),
    "spoil": _moved(services.spoil_blanks, gettext_noop("%(count)s blangko dicatat rusak: %(serials)s.")),
    "lend": _moved(services.lend_blanks, gettext_noop("%(count)s blangko dipinjamkan: %(serials)s.")),
    "return": _moved(services.return_blanks, gettext_noop("%(count)s blangko pinjaman kembali: %(serials)s.")),
    "count": _count,
    "destroy": _moved(services.destroy_blanks, gettext_noop("%(count)s blangko rusak dimusnahkan: %(serials)s.")),
    "threshold": _threshold,
}


def perform(sent: Sent) -> str:
    """Do what the form asks; the sentence that says so, or none with the problems in `sent.posted`."""
    act = _ACTS.get(sent.posted.form)
    if act is None:
        sent.posted.refuse_unknown()
        return ""
    try:
        return act(sent)
    except Refusal as refusal:
        sent.posted.refuse(refusal, _NAMES)
        return ""


def holders(desk: Desk) -> dict[int, Officer]:
    """The officers of the office who have a position today, by person."""
    positions = offices.positions(desk.officer.office_key, desk.today)
    return {officer.person: officer for position in positions for officer in position.holders}


def forms(desk: Desk) -> tuple[OfficeForm, ...]:
    """All forms, empty; the threshold only for whoever keeps the office."""
    chosen = tuple((str(person), officer.full_name) for person, officer in sorted(holders(desk).items()))
    found = [
        _form("receive", _("Terima dari pusat atau pemasok"), _("Catat penerimaan"), _from(), _letter(required=False)),
        _form(
            "issue",
            _("Serahkan kepada petugas cetak"),
            _("Catat penyerahan"),
            ("holder", _("Petugas yang menerima"), {"kind": "choice", "choices": chosen}),
        ),
        _form("give-back", _("Kembalikan ke gudang"), _("Catat pengembalian")),
        _form(
            "spoil", _("Catat rusak"), _("Catat rusak"), ("reason", _("Sebab"), {"hint": _("Misalnya gagal cetak.")})
        ),
        _form("lend", _("Pinjamkan ke kantor lain"), _("Catat pinjaman"), _to(), _letter(required=True)),
        _form("return", _("Terima kembali pinjaman"), _("Catat pemulangan"), _from()),
        _count_form(),
        _form(
            "destroy",
            _("Musnahkan yang rusak"),
            _("Catat pemusnahan"),
            ("counterpart", _("Saksi"), {"hint": _("Nama dan jabatan, dipisah koma.")}),
            ("reason", _("Nomor dan tanggal berita acara"), {}),
        ),
    ]
    return (*found, _threshold_form()) if keeps_office(desk) else tuple(found)


Field = tuple[str, str, dict[str, object]]


def _form(name: str, title: str, button: str, *more: Field) -> OfficeForm:
    last = _("Kosongkan bila hanya satu lembar.")
    fields = (
        _kind(name),
        field(name, "first", _("Nomor seri pertama"), hint=_("Pindai atau ketik seperti tercetak, misalnya A0012345.")),
        field(name, "last", _("Nomor seri terakhir"), required=False, hint=last),
        *(field(name, own, label, **options) for own, label, options in more),
    )
    return OfficeForm(name, title, button, fields)


def _kind(name: str) -> FormField:
    return field(
        name, "kind", _("Jenis blangko"), kind="choice", choices=tuple((one.value, one.value) for one in BlankKind)
    )


def _from() -> Field:
    return "counterpart", _("Dari"), {"hint": _("Kantor atau pemasok yang menyerahkan.")}


def _to() -> Field:
    return "counterpart", _("Kepada"), {"hint": _("Kantor yang meminjam.")}


def _letter(*, required: bool) -> Field:
    return "reason", _("Surat atau dasar"), {"required": required}


def _count_form() -> OfficeForm:
    fields = (
        _kind("count"),
        field("count", "counted", _("Jumlah yang ditemukan"), kind="count", hint=_("Hanya yang masih dapat dipakai.")),
        field("count", "reason", _("Penjelasan selisih"), hint=_("Hanya bila hitungan berbeda dari buku.")),
    )
    return OfficeForm("count", _("Hitung fisik"), _("Catat hitungan"), fields)


def _threshold_form() -> OfficeForm:
    fields = (
        _kind("threshold"),
        field("threshold", "least", _("Dianggap menipis mulai"), kind="count"),
        field("threshold", "reason", _("Alasan")),
    )
    return OfficeForm("threshold", _("Atur batas menipis"), _("Simpan batas"), fields)
