"""The archive at the desk: how long what is kept, what is past its term, and proposals to destroy with their decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.keeping import queries, services
from loket.keeping.queries import DestructionRecord, Due, OfficeTermRecord, State
from loket.keeping.services import Staying
from loket.keeping.terms import Term
from loket.web.desk.archive.words import CLASSES, LEFT_OUT, STATES, STEPS, class_title, own, require_reader
from loket.web.desk.office.entry import OfficeForm, Posted, field, why
from loket.web.desk.office.rights import keeps_office, require_keeper
from loket.web.desk.pages import Desk, desk_view, page
from loket.web.desk.wording import service_title

MOST_SHOWN: Final = 200
_LONGEST: Final = 400
_MOST_RESIS: Final = 500
Handler = Callable[[Desk, Posted], str | None]
Decision = Callable[[Desk, Posted, int], str | None]


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class that may be destroyed: its term, who gave it, and what of it is past that today."""

    term: Term
    title: str
    decided: OfficeTermRecord | None
    due: Due | None


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def archive(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Terms and what is past them; give a class its years, or propose a destruction."""
    require_reader(desk)
    if request.method != "POST":
        return _archive(request, desk)
    require_keeper(desk)
    posted = Posted(request.POST, request.POST.get("form", ""))
    act = {"term": _set_term, "propose": _propose}.get(posted.form)
    sentence = posted.taken(partial(act, desk) if act else None)
    if sentence is None:
        return _archive(request, desk, posted)
    messages.success(request, sentence)
    return redirect("desk:office-archive")


def _set_term(desk: Desk, posted: Posted) -> str | None:
    class_id, years, basis = (posted.posted.get(f"term-{name}", "") for name in ("class", "years", "basis"))
    if not class_id:
        posted.fault("class", _("Pilih kelasnya."))
        return None
    term = services.set_term(desk.officer, class_id, years, basis, desk.now)
    return _("Masa simpan dicatat: %(title)s, %(years)s tahun.") % {
        "title": class_title(term.id),
        "years": term.years,
    }


def _propose(desk: Desk, posted: Posted) -> str | None:
    class_id = posted.posted.get("propose-class", "")
    if not class_id:
        posted.fault("class", _("Pilih kelasnya."))
    ground = posted.text("why", _("Tulis alasan atau dasar usulan."), most=_LONGEST)
    if posted.problems:
        return None
    typed = posted.posted.get("propose-keep", "").replace(",", " ").replace(";", " ").split()
    staying = Staying(tuple(typed[:_MOST_RESIS]), posted.posted.get("propose-kept_why", "").strip()[:_LONGEST])
    number = services.propose(desk.officer, class_id, ground, desk.now, staying=staying)
    return _(
        "Usulan pemusnahan nomor %(number)s dicatat. Cetak daftarnya untuk surat persetujuan; orang kedua yang memutuskan."
    ) % {"number": number}


def _archive(request: HttpRequest, desk: Desk, posted: Posted | None = None) -> HttpResponse:
    office_key, office_id = desk.officer.office_key, desk.officer.office_id
    terms = queries.office_terms(office_key)
    listed = queries.listed_cases(office_id)
    due = {one.term.id: one for one in queries.due(office_key, terms, desk.today, but=listed)}
    decided = queries.latest_terms(office_id)
    forms = _forms(due) if keeps_office(desk) else ()
    done = queries.destructions_of(office_id)
    context: dict[str, Any] = {
        "lines": [
            ClassLine(term, class_title(term.id), decided.get(term.id), due.get(term.id))
            for term in terms
            if term.destroyable
        ],
        "staying": [term for term in terms if not term.destroyable],
        "listed": len(listed),
        "open": [(one, STATES[one.state], class_title(one.class_id)) for one in done if one.is_open],
        "ended": [(one, STATES[one.state], class_title(one.class_id)) for one in done if not one.is_open],
        "forms": posted.among(forms) if posted else forms,
        "problems": posted.problems if posted else (),
    }
    return page(request, "desk/archive/index.html", context, posted.status if posted else 200)


def _forms(due: Mapping[str, Due]) -> tuple[OfficeForm, ...]:
    every = tuple((class_id, str(title)) for class_id, title in CLASSES.items())
    fields = (
        field("term", "class", _("Kelas"), kind="choice", choices=every),
        field("term", "years", _("Masa simpan (tahun)"), kind="count", hint=_("Dihitung sejak permohonan ditutup.")),
        field(
            "term",
            "basis",
            _("Dasar"),
            hint=_("Peraturan atau jadwal retensi arsip (JRA) yang memuat masa simpan itu."),
        ),
    )
    term = OfficeForm("term", _("Catat masa simpan"), _("Catat masa simpan"), fields)
    if not due:
        return (term,)
    past = tuple(choice for choice in every if choice[0] in due)
    asked = (
        field("propose", "class", _("Kelas"), kind="choice", choices=past),
        field(
            "propose",
            "keep",
            _("Resi yang tetap disimpan"),
            kind="long_text",
            required=False,
            hint=_("Misalnya karena sengketa atau pemeriksaan. Pisahkan dengan spasi, koma atau baris baru."),
        ),
        field("propose", "kept_why", _("Mengapa tetap disimpan"), required=False),
        why("propose"),
    )
    hint = _(
        "Daftarnya dibekukan saat ini juga. Belum ada yang dimusnahkan: orang kedua menyetujui dahulu dengan surat persetujuan."
    )
    return term, OfficeForm("propose", _("Usulkan pemusnahan"), _("Usulkan pemusnahan"), asked, hint=hint)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def destruction(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One destruction: its list, its decisions; decide, or take it back."""
    one = own(desk, number)
    if request.method != "POST":
        return _destruction(request, desk, one)
    require_keeper(desk)
    posted = Posted(request.POST, request.POST.get("form", ""))
    act = _DECISIONS.get(posted.form)
    sentence = posted.taken((lambda sent: act(desk, sent, number)) if act else None)
    if sentence is None:
        return _destruction(request, desk, own(desk, number), posted)
    messages.success(request, sentence)
    return redirect(request.path)


def _approve(desk: Desk, posted: Posted, number: int) -> str | None:
    instrument = posted.posted.get("approve-number", "")
    day = posted.day("date", required=False)
    if posted.problems:
        return None
    services.approve(desk.officer, number, instrument=instrument, instrument_date=day, at=desk.now)
    return _("Pemusnahan disetujui. Belum ada yang dimusnahkan sampai dilaksanakan.")


def _decline(desk: Desk, posted: Posted, number: int) -> str:
    services.decline(desk.officer, number, why=posted.posted.get("decline-why", ""), at=desk.now)
    return _("Usulan ditolak. Yang ada dalam daftarnya dapat diusulkan lagi.")


def _call_off(desk: Desk, posted: Posted, number: int) -> str:
    services.call_off(desk.officer, number, why=posted.posted.get("call-off-why", ""), at=desk.now)
    return _("Usulan dibatalkan. Yang ada dalam daftarnya dapat diusulkan lagi.")


_DECISIONS: Final[Mapping[str, Decision]] = {"approve": _approve, "decline": _decline, "call-off": _call_off}


def _decision_forms(desk: Desk, one: DestructionRecord) -> tuple[OfficeForm, ...]:
    found: list[OfficeForm] = []
    if one.decidable_by(desk.officer):
        fields = (
            field(
                "approve",
                "number",
                _("Nomor surat persetujuan"),
                hint=_("Dan dari siapa, misalnya kepala daerah atau ANRI."),
            ),
            field("approve", "date", _("Tanggal surat persetujuan"), kind="date"),
        )
        hint = _("Cocokkan sidik daftar (SHA-256) di bawah dengan yang tercetak pada lampiran surat itu.")
        found.append(OfficeForm("approve", _("Setujui pemusnahan"), _("Setujui pemusnahan"), fields, hint=hint))
        found.append(OfficeForm("decline", _("Tolak usulan"), _("Tolak usulan"), (why("decline"),)))
    if one.ended_by(desk.officer):
        found.append(OfficeForm("call-off", _("Batalkan usulan"), _("Batalkan usulan"), (why("call-off"),)))
    return tuple(found)


def _destruction(
    request: HttpRequest, desk: Desk, one: DestructionRecord, posted: Posted | None = None
) -> HttpResponse:
    forms = _decision_forms(desk, one)
    items = queries.items_of(one.id)
    context: dict[str, Any] = {
        "one": one,
        "title": class_title(one.class_id),
        "state": STATES[one.state],
        "steps": [(step, STEPS[step.kind]) for step in one.steps],
        "items": [(item, service_title(item.service), LEFT_OUT.get(item.left_out, "")) for item in items[:MOST_SHOWN]],
        "count": len(items),
        "most": MOST_SHOWN,
        "carries_out": one.carried_out_by(desk.officer),
        "is_finished": one.state is State.FINISHED,
        "forms": posted.among(forms) if posted else forms,
        "problems": posted.problems if posted else (),
    }
    return page(request, "desk/archive/destruction.html", context, posted.status if posted else 200)
