"""
How a record of the log becomes a line: for people, or as one JSON object for machines.

Whatever stands in a record, it is one line, and no line of a trace begins like a record: nobody writes a line into the log
by what they send.
"""

import datetime
import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Final

FIELDS: Final = ("event", "who", "account", "session", "way", "reason", "tried", "address", "method", "path", "status")
"""What a record may bring beside its message, in the order of the lines; anything else that it brings is left out."""
_PLAIN: Final = re.compile(r"[\w./:@%+-]+", re.ASCII)


def one_line(text: str) -> str:
    """The text without a sign that begins a line, moves the cursor or turns the direction; each is spelt out."""
    spelt = text.replace("\\", "\\\\")
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in spelt)


class TextLines(logging.Formatter):
    """
    Time in UTC, level, logger, fields in brackets, message; a trace in lines of its own, each behind a bar.

    The fields stand before the message, in brackets that are there without any field too: what is typed into a message
    makes up none.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        fields = " ".join(f"{name}={_value(value)}" for name, value in _fields(record).items())
        head = (_moment(record), record.levelname, record.name, f"[{fields}]")
        lines = [" ".join((*head, one_line(record.getMessage())))]
        return "\n".join((*lines, *(f"  | {one_line(line)}" for line in self._trace(record))))

    def _trace(self, record: logging.LogRecord) -> Iterator[str]:
        yield from trace_of(self, record).split("\n") if record.exc_info or record.stack_info else ()


class JsonLines(logging.Formatter):
    """One JSON object a line, in ASCII: `at`, `level`, `logger`, `message`, the fields, and `trace` where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        told: dict[str, object] = {
            "at": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info or record.stack_info:
            told["trace"] = trace_of(self, record)
        return json.dumps(told, default=str)


def trace_of(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    """Where it went wrong, as Python tells it; nothing of the values that variables held."""
    found = formatter.formatException(record.exc_info) if record.exc_info else ""
    return "\n".join(filter(None, (found, record.stack_info)))


def _moment(record: logging.LogRecord) -> str:
    at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _fields(record: logging.LogRecord) -> Mapping[str, object]:
    held = vars(record)
    return {name: held[name] for name in FIELDS if held.get(name) not in (None, "")}


def _value(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)
