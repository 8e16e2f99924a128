"""Whom and which KKs a form names, by number or id: by these a case is known as the matter of a family."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from loket.entries import models

_SEPARATORS: Final = str.maketrans("", "", " .-")
_NUMBER: Final = re.compile(r"[0-9]{16}")
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def named_in(values: Mapping[str, Any]) -> frozenset[str]:
    """
    Every NIK, KK number and id in the answers of a form, whatever field it stands in.

    Who reports and who bears witness is meant as well: for an officer's family that is a part in the matter too.
    """
    return frozenset(filter(None, map(_number_or_id, _texts(values))))


def parties_of(resi: str) -> frozenset[str]:
    """The same of the form of an application as it was saved last, in one statement; empty without a form."""
    row = models.Entry.objects.filter(resi=resi).order_by("-revision").values_list("values", flat=True).first()
    return named_in(row or {})


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _number_or_id(text: str) -> str:
    plain = text.strip().lower()
    if _ID.fullmatch(plain):
        return plain
    digits = plain.translate(_SEPARATORS)
    return digits if _NUMBER.fullmatch(digits) else ""
