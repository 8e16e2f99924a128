"""
One counter in a process of its own: takes applications in until told to stop, and writes down what it was told.

    python -m tests.apps.casework.intake_worker COUNT SEED FILE FAILURES

Every answer is on the disk before the next application is taken in, so that a killed process leaves what it knew.
"""

import os
import random
import sys
import uuid
from pathlib import Path
from typing import Any

import django

INJECTED = "kegagalan yang disengaja"


class InjectedFault(Exception):
    """Thrown inside the transaction after the number was taken."""


def fail_sometimes(chance: random.Random, share: float) -> None:
    """Make a share of all transactions fail between the number and the commit."""
    from loket.casework.store import door

    opened = door.open_case

    def open_or_fail(*arguments: Any) -> Any:
        recorded = opened(*arguments)
        if chance.random() < share:
            raise InjectedFault(INJECTED)
        return recorded

    setattr(door, "open_case", open_or_fail)  # noqa: B010 (a fault planted on purpose, not an assignment)


def work(count: int, seed: int, answers: Path, share: float) -> int:
    """Take in until `count` were accepted; returns how many failed on the way."""
    from django.db import connection

    from tests.apps import factories

    chance = random.Random(seed)
    fail_sometimes(chance, share)
    done = failed = 0
    with answers.open("a") as file:
        while done < count:
            try:
                taken = factories.take_in(key=uuid.UUID(int=chance.getrandbits(128)))
            except InjectedFault:
                failed += 1
                continue
            done += 1
            file.write(f"{taken.resi} {taken.register_number}\n")
            file.flush()
            os.fsync(file.fileno())
    connection.close()
    return failed


def main() -> None:
    """Run as a program."""
    count, seed, answers, share = sys.argv[1:]
    django.setup()
    sys.stdout.write(str(work(int(count), int(seed), Path(answers), float(share))))


if __name__ == "__main__":
    main()
