"""The watch list: whose data raises an alarm when it is looked at, and why. Nothing on it is ever removed, only ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.terms import Nik
from loket.register import queries as register
from loket.register import services
from loket.web.desk.fields import FormField, marked
from loket.web.desk.oversight.rights import require_watcher
from loket.web.desk.pages import Desk, desk_view, one_line, page, problems_of
from loket.web.desk.wording import said

LONGEST = 400


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def watch_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the list; put a NIK on it, or take a line off."""
    require_watcher(desk)
    if request.method != "POST":
        return _shown(request, desk)
    why = one_line(request.POST.dict(), "why", LONGEST)
    try:
        done = _end(request, desk, why) if "line" in request.POST else _add(request, desk, why)
    except BadTerm as bad:
        return _shown(request, desk, (said(bad.problem),))
    except Refusal as refusal:
        first, *_others = problems_of(refusal)
        return _shown(request, desk, (Problem(first.id, first.sentence, first.hint, field="why"),))
    messages.success(request, done)
    return redirect(request.path)


def _add(request: HttpRequest, desk: Desk, why: str) -> str:
    services.watch(desk.officer, Nik.parse(request.POST.get("nik", "")), why)
    return _("NIK itu sekarang dipantau.")


def _end(request: HttpRequest, desk: Desk, why: str) -> str:
    text = request.POST.get("line", "")
    line = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    services.end_watch(desk.officer, line, why)
    return _("Pemantauan itu selesai. Catatannya tetap disimpan.")


def _shown(request: HttpRequest, desk: Desk, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    found = register.watched_by(desk.officer.office_id)
    people = register.people({one.resident for one in found if one.resident is not None})
    lines = [(one, people.get(one.resident) if one.resident is not None else None) for one in found]
    ending = request.POST.get("line", "") if problems else ""
    adding = () if ending else problems
    typed = request.POST.dict() if adding else {}
    fields = (
        FormField(
            "nik", _("NIK"), "nik", hint=_("Penduduk kantor ini; atau NIK yang tidak dipakai siapa pun, sebagai umpan.")
        ),
        FormField("why", _("Alasan"), hint=_("Mengapa datanya dipantau. Yang dipantau tidak diberi tahu.")),
    )
    end_field = marked((FormField("why", _("Mengapa selesai")),), problems if ending else ())[0]
    context = {
        "lines": lines,
        "fields": marked((field.filled(typed) for field in fields), adding),
        "problems": problems,
        "ending": ending,
        "end_field": end_field,
    }
    return page(request, "desk/oversight/watch_list.html", context, 422 if problems else 200)
