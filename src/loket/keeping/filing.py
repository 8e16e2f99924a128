"""
Files as one stream in the common form of archives, and back into an empty folder.

It refuses a name that would lead out of that folder, and anything that is no plain file.
"""

import hashlib
import io
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from loket.keeping.streams import PIECE, Joined, for_its_owner

_BLOCK: Final = 512
_END: Final = bytes(2 * _BLOCK)
Named = tuple[str, bytes]


class NotOurs(ValueError):
    """Something in an archive that Loket never puts there."""


@dataclass(slots=True)
class Inventory:
    """How many files went by, how many bytes, and one hash over their names and hashes in the order of the names."""

    files: int = 0
    bytes: int = 0
    _digest: Any = field(default_factory=hashlib.sha256)

    def note(self, name: str, size: int, sha256: str) -> None:
        """Take one file into account."""
        self.files += 1
        self.bytes += size
        self._digest.update(f"{sha256}  {name}\n".encode())

    @property
    def digest(self) -> str:
        """The hash over all files so far."""
        found: str = self._digest.hexdigest()
        return found

    def as_json(self) -> dict[str, object]:
        """What a manifest says of the files."""
        return {"files": self.files, "bytes": self.bytes, "digest": self.digest}


def archived(files: Iterable[Named], inventory: Inventory) -> Iterator[bytes]:
    """The files as an archive, each noted in the inventory as it goes by."""
    for name, content in files:
        head = tarfile.TarInfo(name)
        head.size, head.mode = len(content), 0o600
        yield head.tobuf(tarfile.PAX_FORMAT)
        yield content
        yield bytes(-len(content) % _BLOCK)
        inventory.note(name, len(content), hashlib.sha256(content).hexdigest())
    yield _END


def unarchived(
    pieces: Iterator[bytes], folder: Path, progress: Callable[[int], None] = lambda _count: None
) -> Inventory:
    """
    Write the files of an archive below `folder`, for their owner only. Raises NotOurs, tarfile.TarError and OSError.

    The inventory is of what was written, read back from no cache but hashed on the way.
    """
    inventory = Inventory()
    with tarfile.open(fileobj=io.BufferedReader(Joined(pieces), PIECE), mode="r|") as archive:
        for member in archive:
            target = folder / member.name
            source = archive.extractfile(member) if member.isfile() else None
            if source is None or _leads_out(member.name):
                raise NotOurs(member.name)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            digest = hashlib.sha256()
            with open(target, "xb", opener=for_its_owner) as out:
                while piece := source.read(PIECE):
                    out.write(piece)
                    digest.update(piece)
            inventory.note(member.name, member.size, digest.hexdigest())
            progress(member.size)
    return inventory


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts
