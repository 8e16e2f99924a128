"""The code lists of the forms: every line with its time and its source, changed by whoever keeps the office."""

import datetime
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from loket.register import queries as register
from loket.register import services
from loket.register.code_versions import CodeVersion
from loket.web.desk.office.entry import OfficeForm, Posted, field
from loket.web.desk.office.rights import keeps_office, require_keeper, require_reader
from loket.web.desk.pages import Desk, desk_view, page
from loket.web.desk.register.words import Words

HIGHEST: Final = 32767
LISTS: Final[Mapping[str, Words]] = {
    "agama": gettext_lazy("Agama"),
    "alasan-pindah": gettext_lazy("Alasan pindah"),
    "disabilitas": gettext_lazy("Penyandang disabilitas"),
    "golongan-darah": gettext_lazy("Golongan darah"),
    "jenis-kelahiran": gettext_lazy("Jenis kelahiran"),
    "jenis-kelamin": gettext_lazy("Jenis kelamin"),
    "jenis-kepindahan": gettext_lazy("Jenis kepindahan"),
    "kewarganegaraan": gettext_lazy("Kewarganegaraan"),
    "klasifikasi-pindah": gettext_lazy("Klasifikasi kepindahan"),
    "pekerjaan": gettext_lazy("Pekerjaan"),
    "pendidikan": gettext_lazy("Pendidikan"),
    "penentu-lahir-mati": gettext_lazy("Yang menentukan lahir mati"),
    "penolong-kelahiran": gettext_lazy("Penolong kelahiran"),
    "sebab-kematian": gettext_lazy("Sebab kematian"),
    "shdk": gettext_lazy("Hubungan dalam keluarga"),
    "status-perkawinan": gettext_lazy("Status perkawinan"),
    "tempat-dilahirkan": gettext_lazy("Tempat dilahirkan"),
    "tipe-sponsor": gettext_lazy("Tipe sponsor"),
    "yang-menerangkan-kematian": gettext_lazy("Yang menerangkan kematian"),
}
FIXED: Final = frozenset(
    {
        *("agama", "alasan-pindah", "disabilitas", "golongan-darah", "jenis-kelamin", "jenis-kepindahan"),
        *("kewarganegaraan", "klasifikasi-pindah", "pendidikan", "shdk", "status-perkawinan"),
    }
)
"""Lists whose codes the rules of the register know: they are worded anew, but get and lose no code."""


