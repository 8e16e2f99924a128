"""How the office works with the centre: where numbers come from, how long an SKPWNI lasts, what its places are called."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from loket.core.problems import Problem, Refusal
from loket.core.terms import RegionCode
from loket.offices import queries as offices
from loket.register import queries as register
from loket.register import services
from loket.web.desk.office_entry import OfficeForm, Posted, field, why
from loket.web.desk.office_rights import keeps_office, require_keeper, require_reader
from loket.web.desk.pages import Desk, desk_view, page, problems_of
from loket.web.desk.register_numbers import PORTS
from loket.web.desk.register_words import Words

FORM: Final = "port"
LONGEST_TRANSIT: Final = 366
_DISTRICT: Final = 3
LABELS: Final[Mapping[str, Words]] = {
    "desa": gettext_lazy("Desa/kelurahan disebut"),
    "kecamatan": gettext_lazy("Kecamatan disebut"),
    "kabupaten": gettext_lazy("Kabupaten/kota disebut"),
    "loket": gettext_lazy("Loket disebut"),
    "tempat-surat": gettext_lazy("Tempat pada surat"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def office_register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the settings with who decided them; take a new decision."""
    require_reader(desk)
    if request.method != "POST":
        return _shown(request, desk, _form(desk))
    require_keeper(desk)
    posted = Posted(request.POST, FORM)
    try:
        _choose(desk, posted)
    except Refusal as refusal:
        posted.problems += [
            Problem(one.id, one.sentence, one.hint, field=f"{FORM}-{one.field}" if one.field else None)
            for one in problems_of(refusal)
        ]
    if not posted.problems:
        messages.success(request, _("Pengaturan register dicatat. Nomor yang sudah terbit tetap."))
        return redirect("desk:office-register")
    form = _form(desk)
    status = 422 if any(problem.field for problem in posted.problems) else 409
    return _shown(
        request, desk, form and form.filled(request.POST, posted.problems), {"problems": posted.problems}, status
    )


def _choose(desk: Desk, posted: Posted) -> None:
    adapter = posted.posted.get(f"{FORM}-adapter", "")
    days = posted.number("days", _("Isi berapa hari kalender SKPWNI berlaku, misalnya 100."))
    reason = posted.text("why", _("Tulis alasan atau dasar perubahan."), most=400)
    if adapter not in PORTS:
        posted.fault("adapter", _("Pilih cara kantor ini mendapat nomor."))
    if not posted.problems and not 1 <= days <= LONGEST_TRANSIT:
        posted.fault("days", _("Isi antara 1 dan 366 hari."))
    if not posted.problems:
        services.choose_settings(adapter, transit_days=days, officer=desk.officer, why=reason, at=desk.now)


def _form(desk: Desk) -> OfficeForm | None:
    """The form with what is in force filled in; none for whoever only reads."""
    if not keeps_office(desk):
        return None
    now = register.settings_of(desk.officer.office_id)
    choices = tuple((key, str(words)) for key, words in PORTS.items())
    hint = _("Konsep: kantor membuat nomor sementara dan setiap kertas ditandai KONSEP.")
    fields = (
        field(FORM, "adapter", _("NIK dan nomor KK"), kind="choice", choices=choices, value=now.national, hint=hint),
        field(FORM, "days", _("SKPWNI berlaku (hari kalender)"), kind="count", value=str(now.transit_days)),
        why(FORM),
    )
    return OfficeForm(FORM, _("Ubah pengaturan register"), _("Simpan pengaturan"), fields)


def _shown(
    request: HttpRequest,
    desk: Desk,
    form: OfficeForm | None,
    more: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    office = offices.office(desk.officer.office_key)
    settings = register.settings_of(office.id)
    here = RegionCode.parse(office.code)
    context: dict[str, Any] = {
        "forms": (form,) if form else (),
        "settings": settings,
        "port": PORTS[settings.national],
        "decisions": [(one, PORTS.get(one.settings.national, "")) for one in register.setting_decisions(office.id)],
        "labels": [(LABELS.get(key, key), words) for key, words in office.labels.items()],
        "region": register.places([here])[here],
        "districts": register.regions_under(here, _DISTRICT),
    }
    return page(request, "desk/register/settings.html", {**context, **(more or {})}, status)
