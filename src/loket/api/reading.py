"""Reading request bodies: strict JSON, of text that any database can keep."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser


class StrictJson(Parser):
    """Refuses NaN, lone surrogates and the sign U+0000: each would be a fault somewhere behind, or a lie in a hash."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as data. Raises ValueError."""
        data = json.loads(request.body, parse_constant=_no_constant)
        for text in _texts(data):
            text.encode()
            if "\x00" in text:
                raise ValueError("U+0000")
        return data


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from _texts(item)
    elif isinstance(data, dict):
        for name, item in data.items():
            yield name
            yield from _texts(item)
