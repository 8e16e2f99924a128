"""
How a table leaves by the desk: after code or password once more, with a reason, noted before it is given.

Every page that gives a file of rows comes through `take_out`; what the rows are, the page says.
"""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from loket.core.problems import Problem, Refusal
from loket.register import services
from loket.register.exchange.leaving import Outgoing
from loket.storage.tabular import KINDS
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, one_line, page, problems_of

LONGEST: Final = 400


def take_out(request: HttpRequest, desk: Desk, title: str, back: str, outgoing: Callable[[], Outgoing]) -> HttpResponse:
    """
    The form that asks for a reason; sent, the file. The view around it is one of `require_fresh`, inside
    `desk_view`: whoever must change a password first is led there.

    `title` says what leaves, `back` is the page it was chosen on.
    """
    if request.method != "POST":
        return _shown(request, title, back)
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        return _shown(request, title, back, (Problem("kind", _("Pilih jenis berkasnya."), field="kind"),))
    made = outgoing()
    try:
        content = services.take_out(
            made, kind, officer=desk.officer, reason=one_line(request.POST.dict(), "reason", LONGEST)
        )
    except Refusal as refusal:
        first, *_others = problems_of(refusal)
        return _shown(request, title, back, (Problem(first.id, first.sentence, first.hint, field="reason"),))
    response = HttpResponse(content, content_type=KINDS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}.{kind}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _shown(request: HttpRequest, title: str, back: str, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    kinds = (("csv", _("CSV, teks biasa")), ("xlsx", _("XLSX, lembar kerja")))
    typed = request.POST.dict() if problems else {"kind": "xlsx"}
    fields = (
        FormField("kind", _("Jenis berkas"), "choice", choices=kinds),
        FormField("reason", _("Alasan"), hint=_("Untuk siapa dan untuk apa berkas ini. Dicatat bersama isinya.")),
    )
    context: dict[str, Any] = {
        "title": title,
        "back": back,
        "fields": marked((field.filled(typed) for field in fields), problems),
        "problems": problems,
    }
    return page(request, "desk/oversight/take_out.html", context, 422 if problems else 200)
