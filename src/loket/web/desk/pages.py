"""What every desk page shares: who is at the desk, the frame around the page, a refusal as an answer."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from loket.casework.refusals import NoSuchBook, NoSuchCase
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Problem, Refusal, one_stop
from loket.core.register.refusals import RulesBroken
from loket.core.rules import Finding
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.offices.services import use_emergency
from loket.outbox.refusals import NoSuchMessage
from loket.register.looking_up import TooManyLookups
from loket.register.refusals import OwnFamily
from loket.signing.refusals import NoSuchSignedPaper
from loket.web.desk.wording import told

P = ParamSpec("P")

# What is not there, or belongs to another office: the answer is the same, so that nothing leaks.
UNKNOWN = (NoSuchCase, NoSuchSignedPaper, NoSuchBook, NoSuchMessage)

# What the officer typed does not suffice; the others mean that the case has moved on or is not theirs to move.
_ENTRY_FAULTS = frozenset(
    {
        "collector-not-applicant",
        "evidence-missing",
        "evidence-unknown",
        "identity-unchecked",
        "mandate-missing",
        "nothing-left",
        "papers-incomplete",
        "papers-not-chosen",
        "papers-unknown",
        "passphrase-wrong",
        "phone-shape",
        "reason-missing",
        "reason-to-revoke-missing",
        "reason-unknown",
        "no-such-outcome",
    }
)


@dataclass(frozen=True, slots=True)
class Desk:
    """The officer at the desk, now, on the clock of the office."""

    officer: Officer
    now: datetime.datetime

    @property
    def today(self) -> datetime.date:
        """The date on the wall of the office."""
        return timezone.localtime(self.now).date()

    def can(self, power: str) -> bool:
        """Whether one of the officer's positions has this power."""
        return power in self.officer.powers


class Detour(Exception):
    """Another page comes first: `answer` shows it in place of the one that was asked for."""

    def __init__(self, answer: "Callable[[HttpRequest, Desk], HttpResponse]") -> None:
        super().__init__()
        self.answer = answer


DeskView = Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def desk_view(view: DeskView[P]) -> View[P]:
    """
    Give the view the officer at the desk as its second argument, on the clock of that office.

    With a password that someone else has made: nothing but the page to change it. Without a seat today: a 403 page
    that says whom to ask, and so does a page that is not for the officer's position. Any other Refusal the view lets
    through becomes its own page, a Detour the page it leads to; an unknown case, book or signed paper, or one of another office, is a 404.
    """

    @wraps(view)
    def seated(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        now = timezone.now()
        officer = signed_in(request, now)
        if officer is not None and offices.must_change_password(officer):
            return _to_the_password(request)
        if officer is None or not officer.seats:
            absent = officer.absent if officer else None
            return render(request, "errors/no_seat.html", {"absent": absent}, status=403)
        desk = Desk(officer, now)
        request.desk = desk  # type: ignore[attr-defined]
        with timezone.override(offices.work_calendar(officer.office_key).zone):
            try:
                response = view(request, desk, *args, **kwargs)
            except UNKNOWN as refusal:
                raise Http404(refusal.explanation) from refusal
            except Detour as detour:
                response = detour.answer(request, desk)
            except NotAllowed:
                response = render(request, "errors/forbidden.html", status=403)
            except Refusal as refusal:
                response = refused(request, "errors/refused.html", refusal)
        # Not no-store: the back button must still find a form as it was filled. Signing out clears what is kept.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return cast("View[P]", seated)


def signed_in(request: HttpRequest, now: datetime.datetime) -> Officer | None:
    """The officer with the seats of the day on the office's own clock, which may be a day ahead of the server's."""
    user_id = request.user.pk
    return None if user_id is None else officer_now(user_id, now)


def officer_now(user_id: int, now: datetime.datetime) -> Officer | None:
    """The officer of an account with the seats of the day on the office's own clock; None for an account that is none's."""
    officer = offices.officer_of(user_id, timezone.localdate(now))
    if officer is None:
        return None
    today = offices.today(officer.office_key, now)
    if today != timezone.localdate(now):
        officer = offices.officer_of(user_id, today)
    # An access in an emergency is looked up and noted for each page: what is remembered of it may be over.
    return use_emergency(officer, now) if officer is not None and officer.emergency is not None else officer


def _to_the_password(request: HttpRequest) -> HttpResponse:
    """To the page that changes it; a part of a page that was asked for by a script moves the whole page there."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": reverse("password")})
    return redirect("password")


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render a page inside the frame; the frame itself reads `request.desk`."""
    return render(request, template, dict(context or {}), status=status)


def status_of(refusal: Refusal) -> int:
    """404 for what is not there, 403 for no right, 422 for what was typed, 429 too often, 409 for what cannot be done now."""
    if isinstance(refusal, UNKNOWN):
        return 404
    if isinstance(refusal, NotAllowed | OwnFamily):
        return 403
    if isinstance(refusal, TooManyLookups):
        return 429
    return 422 if refusal.id in _ENTRY_FAULTS else 409


def explained(refusal: Refusal) -> str:
    """The sentence of a refusal in the language of the screen."""
    return one_stop(_(type(refusal).sentence).format_map(_named(refusal)))


def hinted(refusal: Refusal) -> str:
    """What to do about it, in the language of the screen; empty where there is nothing to say."""
    return one_stop(_(type(refusal).hint).format_map(_named(refusal))) if refusal.hint else ""


def _named(refusal: Refusal) -> Mapping[str, object]:
    return defaultdict(str, {name: told(value) for name, value in refusal.data.items()})


def problems_of(refusal: Refusal) -> tuple[Problem, ...]:
    """The refusal as the lines of an error summary, one for each field it names, or for each finding of the register."""
    if isinstance(refusal, RulesBroken):
        return tuple(_found(finding) for finding in refusal.findings)
    names = refusal.data.get("fields") or (None,)
    names = names if isinstance(names, tuple | list) else (None,)
    first, *others = names
    lines = [Problem(refusal.id, explained(refusal), hinted(refusal), field=first)]
    lines += [Problem(refusal.id, _("Isian ini juga perlu diperbaiki."), field=name) for name in others]
    return tuple(lines)


def _found(finding: Finding) -> Problem:
    basis = f"({finding.basis})" if finding.basis else ""
    return Problem(finding.rule, finding.sentence, f"{finding.hint} {basis}".strip())


def refused(
    request: HttpRequest, template: str, refusal: Refusal, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Show the form again as it was filled, with the refusal in the error summary (`problems`) above it."""
    shown = {**(context or {}), "problems": problems_of(refusal)}
    return page(request, template, shown, status=status_of(refusal))


def one_line(posted: Mapping[str, str], name: str, longest: int) -> str:
    """What was typed into a field, on one line and without what no database keeps."""
    return " ".join(posted.get(name, "").replace("\x00", "").split())[:longest]


def fresh_key() -> str:
    """The key that makes sending a form twice the same as sending it once."""
    return str(uuid.uuid4())


def key_of(request: HttpRequest) -> uuid.UUID:
    """The key of the form that was sent; a broken one is as good as none, so a new one stands in."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def version_of(request: HttpRequest) -> int:
    """The version of the case the form was made from; -1, which no case has, where it cannot be read."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
