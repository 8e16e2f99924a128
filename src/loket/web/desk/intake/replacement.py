"""A slip for one that was lost: identity checked, a statement signed, a duplicate with a mark of its own that revokes the first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import queries, services
from loket.casework.handing import REPLACED
from loket.collection.queries import mark_of, slips_of
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Problem, Refusal
from loket.core.terms import Resi
from loket.documents.statements import Signatures, Statement, Words, statement_pdf
from loket.web.desk.fields import FormField, marked
from loket.web.desk.intake.papers import pdf
from loket.web.desk.office.letterhead import letterhead
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, problems_of, status_of, version_of


def replacements_of(view: queries.CaseView) -> int:
    """How often a slip of this case was replaced."""
    notes = (str(event.payload.get("text", "")) for event in view.events if event.kind == "note-added")
    return sum(note.startswith(REPLACED) for note in notes)


def duplicate_of(view: queries.CaseView) -> tuple[int, str]:
    """The number of the slip that counts, and its mark; 0 and none for the first one."""
    slips = slips_of(view.case.resi)
    # One that an earlier version of Loket made has no mark.
    return (slips[-1].number, mark_of(view.case.resi)) if slips else (replacements_of(view), "")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def replacement(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """Ask for identity and statement; record them, then offer the slip to print. For the counter and a superior."""
    view = queries.case_view(resi, desk.officer, desk.now)
    _require_counter(desk)
    if request.method != "POST":
        return _shown(request, view, _fields(), fresh_key())
    fields = tuple(field.filled(request.POST.dict()) for field in _fields())
    problems = _problems(request)
    if problems:
        return _shown(request, view, fields, str(key_of(request)), problems, 422)
    try:
        services.replace_slip(
            resi, request.POST["statement"], officer=desk.officer, version=version_of(request), key=key_of(request)
        )
    except Refusal as refusal:
        return _shown(request, view, fields, str(key_of(request)), problems_of(refusal), status_of(refusal))
    messages.success(request, _("Resi pengganti tercatat pada berkas. Cetak di bawah ini."))
    return redirect("desk:resi-replacement", resi=view.case.resi)


@require_safe
@desk_view
def statement(_request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """The statement that the slip was lost, to be signed by the applicant before a duplicate is made."""
    view = queries.case_view(resi, desk.officer, desk.now)
    _require_counter(desk)
    case = view.case
    paper = Statement(
        letterhead=letterhead(desk.officer.office_key, view.procedure),
        title="Surat pernyataan kehilangan resi",
        made_at=desk.now,
        facts=(
            ("Nama", case.applicant_name),
            ("NIK", case.applicant_nik or "–"),
            ("Nomor resi", str(Resi(case.resi))),
            ("Layanan", view.procedure.identity.name),
        ),
        blocks=(
            Words("Saya menyatakan dengan sebenarnya bahwa resi permohonan dengan nomor di atas hilang."),
            Words(
                "Resi yang hilang tidak berlaku lagi sejak duplikatnya diterbitkan. Bila saya menemukannya kembali, saya "
                "menyerahkannya kepada kantor ini. Saya bertanggung jawab atas kebenaran pernyataan ini."
            ),
            Words(
                "Hilang di / pada tanggal: ................................................................................"
            ),
            Signatures(
                (("Petugas yang memeriksa identitas", desk.officer.full_name), ("Yang menyatakan", case.applicant_name))
            ),
        ),
    )
    return pdf(statement_pdf(paper), f"pernyataan-hilang-{resi}.pdf")


def _require_counter(desk: Desk) -> None:
    if not (desk.can("intake") or desk.can("supervise")):
        raise NotAllowed


def _fields() -> tuple[FormField, ...]:
    return (
        FormField("identity", _("KTP-el atau KK pemohon sudah ditunjukkan dan cocok"), "tick"),
        FormField("signed", _("Surat pernyataan hilang sudah ditandatangani pemohon"), "tick"),
        FormField(
            "statement",
            _("Pernyataan kehilangan"),
            hint=_("Nomor atau tanggal surat pernyataan, atau isinya dengan singkat."),
        ),
    )


def _problems(request: HttpRequest) -> tuple[Problem, ...]:
    found = []
    if not request.POST.get("identity"):
        found.append(Problem("identity-unchecked", _("Periksa identitas pemohon, lalu centang."), field="identity"))
    if not request.POST.get("signed"):
        sentence = _("Cetak surat pernyataan, minta pemohon menandatanganinya, lalu centang.")
        found.append(Problem("statement-unsigned", sentence, field="signed"))
    if not request.POST.get("statement", "").strip():
        found.append(Problem("statement-missing", _("Tulis pernyataan kehilangannya."), field="statement"))
    return tuple(found)


def _shown(
    request: HttpRequest,
    view: queries.CaseView,
    fields: tuple[FormField, ...],
    key: str,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "view": view,
        "count": duplicate_of(view)[0],
        "slips": slips_of(view.case.resi),
        "fields": marked(fields, problems),
        "problems": problems,
        "key": key,
        "version": view.case.version,
    }
    return page(request, "desk/intake/replacement.html", context, status)
