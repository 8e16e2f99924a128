"""The rules of the office's queue: which line a service stands in, which counter calls it, and the figures; with who set them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework import procedures
from loket.core.problems import Problem
from loket.core.queue.rules import BOUNDS, MOST_COUNTERS, QueueRules
from loket.lobby.queue import queries, services
from loket.web.desk.fields import FormField, marked
from loket.web.desk.office.entry import Posted, why
from loket.web.desk.office.rights import keeps_office, require_keeper, require_reader
from loket.web.desk.pages import Desk, desk_view, one_line, page
from loket.web.desk.wording import retold, service_title

FORM: Final = "antrean"
SHOWN_COUNTERS: Final = 8
LONGEST_NOTICE: Final = 160


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def settings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the rules; the head or the administrator sets others, with a reason."""
    require_reader(desk)
    rules = queries.rules_of(desk.officer.office_id) or QueueRules()
    if request.method != "POST":
        return _shown(request, desk, _typed(rules))
    require_keeper(desk)
    posted = Posted(request.POST, FORM)
    reason = posted.text("why", _("Tulis alasan atau dasar perubahan."), most=400).replace("\x00", "")
    wanted = _read(request.POST, desk)
    problems = tuple(posted.problems)
    if not problems:
        officer = desk.officer
        problems = services.set_rules(officer.office_id, wanted, officer=officer, why=reason, at=desk.now)
    if problems:
        return _shown(request, desk, request.POST.dict(), tuple(_placed(one) for one in problems))
    messages.success(request, _("Aturan antrean berlaku mulai sekarang."))
    return redirect("desk:office-queue")


def _read(posted: Mapping[str, str], desk: Desk) -> QueueRules:
    letters = {key: posted.get(f"letter-{key}", "").strip().upper()[:3] for key in _services(desk)}
    counters = {
        number: tuple(sign for sign in posted.get(f"counter-{number}", "").upper() if sign.isalnum())[:26]
        for number in range(1, MOST_COUNTERS + 1)
    }
    figures = {name: _figure(posted.get(name, "")) for name in BOUNDS}
    return QueueRules(
        {key: letter for key, letter in letters.items() if letter},
        {number: called for number, called in counters.items() if called},
        **figures,
        notice=one_line(posted, "notice", LONGEST_NOTICE),
    )


def _figure(text: str) -> int:
    text = text.strip()
    # What is no number is out of every bound, and is said to be so.
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1


def _placed(problem: Problem) -> Problem:
    where = {"letters": "letter-first", "counters": "counter-1"}
    field = where.get(problem.field or "", problem.field)
    return replace(problem, sentence=retold(problem.sentence), field=field)


def _typed(rules: QueueRules) -> dict[str, str]:
    return {
        **{f"letter-{key}": letter for key, letter in rules.letters.items()},
        **{f"counter-{number}": " ".join(letters) for number, letters in rules.counters.items()},
        **{name: str(getattr(rules, name)) for name in BOUNDS},
        "notice": rules.notice,
    }


def _services(desk: Desk) -> tuple[str, ...]:
    return tuple(one.service for one in procedures.services_of(desk.officer.office_key, desk.today))


def _shown(
    request: HttpRequest, desk: Desk, typed: Mapping[str, str], problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    keys = _services(desk)
    first = f"letter-{keys[0]}" if keys else None
    problems = tuple(replace(one, field=first) if one.field == "letter-first" else one for one in problems)
    groups = {
        "letters": tuple(FormField(f"letter-{key}", service_title(key), "count", required=False) for key in keys),
        "counters": tuple(
            FormField(f"counter-{number}", _("Loket {number}").format(number=number), required=False)
            for number in range(1, _counters_shown(typed) + 1)
        ),
        "figures": _figures(),
        "reason": (why(FORM),),
    }
    context: dict[str, Any] = {
        name: marked((field.filled(typed) for field in fields), problems) for name, fields in groups.items()
    }
    context |= {"keeps": keeps_office(desk), "problems": problems}
    context["changes"] = queries.changes_of(desk.officer.office_id)
    return page(request, "desk/queue/settings.html", context, 422 if problems else 200)


def _counters_shown(typed: Mapping[str, str]) -> int:
    used = [number for number in range(1, MOST_COUNTERS + 1) if typed.get(f"counter-{number}", "").strip()]
    return min(MOST_COUNTERS, max(SHOWN_COUNTERS, max(used, default=0) + 2))


def _figures() -> tuple[FormField, ...]:
    told = {
        "ratio": (
            _("Yang didahulukan berturut-turut"),
            _("Sesudah sekian orang yang didahulukan, satu orang biasa dipanggil."),
        ),
        "longest": (
            _("Tunggu paling lama (menit)"),
            _("Sesudah ini tidak ada yang datang belakangan yang dipanggil lebih dahulu."),
        ),
        "places": (_("Tempat daring tiap jam"), _("Untuk setiap huruf; 0 bila jam kedatangan tidak dapat dipesan.")),
        "recalls": (_("Panggilan ulang paling banyak"), _("Sesudah itu nomor ditandai tidak hadir.")),
        "rejoin": (
            _("Nomor yang mendahului yang kembali"),
            _("Yang tidak hadir lalu kembali menunggu sekian nomor dahulu."),
        ),
    }
    figures = tuple(FormField(name, label, "count", hint=hint) for name, (label, hint) in told.items())
    hint = _("Misalnya hari tutup. Tanpa nama orang.")
    return (*figures, FormField("notice", _("Pengumuman di layar"), required=False, hint=hint))
