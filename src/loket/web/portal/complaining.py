"""
Complaining without an account, with a name or without, and following the complaint by its code.

A form that is not complete is answered with 200 and not with an error: an error would put the address of whoever asked for no name into
the log.
"""

from typing import Final
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework.procedures import complaints_of, services_of
from loket.casework.refusals import UnknownProcedure
from loket.complaints import queries, services
from loket.complaints.records import Followed, Said, Secrecy
from loket.complaints.refusals import NobodyToVerify
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.terms import ComplaintCode
from loket.offices import queries as offices
from loket.offices.records import OfficeRecord
from loket.web.addresses import client_address
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import explained, fresh_key, hinted, key_of
from loket.web.desk.wording import said, service_title
from loket.web.errors import too_often
from loket.web.portal.services import office_or_404
from loket.web.portal.tracking import in_language_asked, private
from loket.web.throttling import WINDOW_SECONDS, Throttle

MAKING: Final = Throttle("pengaduan", of_one=5, of_all=120)
CODES: Final = Throttle("kode pengaduan", of_one=20, of_all=600)
"""A code has 80 bits: nobody guesses one; this keeps who tries from costing anything."""
SECRECIES: Final = {
    Secrecy.ANONYMOUS: gettext_lazy("Tanpa nama: kami tidak menyimpan siapa Anda"),
    Secrecy.CONFIDENTIAL: gettext_lazy("Rahasia: nama Anda hanya dibuka oleh yang menyampaikan jawaban"),
    Secrecy.NAMED: gettext_lazy("Dengan nama: nama Anda diketahui oleh yang menangani"),
}
MARKS: Final = {
    4: gettext_lazy("Sangat puas"),
    3: gettext_lazy("Puas"),
    2: gettext_lazy("Kurang puas"),
    1: gettext_lazy("Tidak puas"),
}
_LONGEST: Final = 40


@login_not_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The offices to complain to; where there is one, its page."""
    found = offices.offices()
    if len(found) == 1:
        return redirect("portal:complain", office_key=found[0].key)
    return render(request, "portal/complaints/offices.html", {"offices": found})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest, office_key: str) -> HttpResponse:
    """The form; sent, the code and what happens next. Sent twice, it is one complaint with the same code."""
    office = office_or_404(office_key)
    try:
        complaints_of(office_key, offices.today(office_key, timezone.now()))
    except UnknownProcedure as none:
        raise Http404(none.explanation) from none
    if request.method != "POST":
        named = {"about_resi": "resi", "about_service": "layanan"}
        return _asked(request, office, {field: request.GET.get(name, "")[:_LONGEST] for field, name in named.items()})
    typed = {name: str(value) for name, value in request.POST.items()}
    try:
        complaint = _said(typed)
        if not MAKING.takes(client_address(request)):
            return too_often(request, WINDOW_SECONDS)
        made = services.take(office_key, complaint, key=key_of(request))
    except BadTerm as bad:
        return _asked(request, office, typed, (said(bad.problem),))
    except NobodyToVerify as refusal:
        return _asked(request, office, typed, (Problem(refusal.id, explained(refusal), hinted(refusal)),))
    with timezone.override(ZoneInfo(office.zone)):
        context = {"office": office, "made": made, "promises": queries.promises_of(office_key)}
        return private(render(request, "portal/complaints/taken.html", context))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The empty form; sent with a code, the state of the complaint and its answer; sent with a mark, what was said of it is taken."""
    if request.method != "POST":
        return _code_asked(request, "")
    typed = request.POST.get("code", "")[:_LONGEST]
    if not CODES.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    try:
        code = ComplaintCode.parse(typed)
        found = queries.follow(code)
    except BadTerm as bad:
        return _code_asked(request, typed, (said(bad.problem),))
    except Refusal as refusal:
        return _code_asked(request, typed, (Problem(refusal.id, explained(refusal), hinted(refusal), field="code"),))
    if "mark" not in request.POST and "objection" not in request.POST:
        return in_language_asked(request, lambda: _followed(request, code, found))
    return _heard(request, code, found)


def _heard(request: HttpRequest, code: ComplaintCode, found: Followed) -> HttpResponse:
    mark = request.POST.get("mark", "")
    try:
        number = int(mark) if mark in {"1", "2", "3", "4"} else 0
        services.hear(code, number, request.POST.get("objection", ""), key=key_of(request))
    except BadTerm as bad:
        return _followed(request, code, found, (said(bad.problem),))
    except Refusal as refusal:
        return _followed(
            request, code, queries.follow(code), (Problem(refusal.id, explained(refusal), hinted(refusal)),)
        )
    return _followed(request, code, queries.follow(code))


