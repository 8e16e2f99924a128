"""
Seals what is specific data inside a tree of JSON, leaf by leaf, with the key of the person it stands under; the rest stays as it is.

Which leaves those are is said in the core, with the class of every field. A resident's id is the word `resident_id` or `child_id` around the leaf, or the name of a branch.
"""

import base64
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from loket.core.register.field_classes import SEALED
from loket.vault.refusals import KeyDestroyed
from loket.vault.services import of_resident, seal, unseal

_MARK: Final = "lkt1:"
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Leaf = Callable[[str, str, Any], Any]


def sealed_leaves(tree: Any, owner: str) -> Any:
    """
    The tree with every specific leaf sealed; `owner` is whose key serves where no resident is named around the leaf.

    Raises KeyDestroyed and KeyMissing.
    """
    return _walked(tree, owner, _sealed)


def opened_leaves(tree: Any, owner: str) -> Any:
    """
    The tree as it was before; a leaf whose key was destroyed is gone. Leaves that were kept in the clear stay.

    Raises KeyMissing and SealBroken.
    """
    return _walked(tree, owner, _opened)


def without_sealed(tree: Mapping[str, Any]) -> dict[str, Any]:
    """One record without its sealed leaves, for who does not need them."""
    return {name: value for name, value in tree.items() if not _is_sealed(value)}


def holds_specific(tree: Any) -> bool:
    """Whether some leaf of the tree would be sealed."""
    if isinstance(tree, Mapping):
        return any((name in SEALED and not _is_empty(value)) or holds_specific(value) for name, value in tree.items())
    return isinstance(tree, list | tuple) and any(holds_specific(item) for item in tree)


_GONE: Final = object()


def _walked(tree: Any, owner: str, leaf: Leaf) -> Any:
    if isinstance(tree, list | tuple):
        return [_walked(item, owner, leaf) for item in tree]
    if not isinstance(tree, Mapping):
        return tree
    named = tree.get("resident_id") or tree.get("child_id")
    own = of_resident(named) if isinstance(named, str) and _ID.fullmatch(named) else owner
    walked = {name: _branch(name, value, own, leaf) for name, value in tree.items()}
    return {name: value for name, value in walked.items() if value is not _GONE}


def _branch(name: str, value: Any, owner: str, leaf: Leaf) -> Any:
    if name in SEALED:
        return leaf(owner, name, value)
    return _walked(value, of_resident(name) if _ID.fullmatch(name) else owner, leaf)


def _sealed(owner: str, name: str, value: Any) -> Any:
    if _is_empty(value):
        return value
    content = seal(owner, f"isian:{name}", json.dumps(value).encode())
    return _MARK + base64.b64encode(content).decode()


def _opened(owner: str, name: str, value: Any) -> Any:
    if not _is_sealed(value):
        return value
    try:
        return json.loads(unseal(owner, f"isian:{name}", base64.b64decode(value.removeprefix(_MARK))))
    except KeyDestroyed:
        return _GONE


def _is_sealed(value: object) -> bool:
    return isinstance(value, str) and value.startswith(_MARK)


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {})
