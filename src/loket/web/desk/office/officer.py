"""A new officer: name, NIP, account and first position, as a proposal that another keeper of the office confirms."""

from typing import Final

from django.utils.translation import gettext as _

from loket.offices import services
from loket.offices.services import Decision, Newcomer, Seating
from loket.offices.terms import AppointmentKind
from loket.web.desk.office.confirming import proposed
from loket.web.desk.office.entry import OfficeForm, Posted, field, why
from loket.web.desk.office.password import Choices
from loket.web.desk.pages import Desk

NAME: Final = "officer"


def kinds() -> Choices:
    """In what capacity a position may be filled."""
    return (
        (AppointmentKind.DEFINITIF, _("Definitif")),
        (AppointmentKind.PLT, _("Plt. (jabatan kosong)")),
        (AppointmentKind.PLH, _("Plh. (pejabat berhalangan)")),
        (AppointmentKind.PJ, _("Pj. (penjabat)")),
    )


def add_officer(desk: Desk, posted: Posted) -> str | None:
    """Propose the account with its first appointment; None, with the problems in `posted`, where something is wrong."""
    full_name = posted.text("name", _("Isi nama lengkap dengan gelarnya."))
    username = posted.text("username", _("Isi nama penggunanya, misalnya bintan.siti.")).lower()
    position = posted.text("position", _("Pilih jabatannya."))
    kind = posted.posted.get(f"{NAME}-kind", "")
    if kind not in set(AppointmentKind):
        posted.fault("kind", _("Pilih jenis penunjukannya."))
    decree = posted.text("decree", _("Isi nomor dan tanggal surat keputusannya."))
    valid_from, valid_until = posted.day("from"), posted.day("until", required=False)
    ground = posted.text("why", _("Tulis alasan atau dasar perubahan."))
    if valid_from is None or posted.problems:
        return None
    proposal = services.propose_officer(
        desk.officer.office_key,
        newcomer=Newcomer(username, full_name, posted.posted.get(f"{NAME}-nip", "").strip()),
        seating=Seating(position, AppointmentKind(kind), decree, valid_from, valid_until),
        decision=Decision(desk.officer, desk.now, ground),
    )
    return proposed(desk, proposal)


def officer_form(office_key: str, seats: Choices) -> OfficeForm:
    """Which fields a new officer takes."""
    fields = (
        field(NAME, "name", _("Nama lengkap"), hint=_("Dengan gelarnya, seperti pada surat keputusan.")),
        field(NAME, "nip", _("NIP"), required=False, hint=_("18 angka. Kosongkan bila petugas tidak ber-NIP.")),
        field(
            NAME,
            "username",
            _("Nama pengguna"),
            hint=_("Untuk masuk, huruf kecil tanpa spasi. Misalnya %(example)s") % {"example": f"{office_key}.siti"},
        ),
        field(NAME, "position", _("Jabatan"), kind="choice", choices=seats),
        field(NAME, "kind", _("Jenis penunjukan"), kind="choice", choices=kinds(), value=AppointmentKind.DEFINITIF),
        field(NAME, "decree", _("Surat keputusan"), hint=_("Nomor dan tanggalnya; dicetak bila diperlukan.")),
        field(NAME, "from", _("Berlaku mulai"), kind="date"),
        field(NAME, "until", _("Sampai sebelum"), kind="date", required=False, hint=_("Kosongkan bila belum tentu.")),
        why(NAME),
    )
    hint = _(
        "Akunnya dibuat sesudah pengelola lain memastikan; kata sandi pertamanya tampil satu kali kepada yang memastikan."
    )
    return OfficeForm(NAME, _("Tambah petugas"), _("Usulkan petugas"), fields, hint=hint)
