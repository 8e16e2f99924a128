"""
Who looked at a resident's data, told to the resident at the counter: on the screen, and on a paper to take home.

The officer says that the one who asks was identified, and in what quality; that look is noted too, and told.
"""

import datetime
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework import queries as casework
from loket.casework.queries import LookTold
from loket.core.engine.refusals import NotAllowed
from loket.core.oversight.purposes import Purpose, PurposeKind
from loket.core.problems import BadTerm, Problem
from loket.documents.dates import long_date
from loket.documents.statements import Rows, Statement, Words, statement_pdf
from loket.offices import queries as offices
from loket.register import queries as register
from loket.register import services
from loket.register.keeping import PersonName
from loket.register.readings import TOLD, leave_traces
from loket.web.desk.fields import FormField, marked
from loket.web.desk.intake.papers import pdf
from loket.web.desk.office.letterhead import letterhead
from loket.web.desk.oversight.rights import require_watcher
from loket.web.desk.pages import Desk, desk_view, one_line, page
from loket.web.desk.register.words import PURPOSES, READ
from loket.web.desk.register.words import Words as Said
from loket.web.desk.wording import said

MOST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """Looks of one day that were alike: the first and the last of them, and how many there were."""

    since: datetime.datetime
    until: datetime.datetime
    office: str
    position: str
    what: Said
    purpose: Said
    resi: str
    count: int = 1