def _said(typed: dict[str, str]) -> Said:
    """Raises BadTerm where nobody has said whether a name is to be kept."""
    kinds = {one.value: one for one in Secrecy}
    if typed.get("secrecy") not in kinds:
        raise BadTerm(Problem("complaint-secrecy", _("Pilih apakah nama Anda disimpan."), field="secrecy"))
    return Said(
        typed.get("text", ""),
        typed.get("whom", ""),
        typed.get("position", "")[:_LONGEST],
        kinds[typed["secrecy"]],
        typed.get("name", ""),
        typed.get("contact", ""),
        typed.get("about_resi", "")[:_LONGEST],
        typed.get("about_service", "")[:_LONGEST],
    )


def complaint_fields(office: OfficeRecord) -> tuple[FormField, ...]:
    """What is asked of a complaint, on the page and at the desk."""
    today = offices.today(office.key, timezone.now())
    positions = tuple((one.key, one.title) for one in offices.positions(office.key, today))
    services = sorted(
        (service_title(one.service, one.procedure.identity.name), one.service) for one in services_of(office.key, today)
    )
    return (
        FormField("text", _("Apa yang Anda adukan"), "long_text", hint=_("Apa yang terjadi, kapan dan di mana.")),
        FormField(
            "whom",
            _("Siapa yang Anda adukan, bila tentang seseorang"),
            required=False,
            hint=_("Nama atau ciri-cirinya. Pengaduan tidak diperlihatkan kepada orang itu."),
        ),
        FormField("position", _("Jabatannya, bila tahu"), "choice", required=False, choices=positions),
        FormField(
            "about_service",
            _("Layanan yang diadukan, bila tentang satu layanan"),
            "choice",
            required=False,
            choices=tuple((key, title) for title, key in services),
        ),
        FormField(
            "about_resi",
            _("Nomor resi, bila tentang permohonan"),
            required=False,
            hint=_("12 huruf dan angka, misalnya 7K2M-94QX-B3TD."),
        ),
        FormField(
            "secrecy",
            _("Nama Anda"),
            "choice",
            choices=tuple((key.value, str(label)) for key, label in SECRECIES.items()),
        ),
        FormField("name", _("Nama lengkap"), required=False, hint=_("Diabaikan bila Anda memilih tanpa nama.")),
        FormField(
            "contact",
            _("Nomor telepon, surel atau alamat"),
            required=False,
            hint=_(
                "Agar kami dapat bertanya bila perlu. Ke nomor HP atau surel kami kabarkan bila ada jawaban, tanpa menyebut "
                "isinya. Diabaikan bila Anda memilih tanpa nama."
            ),
        ),
    )


def _asked(
    request: HttpRequest, office: OfficeRecord, typed: dict[str, str], problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    context = {
        "office": office,
        "fields": marked((field.filled(typed) for field in complaint_fields(office)), problems),
        "key": typed.get("key", "") if problems else fresh_key(),
        "problems": problems,
    }
    return private(render(request, "portal/complaints/complain.html", context))


def _code_asked(request: HttpRequest, typed: str, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    hint = _("16 huruf dan angka, misalnya 7K2M-94QX-B3TD-5HWN.")
    field = FormField("code", _("Kode pengaduan"), value=typed, hint=hint)
    context = {"field": marked([field], problems)[0], "problems": problems}
    return private(render(request, "portal/complaints/track.html", context))


def _followed(
    request: HttpRequest, code: ComplaintCode, found: Followed, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    office = offices.office(found.office_key)
    typed = request.POST.dict() if problems else {}
    choices = tuple((str(mark), str(label)) for mark, label in MARKS.items())
    hint = _("Kosongkan bila Anda tidak berkeberatan; pengaduan lalu selesai.")
    fields = [FormField("mark", _("Bagaimana jawaban ini menurut Anda?"), "choice", choices=choices)]
    if found.is_heard:
        objection = _("Keberatan Anda atas jawaban ini")
        fields.append(FormField("objection", objection, "long_text", required=False, hint=hint))
    context = {
        "office": office,
        "code": code,
        "again": {"code": str(code)},
        "found": found,
        "case": found.line.case,
        "marked": MARKS.get(found.mark or 0, ""),
        "fields": marked((field.filled(typed) for field in fields), problems)
        if found.is_heard or found.awaits_mark
        else (),
        "key": str(key_of(request)) if problems else fresh_key(),
        "problems": problems,
    }
    with timezone.override(ZoneInfo(office.zone)):
        return private(render(request, "portal/complaints/followed.html", context))
