"""
For what a resident or KK is opened: the application in hand, or what the officer says before anything is shown.

Coming from a case costs no click; what was said holds for a quarter of an hour, for the same person or KK alone.
"""

import datetime
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loket.casework import queries as casework
from loket.core.oversight.purposes import CHOSEN, LONGEST_REASON, Purpose, PurposeKind
from loket.core.problems import BadTerm, Problem
from loket.register import queries as register
from loket.register import services
from loket.register.purposes import HOLDS
from loket.web.accounts.stepping_up import safe_next
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, Detour, desk_view, one_line, page
from loket.web.desk.register.words import PURPOSES
from loket.web.desk.wording import said

ON_A_PAGE: Final = datetime.timedelta(hours=2)
"""How long what was said holds for a form on a page that was opened with it, so that nothing typed is lost."""


@dataclass(frozen=True, slots=True)
class Target:
    """Whom the officer wants to see: one resident or one KK, by the name that the list showed."""

    name: str
    resident: UUID | None = None
    family: UUID | None = None

    @property
    def address(self) -> str:
        """The page of the resident or the KK."""
        if self.resident is not None:
            return reverse("desk:resident", args=[self.resident])
        return reverse("desk:family", args=[self.family])


def purpose_of(
    request: HttpRequest, desk: Desk, *, resident: UUID | None = None, family: UUID | None = None
) -> Purpose:
    """For what the officer looks; the office keeps whom it is about. Raises Detour to the page that asks, where nothing says it."""
    found = known_purpose(request, desk, resident=resident, family=family)
    if found is None:
        raise Detour(lambda request, desk: _ask(request, desk, _target(desk, resident, family)))
    return found


def known_purpose(
    request: HttpRequest, desk: Desk, *, resident: UUID | None = None, family: UUID | None = None
) -> Purpose | None:
    """The application in hand, or else what the officer has said of this resident or KK; None where neither is."""
    household = register.household_of(resident=resident, family=family)
    resi = casework.case_in_hand(desk.officer, household, desk.now)
    if resi:
        return Purpose(PurposeKind.CASE, resi=resi)
    holds = ON_A_PAGE if request.method == "POST" else HOLDS
    return register.stated_purpose(desk.officer, desk.now, resident=resident, family=family, holds=holds)


@require_POST
@desk_view
def state(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take what the officer says, and go on to the page that was wanted."""
    target = _target(desk, _uuid(request, "resident"), _uuid(request, "family"))
    reason = one_line(request.POST.dict(), "reason", LONGEST_REASON)
    try:
        services.state_purpose(
            desk.officer, request.POST.get("purpose", ""), reason, resident=target.resident, family=target.family
        )
    except BadTerm as bad:
        return _ask(request, desk, target, (said(bad.problem),))
    wanted = safe_next(request, request.POST.get("next", ""))
    return redirect(wanted if wanted.startswith("/penduduk/") else target.address)


def _uuid(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def _target(desk: Desk, resident: UUID | None, family: UUID | None) -> Target:
    """Whom it is about. Raises Http404 for whom and what the office of this desk does not keep."""
    person = register.people([resident]).get(resident) if resident is not None else None
    if person is not None and person.office_id == desk.officer.office_id:
        return Target(person.full_name, resident=person.id)
    kk = register.families_named([family]).get(family) if family is not None else None
    if kk is not None and kk.office_id == desk.officer.office_id:
        return Target(_("KK %(name)s") % {"name": kk.head_name}, family=kk.id)
    raise Http404(_("Penduduk atau KK ini tidak tercatat di kantor Anda."))


def _ask(request: HttpRequest, desk: Desk, target: Target, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    posted = request.POST.dict() if problems else {"purpose": register.last_stated(desk.officer, desk.now)}
    is_get = request.method in ("GET", "HEAD")
    context: dict[str, Any] = {
        "target": target,
        "fields": marked((field.filled(posted) for field in _fields()), problems),
        "problems": problems,
        "next": request.get_full_path() if is_get else request.POST.get("next", "") or target.address,
        "minutes": int(HOLDS.total_seconds() // 60),
    }
    response = page(request, "desk/register/purpose.html", context, 422 if problems else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _fields() -> tuple[FormField, ...]:
    choices = tuple((kind.value, str(PURPOSES[kind])) for kind in CHOSEN)
    hint = _("Beberapa kata sudah cukup. Penduduk berhak tahu jabatan siapa yang membuka datanya, dan untuk apa.")
    return (
        FormField("purpose", _("Untuk apa?"), "choice", choices=choices),
        FormField("reason", _("Alasan"), hint=hint),
    )
