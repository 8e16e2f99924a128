"""What axe has judged already: shared by the workers of one run, so that nothing is judged twice that looks the same."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Judged:
    """A folder with an empty file for each thing that was found faultless."""

    folder: Path
    _known: set[str] = field(default_factory=set)

    def __contains__(self, thing: str) -> bool:
        if thing not in self._known and self._file(thing).exists():
            self._known.add(thing)
        return thing in self._known

    def add(self, things: Iterable[str]) -> None:
        """Remember what was found faultless."""
        for thing in things:
            self._known.add(thing)
            self._file(thing).touch()

    def _file(self, thing: str) -> Path:
        return self.folder / hashlib.sha256(thing.encode()).hexdigest()
