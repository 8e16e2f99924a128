"""Finding cases: by resi, NIK, register number or the beginning of a name, and what stands ready."""

import contextlib
import datetime
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from loket.casework import models
from loket.casework.lists.lines import CaseLine, in_common, lines, open_lines, with_names
from loket.core.problems import BadTerm
from loket.core.terms import Nik, Resi
from loket.offices import queries as offices

MOST_FOUND: Final = 50


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of an office's cases, newest first; `next` continues after it, None at the end."""

    lines: tuple[CaseLine, ...]
    next: int | None


def find(office_key: str, text: str) -> tuple[CaseLine, ...]:
    """
    Cases of the office that match what was typed or scanned, each with why it matched; at most 50, newest first.

    A whole resi or NIK finds exactly; other texts find register numbers and beginnings of names.
    """
    wanted = " ".join(text.split())
    if not wanted:
        return ()
    own = in_common(_number(office_key)).order_by("-submitted_at")
    for why, condition in _exact(wanted):
        found = lines(own.filter(condition)[:MOST_FOUND])
        if found:
            return with_names(replace(line, why=why) for line in found)
    loose = Q(name_key__startswith=wanted.upper()) | Q(name_key__contains=f" {wanted.upper()}")
    by_name = lines(own.filter(loose)[:MOST_FOUND])
    return with_names(replace(line, why=_("nama")) for line in by_name)


def _exact(wanted: str) -> list[tuple[str, Q]]:
    conditions = []
    with contextlib.suppress(BadTerm):
        conditions.append((_("nomor resi"), Q(resi=Resi.parse(wanted).code)))
    with contextlib.suppress(BadTerm):
        conditions.append((_("NIK"), Q(applicant_nik=Nik.parse(wanted).digits)))
    number = Q(register_number=wanted)
    if wanted.isdigit():
        number |= Q(register_number__startswith=f"{wanted}/") | Q(register_number__contains=f"/{wanted}/")
    return [*conditions, (_("nomor register"), number)]


def lines_of(office_key: str, resis: Sequence[str]) -> tuple[CaseLine, ...]:
    """The lines of these cases of the office, in the order asked, in one query; what is not there is left out."""
    found = {line.resi: line for line in lines(in_common(_number(office_key)).filter(resi__in=resis))}
    return tuple(found[resi] for resi in resis if resi in found)


def open_cases_of(office_key: str, nik: str, service: str, *, but: UUID | None = None) -> tuple[CaseLine, ...]:
    """
    The open cases of one person for one service: a second one is probably a mistake.

    `but` is the key of a form: the case that this very form made, sent before, is no other.
    """
    found = models.Case.objects.filter(
        office=_number(office_key), applicant_nik=nik, closed_at=None, procedure__service=service
    )
    others = found.exclude(key=but) if but else found
    return tuple(lines(others.order_by("-submitted_at")))


def cases_of(office_key: str, nik: str) -> tuple[CaseLine, ...]:
    """The cases of one person at an office, open or closed, newest first; at most 50, in one query by its index."""
    found = models.Case.objects.filter(office=_number(office_key), applicant_nik=nik)
    return tuple(lines(found.order_by("-submitted_at")[:MOST_FOUND]))


def ready_for_pickup(
    office_key: str, now: datetime.datetime, *, acts: Set[str] = frozenset({"hand_over", "acknowledge"})
) -> tuple[CaseLine, ...]:
    """
    The cases that stand at a step by which documents are handed over and that were there at `now`, longest waiting first.

    At a step that only acknowledges the hand-over the papers are gone: `acts` leaves it out.
    """
    ready = (
        line
        for line in open_lines(_number(office_key))
        if acts & set(line.procedure.by_id[line.step or ""].acts) and not line.waits and line.opened_at <= now
    )
    return tuple(sorted(ready, key=lambda line: line.opened_at))


def phones_of(office_key: str, resis: Collection[str]) -> Mapping[str, str]:
    """The telephone that the applicant of each of these gave, by resi; for whoever tells them. One statement."""
    rows = models.Case.objects.filter(office=_number(office_key), resi__in=resis).exclude(applicant_phone="")
    return dict(rows.values_list("resi", "applicant_phone"))


def cases_page(
    office_key: str, *, before: int | None = None, size: int = 50, since: datetime.datetime | None = None
) -> CasePage:
    """One page of all cases, newest first. `before` is the `next` of the page before; `size` is at most 100."""
    wanted = in_common(_number(office_key))
    if before is not None:
        wanted = wanted.filter(pk__lt=before)
    if since is not None:
        wanted = wanted.filter(submitted_at__gte=since)
    numbers = list(wanted.order_by("-pk").values_list("pk", flat=True)[: min(size, 100) + 1])
    shown = numbers[: min(size, 100)]
    found = lines(models.Case.objects.filter(pk__in=shown).order_by("-pk"))
    return CasePage(tuple(found), shown[-1] if len(numbers) > len(shown) else None)


def _number(office_key: str) -> int:
    return offices.office(office_key).id
