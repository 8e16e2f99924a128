"""Taking an application in at the counter: one form, one sending, a resi or a slip that says what is lacking."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loket.casework import procedures, queries, services
from loket.casework.papers import OTHER
from loket.casework.records import MANDATE, Applicant, TakenIn
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.procedure.model import Procedure
from loket.core.terms import Nik
from loket.documents.refusals import ScanHeld
from loket.documents.scan_limits import MAX_BYTES
from loket.documents.services import CleanScan, accept_scan, hold_scan
from loket.register import services as residents
from loket.web.desk.checklist import STATES
from loket.web.desk.intake.codes import shortcut_codes
from loket.web.desk.intake.proxy import BY_PROXY, faults_of_proxy, is_begun, proxy_fields, proxy_in
from loket.web.desk.intake.typed import IntakeEntry, checklist_of, judged, read_entry
from loket.web.desk.pages import Desk, desk_view, explained, hinted, page, problems_of, status_of
from loket.web.desk.queue.intake import keep_ticket
from loket.web.desk.queue.tickets import ticket_of
from loket.web.desk.register.intake import acquaint
from loket.web.desk.wording import service_title

INTAKE = "intake"
Held = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    """A service the counter offers: its key, its two letters, its name, whether it is chosen."""

    key: str
    code: str
    name: str
    chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def intake(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the empty form; take in what was sent, or show it again with what is wrong."""
    _require_counter(desk)
    if request.method != "POST":
        return _form(request, desk, _entry(desk, _of_address(request)))
    if request.POST.get("action") != "terima":
        return _form(request, desk, _entry(desk, request.POST.dict()))
    return _received(request, desk)


@require_POST
@desk_view
def papers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The questions and requirements that go with what is chosen so far."""
    _require_counter(desk)
    entry = _entry(desk, request.POST.dict())
    return page(request, "desk/intake/papers.html", _context(request, desk, entry))


@require_POST
@desk_view
def duplicates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who this is in the register, and a warning when the person already has such an application open."""
    _require_counter(desk)
    entry = _entry(desk, request.POST.dict())
    return page(request, "desk/intake/duplicates.html", _context(request, desk, entry))


def _require_counter(desk: Desk) -> None:
    if not desk.can(INTAKE):
        raise NotAllowed


def _received(request: HttpRequest, desk: Desk) -> HttpResponse:
    posted = request.POST.dict()
    entry = _entry(desk, posted)
    procedure = _procedure(desk, entry.service)
    if procedure is None:
        problem = Problem("service-missing", _("Pilih layanan dahulu."), field="service")
        return _form(request, desk, entry.with_problems((problem,)), 422)
    entry = judged(entry, posted, procedure)
    if faults := faults_of_proxy(posted):
        entry = entry.with_problems((*entry.problems, *faults))
    if entry.problems:
        return _form(request, desk, entry, 422)
    if _open_twins(desk, entry) and not posted.get("duplicate_ok"):
        return _form(request, desk, entry.with_problems((_twin_problem(),)), 409)
    scans, held, faults = _scans(request, entry)
    if faults:
        return _form(request, desk, entry.with_problems(faults), 422)
    try:
        return _taken_in(request, desk, entry, scans, held)
    except Refusal as refusal:
        return _form(request, desk, entry.with_problems(problems_of(refusal)), status_of(refusal))


def _scans(
    request: HttpRequest, entry: IntakeEntry
) -> tuple[dict[str, CleanScan], dict[str, Held], tuple[Problem, ...]]:
    """The uploaded papers, checked before anything is written; those that must wait for the scanner; and what is wrong."""
    scans: dict[str, CleanScan] = {}
    held: dict[str, Held] = {}
    faults: list[Problem] = []
    for requirement in (*(line.requirement for line in entry.checklist.lines), MANDATE):
        upload = request.FILES.get(f"scan-{requirement}")
        if upload is None or (requirement == MANDATE and not request.POST.get(BY_PROXY)):
            continue
        content = upload.read()
        try:
            scans[requirement] = accept_scan(upload.name or "", content)
        except ScanHeld:
            held[requirement] = (upload.name or "", content)
        except Refusal as refusal:
            name = f"scan-{requirement}"
            faults.append(Problem(refusal.id, explained(refusal), hinted(refusal), field=name))
    return scans, held, tuple(faults)


