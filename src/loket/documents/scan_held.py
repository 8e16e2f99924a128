"""
Files that wait in quarantine because the scanner for viruses is away: sealed with the key of their case, and taken up later.

Beside each lies a note: for which case and requirement, by whom. What became of it stays on the note for a week, for whoever opens the case.
"""

import dataclasses
import datetime
import fcntl
import json
import logging
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils import timezone

from loket.casework.services import add_paper
from loket.core.problems import Refusal
from loket.documents.refusals import ScanBringerGone, ScanBroken, ScanHeld, ScanNotChecked
from loket.documents.scan_quarantine import held_folder
from loket.documents.scans import accept_scan
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.storage.s3 import StoreAway
from loket.vault.refusals import KeyMissing
from loket.vault.services import of_case, seal, unseal

_log = logging.getLogger(__name__)
MOST_HELD: Final = 200
KEEP_NOTES: Final = datetime.timedelta(days=7)
_KIND: Final = "karantina"
# Not the file's fault, and over some day: whatever is tried next would meet the same.
_AWAY: Final = (ScanHeld, StoreAway, KeyMissing)


@dataclass(frozen=True, slots=True)
class HeldScan:
    """A file in quarantine; `outcome` is empty while it waits, and then says in words why it was not kept."""

    resi: str
    requirement: str
    name: str
    person: int
    at: str
    outcome: str = ""


@dataclass(slots=True)
class TakenUp:
    """What became of the files that waited; `why` says in words what keeps those that still do."""

    kept: int = 0
    refused: int = 0
    waiting: int = 0
    why: str = ""


def hold_scan(resi: str, requirement: str, name: str, content: bytes, *, officer: Officer) -> None:
    """Keep a file sealed in quarantine until the scanner is back. Raises ScanNotChecked when 200 wait already."""
    place = held_folder()
    if len(list(place.glob("*.lkt"))) >= MOST_HELD:
        raise ScanNotChecked(name=name[-60:])
    own = uuid.uuid4().hex
    _write(place / f"{own}.lkt", seal(of_case(resi), _KIND, content))
    held = HeldScan(resi, requirement, name[-60:], officer.person, timezone.now().isoformat())
    _note(place / f"{own}.json", held)


def held_of(resi: str) -> tuple[HeldScan, ...]:
    """What waits for a case or was refused of late, oldest first."""
    return tuple(sorted((held for _, held in _notes() if held.resi == resi), key=lambda held: held.at))


def held_scans() -> tuple[HeldScan, ...]:
    """Everything that still waits, oldest first."""
    return tuple(sorted((held for _, held in _notes() if not held.outcome), key=lambda held: held.at))


def take_up_held(most: int = MOST_HELD) -> TakenUp:
    """
    Check what waits, so many of it, and add it to its cases in the name of who brought it; stops where the scanner, the store
    or a key is away.

    Of two that do this at once, one does nothing. A file that is refused is gone, and its note says why; one that could not be
    checked goes on waiting and stands in no other's way.
    """
    done = TakenUp()
    with (held_folder() / "kunci").open("w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            done.waiting = len(held_scans())
            return done
        _forget_old_notes()
        still = [pair for pair in _notes() if not pair[1].outcome]
        for note, held in sorted(still, key=lambda pair: pair[1].at)[:most]:
            try:
                _take_up_one(note, held, done)
            except (*_AWAY, ScanNotChecked) as away:
                done.why = f"{away.explanation} {away.hint}".strip()
                if isinstance(away, _AWAY):
                    break
        done.waiting = len(held_scans())
    return done


def _take_up_one(note: Path, held: HeldScan, done: TakenUp) -> None:
    sealed = note.with_suffix(".lkt")
    try:
        officer = offices.officer_by_id(held.person, timezone.localdate())
        if officer is None:
            raise ScanBringerGone(name=held.name)
        scan = accept_scan(held.name, unseal(of_case(held.resi), _KIND, _sealed_bytes(sealed, held)))
        add_paper(held.resi, held.requirement, scan, officer=officer)
    except (*_AWAY, ScanNotChecked):
        raise
    except Refusal as refusal:
        _note(note, dataclasses.replace(held, outcome=f"{refusal.explanation} {refusal.hint}".strip()))
        _log.warning("Refused from quarantine: %s", refusal.id)
        done.refused += 1
    else:
        note.unlink()
        done.kept += 1
    sealed.unlink(missing_ok=True)


def _sealed_bytes(sealed: Path, held: HeldScan) -> bytes:
    try:
        return sealed.read_bytes()
    except FileNotFoundError:
        raise ScanBroken(name=held.name) from None


def _notes() -> Iterator[tuple[Path, HeldScan]]:
    for note in held_folder().glob("*.json"):
        if (held := _read(note)) is not None:
            yield note, held


def _read(note: Path) -> HeldScan | None:
    """A note; None for one that has just gone, and for what is none: one bad file must not close the page of every case."""
    try:
        return HeldScan(**json.loads(note.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        _log.error("Not a note of what waits in quarantine: %s", note.name)
        return None


def _forget_old_notes() -> None:
    latest = timezone.now() - KEEP_NOTES
    for note, held in list(_notes()):
        if held.outcome and datetime.datetime.fromisoformat(held.at) < latest:
            note.unlink(missing_ok=True)


def _note(path: Path, held: HeldScan) -> None:
    _write(path, json.dumps(dataclasses.asdict(held), ensure_ascii=False).encode())


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and on the disk when this returns: the clerk is told not to bring it again."""
    fresh = path.with_suffix(".baru")
    fresh.touch(mode=0o600)
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
