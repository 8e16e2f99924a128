"""
The first two keepers of a new office, one after the other, from the command line of the server: nobody is there yet who
could propose or confirm. From then on they give each other the rest. For other apps it is in `services`.
"""

from typing import Final

from loket.offices import models, queries
from loket.offices.changes import Decision, change
from loket.offices.people import Seating
from loket.offices.proposals import Newcomer, make_officer
from loket.offices.records import keeps_office
from loket.offices.refusals import EnoughKeepers, NotOfThisOffice, SeatKeepsNothing

FIRST: Final = 2


@change(lambda _officer: False)
def found_keeper(
    office_key: str, *, newcomer: Newcomer, seating: Seating, password_hash: str, decision: Decision
) -> int:
    """
    Make an account in a position that keeps the office, while fewer than two do; returns the person.

    The password holds for the first sign-in, as any first one. Only for a founding: raises NotAllowed for an officer, and
    NotOfThisOffice, SeatKeepsNothing, EnoughKeepers, and what `people.add_person` and `people.appoint` raise.
    """
    positions = {row.key: row for row in models.Position.objects.filter(office__key=office_key)}
    if seating.position not in positions:
        raise NotOfThisOffice(what="Jabatan")
    keeping = [key for key, row in positions.items() if keeps_office(frozenset(row.powers))]
    if seating.position not in keeping:
        raise SeatKeepsNothing(positions=", ".join(sorted(keeping)) or "tidak ada")
    held = models.Appointment.objects.filter(
        queries.in_force(queries.today(office_key, decision.at)),
        position__office__key=office_key,
        position__key__in=keeping,
        person__user__is_active=True,
    )
    if held.values("person").distinct().count() >= FIRST:
        raise EnoughKeepers
    return make_officer(office_key, newcomer, seating, password_hash, decision)
