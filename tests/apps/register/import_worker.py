"""
An import in a process of its own, which tells after every portion how many rows it has gone through.

    python -m tests.apps.register.import_worker FILE

The rows are gone through twice: checked, then written.
"""

import sys
from pathlib import Path

import django


def main(path: Path) -> None:
    """Take the file in for Bintan."""
    from loket.register.exchange.importing import import_file
    from tests.apps import factories

    total = 0

    def step(rows: int) -> None:
        nonlocal total
        total += rows
        sys.stdout.write(f"{total}\n")
        sys.stdout.flush()

    import_file(path, "bintan", dry_run=False, step=step, at=factories.MONDAY)


if __name__ == "__main__":
    django.setup()
    main(Path(sys.argv[1]))