def _taken_in(
    request: HttpRequest, desk: Desk, entry: IntakeEntry, scans: Mapping[str, CleanScan], held: Mapping[str, Held]
) -> HttpResponse:
    nik = Nik.parse(entry.typed("nik")).digits
    answer = services.take_in(
        desk.officer.office_key,
        entry.service,
        officer=desk.officer,
        applicant=Applicant(
            entry.typed("full_name"), nik, entry.typed("phone"), entry.typed("subject"), entry.typed("language")
        ),
        answers=entry.answers,
        checklist=checklist_of(entry),
        key=entry.key,
        extra_evidence=entry.evidence,
        proxy=proxy_in(request.POST.dict(), scans[MANDATE].sha256 if MANDATE in scans else ""),
    )
    if not isinstance(answer, TakenIn):
        return redirect("desk:turned-away", slip_id=answer.slip_id)
    for requirement, scan in scans.items():
        services.add_paper(answer.resi, _kept_as(requirement), scan, officer=desk.officer)
    for requirement, (name, content) in held.items():
        hold_scan(answer.resi, _kept_as(requirement), name, content, officer=desk.officer)
        messages.warning(request, explained(ScanHeld(name=name)) + " " + hinted(ScanHeld(name=name)))
    keep_ticket(request, desk, answer.resi)
    return redirect("desk:received", resi=answer.resi)


def _kept_as(requirement: str) -> str:
    """No procedure asks for the letter of a mandate, so it lies among the other papers."""
    return OTHER if requirement == MANDATE else requirement


def _of_address(request: HttpRequest) -> dict[str, str]:
    """What the address says of the application: its service, and a number of the queue."""
    return {"service": request.GET.get("layanan", ""), "ticket": request.GET.get("tiket", "")}


def _twin_problem() -> Problem:
    sentence = _("Pemohon ini masih punya permohonan yang sama dan belum selesai.")
    hint = _("Buka yang lama, atau centang bahwa permohonan ini memang lain.")
    return Problem("duplicate-open", sentence, hint, field="duplicate_ok")


def _services(desk: Desk, chosen: str) -> tuple[ServiceChoice, ...]:
    keys = [published.service for published in procedures.services_of(desk.officer.office_key, desk.today)]
    codes = shortcut_codes(keys)
    return tuple(ServiceChoice(key, codes[key], service_title(key), key == chosen) for key in keys)


def _procedure(desk: Desk, service: str) -> Procedure | None:
    in_force = procedures.services_of(desk.officer.office_key, desk.today)
    return next((published.procedure for published in in_force if published.service == service), None)


def _entry(desk: Desk, posted: Mapping[str, str]) -> IntakeEntry:
    in_force = procedures.services_of(desk.officer.office_key, desk.today)
    service = posted.get("service", "")
    if not service and len(in_force) == 1:
        service = in_force[0].service
    # A step may give the applicant a queue number: who has come with one keeps it.
    ticket = ticket_of(desk, posted.get("ticket", "")) if "queue_number" not in posted else None
    number = {"queue_number": ticket.text} if ticket else {}
    entry = read_entry({**posted, **number, "service": service}, _procedure(desk, service))
    return replace(entry, proxy=proxy_fields(posted, desk.today))


def _open_twins(desk: Desk, entry: IntakeEntry) -> tuple[queries.CaseLine, ...]:
    try:
        nik = Nik.parse(entry.typed("nik"))
    except BadTerm:
        return ()
    residents.look_up(desk.officer, [nik])
    return queries.open_cases_of(desk.officer.office_key, nik.digits, entry.service, but=entry.key)


def _form(request: HttpRequest, desk: Desk, entry: IntakeEntry, status: int = 200) -> HttpResponse:
    return page(request, "desk/intake/form.html", _context(request, desk, entry), status)


def _context(request: HttpRequest, desk: Desk, entry: IntakeEntry) -> dict[str, Any]:
    choices, procedure = _services(desk, entry.service), _procedure(desk, entry.service)
    return {
        "services": choices,
        "focus": next((c.key for c in choices if c.chosen), choices[0].key if choices else ""),
        "entry": entry,
        "problems": entry.problems,
        "fields": {field.name: field for field in entry.applicant},
        "procedure": procedure,
        "proxy": {field.name: field for field in entry.proxy},
        # Where the procedure wants the applicant nothing is offered; what was ticked by hand is shown with what is wrong.
        "offers_proxy": procedure is not None
        and (queries.may_be_applied_for(procedure) or is_begun(request.POST.dict())),
        "checklist": entry.checklist,
        "states": STATES,
        "scans_sent": bool(request.FILES),
        "duplicates": _open_twins(desk, entry),
        # Only the part of the page that shows it asks the register, and leaves the trace.
        "known": SimpleLazyObject(lambda: acquaint(desk, request.POST.dict())),
        "duplicate_ok": bool(request.POST.get("duplicate_ok")),
        "key": str(entry.key),
        "ticket": ticket_of(desk, request.POST.get("ticket", "") or request.GET.get("tiket", "")),
        "most": MAX_BYTES // 1_000_000,
    }
