"""Sends the whole corpus through the gate and prints one line of figures for each part; fails when anything is wrong."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Final

import django

Files = Iterable[tuple[str, bytes]]


def main() -> int:
    """Print what became of every part; 1 when something unsafe was kept, or something took too much."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.config.settings")
    django.setup()
    from tests.apps.documents.corpus.acting import acting_pdfs, hidden_by_spelling
    from tests.apps.documents.corpus.bombs import bombs
    from tests.apps.documents.corpus.disguises import disguises

    parts: Final[dict[str, Callable[[], Files]]] = {
        "bombs": bombs,
        "disguises": disguises,
        "acting PDFs": acting_pdfs,
        "hidden by spelling": hidden_by_spelling,
    }
    wrong = sum(_part(title, files()) for title, files in parts.items())
    return 1 if wrong + _archives() else 0


def _archives() -> int:
    from tests.apps.documents.corpus.archives import PROJECTS, Unavailable, archive_of, files_of

    wrong = 0
    for project in PROJECTS:
        try:
            archive_of(project)
        except Unavailable as why:
            print(f"*** NOT TESTED: the test files of {project}: {why}")  # noqa: T201
        else:
            wrong += _part(f"archive of {project}", files_of(project))
    return wrong


def _part(title: str, files: Files) -> int:
    from tests.apps.documents.corpus.measuring import outcomes, summary

    found = list(outcomes(files))
    for one in found:
        if one.wrong:
            print(f"*** {one.wrong}")  # noqa: T201
    print(summary(title, found), flush=True)  # noqa: T201
    return sum(bool(one.wrong) for one in found)


if __name__ == "__main__":
    sys.exit(main())
