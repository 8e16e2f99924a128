"""The NIK of an officer, by which files of the own family are known: recorded here by another person, never shown whole."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from loket.core.problems import BadTerm
from loket.core.terms import Nik
from loket.offices import services
from loket.offices.records import PersonRecord
from loket.offices.services import Decision
from loket.web.desk.office.entry import OfficeForm, Posted, field, why
from loket.web.desk.pages import Desk
from loket.web.desk.wording import said

NAME: Final = "nik"


def record_nik(desk: Desk, posted: Posted) -> str | None:
    """Record the NIK of an officer, or take it away where the field is left empty."""
    person = posted.number("person", _("Pilih petugasnya."))
    ground = posted.text("why", _("Tulis alasan atau dasar perubahan."))
    nik = _typed(posted)
    if posted.problems:
        return None
    decision = Decision(desk.officer, desk.now, ground)
    services.record_nik(desk.officer.office_key, person=person, nik=nik, decision=decision)
    return _("NIK petugas dicatat.") if nik else _("NIK petugas dihapus.")


def _typed(posted: Posted) -> Nik | None:
    text = posted.posted.get(f"{NAME}-number", "").strip()
    try:
        return Nik.parse(text) if text else None
    except BadTerm as bad:
        posted.fault("number", said(bad.problem).sentence)
        return None


def nik_form(others: Iterable[PersonRecord]) -> OfficeForm:
    """Which fields it takes; `others` are the officers but the one who fills it in, a NIK that is known masked."""
    choices = tuple((str(p.person), f"{p.full_name} ({p.nik.masked})" if p.nik else p.full_name) for p in others)
    fields = (
        field(NAME, "person", _("Petugas"), kind="choice", choices=choices),
        field(
            NAME,
            "number",
            _("NIK petugas"),
            required=False,
            hint=_("16 angka dari KTP-el-nya. Kosongkan untuk menghapus yang salah."),
        ),
        why(NAME),
    )
    hint = _(
        "Dengan NIK ini sistem mengenali berkas keluarga petugas sendiri, yang tidak boleh ia kerjakan. "
        "Angkanya tidak ditampilkan utuh."
    )
    return OfficeForm(NAME, _("Catat NIK petugas"), _("Simpan NIK"), fields, hint=hint)
