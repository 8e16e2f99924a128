"""
A process that takes applications in and notes each acknowledged one, for tests that start many.

    python -m tests.apps.casework.intake_driver COUNT NOTES

A line of NOTES is written after the service has returned: resi and register number. A failed intake is tried no more.
"""

import os
import sys
from pathlib import Path

import django

django.setup()

from django.db import DatabaseError  # noqa: E402

from tests.apps import factories  # noqa: E402


def main(count: int, notes: Path) -> None:
    """Take in `count` applications; what the database refuses is a failure that was planted."""
    descriptor = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for _ in range(count):
        try:
            taken = factories.take_in()
        except DatabaseError:
            continue
        os.write(descriptor, f"{taken.resi} {taken.register_number}\n".encode())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
