"""What raised an alarm in the office: who walked along numbers, who looked at someone watched, who opened very many."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from loket.register import queries as register
from loket.register.exchange.leaving import Outgoing
from loket.register.keeping import PersonName
from loket.register.queries import AlarmKind
from loket.web.accounts.stepping_up import require_fresh
from loket.web.desk.oversight.rights import is_overseer, require_overseer
from loket.web.desk.oversight.taking_out import take_out
from loket.web.desk.pages import Desk, desk_view, page
from loket.web.desk.register.words import Words

KINDS: Final[dict[AlarmKind, Words]] = {
    AlarmKind.NUMBERS: gettext_lazy("Menelusuri nomor"),
    AlarmKind.RESIS: gettext_lazy("Mencoba-coba resi"),
    AlarmKind.WATCHED: gettext_lazy("Membuka data yang dipantau"),
    AlarmKind.BAIT: gettext_lazy("Mencari NIK umpan"),
    AlarmKind.MANY: gettext_lazy("Membuka banyak orang"),
}


@require_safe
@desk_view
def alarms(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The latest alarms, and the way to everything else of the room; an administrator keeps the breach register alone."""
    if not is_overseer(desk) and register.may_keep_breaches(desk.officer):
        return redirect("desk:breaches")
    require_overseer(desk)
    found, people = _latest(desk)
    lines = [(one, KINDS[one.kind], _name(one.resident, people)) for one in found]
    watches = register.may_watch(desk.officer)
    context = {
        "lines": lines,
        "watches": watches,
        "orders": _orders(desk) if watches else (),
        "breaches": register.may_keep_breaches(desk.officer),
    }
    return page(request, "desk/oversight/alarms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
@require_fresh
def taken_out(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The alarms as a file."""
    require_overseer(desk)
    return take_out(request, desk, _("Daftar alarm"), reverse("desk:oversight"), lambda: _outgoing(desk))


def _latest(desk: Desk) -> tuple[tuple[register.AlarmRecord, ...], dict[UUID, PersonName]]:
    found = register.alarms_of(desk.officer.office_id)
    return found, register.people({one.resident for one in found if one.resident is not None})


def _outgoing(desk: Desk) -> Outgoing:
    found, people = _latest(desk)
    columns = (_("waktu"), _("apa"), _("petugas"), _("keterangan"), _("penduduk"))
    rows = []
    for one in found:
        person = _name(one.resident, people)
        at = timezone.localtime(one.at)
        cells = (
            f"{at:%d-%m-%Y %H:%M:%S}",
            str(KINDS[one.kind]),
            one.acted_as,
            one.text,
            person.full_name if person else "",
        )
        rows.append(dict(zip(columns, cells, strict=True)))
    return Outgoing("alarm", columns, rows, people)


def _orders(desk: Desk) -> list[tuple[register.OrderRecord, PersonName | None]]:
    """What is not told to residents for now, and of whom: known to each of those who may order it."""
    found = register.orders_in_force(desk.officer.office_id, desk.today)
    people = register.people({one.resident for one in found})
    return [(one, people.get(one.resident)) for one in found]


def _name(resident: UUID | None, people: dict[UUID, PersonName]) -> PersonName | None:
    return people.get(resident) if resident is not None else None