@require_safe
@desk_view
def code_lists(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All code lists."""
    require_reader(desk)
    found = [(one, LISTS.get(one.name, one.name)) for one in register.code_lists_known(desk.today)]
    return page(request, "desk/register/code_lists.html", {"lists": found})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def code_list(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """One list, every wording of every line; take a change."""
    require_reader(desk)
    lines = register.code_versions(name)
    if not lines:
        raise Http404(_("Daftar kode itu tidak ada."))
    if request.method != "POST":
        return _shown(request, desk, name, lines, _forms(desk, name, lines))
    require_keeper(desk)
    posted = Posted(request.POST, request.POST.get("form", ""))
    sentence = posted.taken(partial(_change, desk, name, lines))
    if sentence is not None:
        messages.success(request, sentence)
        return redirect("desk:register-code-list", name=name)
    forms = posted.among(_forms(desk, name, lines))
    return _shown(request, desk, name, lines, forms, {"problems": posted.problems}, 422)


def _change(desk: Desk, name: str, lines: Sequence[CodeVersion], posted: Posted) -> str:
    if posted.form == "word":
        return _word(desk, name, lines, posted)
    if posted.form == "retire" and name not in FIXED:
        return _retire(desk, name, lines, posted)
    posted.refuse_unknown()
    return ""


def _word(desk: Desk, name: str, lines: Sequence[CodeVersion], posted: Posted) -> str:
    code = posted.number("code", _("Isi kode dengan angka."))
    words = posted.text("name", _("Isi bunyi barisnya."), most=100)
    source = posted.text("source", _("Isi peraturan atau surat yang menjadi dasarnya."))
    from_date = posted.day("from")
    now = _in_force(lines, code)
    if not posted.problems and code > HIGHEST:
        posted.fault("code", _("Kode paling besar 32767."))
    if not posted.problems and now is None and name in FIXED:
        posted.fault("code", _("Aturan register memakai kode daftar ini; pilih kode yang sudah ada."))
    _require_later(posted, lines, code, from_date)
    if posted.problems or from_date is None:
        return ""
    services.set_code(name, code, words, from_date=from_date, source=source, officer=desk.officer, at=desk.now)
    return _("Baris %(code)s dicatat.") % {"code": code}


def _retire(desk: Desk, name: str, lines: Sequence[CodeVersion], posted: Posted) -> str:
    code = posted.number("code", _("Pilih baris yang berakhir."))
    from_date = posted.day("from")
    if not posted.problems and _in_force(lines, code) is None:
        posted.fault("code", _("Baris itu sudah berakhir."))
    _require_later(posted, lines, code, from_date)
    if posted.problems or from_date is None:
        return ""
    services.retire_code(name, code, from_date=from_date, officer=desk.officer, at=desk.now)
    return _("Baris %(code)s tidak ditawarkan lagi mulai tanggal itu.") % {"code": code}


def _in_force(lines: Sequence[CodeVersion], code: int) -> CodeVersion | None:
    return next((line for line in lines if line.code == code and line.valid_until is None), None)


def _require_later(posted: Posted, lines: Sequence[CodeVersion], code: int, from_date: datetime.date | None) -> None:
    """A wording begins after every other of its line: two never hold on one day."""
    ends = [day for line in lines if line.code == code for day in (line.valid_from, line.valid_until) if day]
    if from_date is not None and ends and from_date <= max(ends):
        posted.fault("from", _("Pilih tanggal sesudah perubahan terakhir baris ini."))


def _forms(desk: Desk, name: str, lines: Sequence[CodeVersion]) -> tuple[OfficeForm, ...]:
    if not keeps_office(desk):
        return ()
    today = desk.today.isoformat()
    new = _("Kode yang sudah ada mendapat bunyi baru; yang lama tetap tersimpan.")
    fields = (
        field("word", "code", _("Kode"), kind="count", hint=new),
        field("word", "name", _("Bunyi")),
        field("word", "from", _("Berlaku mulai"), kind="date", value=today),
        field("word", "source", _("Dasar"), hint=_("Peraturan atau surat yang menetapkannya")),
    )
    title = _("Ubah bunyi baris") if name in FIXED else _("Tambah atau ubah baris")
    forms = [OfficeForm("word", title, _("Simpan baris"), fields)]
    if name not in FIXED:
        offered = tuple((str(x.code), f"{x.code} {x.name}") for x in lines if x.valid_until is None)
        ending = (
            field("retire", "code", _("Baris"), kind="choice", choices=offered),
            field("retire", "from", _("Berakhir mulai"), kind="date", value=today),
        )
        forms.append(OfficeForm("retire", _("Akhiri baris"), _("Akhiri"), ending))
    return tuple(forms)


def _shown(
    request: HttpRequest,
    desk: Desk,
    name: str,
    lines: Sequence[CodeVersion],
    forms: tuple[OfficeForm, ...],
    more: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "title": LISTS.get(name, name),
        "fixed": name in FIXED,
        "lines": [(line, _is_offered(line, desk.today)) for line in lines],
        "forms": forms,
    }
    return page(request, "desk/register/code_list.html", {**context, **(more or {})}, status)


def _is_offered(line: CodeVersion, today: datetime.date) -> bool:
    begun = line.valid_from is None or line.valid_from <= today
    return begun and (line.valid_until is None or line.valid_until > today)
