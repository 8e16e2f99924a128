"""
A long piece of work in a process of its own, which tells after every portion how many rows it has gone through.

    python -m tests.apps.register.bulk_worker import FILE
    python -m tests.apps.register.bulk_worker sample PEOPLE

The rows of an import are gone through twice: checked, then written.
"""

import sys
from pathlib import Path

import django


def main(what: str, given: str) -> None:
    """Do it for Bintan."""
    from loket.register.exchange.importing import import_file
    from loket.register.sample.writing import make_sample
    from tests.apps import factories

    total = 0

    def step(rows: int) -> None:
        nonlocal total
        total += rows
        sys.stdout.write(f"{total}\n")
        sys.stdout.flush()

    if what == "import":
        import_file(Path(given), "bintan", dry_run=False, step=step, at=factories.MONDAY)
    else:
        make_sample("bintan", people=int(given), seed=9, today=factories.TODAY, step=step)


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
