"""
What a rule looks at: one readable procedure with its lines, and the words to report a finding.

Rules never build places themselves, so that every finding has a line of the file and, where known, of the print.
"""

from dataclasses import dataclass

from loket.core.problems import Problem, Severity
from loket.core.procedure.model import Procedure, Step
from loket.core.procedure.reader import Reading


@dataclass(frozen=True, slots=True)
class Subject:
    """A procedure under examination."""

    procedure: Procedure
    reading: Reading

    @property
    def steps(self) -> tuple[tuple[int, Step], ...]:
        """The steps with their position in the file."""
        return tuple(enumerate(self.procedure.steps))

    def error(self, problem_id: str, sentence: str, hint: str, *path: str | int, source: int | None = None) -> Problem:
        """What blocks publishing, at a part of the file."""
        return self._problem(Severity.ERROR, problem_id, sentence, hint, path, source)

    def warning(
        self, problem_id: str, sentence: str, hint: str, *path: str | int, source: int | None = None
    ) -> Problem:
        """An oddity a reader should know of, at a part of the file."""
        return self._problem(Severity.WARNING, problem_id, sentence, hint, path, source)

    def printed_at(self, part: str) -> int | None:
        """The line of the print a part of the identity was read from."""
        source = self.procedure.identity.source
        return source.places.get(part, source.lines[0] if source.lines else None)

    def _problem(
        self,
        severity: Severity,
        problem_id: str,
        sentence: str,
        hint: str,
        path: tuple[str | int, ...],
        line: int | None,
    ) -> Problem:
        reading = self.reading
        return Problem(problem_id, sentence, hint, severity, reading.place(*path), source=reading.source(line))
