"""
What waits for a second person: who may confirm it, in words, and the two buttons that decide. And the one that ends an
access in an emergency. Each service says who may.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from loket.core.problems import one_stop
from loket.offices import queries, services
from loket.offices.records import ProposalRecord
from loket.offices.services import Decision
from loket.web.desk.office.entry import Posted
from loket.web.desk.office.password import Given, first_password
from loket.web.desk.pages import Desk

CONFIRM: Final = "confirm"
DECLINE: Final = "decline"
CONFIRMED: Final = "Dipastikan sebagai orang kedua"
DECIDED: Final = "Diputus pada daftar usulan"
CLOSE_EMERGENCY: Final = "close-emergency"
CLOSED: Final = "Ditutup dari meja kerja"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal as one officer sees it: whether it is theirs to confirm, or their own, and who else may."""

    record: ProposalRecord
    confirmable: bool
    own: bool
    confirmers: str


def proposals_for(desk: Desk) -> tuple[Waiting, ...]:
    """What the office has not decided yet."""
    return tuple(
        Waiting(
            record, record.confirmable_by(desk.officer), record.proposed_by == desk.officer.person, _names(desk, record)
        )
        for record in queries.open_proposals(desk.officer.office_key)
    )


def waits_for(desk: Desk) -> int:
    """How many proposals this officer may confirm; nobody else costs a query."""
    if not (desk.officer.keeps_office or desk.can("supervise")):
        return 0
    return sum(record.confirmable_by(desk.officer) for record in queries.open_proposals(desk.officer.office_key))


def _names(desk: Desk, record: ProposalRecord) -> str:
    found = queries.confirmers_of(desk.officer.office_key, record, desk.today)
    return " / ".join(officer.full_name for officer in found)


def proposed(desk: Desk, number: int) -> str:
    """What to tell the proposer: that it does not hold yet, and whom to ask."""
    open_still = (one for one in queries.open_proposals(desk.officer.office_key) if one.id == number)
    record = next(open_still, None)
    if record is None:
        return _("Usulan dicatat, dan sudah diputus orang kedua.")
    names = _names(desk, record)
    if not names:
        return _(
            "Usulan dicatat, tetapi hari ini tidak ada orang kedua yang dapat memastikannya. "
            "Minta pengelola komputer server memastikannya dengan perintah loket."
        )
    return one_stop(_("Usulan dicatat. Berlaku sesudah dipastikan salah satu dari: %(names)s.") % {"names": names})


def _confirm(desk: Desk, posted: Posted) -> str | Given | None:
    number = posted.number("id", _("Pilih usulannya."))
    if posted.problems:
        return None
    password = first_password()
    done = services.confirm_proposal(
        desk.officer.office_key,
        proposal=number,
        password_hash=make_password(password),
        decision=Decision(desk.officer, desk.now, CONFIRMED),
    )
    if done.username:
        return Given(done.full_name, done.username, password, is_new=True)
    return _("Penunjukan %(name)s dipastikan dan berlaku.") % {"name": done.full_name}


def _decline(desk: Desk, posted: Posted) -> str | None:
    number = posted.number("id", _("Pilih usulannya."))
    if posted.problems:
        return None
    decision = Decision(desk.officer, desk.now, DECIDED)
    services.decline_proposal(desk.officer.office_key, proposal=number, decision=decision)
    return _("Usulan itu tidak jadi.")


def _close_emergency(desk: Desk, _posted: Posted) -> str:
    decision = Decision(desk.officer, desk.now, CLOSED)
    services.close_emergency(desk.officer.office_key, decision=decision)
    return _("Akses darurat ditutup.")


DECIDING: Final[Mapping[str, Callable[[Desk, Posted], str | Given | None]]] = {
    CONFIRM: _confirm,
    DECLINE: _decline,
    CLOSE_EMERGENCY: _close_emergency,
}
