"""Taking an application in at the counter: one form, one sending, a resi or a slip that says what is lacking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loket.casework import procedures, queries, services
from loket.casework.services import Applicant, TakenIn
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.procedure.model import Procedure
from loket.core.terms import Nik
from loket.documents.services import CleanScan, accept_scan
from loket.web.desk.fields import FormField, marked
from loket.web.desk.intake_codes import shortcut_codes
from loket.web.desk.intake_entry import IntakeEntry, checklist_of, extra_evidence, problems_of, read_entry
from loket.web.desk.pages import Desk, desk_view, page, refused, status_of
from loket.web.desk.pages import problems_of as refusal_problems

INTAKE = "intake"


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    """A service the counter offers: its key, its two letters and its name."""

    key: str
    code: str
    name: str


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def intake(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the empty form; take in what was sent, or show it again with what is wrong."""
    _require_counter(desk)
    if request.method != "POST":
        chosen = QueryDict(mutable=True)
        chosen["service"] = request.GET.get("layanan", "")
        return page(request, "desk/intake/form.html", _context(desk, chosen))
    if request.POST.get("action") != "terima":
        return page(request, "desk/intake/form.html", _context(desk, request.POST))
    return _received(request, desk)


@require_POST
@desk_view
def papers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The questions and requirements that go with what is chosen so far."""
    _require_counter(desk)
    return page(request, "desk/intake/papers.html", _context(desk, request.POST))


@require_POST
@desk_view
def duplicates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A warning when this person already has such an application open."""
    _require_counter(desk)
    return page(request, "desk/intake/duplicates.html", _context(desk, request.POST))


def _require_counter(desk: Desk) -> None:
    if not desk.can(INTAKE):
        raise NotAllowed


def _received(request: HttpRequest, desk: Desk) -> HttpResponse:
    procedure = _procedure(desk, request.POST.get("service", ""))
    entry = read_entry(request.POST, procedure)
    problems = [Problem("intake", sentence, field=name) for name, sentence in problems_of(entry).items()]
    if procedure is None or problems:
        return _again(request, desk, problems or [_choose_service()], 422)
    if _open_twins(desk, entry) and not request.POST.get("duplicate_ok"):
        return _again(request, desk, [_twin_problem()], 409)
    scans: dict[str, CleanScan] = {}
    for line in entry.lines:
        upload = request.FILES.get(f"scan-{line.requirement}")
        if upload is None:
            continue
        try:
            scans[line.requirement] = accept_scan(upload.name or "", upload.read())
        except Refusal as refusal:
            problems.append(refusal.as_problem(f"scan-{line.requirement}"))
    if problems:
        return _again(request, desk, problems, 422)
    try:
        return _answer(desk, entry, scans)
    except Refusal as refusal:
        return _again(request, desk, list(refusal_problems(refusal)), status_of(refusal))


def _answer(desk: Desk, entry: IntakeEntry, scans: Mapping[str, CleanScan]) -> HttpResponse:
    answer = services.take_in(
        desk.officer.office_key,
        entry.typed["service"],
        officer=desk.officer,
        applicant=Applicant(
            entry.typed["full_name"], Nik.parse(entry.typed["nik"]).digits, entry.typed["phone"], entry.typed["subject"]
        ),
        answers=entry.answers,
        checklist=checklist_of(entry),
        key=entry.key,
        extra_evidence=extra_evidence(entry),
    )
    if not isinstance(answer, TakenIn):
        return redirect("desk:turned-away", slip_id=answer.slip_id)
    for requirement, scan in scans.items():
        services.add_paper(answer.resi, requirement, scan, officer=desk.officer)
    return redirect("desk:received", resi=answer.resi)


def _again(request: HttpRequest, desk: Desk, problems: list[Problem], status: int) -> HttpResponse:
    context = {**_context(desk, request.POST, problems), "problems": problems}
    return page(request, "desk/intake/form.html", context, status)


def _choose_service() -> Problem:
    return Problem("intake", _("Pilih layanan dahulu."), field="service")


def _twin_problem() -> Problem:
    sentence = _("Pemohon ini masih punya permohonan yang sama dan belum selesai.")
    return Problem(
        "intake-duplicate", sentence, _("Buka yang lama, atau centang bahwa ini lain."), field="duplicate_ok"
    )


def _services(desk: Desk) -> tuple[ServiceChoice, ...]:
    published = procedures.services_of(desk.officer.office_key, desk.today)
    codes = shortcut_codes(p.procedure.service for p in published)
    return tuple(
        ServiceChoice(p.procedure.service, codes[p.procedure.service], p.procedure.identity.name) for p in published
    )


def _procedure(desk: Desk, service: str) -> Procedure | None:
    for published in procedures.services_of(desk.officer.office_key, desk.today):
        if published.procedure.service == service:
            return published.procedure
    return None


def _open_twins(desk: Desk, entry: IntakeEntry) -> tuple[queries.CaseLine, ...]:
    try:
        nik = Nik.parse(entry.typed["nik"])
    except BadTerm:
        return ()
    return queries.open_cases_of(desk.officer.office_key, nik.digits, entry.typed["service"])


def _context(desk: Desk, posted: QueryDict, problems: list[Problem] | None = None) -> dict[str, Any]:
    choices = _services(desk)
    if not posted.get("service") and len(choices) == 1:
        posted = posted.copy()
        posted["service"] = choices[0].key
    procedure = _procedure(desk, posted.get("service", ""))
    entry = read_entry(posted, procedure)
    faults = list(problems or ())
    by_field = {p.field: p.sentence for p in faults}
    fields = marked(_applicant_fields(entry), faults)
    return {
        "services": choices,
        "service_error": by_field.get("service", ""),
        "procedure": procedure,
        "entry": entry.with_errors(by_field),
        "fields": {field.name: field for field in fields},
        "extra": marked(_extra_fields(entry), faults),
        "duplicates": _open_twins(desk, entry),
        "duplicate_ok": bool(posted.get("duplicate_ok")),
        "key": str(entry.key),
    }


def _applicant_fields(entry: IntakeEntry) -> tuple[FormField, ...]:
    typed = entry.typed
    return (
        FormField("nik", _("NIK pemohon"), "nik", typed["nik"], hint=_("Ketik, tempel atau pindai; spasi tidak apa.")),
        FormField("full_name", _("Nama pemohon"), value=typed["full_name"]),
        FormField("phone", _("Telepon"), "tel", typed["phone"], required=False),
        FormField(
            "subject",
            _("Untuk siapa atau tentang apa"),
            value=typed["subject"],
            required=False,
            hint=_("Misalnya nama anak, atau nomor KK"),
        ),
    )


def _extra_fields(entry: IntakeEntry) -> tuple[FormField, ...]:
    return tuple(
        FormField(f"x-{f.name}", f.label, f.kind.value, value, required=f.required, choices=f.choices)
        for f, value in entry.extra
    )
