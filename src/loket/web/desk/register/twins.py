"""Two residents who may be one: who is alike, both side by side, and a person's decision. Nobody is merged here."""

from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from loket.core.engine.refusals import NotAllowed
from loket.core.oversight.purposes import Purpose, PurposeKind
from loket.core.problems import Problem, Refusal
from loket.core.terms import RegionCode
from loket.register import queries as register
from loket.register.finding.comparing import Comparison, FieldPair, OpenPair, compare, pairs_to_review
from loket.register.finding.decisions import VERDICTS, Decision, decide_duplicate
from loket.register.finding.duplicates import Match, likely_same
from loket.register.readings import LIKENESS, leave_traces
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, desk_view, page, problems_of, status_of
from loket.web.desk.register.looking import known_purpose, purpose_of
from loket.web.desk.register.resident import require_opened
from loket.web.desk.register.words import Words

DECISIONS: Final[dict[str, Words]] = {
    "same": gettext_lazy("Orang yang sama"),
    "different": gettext_lazy("Orang yang berbeda"),
    "undecided": gettext_lazy("Belum dapat diputuskan"),
}


@dataclass(frozen=True, slots=True)
class Alike:
    """Someone who may be the same person; of whom another office keeps only the reasons are shown."""

    match: Match
    own: bool
    decision: Words


@dataclass(frozen=True, slots=True)
class PairLine:
    """One field of both, or only whether it agrees where one of them is kept by another office."""

    pair: FieldPair
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in words."""

    decision: Decision
    words: Words


@require_safe
@desk_view
def pairs(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The pairs of the office that somebody must still look at."""
    found = pairs_to_review(desk.officer.office_id)
    return page(request, "desk/register/pairs.html", {"pairs": _named(desk, found)})


def _named(desk: Desk, found: tuple[OpenPair, ...]) -> list[tuple[OpenPair, str, str, Words]]:
    ids = {one for pair in found for one in (pair.decision.first, pair.decision.second)}
    known = register.people(ids)
    lines = []
    for pair in found:
        names = [
            name if known[one].office_id == desk.officer.office_id else _("penduduk kantor lain")
            for one, name in ((pair.decision.first, pair.first_name), (pair.decision.second, pair.second_name))
        ]
        lines.append((pair, *names, DECISIONS[pair.decision.decision]))
    return cast("list[tuple[OpenPair, str, str, Words]]", lines)


@require_safe
@desk_view
def alike(request: HttpRequest, desk: Desk, resident_id: UUID) -> HttpResponse:
    """Who may be the same person as a resident of the office."""
    require_opened(request, desk, resident_id, LIKENESS)
    found = [
        Alike(
            match,
            match.office_id == desk.officer.office_id,
            DECISIONS[match.decision.decision] if match.decision else "",
        )
        for match in likely_same(resident_id)
    ]
    person = register.people([resident_id])[resident_id]
    return page(request, "desk/register/alike.html", {"person": person, "found": found})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def pair(request: HttpRequest, desk: Desk, one: UUID, other: UUID) -> HttpResponse:
    """Both side by side; take the decision of an officer."""
    known = register.people([one, other])
    if len(known) != 2 or all(person.office_id != desk.officer.office_id for person in known.values()):
        raise Http404(_("Pasangan ini tidak tercatat di kantor Anda."))
    if request.method != "POST":
        return _shown(request, desk, one, other)
    if desk.officer.only_audits:
        raise NotAllowed
    # Whoever decides has looked, and has said for what.
    _purpose(request, desk, one, other)
    verdict, reason = request.POST.get("decision", ""), request.POST.get("reason", "")
    if verdict not in VERDICTS:
        problem = Problem("decision-missing", _("Pilih keputusan Anda."), field="decision")
        return _shown(request, desk, one, other, (problem,), 422)
    try:
        decide_duplicate(one, other, verdict, officer=desk.officer, reason=reason, at=desk.now)
    except Refusal as refusal:
        found = tuple(
            Problem(x.id, x.sentence, x.hint, field="reason" if x.id == "duplicate-reason-missing" else x.field)
            for x in problems_of(refusal)
        )
        return _shown(request, desk, one, other, found, 422 if found[0].field else status_of(refusal))
    messages.success(request, _("Keputusan dicatat. Tidak ada data yang digabung."))
    return redirect(request.path)


def _shown(
    request: HttpRequest, desk: Desk, one: UUID, other: UUID, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    leave_traces(desk.officer, LIKENESS, purpose=_purpose(request, desk, one, other), residents=(one, other))
    found = compare(one, other)
    if found is None:
        raise Http404(_("Pasangan ini tidak tercatat di kantor Anda."))
    known = register.people([one, other])
    own = {person.id for person in known.values() if person.office_id == desk.officer.office_id}
    context: dict[str, Any] = {
        "heads": [
            (known[each].full_name, reverse("desk:resident", args=[each])) if each in own else None
            for each in (one, other)
        ],
        "both_own": len(own) == 2,
        "lines": _lines(found, own),
        "decisions": [Told(decision, DECISIONS[decision.decision]) for decision in reversed(found.decisions)],
        "fields": _fields(request, problems),
        "problems": problems,
    }
    return page(request, "desk/register/pair.html", context, status)


def _purpose(request: HttpRequest, desk: Desk, one: UUID, other: UUID) -> Purpose:
    """To decide about a pair is work of its own, where it waits on the list; else it is looked at for what one of them is."""
    if any(
        {one, other} == {pair.decision.first, pair.decision.second} for pair in pairs_to_review(desk.officer.office_id)
    ):
        return Purpose(PurposeKind.TWINS)
    known = register.people([one, other])
    own = [each for each in (one, other) if known[each].office_id == desk.officer.office_id]
    said = (known_purpose(request, desk, resident=each) for each in own)
    return next(filter(None, said), None) or purpose_of(request, desk, resident=own[0])


def _lines(found: Comparison, own: set[UUID]) -> tuple[PairLine, ...]:
    if len(own) == 2:
        names = register.places(_regions(found))
        return tuple(
            PairLine(one, *(_worded(one, text, names) for text in (one.left, one.right))) for one in found.fields
        )
    lines = []
    for one in found.fields:
        agrees = _("sama") if one.same else _("berbeda")
        left, right = (
            text if who in own else agrees for who, text in ((found.left, one.left), (found.right, one.right))
        )
        lines.append(PairLine(one, left, right))
    return tuple(lines)


def _regions(found: Comparison) -> list[RegionCode]:
    codes = next((one for one in found.fields if one.field == "region"), None)
    return [RegionCode.parse(text) for text in (codes.left, codes.right) if text] if codes else []


def _worded(one: FieldPair, text: str, names: dict[RegionCode, Any]) -> str:
    if one.field != "region" or not text:
        return text
    return str(names[RegionCode.parse(text)].short)


def _fields(request: HttpRequest, problems: tuple[Problem, ...]) -> tuple[FormField, ...]:
    choices = tuple((key, str(words)) for key, words in DECISIONS.items())
    fields = (
        FormField("decision", _("Keputusan"), "choice", choices=choices),
        FormField(
            "reason", _("Alasan"), "long_text", hint=_("Apa yang dibandingkan: akta, foto, keterangan keluarga.")
        ),
    )
    return marked((field.filled(request.POST.dict()) for field in fields), problems)
