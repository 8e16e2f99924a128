"""Meja saya: what is on my desk, what I may take, what waits on others, what came back; and the search."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from loket.casework import queries, services, words
from loket.casework.queries import CaseLine
from loket.core.engine import Claim
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.terms import Resi
from loket.core.worktime import WorkCalendar
from loket.keeping import queries as keeping
from loket.offices import queries as offices
from loket.register import queries as register
from loket.web.desk.case.words import staff_title
from loket.web.desk.clocks import Chip, chip
from loket.web.desk.office.confirming import waits_for
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, problems_of, status_of, version_of
from loket.web.desk.wording import service_title

MOST_ROWS: Final = 100
SHORTEST_SEARCH: Final = 2


@dataclass(frozen=True, slots=True)
class ListWords:
    """The words of one list: its tab, and what an empty one says would fill it."""

    label: str | Promise
    empty_title: str | Promise
    empty_text: str | Promise


LISTS: Final = {
    "saya": ListWords(
        gettext_lazy("Tugas saya"),
        gettext_lazy("Tidak ada tugas di meja Anda."),
        gettext_lazy("Permohonan yang Anda ambil, atau yang dialihkan kepada Anda, muncul di sini."),
    ),
    "antrean": ListWords(
        gettext_lazy("Dapat diambil"),
        gettext_lazy("Antrean bersama kosong."),
        gettext_lazy("Permohonan yang sampai pada langkah jabatan Anda dan belum diambil siapa pun muncul di sini."),
    ),
    "dikembalikan": ListWords(
        gettext_lazy("Dikembalikan"),
        gettext_lazy("Tidak ada berkas yang dikembalikan."),
        gettext_lazy(
            "Berkas yang dikembalikan ke langkah jabatan Anda untuk diperbaiki muncul di sini, dengan alasannya."
        ),
    ),
    "menunggu": ListWords(
        gettext_lazy("Menunggu orang lain"),
        gettext_lazy("Tidak ada yang sedang ditunggu."),
        gettext_lazy(
            "Permohonan yang pernah Anda kerjakan dan kini ada pada pemohon, pusat, atau rekan lain muncul di sini."
        ),
    ),
    "selesai": ListWords(
        gettext_lazy("Selesai"),
        gettext_lazy("Belum ada yang selesai."),
        gettext_lazy("Permohonan yang pernah Anda kerjakan dan sudah ditutup muncul di sini selama beberapa hari."),
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the screen shows it."""

    row: CaseLine
    service: str
    step: str
    step_chip: Chip | None
    promise_chip: Chip | None
    key: str

    @property
    def is_free(self) -> bool:
        """Whether it can be taken."""
        return self.row.holder is None and self.row.step is not None and not self.row.waits


@dataclass(frozen=True, slots=True)
class Tab:
    """One list: its rows, the most urgent first; `count` is that of all its rows, shown or not."""

    key: str
    words: ListWords
    count: int
    lines: tuple[Line, ...] = ()

    @property
    def claims(self) -> bool:
        """Whether its rows can be taken."""
        return self.key in ("saya", "antrean", "dikembalikan")

    @property
    def more(self) -> bool:
        """Whether there are rows beyond those shown."""
        return self.count > len(self.lines) > 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One found case as the screen shows it."""

    row: CaseLine
    service: str
    step: str
    status: str | Promise


def service_name(row: CaseLine) -> str:
    """The service by its common name, which is shorter than the printed one."""
    return service_title(row.service, row.procedure.identity.name)


def step_name(row: CaseLine) -> str:
    """The open step as officers call it; empty once the case is closed."""
    return staff_title(row.procedure.by_id[row.step]) if row.step else ""


@require_safe
@desk_view
def desk(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """The desk: five lists with their counts, one of them open."""
    waiting = {
        "proposals": waits_for(desk),
        "destructions": keeping.waiting_for(desk.officer),
        "recognition": register.recognition_waits_for(desk.officer),
    }
    context = {**_context(desk, request.GET.get("daftar", "")), **waiting}
    return page(request, "desk/work.html", context)


@require_POST
@desk_view
def claim(request: HttpRequest, desk: Desk, resi: str) -> HttpResponseBase:
    """Take a case from the pool; with htmx the lists come back at once, without a new page."""
    chosen = request.POST.get("daftar", "")
    problems: tuple[Problem, ...] = ()
    status = 200
    try:
        services.act(resi, Claim(), officer=desk.officer, version=version_of(request), key=key_of(request))
        messages.success(request, _("Permohonan sekarang ada di meja Anda."))
    except Refusal as refusal:
        problems, status = problems_of(refusal), status_of(refusal)
    if request.headers.get("HX-Request") == "true":
        context = {**_context(desk, chosen), "problems": problems, "from_htmx": True}
        return page(request, "desk/work_lists.html", context, status=status)
    if problems:
        return page(request, "desk/work.html", {**_context(desk, chosen), "problems": problems}, status=status)
    return redirect("desk:case", resi=resi)


def _context(desk: Desk, chosen: str) -> dict[str, Any]:
    found = queries.desk(desk.officer, desk.now)
    rows = {
        "saya": found.mine,
        "antrean": found.pool,
        "dikembalikan": found.sent_back,
        "menunggu": found.waiting,
        "selesai": found.done,
    }
    opened = chosen if chosen in LISTS else next((key for key in LISTS if rows[key]), "saya")
    calendar = offices.work_calendar(desk.officer.office_key)
    tabs = tuple(
        Tab(key, words, len(rows[key]), tuple(_lines(rows[key], calendar, desk)) if key == opened else ())
        for key, words in LISTS.items()
    )
    return {"tabs": tabs, "chosen": next(tab for tab in tabs if tab.key == opened)}


def _lines(rows: Iterable[CaseLine], calendar: WorkCalendar, desk: Desk) -> Iterable[Line]:
    for row in tuple(rows)[:MOST_ROWS]:
        closed = row.step is None
        is_promised = row.procedure.clock.promise is not None
        yield Line(
            row,
            service_name(row),
            step_name(row),
            None if closed else chip(calendar, row.step_due_at, desk.now, paused=row.waits),
            None if closed else chip(calendar, row.promise_runs_to, desk.now, paused=row.waits and is_promised),
            fresh_key(),
        )


@require_safe
@desk_view
def find(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Look for a case by resi, NIK, register number or name; a scanned resi opens its case at once."""
    text = " ".join(request.GET.get("q", "").split())[:80]
    found = services.search(desk.officer, text) if len(text) >= SHORTEST_SEARCH else ()
    if len(found) == 1 and _is_resi(text, found[0].resi):
        return redirect("desk:case", resi=found[0].resi)
    context = {
        "q": text,
        "q_for_people": urlencode({"q": text}),
        "rows": tuple(Hit(row, service_name(row), step_name(row), words.STATUS_LABELS[row.status]) for row in found),
        "nothing_title": _("Tidak ada permohonan yang cocok di kantor ini."),
        "nothing_text": _(
            "Periksa ejaan nama atau angkanya. Resi: 12 huruf dan angka; NIK: 16 angka; nomor register seperti tercetak "
            "pada resi."
        ),
    }
    return page(request, "desk/find.html", context)


def _is_resi(text: str, resi: str) -> bool:
    try:
        return Resi.parse(text).code == resi
    except BadTerm:
        return False
