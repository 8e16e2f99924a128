"""The part of a case page that a complaint has: its words, its answer, whom it is kept from. Shown, it leaves a trace."""

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.casework.queries import CaseView
from loket.complaints import queries, services
from loket.complaints.records import Opened, Reporter
from loket.complaints.refusals import NotYours
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.procedure.model import Step
from loket.documents.services import head_of_office
from loket.documents.statements import Statement, Words, statement_pdf
from loket.offices import queries as offices
from loket.web.desk.complaints.words import CHANNELS, SECRECIES
from loket.web.desk.fields import FormField
from loket.web.desk.intake.papers import pdf
from loket.web.desk.office.letterhead import letterhead
from loket.web.desk.pages import Desk, desk_view, explained, fresh_key, hinted, key_of, one_line, page
from loket.web.desk.wording import said

_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class ComplaintPart:
    """What the part shows; `opened` is None for who has nothing to do with it, who then reads why."""

    opened: Opened | None
    why_closed: str
    channel: str
    secrecy: str
    answer_field: FormField
    people: tuple[tuple[int, str, bool], ...]
    key: str


def complaint_part(desk: Desk, view: CaseView) -> ComplaintPart | None:
    """The part of this case; None for one that is no complaint."""
    if view.procedure.complaint is None:
        return None
    found = queries.entry(view.case.resi, desk.officer)
    if found is None:
        return None
    channel, secrecy = str(CHANNELS[found.channel]), str(SECRECIES[found.secrecy])
    field = FormField("answer", _("Jawaban untuk pelapor"), "long_text", hint=_("Dibaca pelapor sesudah disampaikan."))
    try:
        opened = services.opened(view.case.resi, desk.officer)
    except NotYours as closed:
        return ComplaintPart(None, explained(closed), channel, secrecy, field, (), "")
    answer = FormField(
        field.name, field.label, field.kind, opened.answer.text if opened.answer else "", hint=field.hint
    )
    people = _people(desk, opened) if opened.may_withhold else ()
    return ComplaintPart(opened, "", channel, secrecy, answer, people, fresh_key())


def unanswered(view: CaseView, step: Step, desk: Desk) -> tuple[Problem, ...]:
    """Why a complaint without an answer is not told: there would be nothing to read."""
    named = view.procedure.complaint
    if named is None or step.id != named.told_by or services.opened(view.case.resi, desk.officer).answer is not None:
        return ()
    sentence = _("Jawaban untuk pelapor belum ditulis.")
    return (Problem("complaint-unanswered", sentence, _("Tulis dan simpan jawabannya lebih dahulu."), field="answer"),)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def complaint(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """Keep an answer, a number of LAPOR, or whom it is kept from; then the page of the case."""
    if queries.entry(resi, desk.officer) is None:
        raise Http404
    if request.method != "POST":
        return redirect("desk:case", resi=resi)
    posted, act = request.POST.dict(), request.POST.get("act", "")
    try:
        if act == "answer":
            services.answer(resi, posted.get("answer", ""), officer=desk.officer)
            done = _("Jawaban disimpan.")
        elif act == "lapor":
            services.give_lapor_number(resi, posted.get("lapor_number", ""), officer=desk.officer)
            done = _("Nomor LAPOR dicatat.")
        elif act == "withhold":
            chosen = [int(p) for p in request.POST.getlist("person") if p.isascii() and p.isdigit() and len(p) < 12]
            why = one_line(posted, "why", _LONGEST)
            services.withhold(resi, chosen, why, officer=desk.officer, key=key_of(request))
            done = _("Disimpan: pengaduan ini tidak ada lagi bagi yang Anda pilih.")
        else:
            raise Http404
    except BadTerm as bad:
        problem = said(bad.problem)
        messages.error(request, " ".join(filter(None, (problem.sentence, problem.hint))))
    except Refusal as refusal:
        messages.error(request, " ".join(filter(None, (explained(refusal), hinted(refusal)))))
    else:
        messages.success(request, done)
    return redirect("desk:case", resi=resi)


@require_POST
@desk_view
def reporter(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """Who complained, on a page of its own; that it was asked for is kept with the case."""
    found: Reporter = services.reporter(resi, desk.officer)
    return page(request, "desk/complaints/reporter.html", {"reporter": found, "resi": resi})


@require_safe
@desk_view
def letter(_request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """The letter by which a complaint leaves the office for who stands above its head, with its words and without a name."""
    opened = services.opened(resi, desk.officer)
    with override("id"):
        content = statement_pdf(_letter(desk, opened))
    return pdf(content, "surat-penerusan-pengaduan.pdf")


def _letter(desk: Desk, opened: Opened) -> Statement:
    office = offices.office(desk.officer.office_key)
    head = None if opened.needs_letter else head_of_office(office, desk.today)
    case = opened.entry.line.case
    return Statement(
        letterhead(office.key),
        "Penerusan pengaduan",
        desk.now,
        to=("Inspektur Daerah", "di tempat"),
        facts=(
            ("Nomor pengaduan", case.register_number),
            ("Sifat", "Rahasia"),
            ("Diterima", f"{case.submitted_at:%d-%m-%Y}"),
            ("Tentang", opened.whom or opened.position or "lihat isi"),
        ),
        blocks=(
            Words(
                "Pengaduan berikut diteruskan karena tidak dapat diperiksa di kantor ini: yang diadukan ialah pejabat yang "
                "memutuskan penanganannya, atau pokoknya di luar wewenang kantor ini."
            ),
            Words("Isi pengaduan:", strong=True),
            Words(opened.text),
            Words(
                "Nama pelapor tidak disebut dalam surat ini. Mohon jawabannya disampaikan dengan menyebut nomor pengaduan."
            ),
        ),
        signer=(head.title, head.name, head.nip)
        if head
        else ("Pengelola Pengaduan", desk.officer.full_name, desk.officer.nip),
        foot=f"Pengaduan {case.register_number}",
    )


def _people(desk: Desk, opened: Opened) -> tuple[tuple[int, str, bool], ...]:
    """Whom it may be kept from: everybody of the office but the own self."""
    everybody = (one for one in offices.persons(desk.officer.office_key) if one.active)
    return tuple(
        (one.person, one.full_name, one.person in opened.kept_from)
        for one in everybody
        if one.person != desk.officer.person
    )
