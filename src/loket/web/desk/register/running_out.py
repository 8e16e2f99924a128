"""What runs out, and what became of those whose SKPWNI has: they arrived there, or they count here again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from loket.casework import procedures
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Problem, Refusal
from loket.core.register.moves import ArrivedElsewhere, MoveOutCancelled, MoveOutExpired, OfMovers
from loket.core.register.refusals import WarningsNotAccepted
from loket.register import queries as register
from loket.register import services
from loket.register.keeping import FamilyName
from loket.register.places import PlaceNames
from loket.register.queries import EndedLetter
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, problems_of, status_of
from loket.web.desk.register.numbers import ACCEPT, works_with_siak
from loket.web.desk.register.words import Words

ARRIVED: Final = "sampai"
RETURNED: Final = "kembali"
ENDS: Final[Mapping[str, tuple[type[OfMovers], Words]]] = {
    ARRIVED: (ArrivedElsewhere, gettext_lazy("Sudah datang di tempat tujuan")),
    RETURNED: (MoveOutExpired, gettext_lazy("Tidak datang di tempat tujuan: kembali ke KK asal")),
}
"""What may be recorded of a letter that has run out, and the event that it is."""

_SAID: Final[Mapping[str, Words]] = {
    ARRIVED: gettext_lazy("Dicatat: %(names)s sudah datang di tempat tujuan."),
    RETURNED: gettext_lazy("Dicatat: SKPWNI tidak berlaku lagi, dan %(names)s kembali pada KK asal."),
}
_CHANGED: Final = gettext_lazy("Daftar ini sudah berubah. Tidak ada yang dicatat; di bawah ini daftar yang terbaru.")


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter as the list shows it; `fields` are the reasons asked for after a warning."""

    letter: EndedLetter
    destination: str
    origin: FamilyName
    ends: tuple[tuple[str, Words], ...]
    key: str
    chosen: str = ""
    fields: tuple[FormField, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Sent:
    """The form of one letter as it was sent, and what is wrong with it."""

    movers: tuple[UUID, ...]
    key: UUID
    end: str
    problems: tuple[Problem, ...] = ()
    fields: tuple[FormField, ...] = ()
    status: int = 200


@require_safe
@desk_view
def running_out(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Leaves to stay and letters of the office that run out."""
    return _shown(request, desk)


@require_POST
@desk_view
def close_letter(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Record what became of those who left with a letter that has run out; once, however often it is sent."""
    if not works_with_siak(desk):
        raise NotAllowed
    movers = _movers(request, desk)
    accepted = {
        name.removeprefix(ACCEPT): text for name, text in request.POST.dict().items() if name.startswith(ACCEPT)
    }
    sent = _Sent(tuple(movers), key_of(request), request.POST.get("end", ""))
    if not movers:
        return _shown(request, desk, _with(sent, (Problem("letters-changed", str(_CHANGED)),), 409))
    if sent.end not in ENDS:
        problem = Problem("end-missing", _("Pilih apa yang terjadi dengan perpindahan ini."), field="end")
        return _shown(request, desk, _with(sent, (problem,), 422))
    event = ENDS[sent.end][0](date=desk.today, resident_ids=sent.movers)
    try:
        services.record_life_event(event, officer=desk.officer, key=sent.key, accepted=accepted, at=desk.now)
    except Refusal as refusal:
        return _shown(request, desk, _refused(request, sent, refusal))
    messages.success(request, _SAID[sent.end] % {"names": ", ".join(movers.values())})
    return redirect("desk:running-out")


def _movers(request: HttpRequest, desk: Desk) -> dict[UUID, str]:
    """Whom the form names, in its order; nobody unless all of them are kept here, whatever keeps the others out."""
    try:
        ids = [UUID(text) for text in request.POST.getlist("resident")]
    except ValueError:
        return {}
    known = register.people(ids)
    if any(i not in known or known[i].office_id != desk.officer.office_id for i in ids):
        return {}
    return {i: known[i].full_name for i in ids}


def _refused(request: HttpRequest, sent: _Sent, refusal: Refusal) -> _Sent:
    """A warning asks for its reason in a field; whatever else is wrong is only said."""
    if not isinstance(refusal, WarningsNotAccepted):
        problems = tuple(Problem(x.id, x.sentence, x.hint) for x in problems_of(refusal))
        return _with(sent, problems, status_of(refusal))
    found = refusal.findings
    problems = tuple(Problem(x.rule, x.sentence, x.hint, field=f"{ACCEPT}{x.rule}") for x in found)
    asked = (FormField(f"{ACCEPT}{x.rule}", _("Alasan tetap mencatat"), "long_text", hint=x.sentence) for x in found)
    posted = request.POST.dict()
    return replace(_with(sent, problems, 422), fields=marked((one.filled(posted) for one in asked), problems))


def _with(sent: _Sent, problems: tuple[Problem, ...], status: int) -> _Sent:
    return replace(sent, problems=problems, status=status)


def _shown(request: HttpRequest, desk: Desk, sent: _Sent | None = None) -> HttpResponse:
    found = register.running_out(desk.officer.office_id, desk.today)
    context: dict[str, Any] = {
        "permits": found.permits,
        "letters": _lines(found.letters, sent),
        "today": desk.today,
        "may_close": works_with_siak(desk),
        "call_off": call_off_address(desk),
        "problems": sent.problems if sent else (),
    }
    return page(request, "desk/register/running_out.html", context, sent.status if sent else 200)


def _lines(letters: tuple[EndedLetter, ...], sent: _Sent | None) -> tuple[LetterLine, ...]:
    names = register.places(letter.destination for letter in letters)
    origins = register.families_named(letter.family_id for letter in letters)
    return tuple(_line(letter, names[letter.destination], origins[letter.family_id], sent) for letter in letters)


def _line(letter: EndedLetter, place: PlaceNames, origin: FamilyName, sent: _Sent | None) -> LetterLine:
    where = ", ".join(part for part in (place.regency, place.province) if part) or str(letter.destination)
    ends = tuple((end, words) for end, (_event, words) in ENDS.items() if end != RETURNED or letter.goes_home)
    if sent is None or set(sent.movers) != {mover.id for mover in letter.movers}:
        return LetterLine(letter, where, origin, ends, fresh_key())
    return LetterLine(letter, where, origin, ends, str(sent.key), sent.end, sent.fields, is_open=True)


def call_off_address(desk: Desk) -> str:
    """Where the counter takes in that a move is off; empty for whoever does not sit there, or without such a service."""
    if not desk.can("intake"):
        return ""
    found = (
        version.procedure.service
        for version in procedures.services_of(desk.officer.office_key, desk.today)
        if version.procedure.entry and any(one.kind == MoveOutCancelled.kind for one in version.procedure.entry.kinds)
    )
    service = next(found, "")
    return f"{reverse('desk:intake')}?layanan={service}" if service else ""
