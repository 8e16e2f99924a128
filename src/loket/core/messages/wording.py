"""
The words of a message: a text with variables in braces, checked before it is used, so that filling it in never fails.

It refuses to know who reads it. A number of sixteen digits never passes, wherever it came from.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from loket.core.messages.kinds import KINDS, Kind
from loket.core.problems import Problem

LONGEST: Final = 480
"""Three long text messages: nobody reads on."""
_LONGEST_VALUE: Final = 200
_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")
_NUMBER_OF_A_PERSON: Final = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
_HIDDEN: Final = "•" * 4


def faults(kind: Kind, text: str, field: str = "text") -> tuple[Problem, ...]:
    """All that is wrong with the words for a kind; what has none can be filled in whatever the values are."""
    return tuple(_faults(kind, text, field))


def _faults(kind: Kind, text: str, field: str) -> Iterator[Problem]:
    spec, named = KINDS[kind], _VARIABLE.findall(text)
    listed = ", ".join(f"{{{name}}}" for name in spec.variables)
    if not text.strip():
        yield Problem("message-empty", "Isi teks pesannya.", field=field)
    if len(text) > LONGEST:
        yield Problem("message-long", f"Teks paling panjang {LONGEST} tanda; ini {len(text)}.", field=field)
    if any(not sign.isprintable() for sign in text):
        yield Problem("message-signs", "Tulis teks dalam satu baris, tanpa tanda yang tidak tercetak.", field=field)
    if {"{", "}"}.intersection(_VARIABLE.sub("", text)):
        sentence = "Ada kurung kurawal tanpa pasangan."
        yield Problem("message-braces", sentence, f"Tulis variabel seperti {listed}.", field=field)
    for name in named:
        if name not in spec.variables:
            sentence = f"Pesan ini tidak mengenal variabel {{{name}}}."
            yield Problem("message-variable", sentence, f"Yang ada: {listed}.", field=field)
    for name in spec.required:
        if name not in named:
            yield Problem("message-lacks", f"Teks harus memuat {{{name}}}.", field=field)
    if _NUMBER_OF_A_PERSON.search(text):
        yield Problem("message-number", "Teks memuat nomor 16 angka, seperti NIK atau nomor KK.", field=field)


def filled(text: str, values: Mapping[str, object]) -> str:
    """
    The words with their variables filled in, on one line; a value that was not given is left out.

    What looks like a NIK or KK number is hidden.
    """
    found = _VARIABLE.sub(lambda one: _value(values.get(one.group(1), "")), text)
    return _NUMBER_OF_A_PERSON.sub(_HIDDEN, " ".join(found.split()))


def preview(kind: Kind, text: str, office: str) -> str:
    """The words as a citizen of this office would get them, with values that are made up."""
    return filled(text, {**KINDS[kind].variables, "kantor": office})


def _value(value: object) -> str:
    printable = "".join(sign if sign.isprintable() else " " for sign in str(value))
    return " ".join(printable.split())[:_LONGEST_VALUE]
