"""
What a backup says of itself: when, of what, how much, and the hash of each part; signed as a checkpoint is.

It holds no personal data and no secret, so that it may be read without any key.
"""

import datetime
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from loket.core.problems import BadTerm
from loket.core.proof.note import NoteKey, SignedNote, read_note
from loket.keeping.refusals import BackupDamaged, ManifestNotSigned, NoBackup

FORMAT: Final = "loket-backup-1"
FILE: Final = "manifest.json"
NOTE: Final = "manifest.note"
PARTS: Final = ("database", "papers", "keys")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as it was written; nothing of it is proved until `prove` says so."""

    folder: Path
    data: dict[str, Any]
    digest: bytes
    note: SignedNote

    @property
    def name(self) -> str:
        """The name of the backup, which is that of its folder when it was made."""
        return str(self.data["name"])

    @property
    def holdings(self) -> dict[str, Any]:
        """What the database held."""
        found: dict[str, Any] = self.data["holdings"]
        return found

    def file(self, part: str) -> Path:
        """The encrypted file of a part."""
        return self.folder / f"{part}.age"


def text_of(data: dict[str, Any]) -> str:
    """A manifest as text: one meaning, one spelling."""
    return json.dumps({"format": FORMAT, **data}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a finished backup. Raises NoBackup and BackupDamaged."""
    try:
        text, note = (folder / FILE).read_bytes(), (folder / NOTE).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise NoBackup(folder=folder) from None
    try:
        data = json.loads(text)
        if data["format"] != FORMAT or not _is_whole(data):
            raise ValueError(data["format"])
        return Manifest(folder, data, hashlib.sha256(text).digest(), read_note(note))
    except (ValueError, KeyError, TypeError, AttributeError, BadTerm):
        raise BackupDamaged(backup=folder.name, why="manifesnya tidak terbaca") from None


def _is_whole(data: dict[str, Any]) -> bool:
    """Whether everything is there that is asked of a manifest before it is proved. Raises KeyError, TypeError and ValueError."""
    numbers = [data["events"], data["parts"]["papers"]["files"], *(data["parts"][part]["size"] for part in PARTS)]
    texts = [data["name"], data["made_at"], data["parts"]["database"]["kind"]]
    texts += [data["parts"][part]["sha256"] for part in PARTS]
    datetime.datetime.fromisoformat(data["made_at"])
    trees = [data["holdings"], data["holdings"]["offices"]]
    return (
        all(isinstance(one, int) for one in numbers)
        and all(isinstance(one, str) for one in texts)
        and all(isinstance(one, dict) for one in trees)
    )


def prove(manifest: Manifest, key: NoteKey | None) -> None:
    """
    The manifest is the one that was signed, and each part is the one that it names; with a key, also who signed it.

    Raises BackupDamaged and ManifestNotSigned.
    """
    head = manifest.note.head
    if head.root != manifest.digest:
        raise BackupDamaged(backup=manifest.name, why="manifesnya bukan yang ditandatangani")
    if key is not None and not manifest.note.is_signed_by(key):
        raise ManifestNotSigned(backup=manifest.name, key=key)
    for part, told in manifest.data["parts"].items():
        if part not in PARTS or _sha256(manifest.file(part)) != told["sha256"]:
            raise BackupDamaged(backup=manifest.name, why=f"{part}.age hilang atau bukan yang dibuat")


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
