"""The tree against a naive one that follows the text of RFC 6962, and against everything that is not its proof."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.proof.tree import (
    EMPTY,
    Growing,
    consistency_path,
    inclusion_path,
    is_extension,
    is_included,
    leaf_hash,
    root_of,
)

MOST = 40
LEAVES = [leaf_hash(f"{number}".encode()) for number in range(MOST)]
SIZES = st.integers(0, MOST)


def naive_root(entries: list[bytes]) -> bytes:
    """As RFC 6962, 2.1, writes it: over the entries themselves, from the top."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    half = 1
    while half * 2 < len(entries):
        half *= 2
    return hashlib.sha256(b"\x01" + naive_root(entries[:half]) + naive_root(entries[half:])).digest()


def flipped(data: bytes) -> bytes:
    return bytes((data[0] ^ 1,)) + data[1:]


class TestRoot:
    @given(st.lists(st.binary(max_size=8), max_size=MOST))
    def test_is_that_of_the_rfc(self, entries: list[bytes]) -> None:
        assert root_of(map(leaf_hash, entries)) == naive_root(entries)

    def test_of_nothing_is_the_hash_of_nothing(self) -> None:
        assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


class TestAGrowingTree:
    def test_has_the_same_root_after_each_entry(self) -> None:
        growing = Growing()
        for size in range(MOST):
            assert (growing.size, growing.root) == (size, root_of(LEAVES[:size]))
            growing.add(LEAVES[size])


class TestInclusion:
    @pytest.mark.parametrize("size", range(1, MOST + 1))
    def test_is_shown_for_every_leaf_at_its_place_alone(self, size: int) -> None:
        root = root_of(LEAVES[:size])
        for index in range(size):
            path = inclusion_path(LEAVES[:size], index)
            places = [at for at in range(-1, size + 1) if is_included(LEAVES[index], at, size, path, root)]
            assert places == [index]

    @given(st.integers(1, MOST), st.data())
    def test_is_not_shown_by_anything_else(self, size: int, data: st.DataObject) -> None:
        index = data.draw(st.integers(0, size - 1))
        root, path = root_of(LEAVES[:size]), inclusion_path(LEAVES[:size], index)
        assert not is_included(flipped(LEAVES[index]), index, size, path, root)
        assert not is_included(LEAVES[index], index, size, path, flipped(root))
        assert not is_included(LEAVES[index], index, size, (*path, EMPTY), root)
        assert not any(
            is_included(LEAVES[index], index, size, (*path[:at], *path[at + 1 :]), root) for at in range(len(path))
        )
        assert not any(
            is_included(LEAVES[index], index, size, (*path[:at], flipped(path[at]), *path[at + 1 :]), root)
            for at in range(len(path))
        )

    @pytest.mark.parametrize("index", [-1, 3])
    def test_of_what_is_not_there_is_not_made(self, index: int) -> None:
        with pytest.raises(IndexError):
            inclusion_path(LEAVES[:3], index)


class TestExtension:
    @pytest.mark.parametrize("size", range(MOST + 1))
    def test_is_shown_from_every_earlier_size(self, size: int) -> None:
        for old in range(size + 1):
            path = consistency_path(LEAVES[:size], old)
            assert is_extension(old, root_of(LEAVES[:old]), size, root_of(LEAVES[:size]), path), (old, size)

    @given(SIZES, SIZES, st.integers(0, MOST - 1))
    def test_is_not_shown_of_a_tree_that_began_otherwise(self, one: int, other: int, changed: int) -> None:
        old, size = min(one, other), max(one, other)
        forked = [flipped(leaf) if at == changed else leaf for at, leaf in enumerate(LEAVES)]
        path = consistency_path(forked[:size], old)
        shown = is_extension(old, root_of(LEAVES[:old]), size, root_of(forked[:size]), path)
        assert shown == (changed >= old)

    @given(SIZES, SIZES)
    def test_is_not_shown_by_any_other_path(self, one: int, other: int) -> None:
        old, size = min(one, other), max(one, other)
        roots, path = (root_of(LEAVES[:old]), root_of(LEAVES[:size])), consistency_path(LEAVES[:size], old)
        assert not is_extension(old, roots[0], size, roots[1], (*path, EMPTY))
        for at, step in enumerate(path):
            assert not is_extension(old, roots[0], size, roots[1], (*path[:at], *path[at + 1 :]))
            assert not is_extension(old, roots[0], size, roots[1], (*path[:at], flipped(step), *path[at + 1 :]))

    @given(SIZES, SIZES)
    def test_never_leads_back(self, one: int, other: int) -> None:
        old, size = min(one, other), max(one, other) + 1
        path = consistency_path(LEAVES[:size], old) if size <= MOST else ()
        assert not is_extension(size, root_of(LEAVES[:size]), old, root_of(LEAVES[:old]), path)

    @pytest.mark.parametrize("size", [-1, 4])
    def test_from_a_size_that_never_was_is_not_made(self, size: int) -> None:
        with pytest.raises(IndexError):
            consistency_path(LEAVES[:3], size)

    def test_is_not_shown_by_nothing_where_a_path_is_needed(self) -> None:
        assert not is_extension(3, root_of(LEAVES[:3]), 5, root_of(LEAVES[:5]), ())
