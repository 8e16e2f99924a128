"""
How the office works with the centre: where numbers come from, whether its own count, how long an SKPWNI lasts, what its
places are called.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from loket.core.terms import RegionCode
from loket.offices import queries as offices
from loket.offices import services as office_services
from loket.offices.services import Decision
from loket.register import queries as register
from loket.register import services
from loket.register.recognising import LONGEST_CERTIFICATE
from loket.web.desk.office.confirming import CONFIRM, DECLINE
from loket.web.desk.office.entry import OfficeForm, Posted, field, why
from loket.web.desk.office.rights import keeps_office, require_keeper, require_reader
from loket.web.desk.pages import Desk, desk_view, page
from loket.web.desk.register.numbers import PORTS
from loket.web.desk.register.words import Words

FORM: Final = "port"
LABEL_FORM: Final = "label"
RECOGNISE: Final = "recognise"
END_RECOGNITION: Final = "end-recognition"
LONGEST_TRANSIT: Final = 366
_DISTRICT: Final = 3
LABELS: Final[Mapping[str, Words]] = {
    "desa": gettext_lazy("Desa/kelurahan disebut"),
    "kecamatan": gettext_lazy("Kecamatan disebut"),
    "loket": gettext_lazy("Loket disebut"),
    "tempat-surat": gettext_lazy("Tempat pada surat"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def office_register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the settings with who decided them; take a new decision."""
    require_reader(desk)
    if request.method != "POST":
        return _shown(request, desk, _forms(desk))
    require_keeper(desk)
    posted = Posted(request.POST, request.POST.get("form", ""))
    act = _HANDLERS.get(posted.form)
    sentence = posted.taken(partial(act, desk) if act else None)
    if sentence is not None:
        messages.success(request, sentence)
        return redirect("desk:office-register")
    return _shown(request, desk, posted.among(_forms(desk)), {"problems": posted.problems}, posted.status)


def _label(desk: Desk, posted: Posted) -> str:
    name = posted.text("name", _("Pilih yang disebut."))
    reason = posted.text("why", _("Tulis alasan atau dasar perubahan."))
    if not posted.problems:
        words = posted.posted.get(f"{LABEL_FORM}-words", "")
        decision = Decision(desk.officer, desk.now, reason)
        office_services.set_label(desk.officer.office_key, name=name, words=words, decision=decision)
    return _("Sebutan dicatat.")


def _choose(desk: Desk, posted: Posted) -> str:
    adapter = posted.posted.get(f"{FORM}-adapter", "")
    days = posted.number("days", _("Isi berapa hari kalender SKPWNI berlaku, misalnya 100."))
    reason = posted.text("why", _("Tulis alasan atau dasar perubahan."), most=400)
    if adapter not in PORTS:
        posted.fault("adapter", _("Pilih cara kantor ini mendapat nomor."))
    if not posted.problems and not 1 <= days <= LONGEST_TRANSIT:
        posted.fault("days", _("Isi antara 1 dan 366 hari."))
    if not posted.problems:
        services.choose_settings(adapter, transit_days=days, officer=desk.officer, why=reason, at=desk.now)
    return _("Pengaturan register dicatat. Nomor yang sudah terbit tetap.")


def _recognise(desk: Desk, posted: Posted) -> str:
    named = posted.text("certificate", _("Isi penetapan yang mengakui nomor itu."), most=LONGEST_CERTIFICATE)
    reason = posted.text("why", _("Tulis alasan atau dasar perubahan."), most=400)
    if not posted.problems:
        services.propose_recognition(desk.officer, named, why=reason, at=desk.now)
    return _("Usulan dicatat. Kertas tetap bertanda KONSEP sampai orang kedua memastikannya.")


def _end(desk: Desk, posted: Posted) -> str:
    reason = posted.text("why", _("Tulis alasan atau dasar perubahan."), most=400)
    if not posted.problems:
        services.end_recognition(desk.officer, why=reason, at=desk.now)
    return _("Pengakuan dicabut. Kertas dengan nomor buatan kantor bertanda KONSEP lagi.")


def _confirm(desk: Desk, posted: Posted) -> str:
    number = posted.number("id", _("Pilih usulannya."))
    if not posted.problems:
        services.confirm_recognition(desk.officer, desk.officer.office_id, number, at=desk.now)
    return _("Pengakuan dipastikan dan berlaku.")


