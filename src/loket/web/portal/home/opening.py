"""What the pages of one application share: its draft, found by the codes on this device, its procedure, and the steps to its sending."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from loket.casework import procedures
from loket.casework.procedures import PublishedProcedure
from loket.core.problems import Problem, Refusal
from loket.core.procedure.model import Procedure
from loket.core.terms import HomeCode
from loket.home import queries
from loket.home.refusals import NoSuchDraft
from loket.offices import queries as offices
from loket.offices.records import OfficeRecord
from loket.web.addresses import client_address
from loket.web.desk.pages import problems_of
from loket.web.desk.wording import service_title
from loket.web.errors import too_often
from loket.web.portal.home.device import codes_on
from loket.web.portal.tracking import private
from loket.web.throttling import WINDOW_SECONDS, Throttle

P = ParamSpec("P")
ASKING: Final = Throttle("permohonan dari rumah", of_one=600, of_all=12000)


@dataclass(frozen=True, slots=True)
class Open:
    """One application as this request has it."""

    code: HomeCode
    draft: queries.DraftRecord
    office: OfficeRecord
    procedure: Procedure | None

    @property
    def title(self) -> str:
        """The service by its common name."""
        return service_title(self.draft.service, self.procedure.identity.name if self.procedure else "")


def home_view(
    view: Callable[Concatenate[HttpRequest, Open, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """
    A page of one application: for whoever has opened it on this device; anybody else is led to the page that asks for its code.

    A Refusal that the view lets through becomes a page of its own.
    """

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, draft: UUID, *args: P.args, **named: P.kwargs) -> HttpResponse:
        if not ASKING.takes(client_address(request)):
            return too_often(request, WINDOW_SECONDS)
        code = codes_on(request).get(draft)
        if code is None:
            return private(redirect("portal:home"))
        try:
            found = queries.opened(code)
        except NoSuchDraft:
            return private(redirect("portal:home"))
        home = _opened(code, found)
        with timezone.override(ZoneInfo(home.office.zone)):
            try:
                return private(view(request, home, *args, **named))
            except Refusal as refusal:
                # Something has happened meanwhile on another device or at the counter.
                return private(page(request, home, "refused", {}, problems_of(refusal)))

    return opened


def before_sending(
    view: Callable[Concatenate[HttpRequest, Open, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Open, P], HttpResponse]:
    """A page on which something is still filled in: once it was sent, whoever comes back here is shown what became of it."""

    @wraps(view)
    def filled(request: HttpRequest, home: Open, /, *args: P.args, **named: P.kwargs) -> HttpResponse:
        if home.draft.round > 0 or home.draft.is_sending or home.procedure is None:
            return redirect("portal:home-state", draft=home.draft.id)
        return view(request, home, *args, **named)

    return filled


def in_force(office_key: str, service: str) -> PublishedProcedure | None:
    """The procedure by which an office takes a service in today, if it does and lets people apply from home."""
    today = offices.today(office_key, timezone.now())
    found = next((one for one in procedures.services_of(office_key, today) if one.service == service), None)
    return found if found is not None and found.procedure.from_home else None


def _opened(code: HomeCode, draft: queries.DraftRecord) -> Open:
    published = in_force(draft.office_key, draft.service)
    return Open(code, draft, offices.office(draft.office_key), published.procedure if published else None)


@dataclass(frozen=True, slots=True)
class Stop:
    """One page on the way to sending: where it is, what it is called, whether this is it."""

    name: str
    label: str
    is_here: bool


def stops(home: Open, here: str) -> tuple[Stop, ...]:
    """The pages in their order; a service without questions has none for them."""
    labels = {
        "questions": _("Pertanyaan"),
        "applicant": _("Pemohon"),
        "papers": _("Berkas"),
        "review": _("Periksa dan kirim"),
    }
    if home.procedure is not None and not home.procedure.questions:
        del labels["questions"]
    return tuple(Stop(f"portal:home-{name}", label, name == here) for name, label in labels.items())


def number(text: str) -> int:
    """A number that a page of ours has sent; -1, which is none, where it cannot be read."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def page(
    request: HttpRequest, home: Open, name: str, context: Mapping[str, Any], problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    """A page of one application; 422 where something is to be mended."""
    own = {"home": home, "office": home.office, "title": home.title, "problems": problems}
    answer = render(request, f"portal/home/{name}.html", {**own, **context})
    answer.status_code = 422 if problems else 200
    return answer
