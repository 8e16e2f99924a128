"""
What `benchmarks.load` needs of the office it asks: `python -m benchmarks.load_office prepare|history`, in the environment of the server.

`prepare` founds Bintan with a register, signed papers and cases, and prints who may do what; `history` reads acts from its
input and prints how often each stands in the history.
"""

import argparse
import datetime
import json
import os
import random
import sys
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

OFFICE, SERVICE, PASSWORD = "bintan", "kk", "meja-kerja-bintan-1"
PEOPLE = 500
PAPERS = 9


def main() -> int:
    """Do what is asked and print it as one document of JSON."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.load_office")
    words.add_argument("what", choices=["prepare", "history"])
    words.add_argument("--cases", type=int, default=400)
    asked = words.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.config.settings")
    import django

    django.setup()
    print(json.dumps(_prepared(asked.cases) if asked.what == "prepare" else _history(json.load(sys.stdin))))
    return 0


def _prepared(cases: int) -> dict[str, Any]:
    from django.utils import timezone

    now = timezone.now()
    _found(now)
    return {"password": PASSWORD, "codes": _signed(), **_cases(cases, now)}


def _found(now: datetime.datetime) -> None:
    from django.conf import settings
    from django.contrib.auth.hashers import make_password
    from django.core.management import call_command

    from loket.casework.founding import found
    from loket.entries.services import use_register
    from loket.offices import queries as offices
    from loket.register.sample.writing import make_sample

    call_command("migrate", verbosity=0)
    found(Path(settings.SOP_ROOT), now=now, password_hash=make_password(PASSWORD), only={OFFICE})
    # As they were before the earliest application below.
    make_sample(OFFICE, people=PEOPLE, seed=1, today=offices.today(OFFICE, now) - datetime.timedelta(days=365))
    use_register(offices.office(OFFICE).id, True, officer=None, why="Register latihan")


def _signed() -> list[str]:
    """The codes of the papers that the head of the office has signed; the families are those of the tests."""
    from loket.signing import queries
    from tests.apps import factories
    from tests.apps.signing import cases

    cases.certified()
    resis = [cases.damaged_kk(number) for number in range(1, PAPERS + 1)]
    cases.sign(*resis)
    return [paper.code for resi in resis for paper in queries.signatures_of(resi, factories.hadi())]


def _cases(count: int, now: datetime.datetime) -> dict[str, Any]:
    """
    So many applications after intake, and for each step the officer who does it, with a token for programs.

    A form of the register is not asked for: what it says was filled in beforehand is not measured here.
    """
    from loket.casework import demo
    from loket.casework.procedures import current
    from loket.entries.services import use_register
    from loket.offices import queries as offices

    day = offices.today(OFFICE, now)
    use_register(offices.office(OFFICE).id, False, officer=None, why="Diukur tanpa isian")
    procedure = current(OFFICE, SERVICE, day).procedure
    dice = random.Random(1)
    first = demo.officer_for(procedure, procedure.first, OFFICE, now)
    usernames = {person.person: person.username for person in offices.persons(OFFICE)}
    steps: dict[str, Any] = {}
    for step in procedure.steps:
        found = offices.officers_for(procedure, step, OFFICE, day)
        if found:
            steps[step.id] = {
                "username": usernames[found[0].person],
                "outcome": demo.forward_outcome(step),
                "evidence": demo.evidence(procedure, step, {}, now),
            }
    tokens = {one["username"]: _token(one["username"], now) for one in steps.values()}
    return {"cases": [_taken_in(procedure, first, dice) for _ in range(count)], "steps": steps, "tokens": tokens}


def _token(username: str, now: datetime.datetime) -> str:
    from loket.api import services

    made = services.create_token(username, name="Ukuran", scopes=["cases:read", "cases:act"], days=1, now=now)
    return made.secret


def _taken_in(procedure: Any, first: Any, dice: random.Random) -> dict[str, Any]:
    from loket.casework import demo, services
    from loket.casework.records import TakenIn

    applicant = demo.applicant(dice)
    taken = services.take_in(
        OFFICE,
        SERVICE,
        officer=first,
        applicant=applicant,
        answers={},
        checklist=demo.complete_papers(procedure, {}),
        key=uuid.uuid4(),
    )
    if not isinstance(taken, TakenIn):
        raise TypeError("complete papers were turned away")
    return {"resi": taken.resi, "version": taken.version, "step": taken.step, "second": applicant.phone[-4:]}


def _history(acts: list[dict[str, str]]) -> list[int]:
    """How many events of the history each of these acts has left; `program` is the officer for whom a program acted."""
    from types import SimpleNamespace

    from django.db import connection

    from loket.api.idempotency import key_for
    from loket.offices import queries as offices

    # The keys of a program are those of its officer.
    callers: Any = {
        one.username: SimpleNamespace(officer=SimpleNamespace(person=one.person)) for one in offices.persons(OFFICE)
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM casework_event")
        found = Counter(uuid.UUID(str(row[0])) for row in cursor.fetchall())
    keys = [key_for(callers[act["program"]], act["key"]) if act["program"] else uuid.UUID(act["key"]) for act in acts]
    return [found[key] for key in keys]


if __name__ == "__main__":
    sys.exit(main())
