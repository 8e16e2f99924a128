"""The office or the officer that a command names; a wrong name ends the command with 2 and the names there are."""

from typing import TYPE_CHECKING

import typer

from loket.cli.django import USAGE

if TYPE_CHECKING:
    from loket.offices.records import Officer, OfficeRecord


def office_of(key: str) -> "OfficeRecord":
    """The office with this key."""
    from loket.offices import queries as offices

    known = {record.key: record for record in offices.offices()}
    if key not in known:
        typer.echo(f"Kantor “{key}” tidak ada. Yang ada: {', '.join(known) or 'belum ada satu pun'}.", err=True)
        raise typer.Exit(USAGE)
    return known[key]


def officer_of(username: str) -> "Officer":
    """The officer with this user name, on duty today."""
    from django.utils import timezone

    from loket.offices import queries as offices

    for record in offices.offices():
        for person in offices.persons(record.key):
            if person.username == username:
                found = offices.officer_by_id(person.person, offices.today(record.key, timezone.now()))
                if found is not None:
                    return found
    typer.echo(f"Petugas “{username}” tidak ada atau tidak bertugas hari ini.", err=True)
    raise typer.Exit(USAGE)