ASKERS: Final = {
    "sendiri": "yang bersangkutan sendiri",
    "wali": "orang tua atau wali",
    "kuasa": "kuasa dengan surat kuasa",
}
"""Who may ask, as the trace and the paper say it. Basis: UU 27/2022 ps. 7, ps. 25."""


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def told(request: HttpRequest, desk: Desk, resident_id: UUID) -> HttpResponse:
    """Ask who asks; then the list, and as PDF what is given along."""
    person = _kept(desk, resident_id)
    if not any(map(desk.can, ("intake", "supervise", "audit"))):
        raise NotAllowed
    if request.method != "POST":
        return _asked(request, desk, person)
    asker = request.POST.get("asker", "")
    problems = _problems(asker, request.POST.get("seen", ""))
    if problems:
        return _asked(request, desk, person, problems)
    purpose = Purpose(PurposeKind.SERVICE, f"jejak diminta {ASKERS[asker]}, identitas diperiksa")
    leave_traces(desk.officer, TOLD, purpose=purpose, residents=[resident_id])
    looks = casework.looks_told(resident_id, person.nik.digits if person.nik else "", desk.today)
    if "paper" in request.POST:
        return pdf(statement_pdf(statement(desk, person, asker, looks)), f"jejak-data-{desk.today}.pdf")
    lines = _lines(desk, looks)
    context = {
        "person": person,
        "asker": asker,
        "lines": lines[:MOST],
        "more": len(lines) > MOST,
        "count": len(looks),
        "most": MOST,
    }
    response = page(request, "desk/register/told.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def statement(desk: Desk, person: PersonName, asker: str, looks: tuple[LookTold, ...]) -> Statement:
    """The paper: every look, and what the resident may do with it; in Indonesian, whatever language the screen has."""
    with translation.override(settings.LANGUAGE_CODE):
        return _statement(desk, person, asker, _lines(desk, looks), len(looks))


def _statement(desk: Desk, person: PersonName, asker: str, lines: list[Line], count: int) -> Statement:
    heads = ((_("Waktu"), 27), (_("Kantor"), 34), (_("Jabatan"), 0), (_("Apa"), 0), (_("Untuk"), 0), (_("Resi"), 27))
    hint = _(
        "Petugas disebut dengan jabatannya. Bila ada yang menurut Anda tidak semestinya, sampaikan tanggal dan jamnya: kantor "
        "tahu siapa petugasnya, dan wajib memeriksanya. Nama petugas tidak dicetak karena yang bertanggung jawab adalah kantor."
    )
    return Statement(
        letterhead(desk.officer.office_key),
        _("Siapa yang melihat data Anda"),
        desk.now,
        facts=(
            (_("Nama"), person.full_name),
            (_("NIK"), person.nik.masked if person.nik else ""),
            (_("Diminta oleh"), ASKERS[asker]),
            (_("Sampai dengan"), long_date(desk.today)),
            (_("Jumlah"), str(count)),
        ),
        blocks=(
            Words(_("Dasar: UU 27/2022 tentang Pelindungan Data Pribadi, pasal 32 (rekam jejak pemrosesan).")),
            Rows("", heads, [_cells(line) for line in lines]),
            Words(hint),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def conceal(request: HttpRequest, desk: Desk, resident_id: UUID) -> HttpResponse:
    """Record an order by which looks on an official request are told later; the head and auditors alone."""
    person = _kept(desk, resident_id)
    require_watcher(desk)
    if request.method != "POST":
        return _ordering(request, person)
    posted = request.POST.dict()
    try:
        services.conceal(
            desk.officer,
            resident_id,
            letter=one_line(posted, "letter", 100),
            letter_date=_date(posted.get("letter_date", "")),
            issuer=one_line(posted, "issuer", 200),
            until_date=_date(posted.get("until_date", "")),
            today=desk.today,
        )
    except BadTerm as bad:
        return _ordering(request, person, (said(bad.problem),))
    messages.success(request, _("Perintah dicatat. Sesudah tanggalnya lewat, semuanya tampil lagi dengan sendirinya."))
    return redirect(request.path)


def _kept(desk: Desk, resident_id: UUID) -> PersonName:
    person = register.people([resident_id]).get(resident_id)
    if person is None or person.office_id != desk.officer.office_id:
        raise Http404(_("Penduduk ini tidak tercatat di kantor Anda."))
    return person


def _lines(desk: Desk, looks: tuple[LookTold, ...]) -> list[Line]:
    """
    The looks in words, those of one day, position, kind, purpose and case in one line; newest first.

    The resi of a case of another office is that office's to tell.
    """
    names = {one.office_id: offices.office_by_id(one.office_id).short_name for one in looks}
    lines: dict[tuple[object, ...], Line] = {}
    for one in looks:
        resi = one.resi if one.office_id == desk.officer.office_id else ""
        same = (timezone.localdate(one.at), one.office_id, one.position, one.what, one.purpose, resi)
        line = lines.get(same)
        # Looks come newest first, so each further one of a line is its earliest yet.
        lines[same] = (
            replace(line, since=one.at, count=line.count + 1)
            if line
            else Line(
                since=one.at,
                until=one.at,
                office=names[one.office_id],
                position=one.position or _("petugas"),
                what=_what(one),
                purpose=_purpose(one.purpose),
                resi=resi,
            )
        )
    return list(lines.values())


def _what(one: LookTold) -> Said:
    if one.purpose == "keluar":
        return _("mengeluarkan data sebagai berkas")
    return READ.get(one.what, _("membuka permohonan"))


def _cells(line: Line) -> list[str]:
    """A line as the paper has it."""
    since, until = timezone.localtime(line.since), timezone.localtime(line.until)
    time = f"{since:%d-%m-%Y %H:%M}" + (
        f"–{until:%H:%M}" if line.count > 1 and f"{since:%H:%M}" != f"{until:%H:%M}" else ""
    )
    what = f"{line.what} ({line.count} ×)" if line.count > 1 else str(line.what)
    return [time, line.office, line.position, what, str(line.purpose), line.resi]


def _purpose(kind: str | None) -> Said:
    if kind is None:
        return _("belum dicatat waktu itu")
    return PURPOSES[PurposeKind(kind)] if kind in set(PurposeKind) else _("lihat alasan di buku pengeluaran data")


def _problems(asker: str, seen: str) -> tuple[Problem, ...]:
    found = []
    if asker not in ASKERS:
        found.append(Problem("asker-missing", _("Pilih siapa yang meminta."), field="asker"))
    if not seen:
        found.append(
            Problem("identity-unseen", _("Periksa dahulu identitas yang meminta, lalu centang."), field="seen")
        )
    return tuple(found)


def _asked(request: HttpRequest, desk: Desk, person: PersonName, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    choices = (
        ("sendiri", _("Yang bersangkutan sendiri")),
        ("wali", _("Orang tua atau wali")),
        ("kuasa", _("Kuasa, dengan surat kuasa")),
    )
    fields = (
        FormField("asker", _("Siapa yang meminta?"), "choice", choices=choices),
        FormField("seen", _("KTP-el atau identitas lain yang meminta sudah saya periksa"), "tick"),
    )
    context: dict[str, Any] = {
        "person": person,
        "fields": marked((field.filled(request.POST.dict()) for field in fields), problems),
        "problems": problems,
        "may_conceal": register.may_watch(desk.officer),
    }
    return page(request, "desk/register/told_asked.html", context, 422 if problems else 200)


def _ordering(request: HttpRequest, person: PersonName, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    fields = (
        FormField("letter", _("Nomor surat perintah")),
        FormField("letter_date", _("Tanggal surat"), "date"),
        FormField(
            "issuer",
            _("Yang memerintahkan"),
            hint=_("Pengadilan, kejaksaan, kepolisian, atau lembaga lain menurut undang-undang."),
        ),
        FormField(
            "until_date",
            _("Ditunda sampai"),
            "date",
            hint=_("Sejak tanggal ini semuanya tampil lagi; paling lama setahun."),
        ),
    )
    typed = request.POST.dict() if problems else {}
    context: dict[str, Any] = {
        "person": person,
        "orders": register.orders_on(person.id),
        "fields": marked((field.filled(typed) for field in fields), problems),
        "problems": problems,
        "back": reverse("desk:told", args=[person.id]),
    }
    return page(request, "desk/register/conceal.html", context, 422 if problems else 200)


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
