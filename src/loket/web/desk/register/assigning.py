"""Who and what waits for a number of the centre, and the number as it is typed in when the centre has answered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loket.core.problems import BadTerm, Refusal
from loket.core.register.events import NikAssigned
from loket.core.register.moves import KkAssigned
from loket.core.terms import KkNumber, Nik
from loket.register import queries as register
from loket.register.keeping import MOST_WAITING
from loket.register.readings import FAMILY, RESIDENT
from loket.web.desk.pages import Desk, desk_view, page
from loket.web.desk.register import family as register_family
from loket.web.desk.register import resident as register_resident
from loket.web.desk.register.numbers import (
    PORTS,
    kk_form,
    may_type_numbers,
    nik_form,
    record_number,
    refused_form,
    require_typist,
    typed_number,
)


@require_safe
@desk_view
def waiting(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everyone and every KK of the office without a number."""
    found = register.waiting(desk.officer.office_id)
    codes = [one.region for one in found.residents if one.region] + [one.region for one in found.families]
    names = register.places(codes)
    context = {
        "residents": [(one, names.get(one.region) if one.region else None) for one in found.residents],
        "families": [(one, names[one.region]) for one in found.families],
        "port": PORTS[register.settings_of(desk.officer.office_id).national],
        "may_type": may_type_numbers(desk),
        "more": MOST_WAITING in (len(found.residents), len(found.families)),
        "most": MOST_WAITING,
    }
    return page(request, "desk/register/waiting.html", context)


@require_POST
@desk_view
def assign_nik(request: HttpRequest, desk: Desk, resident_id: UUID) -> HttpResponse:
    """Record the NIK that SIAK gave a resident."""
    register_resident.require_opened(request, desk, resident_id, RESIDENT)
    require_typist(desk)
    try:
        nik = Nik.parse(typed_number(request, "nik"))
        record_number(request, desk, NikAssigned(date=desk.today, resident_id=resident_id, nik=nik))
    except (BadTerm, Refusal) as fault:
        form, problems, status = refused_form(nik_form(), request, fault)
        return register_resident.shown(request, desk, resident_id, {"nik_form": form, "problems": problems}, status)
    messages.success(request, _("NIK dicatat. Kertas yang memuat orang ini dapat dicetak dengan nomornya."))
    return redirect("desk:resident", resident_id=resident_id)


@require_POST
@desk_view
def assign_kk(request: HttpRequest, desk: Desk, family_id: UUID) -> HttpResponse:
    """Record the number that SIAK gave a KK."""
    register_family.opened_family(request, desk, family_id, FAMILY)
    require_typist(desk)
    try:
        number = KkNumber.parse(typed_number(request, "kk_number"))
        record_number(request, desk, KkAssigned(date=desk.today, family_id=family_id, kk_number=number))
    except (BadTerm, Refusal) as fault:
        form, problems, status = refused_form(kk_form(), request, fault)
        return register_family.shown(request, desk, family_id, {"kk_form": form, "problems": problems}, status)
    messages.success(request, _("Nomor KK dicatat. KK dapat dicetak dengan nomornya."))
    return redirect("desk:family", family_id=family_id)
