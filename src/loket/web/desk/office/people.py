"""Who holds which position: appointments by two persons, with decree and dates, absences, leavers; all of it is noted."""

import datetime
import uuid
from collections.abc import Callable, Mapping
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework import services as casework
from loket.core.problems import Problem
from loket.offices import queries, services
from loket.offices.services import Decision, Seating
from loket.offices.terms import AppointmentKind
from loket.web.desk.office.confirming import DECIDING, proposals_for, proposed
from loket.web.desk.office.entry import OfficeForm, Posted, field, why
from loket.web.desk.office.officer import add_officer, kinds, officer_form
from loket.web.desk.office.own_nik import nik_form, record_nik
from loket.web.desk.office.password import Choices, Given, give_password, given_page, password_form
from loket.web.desk.office.rights import keeps_office, require_keeper, require_reader
from loket.web.desk.pages import Desk, desk_view, page

Handler = Callable[[Desk, Posted], str | Given | None]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show positions, holders and history; take one of the forms."""
    require_reader(desk)
    if request.method != "POST":
        return _shown(request, desk, _forms(desk))
    posted = Posted(request.POST, request.POST.get("form", ""))
    # Who may decide a proposal, the proposal says.
    if posted.form not in DECIDING:
        require_keeper(desk)
    act = _HANDLERS.get(posted.form)
    sentence = posted.taken(partial(act, desk) if act else None)
    if isinstance(sentence, Given):
        return given_page(request, sentence)
    if sentence is not None:
        messages.success(request, sentence)
        return redirect("desk:office-people")
    return _shown(request, desk, posted.among(_forms(desk)), {"problems": posted.problems}, posted.status)


def _shown(
    request: HttpRequest,
    desk: Desk,
    forms: tuple[OfficeForm, ...],
    more: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    office_key = desk.officer.office_key
    context: dict[str, object] = {
        "forms": forms,
        "positions": queries.positions(office_key, _asked_day(request, desk)),
        "on": _asked_day(request, desk),
        "today": desk.today,
        "appointments": queries.appointments(office_key),
        "proposals": proposals_for(desk),
        # For who can give a new one.
        "expired": queries.expired_first_passwords(office_key, desk.now) if forms else {},
        "days": settings.FIRST_PASSWORD_DAYS,
        "notes": queries.audit_notes(office_key, 20),
    }
    return page(request, "desk/office/people.html", {**context, **(more or {})}, status)


def _asked_day(request: HttpRequest, desk: Desk) -> datetime.date:
    """The day the list is asked for: "who could sign on that day" is a question of every audit."""
    try:
        return datetime.date.fromisoformat(request.GET.get("tanggal", ""))
    except ValueError:
        return desk.today


def _decision(desk: Desk, posted: Posted) -> Decision:
    return Decision(desk.officer, desk.now, posted.text("why", _("Tulis alasan atau dasar perubahan.")))


def _appoint(desk: Desk, posted: Posted) -> str | None:
    person = posted.number("person", _("Pilih petugasnya."))
    position = posted.text("position", _("Pilih jabatannya."))
    decree = posted.text("decree", _("Isi nomor dan tanggal surat keputusannya."))
    valid_from, valid_until = posted.day("from"), posted.day("until", required=False)
    kind = posted.posted.get("appoint-kind", "")
    decision = _decision(desk, posted)
    if kind not in set(AppointmentKind):
        posted.problems.append(Problem("office-entry", _("Pilih jenis penunjukannya."), field="appoint-kind"))
    if valid_from is None or posted.problems:
        return None
    office_key = desk.officer.office_key
    same = (person, kind, valid_from, decree)
    held = [(a.person, a.kind.value, a.valid_from, a.decree) for a in queries.appointments(office_key, position)]
    waiting = [(p.person, p.kind.value, p.valid_from, p.decree) for p in queries.open_proposals(office_key)]
    if same in (*held, *waiting):
        return _("Penunjukan itu sudah tercatat.")
    seating = Seating(position, AppointmentKind(kind), decree, valid_from, valid_until)
    return proposed(desk, services.propose_appointment(office_key, person=person, seating=seating, decision=decision))


def _end(desk: Desk, posted: Posted) -> str | None:
    appointment = posted.number("id", _("Pilih penunjukan yang berakhir."))
    valid_until = posted.day("until")
    decision = _decision(desk, posted)
    if valid_until is None or posted.problems:
        return None
    services.end_appointment(
        desk.officer.office_key, appointment=appointment, valid_until=valid_until, decision=decision
    )
    return _("Akhir penunjukan dicatat.")


def _absence(desk: Desk, posted: Posted) -> str | None:
    person = posted.number("person", _("Pilih petugasnya."))
    valid_from, valid_until = posted.day("from"), posted.day("until")
    reason = posted.text("reason", _("Tulis sebabnya, misalnya cuti tahunan atau dinas luar."))
    decision = _decision(desk, posted)
    if valid_from is None or valid_until is None or posted.problems:
        return None
    services.record_absence(
        desk.officer.office_key,
        person=person,
        valid_from=valid_from,
        valid_until=valid_until,
        reason=reason,
        decision=decision,
    )
    return _("Ketidakhadiran dicatat. Bila perlu, tunjuk Plh. untuk tanggal yang sama.")


def _leave(desk: Desk, posted: Posted) -> str | None:
    person = posted.number("person", _("Pilih petugasnya."))
    decision = _decision(desk, posted)
    if posted.problems:
        return None
    if person == desk.officer.person:
        posted.problems.append(
            Problem("office-entry", _("Anda tidak dapat menonaktifkan diri sendiri."), field="leave-person")
        )
        return None
    office_key = desk.officer.office_key
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"leave {office_key} {person} {desk.today}")
    # Before the account is closed: what stays in a leaver's hands, nobody works on.
    released = casework.release_held_by(person, officer=desk.officer, reason=decision.why, key=key)
    left = sum(not result.ok for result in released)
    if left:
        posted.fault("person", _still_held(desk, person, left))
        return None
    services.deactivate_person(office_key, person=person, on=desk.today, decision=decision)
    return _("Petugas dinonaktifkan; %(count)s berkasnya kembali ke antrean bersama.") % {"count": len(released)}


def _still_held(desk: Desk, person: int, count: int) -> str:
    names = " / ".join(head.full_name for head in queries.supervisors_of(desk.officer.office_key, desk.today))
    return _(
        "%(name)s masih memegang %(count)s berkas, dan Anda tidak dapat memindahkannya. "
        "Minta %(heads)s memindahkannya dahulu pada Papan, bagian Beban per petugas; sesudah itu ulangi di sini."
    ) % {"name": queries.names_of([person]).get(person, ""), "count": count, "heads": names or _("atasan")}


_HANDLERS: Mapping[str, Handler] = {
    "officer": add_officer,
    "appoint": _appoint,
    "end": _end,
    "absence": _absence,
    "password": give_password,
    "nik": record_nik,
    "leave": _leave,
    **DECIDING,
}


def _forms(desk: Desk) -> tuple[OfficeForm, ...]:
    if not keeps_office(desk):
        return ()
    office_key = desk.officer.office_key
    officers = [p for p in queries.persons(office_key) if p.active]
    active = tuple((str(p.person), p.full_name) for p in officers)
    others = tuple(choice for choice in active if choice[0] != str(desk.officer.person))
    seats = tuple((p.key, p.title) for p in queries.positions(office_key, desk.today))
    running = tuple(
        (str(a.id), f"{a.full_name}, {a.printed_title}")
        for a in queries.appointments(office_key)
        if a.valid_until is None or a.valid_until > desk.today
    )
    return (
        officer_form(office_key, seats),
        _appoint_form(active, seats),
        _end_form(running),
        _absence_form(active),
        password_form(others),
        nik_form(tuple(p for p in officers if p.person != desk.officer.person)),
        _leave_form(active),
    )


def _appoint_form(active: Choices, seats: Choices) -> OfficeForm:
    fields = (
        field("appoint", "person", _("Petugas"), kind="choice", choices=active),
        field("appoint", "position", _("Jabatan"), kind="choice", choices=seats),
        field("appoint", "kind", _("Jenis penunjukan"), kind="choice", choices=kinds()),
        field("appoint", "decree", _("Surat keputusan"), hint=_("Nomor dan tanggalnya; dicetak bila diperlukan.")),
        field("appoint", "from", _("Berlaku mulai"), kind="date"),
        field(
            "appoint", "until", _("Sampai sebelum"), kind="date", required=False, hint=_("Kosongkan bila belum tentu.")
        ),
        why("appoint"),
    )
    hint = _(
        "Berlaku sesudah orang kedua memastikannya: kepala kantor atau pengelola lain; untuk Plh. juga pejabat yang mengawasi."
    )
    return OfficeForm("appoint", _("Tunjuk petugas pada jabatan"), _("Usulkan penunjukan"), fields, hint=hint)


def _end_form(running: Choices) -> OfficeForm:
    fields = (
        field("end", "id", _("Penunjukan"), kind="choice", choices=running),
        field("end", "until", _("Tidak berlaku lagi mulai"), kind="date"),
        why("end"),
    )
    return OfficeForm("end", _("Akhiri penunjukan"), _("Simpan akhir penunjukan"), fields)


def _absence_form(active: Choices) -> OfficeForm:
    fields = (
        field("absence", "person", _("Petugas"), kind="choice", choices=active),
        field("absence", "from", _("Tidak masuk mulai"), kind="date"),
        field("absence", "until", _("Masuk kembali"), kind="date"),
        field("absence", "reason", _("Sebab"), hint=_("Misalnya cuti tahunan, sakit, dinas luar")),
        why("absence"),
    )
    return OfficeForm("absence", _("Catat petugas tidak masuk"), _("Simpan ketidakhadiran"), fields)


def _leave_form(active: Choices) -> OfficeForm:
    fields = (field("leave", "person", _("Petugas"), kind="choice", choices=active), why("leave"))
    hint = _("Akunnya ditutup, semua penunjukannya berakhir hari ini, dan berkas yang dipegangnya dapat diambil rekan.")
    return OfficeForm("leave", _("Nonaktifkan petugas yang pindah atau pensiun"), _("Nonaktifkan"), fields, hint=hint)
