"""
What the papers of an application print beside the register: the answers of its form in words, by the names papers use.

Rows are left out, for they became life events. It knows no paper, and looks no code up by itself.
"""

from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

from loket.core.entry.model import ROWS, EntryForm, Field, FieldKind
from loket.core.entry.reading import TICKED, Values
from loket.core.terms import KkNumber, Nik, RegionCode

Words: TypeAlias = Callable[[str, int], str]
"""The words of a code: the list's name and the number in, what the form prints out."""

_OF_ADDRESS: Final = frozenset({"rt", "rw"})


def details(form: EntryForm, values: Values, words: Words) -> dict[str, str]:
    """Every answer that was given, as text: dates in ISO form, codes and choices in words, a tick as “ya”."""
    fields = ((f, values.held.get(name)) for name, f in form.fields.items() if f.kind not in ROWS)
    return {f.detail or f.name: _text(f, answer, words) for f, answer in fields if answer is not None}


def _text(field: Field, answer: object, words: Words) -> str:
    match answer:
        case True:
            return TICKED
        case date():
            return answer.isoformat()
        case int() if field.kind is FieldKind.CODE:
            return words(field.list or "", answer)
        case int():
            return f"{answer:03}" if field.name in _OF_ADDRESS else str(answer)
        case Nik() | KkNumber() | RegionCode():
            return answer.digits
        case _:
            return field.choices.get(str(answer), str(answer))
