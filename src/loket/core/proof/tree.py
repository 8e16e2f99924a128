"""
A Merkle tree over a list that is only ever added to: its root, and proofs about it that need no list.

Two proofs: that an entry is in the tree, and that a larger tree begins with a smaller one. It refuses to know what the
entries are. Basis: RFC 6962, section 2.1; RFC 9162, section 2.1 (how a proof is checked).
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

EMPTY: Final = hashlib.sha256(b"").digest()
"""The root of the tree without entries."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry; its first byte keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + entry).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes in their order: 32 bytes."""
    level = list(leaves)
    if not level:
        return EMPTY
    while len(level) > 1:
        # An odd one goes up alone, which is where the largest power of two below the size splits the tree.
        odd = level[-1:] if len(level) % 2 else []
        level = [_node(left, right) for left, right in zip(level[::2], level[1::2], strict=False)] + odd
    return level[0]


def inclusion_path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """
    The hashes that lead from the leaf at `index`, counted from zero, to the root over all `leaves`.

    Raises IndexError for a leaf that is not there.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    path: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        split = low + _split(high - low)
        if index < split:
            path.append(root_of(leaves[split:high]))
            high = split
        else:
            path.append(root_of(leaves[low:split]))
            low = split
    return tuple(reversed(path))


def consistency_path(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """
    The hashes that show that the tree over `leaves` begins with the tree over its first `old_size`.

    Empty for the tree without entries and for the same size. Raises IndexError for a size beyond the leaves.
    """
    if not 0 <= old_size <= len(leaves):
        raise IndexError(old_size)
    path: list[bytes] = []
    low, high, known = 0, len(leaves), True
    while 0 < old_size < high:
        split = low + _split(high - low)
        if old_size <= split:
            path.append(root_of(leaves[split:high]))
            high = split
        else:
            path.append(root_of(leaves[low:split]))
            low, known = split, False
    # The old root itself is known to whoever asks; any other subtree it ends with must be given.
    if not known:
        path.append(root_of(leaves[low:high]))
    return tuple(reversed(path))


def _split(size: int) -> int:
    """The largest power of two below `size`, which is two or more."""
    return 1 << (size - 1).bit_length() - 1


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` shows that the tree of that size and root has the leaf hash at `index`."""
    if not 0 <= index < size:
        return False
    here, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = _node(step, found)
            here, last = _up(here, last)
        else:
            found = _node(found, step)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def is_extension(old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows that the tree of `size` and `root` begins with that of `old_size` and `old_root`."""
    if old_size in (0, size):
        return not path and old_root == (root if old_size else EMPTY)
    if not 0 < old_size < size:
        return False
    steps = [old_root, *path] if old_size & (old_size - 1) == 0 else list(path)
    if not steps:
        return False
    here, last = old_size - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = _node(step, old), _node(step, new)
            here, last = _up(here, last)
        else:
            new = _node(new, step)
        here, last = here >> 1, last >> 1
    return last == 0 and old == old_root and new == root


def _up(here: int, last: int) -> tuple[int, int]:
    """Past the levels on which a node at the right edge had nobody beside it."""
    while not here & 1 and here:
        here, last = here >> 1, last >> 1
    return here, last


class Growing:
    """A tree of which only the roots of its whole parts are kept: its root after each entry, at no cost of the others."""

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Add a leaf hash at the end."""
        self._parts.append(leaf)
        self.size += 1
        whole = self.size
        while not whole & 1:
            right, left = self._parts.pop(), self._parts.pop()
            self._parts.append(_node(left, right))
            whole >>= 1

    @property
    def root(self) -> bytes:
        """The root over all that was added."""
        if not self._parts:
            return EMPTY
        found = self._parts[-1]
        for part in self._parts[-2::-1]:
            found = _node(part, found)
        return found
