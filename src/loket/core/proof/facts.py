"""
The digest of what a paper says: equal for equal words, whatever the layout, the fonts or the order of the fields.

It refuses to know what a paper is, and to guess: a value that has more than one spelling must come as text.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Final

SHORT: Final = 16
"""How many bytes of the digest the QR carries: 128 bits, against a second paper with the same beginning."""
_DOMAIN: Final = b"loket-facts-1\n"


def facts_digest(facts: Mapping[str, object]) -> bytes:
    """
    The SHA-256 of the facts, 32 bytes.

    `facts` holds text, whole numbers, yes and no, nothing, and lists and tables of these. Texts count in Unicode's
    composed form, as they are printed. The QR stands on the same page, so it can be no fact of the page: leave it out.
    Raises TypeError for any other value, ValueError for two fields of one name or half a surrogate pair.
    """
    return hashlib.sha256(_DOMAIN + canonical_facts(facts)).digest()


def canonical_facts(facts: Mapping[str, object]) -> bytes:
    """The one spelling of the facts that is hashed: JSON in UTF-8, fields sorted, no blanks. Raises as `facts_digest`."""
    text = json.dumps(_composed(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _composed(value: object) -> object:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case None | bool() | int():
            return value
        case list() | tuple():
            return [_composed(inner) for inner in value]
        case Mapping():
            return _table(value)
        case _:
            raise TypeError(f"{type(value).__name__} has no single spelling; write it as text.")


def _table(table: Mapping[object, object]) -> dict[str, object]:
    composed: dict[str, object] = {}
    for name, inner in table.items():
        if not isinstance(name, str):
            raise TypeError("A field is named by a text.")
        key = unicodedata.normalize("NFC", name)
        if key in composed:
            raise ValueError(f"Two fields are named {key}.")
        composed[key] = _composed(inner)
    return composed
