"""The words of one kind of message, in each channel and language, with how they read and how long they are."""

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.core.messages.kinds import KINDS, LANGUAGES, Channel, Kind
from loket.core.messages.length import SmsLength, sms_length
from loket.core.messages.wording import preview
from loket.core.problems import BadTerm, Problem
from loket.offices import queries as offices
from loket.outbox import queries, services
from loket.web.desk.fields import FormField, marked
from loket.web.desk.messages import labels
from loket.web.desk.office.rights import require_keeper, require_reader
from loket.web.desk.pages import Desk, desk_view, one_line, page
from loket.web.desk.wording import said

_LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Written:
    """The words in one channel and language: `own` where the office wrote them, with a preview of what a citizen gets."""

    channel: Channel
    language: str
    title: str
    own: bool
    field: FormField
    preview: str
    length: SmsLength | None
    shows_saved: bool


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def words(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Show the words of a kind; keep those that were sent, or show how they would read."""
    require_reader(desk)
    if kind not in set(Kind):
        raise Http404
    if request.method != "POST":
        return _shown(request, desk, Kind(kind))
    require_keeper(desk)
    channel, language = request.POST.get("channel", ""), request.POST.get("language", "")
    if channel not in set(Channel) or language not in LANGUAGES:
        raise Http404
    text = one_line(request.POST, f"text-{channel}-{language}", _LONGEST)
    if request.POST.get("action") == "pratinjau":
        return _shown(request, desk, Kind(kind), (Channel(channel), language, text))
    try:
        services.set_words(desk.officer, Kind(kind), Channel(channel), language, text)
    except BadTerm as bad:
        return _shown(request, desk, Kind(kind), (Channel(channel), language, text), said(bad.problem))
    messages.success(request, _("Teks disimpan.") if text else _("Kembali ke teks bawaan."))
    return redirect("desk:office-message-words", kind)


def _shown(
    request: HttpRequest,
    desk: Desk,
    kind: Kind,
    typed: tuple[Channel, str, str] | None = None,
    problem: Problem | None = None,
) -> HttpResponse:
    found = queries.settings_of(desk.officer.office_id)
    office, written = offices.office(desk.officer.office_key).short_name, []
    for channel in Channel:
        for language in LANGUAGES:
            name = f"text-{channel}-{language}"
            is_typed = typed is not None and typed[:2] == (channel, language)
            own = (kind, channel, language) in found.words
            text = typed[2] if typed is not None and is_typed else found.words_for(kind, channel, language)
            label = f"{labels.CHANNELS[channel]}, {labels.LANGUAGES[language]}"
            field = FormField(name, _("Teks"), "long_text", value=text)
            fault = Problem(problem.id, problem.sentence, problem.hint, field=name) if problem and is_typed else None
            shown = preview(kind, text, office)
            length = sms_length(shown) if channel is Channel.SMS else None
            field = marked((field,), (fault,) if fault else ())[0]
            written.append(Written(channel, language, label, own, field, shown, length, not is_typed))
    context = {
        "title": labels.KINDS[kind],
        "kind": kind,
        "written": written,
        "variables": KINDS[kind].variables.items(),
        "required": KINDS[kind].required,
        "keeps": desk.officer.keeps_office,
        "problems": [Problem(problem.id, problem.sentence, problem.hint, field=f"text-{typed[0]}-{typed[1]}")]
        if problem and typed
        else [],
    }
    return page(request, "desk/messages/words.html", context, 422 if problem else 200)