def _decline(desk: Desk, posted: Posted) -> str:
    number = posted.number("id", _("Pilih usulannya."))
    if not posted.problems:
        services.decline_recognition(desk.officer, number, at=desk.now)
    return _("Usulan itu tidak jadi.")


_HANDLERS: Final[Mapping[str, Callable[[Desk, Posted], str]]] = {
    FORM: _choose,
    LABEL_FORM: _label,
    RECOGNISE: _recognise,
    END_RECOGNITION: _end,
    CONFIRM: _confirm,
    DECLINE: _decline,
}


def _forms(desk: Desk) -> tuple[OfficeForm, ...]:
    """The forms, the first with what is in force filled in; none for whoever only reads."""
    if not keeps_office(desk):
        return ()
    now = register.settings_of(desk.officer.office_id)
    choices = tuple((key, str(words)) for key, words in PORTS.items())
    hint = _("Konsep: kantor membuat nomor sementara dan setiap kertas ditandai KONSEP.")
    port = (
        field(FORM, "adapter", _("NIK dan nomor KK"), kind="choice", choices=choices, value=now.national, hint=hint),
        field(FORM, "days", _("SKPWNI berlaku (hari kalender)"), kind="count", value=str(now.transit_days)),
        why(FORM),
    )
    return (
        OfficeForm(FORM, _("Ubah pengaturan register"), _("Simpan pengaturan"), port),
        *_recognition_forms(now.certificate),
        _label_form(),
    )


def _recognition_forms(certificate: str) -> tuple[OfficeForm, ...]:
    named = field(
        RECOGNISE,
        "certificate",
        _("Penetapan yang mengakui nomor buatan kantor"),
        hint=_("Nomor dan tanggalnya. Sampai orang kedua memastikannya, kertas yang memuat nomor itu bertanda KONSEP."),
    )
    propose = OfficeForm(RECOGNISE, _("Akui nomor buatan kantor"), _("Usulkan"), (named, why(RECOGNISE)))
    end = OfficeForm(END_RECOGNITION, _("Cabut pengakuan nomor buatan kantor"), _("Cabut"), (why(END_RECOGNITION),))
    return (propose, end) if certificate else (propose,)


def _label_form() -> OfficeForm:
    named = tuple((key, str(words)) for key, words in LABELS.items())
    empty = _("Misalnya Nagari. Kosongkan untuk kembali ke sebutan umum.")
    label = (
        field(LABEL_FORM, "name", _("Yang disebut"), kind="choice", choices=named),
        field(LABEL_FORM, "words", _("Sebutan"), required=False, hint=empty),
        why(LABEL_FORM),
    )
    return OfficeForm(LABEL_FORM, _("Ubah sebutan kantor ini"), _("Simpan sebutan"), label)


def _waiting(desk: Desk) -> Mapping[str, Any]:
    """What waits for a second person, and who that may be."""
    waiting = register.open_recognition(desk.officer.office_id)
    if waiting is None:
        return {}
    confirmers = offices.confirmers_of(desk.officer.office_key, waiting, desk.today)
    return {
        "waiting": waiting,
        "confirmable": waiting.confirmable_by(desk.officer),
        "declinable": keeps_office(desk),
        "own": waiting.proposed_by == desk.officer.person,
        "confirmers": " / ".join(officer.full_name for officer in confirmers),
    }


def _shown(
    request: HttpRequest,
    desk: Desk,
    forms: tuple[OfficeForm, ...],
    more: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    office = offices.office(desk.officer.office_key)
    settings = register.settings_of(office.id)
    here = RegionCode.parse(office.code)
    context: dict[str, Any] = {
        "forms": forms,
        **_waiting(desk),
        "settings": settings,
        "port": PORTS[settings.national],
        "decisions": [(one, PORTS.get(one.settings.national, "")) for one in register.setting_decisions(office.id)],
        "labels": [(LABELS.get(key, key), words) for key, words in office.labels.items()],
        "region": register.places([here])[here],
        "districts": register.regions_under(here, _DISTRICT),
    }
    return page(request, "desk/register/settings.html", {**context, **(more or {})}, status)
