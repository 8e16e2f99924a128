"""
What a restored installation says of itself: everything recomputed from what was restored alone. It compares with nothing.

A process of its own, because the settings of a process name one place, and this is another.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from loket.casework import queries as casework
from loket.core.problems import Refusal
from loket.keeping.holdings import holdings
from loket.signing import queries as signing


class Command(BaseCommand):
    """Prints the findings as JSON, and events as they are proved, a number a line, on the standard error."""

    help = "Hitung ulang isi cadangan yang dipulihkan; dijalankan oleh `loket backup rehearse`."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """`--closed`: the keys that open scans are not there."""
        parser.add_argument("--closed", action="store_true", help="Kunci pembuka berkas tidak dipulihkan.")

    def handle(self, *_words: Any, **options: Any) -> None:
        """Recompute holdings, chains, numbers, signed papers and, with the keys, scans."""
        try:
            report = casework.verification.verify(progress=self._step)
            signed = signing.prove_history()
            found = {
                "holdings": holdings(),
                "audit": report.as_json(),
                "signed": signed.as_json(),
                "papers": [] if options["closed"] else list(casework.bad_papers()),
            }
        except Refusal as refusal:
            raise CommandError(refusal.explanation) from refusal
        self.stdout.write(json.dumps(found))

    def _step(self, count: int) -> None:
        self.stderr.write(str(count))
        self.stderr.flush()
