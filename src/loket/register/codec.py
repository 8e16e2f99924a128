"""
Values of the core as JSON and back.

Defaults are left out of what is stored of a person, for most residents have most of them. A life event is only written:
nobody makes one again from its row.
"""

import dataclasses
import datetime
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar
from uuid import UUID

from loket.core.register import Address, Biodata, Documents, Permit, Transit
from loket.core.register.codes import Coded
from loket.core.terms import KkNumber, Nik, RegionCode

T = TypeVar("T", Address, Biodata, Documents, Permit, Transit)
C = TypeVar("C", bound=Coded)
Json = Any
_DIGITS: Final = (Nik, KkNumber, RegionCode)


def to_json(value: object) -> Json:
    """Any value of the core: dates in ISO form, codes as numbers, numbers as digits, sets in a stable order."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, _DIGITS):
        return value.digits
    return _many_to_json(value)


def _many_to_json(value: object) -> Json:
    match value:
        case Mapping():
            return {str(to_json(key)): to_json(item) for key, item in value.items()}
        case frozenset() | set():
            return sorted((to_json(item) for item in value), key=str)
        case tuple() | list():
            return [to_json(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    raise TypeError(f"no JSON for {type(value).__name__}")


def coded(kind: type[C], number: int) -> C:
    """The entry of a code list with this number. Raises ValueError for a number that it has not."""
    return typing.cast("Callable[[int], C]", kind)(number)


def packed(value: Address | Biodata | Documents | Permit | Transit) -> Json:
    """A part of a person's record without what is as by default."""
    return {
        f.name: packed(item) if isinstance(item, Permit) else to_json(item)
        for f in dataclasses.fields(value)
        if (item := getattr(value, f.name)) != f.default
    }


def unpacked(kind: type[T], stored: Mapping[str, Json]) -> T:
    """What `packed` wrote. Raises KeyError or ValueError for what it did not write."""
    readers = _readers(typing.cast("Any", kind))
    return kind(**{name: readers[name](item) for name, item in stored.items()})


@cache
def _readers(kind: Any) -> Mapping[str, Callable[[Json], Any]]:
    return {name: _reader(hint) for name, hint in typing.get_type_hints(kind).items()}


def _reader(hint: Any) -> Callable[[Json], Any]:
    if typing.get_origin(hint) is tuple:
        inner = _reader(typing.get_args(hint)[0])
        return lambda items: tuple(inner(item) for item in items)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        wanted = next(arg for arg in typing.get_args(hint) if arg is not types.NoneType)
        inner = _reader(wanted)
        return lambda item: None if item is None else inner(item)
    if hint is datetime.date:
        return datetime.date.fromisoformat
    if dataclasses.is_dataclass(hint) and hint not in _DIGITS:
        return lambda item: unpacked(typing.cast("type[Any]", hint), item)
    return typing.cast("Callable[[Json], Any]", hint)
