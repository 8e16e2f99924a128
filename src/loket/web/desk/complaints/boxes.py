"""Opening the suggestion box: noted before witnesses, with minutes to print."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from loket.complaints import queries, services
from loket.complaints.records import BoxRecord
from loket.core.problems import BadTerm, Problem
from loket.documents.dates import long_moment
from loket.documents.statements import Signatures, Statement, Words, statement_pdf
from loket.offices import queries as offices
from loket.web.desk.complaints.words import moment_in
from loket.web.desk.fields import FormField, marked
from loket.web.desk.intake.papers import name_and_position, pdf
from loket.web.desk.office.letterhead import letterhead
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page
from loket.web.desk.wording import said

_LONGEST = 400


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def boxes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The openings so far, and a new one."""
    if request.method != "POST":
        return _shown(request, desk)
    typed = {name: str(value)[:_LONGEST] for name, value in request.POST.items()}
    letters = typed.get("letters", "").strip()
    try:
        services.open_box(
            desk.officer,
            place=typed.get("place", ""),
            opened_at=moment_in(typed, "opened"),
            letters=int(letters) if letters.isascii() and letters.isdigit() and len(letters) < 5 else -1,
            witnesses=tuple(typed.get("witnesses", "").splitlines()),
            key=key_of(request),
        )
    except BadTerm as bad:
        return _shown(request, desk, (said(bad.problem),))
    messages.success(request, _("Pembukaan kotak dicatat. Cetak berita acaranya."))
    return redirect("desk:complaint-boxes")


@require_safe
@desk_view
def minutes(request: HttpRequest, desk: Desk, box: UUID) -> HttpResponse:
    """The minutes of an opening, to be signed in ink."""
    found = queries.box(box, desk.officer)
    if found is None:
        raise Http404
    with override("id"):
        content = statement_pdf(_minutes(desk, found))
    opened_on = offices.today(desk.officer.office_key, found.opened_at)
    return pdf(content, f"berita-acara-kotak-{opened_on:%Y-%m-%d}.pdf")


def _minutes(desk: Desk, one: BoxRecord) -> Statement:
    office = offices.office(desk.officer.office_key)
    opened = long_moment(one.opened_at, office.zone)
    found = f"{one.letters} surat" if one.letters else "tidak ada surat"
    return Statement(
        letterhead(office.key),
        "Berita acara pembukaan kotak saran",
        desk.now,
        facts=(
            ("Tempat kotak", one.place),
            ("Dibuka", opened),
            ("Dibuka oleh", name_and_position(one.acted_as)),
            ("Isi", found),
        ),
        blocks=(
            Words(
                f"Pada {opened}, di {office.name}, kotak saran tersebut di atas dibuka di hadapan para saksi. Di dalamnya terdapat "
                f"{found}. Setiap surat dicatat dalam buku pengaduan dengan waktu pembukaan ini sebagai waktu diterima."
            ),
            Words("Yang membuka dan para saksi:", strong=True),
            Signatures(
                (
                    ("Yang membuka", one.acted_as.split(" · ")[0]),
                    *((f"Saksi {place}", name) for place, name in enumerate(one.witnesses, 1)),
                )
            ),
        ),
        foot="Berita acara pembukaan kotak saran",
    )


def _shown(request: HttpRequest, desk: Desk, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    typed = request.POST.dict() if problems else {"opened_date": desk.today.isoformat()}
    fields = (
        FormField("place", _("Tempat kotak")),
        FormField("opened_date", _("Tanggal dibuka"), "date"),
        FormField("opened_time", _("Jam dibuka"), hint=_("Misalnya 09.30.")),
        FormField("letters", _("Jumlah surat"), "count", hint=_("Tulis 0 bila kosong.")),
        FormField("witnesses", _("Saksi"), "long_text", hint=_("Satu nama satu baris.")),
    )
    context = {
        "boxes": queries.boxes(desk.officer),
        "fields": marked((field.filled(typed) for field in fields), problems),
        "key": str(key_of(request)) if problems else fresh_key(),
        "keeps": queries.may_keep(desk.officer),
        "problems": problems,
    }
    return page(request, "desk/complaints/boxes.html", context, 422 if problems else 200)
