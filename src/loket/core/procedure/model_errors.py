"""
Pydantic's findings in our words: each becomes a problem with a stable id, an Indonesian sentence and a line.

It knows kinds of errors and places in a file, not what a procedure means.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from loket.core.problems import Problem
from loket.core.procedure.document import Document, PartPath
from loket.core.procedure.near import suggestion

# What may be a bool or an id fails twice, once for each; the first failure speaks for both.
_ONE_WAY: Final = "bool"
_OTHER_WAY: Final = "constrained-str"

Words = tuple[str, str, str]
Explain = Callable[[str, ErrorDetails], Words]


def problems_of(error: ValidationError, document: Document, model: type[BaseModel]) -> tuple[Problem, ...]:
    """Every finding of `error`, placed in the document, in the order of its lines."""
    findings = [details for details in error.errors(include_url=False) if details["loc"][-1:] != (_OTHER_WAY,)]
    found = [_problem(details, document, model) for details in findings]
    return tuple(sorted(found, key=lambda p: (p.place.line if p.place else 0, p.id)))


def _problem(details: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    path = tuple(part for part in details["loc"] if part not in ("[key]", _ONE_WAY))
    name = str(path[-1]) if path else "berkas"
    if details["type"] == "extra_forbidden":
        hint = suggestion(name, _keys_at(model, path[:-1]))
        return Problem("key-unknown", f"Kunci “{name}” tidak dikenal di sini.", hint, place=document.place(path))
    if "[key]" in details["loc"]:
        sentence = f"Kunci “{name}” tidak sah sebagai id."
        return Problem("key-shape", sentence, _ID_HINT, place=document.place(path))
    if _ONE_WAY in details["loc"]:
        words = _kind("true, false atau id pilihan")(_label(path), details)
        return Problem(*words, place=document.place(path))
    problem_id, sentence, hint = _EXPLAIN.get(details["type"], _other)(_label(path), details)
    return Problem(problem_id, sentence, hint, place=document.place(path))


def _label(path: PartPath) -> str:
    """The part as a reader would name it: `steps.3.acts` becomes “steps[3].acts”."""
    label = ""
    for part in path:
        label += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return label.lstrip(".") or "berkas"


def _keys_at(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """The keys a file may use at `path`, found by walking the types of the model."""
    kind: Any = model
    for part in path:
        kind = _inner(kind, part)
    fields = getattr(kind, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


def _inner(kind: Any, part: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        named = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
        return _unwrapped(named.get(str(part)))
    arguments = getattr(kind, "__args__", ())
    return _unwrapped(arguments[1 if isinstance(part, str) and len(arguments) > 1 else 0]) if arguments else None


def _unwrapped(kind: Any) -> Any:
    """`X | None` is X: the reader only asks what may stand inside."""
    arguments = [a for a in getattr(kind, "__args__", ()) if a is not type(None)]
    optional = type(None) in getattr(kind, "__args__", ())
    return arguments[0] if optional and len(arguments) == 1 else kind


_ID_HINT: Final = "Id ditulis dengan huruf kecil, angka dan tanda hubung, misalnya `verifikasi-berkas`."

_REGION_HINT: Final = 'Kode wilayah Kemendagri ditulis dengan titik, misalnya "21.01".'
_SHAPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "office": _REGION_HINT,
        "code": _REGION_HINT,
        "hours": 'Tulis jam buka dan tutup, misalnya "08:00-12:00".',
        "nip": "NIP terdiri dari 18 angka tanpa spasi.",
        "username": "Nama pengguna ditulis kantor.nama, misalnya bintan.budi.",
    }
)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _missing(label: str, _: ErrorDetails) -> Words:
    return (
        "key-missing",
        f"Bagian “{label}” wajib ada.",
        "Tambahkan kunci itu; lihat docs/reference/procedure-format.md.",
    )


def _not_text(label: str, details: ErrorDetails) -> Words:
    value = details["input"]
    hint = f'Beri tanda kutip: "{value}".' if isinstance(value, int) else "Tulis satu teks, bukan daftar atau kosong."
    return "value-not-text", f"“{label}” harus berupa teks.", hint


def _kind(word: str) -> Explain:
    def explain(label: str, _: ErrorDetails) -> Words:
        return "value-kind", f"“{label}” harus berupa {word}.", "Periksa lekuk dan tanda hubung di depan isinya."

    return explain


def _pattern(label: str, details: ErrorDetails) -> Words:
    sentence = f"“{_shown(details['input'])}” tidak sah untuk “{label}”."
    part = label.split("[", maxsplit=1)[0] if label.startswith("hours") else label.rsplit(".", maxsplit=1)[-1]
    return "value-shape", sentence, _SHAPES.get(part.split(".", maxsplit=1)[0], _ID_HINT)


def _hours(label: str, _: ErrorDetails) -> Words:
    sentence = f"Jam pada “{label}” tidak berurutan."
    return "hours-order", sentence, "Tulis dari pagi ke sore, jam tutup sesudah jam buka, tanpa tumpang tindih."


def _choice(label: str, details: ErrorDetails) -> Words:
    expected = str(details.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    sentence = f"“{_shown(details['input'])}” bukan pilihan untuk “{label}”."
    return "value-choice", sentence, f"Pilihannya: {expected}."


def _too_long(label: str, details: ErrorDetails) -> Words:
    limit = details.get("ctx", {}).get("max_length")
    return (
        "value-too-long",
        f"“{label}” lebih panjang dari {limit} tanda.",
        "Persingkat, atau bagi menjadi beberapa butir.",
    )


def _empty(label: str, _: ErrorDetails) -> Words:
    return "value-empty", f"“{label}” tidak boleh kosong.", "Isi paling sedikit satu butir."


def _range(label: str, details: ErrorDetails) -> Words:
    sentence = f"Angka “{_shown(details['input'])}” di luar batas untuk “{label}”."
    return "value-range", sentence, "Jumlah salinan antara 0 dan 10."


def _date(label: str, _: ErrorDetails) -> Words:
    today = datetime.date(2026, 1, 31).isoformat()
    return "value-date", f"“{label}” bukan tanggal.", f"Tulis tahun-bulan-hari, misalnya {today}."


def _other(label: str, _: ErrorDetails) -> Words:
    return "value-wrong", f"Isi “{label}” tidak dapat dipakai.", "Lihat docs/reference/procedure-format.md."


_EXPLAIN: Final[Mapping[str, Explain]] = MappingProxyType(
    {
        "missing": _missing,
        "string_type": _not_text,
        "string_pattern_mismatch": _pattern,
        "string_too_long": _too_long,
        "too_short": _empty,
        "literal_error": _choice,
        "bool_type": _kind("true atau false"),
        "int_type": _kind("angka bulat"),
        "int_parsing": _kind("angka bulat"),
        "bool_parsing": _kind("true atau false"),
        "tuple_type": _kind("daftar"),
        "dict_type": _kind("kelompok kunci dan isi"),
        "model_type": _kind("kelompok kunci dan isi"),
        "model_attributes_type": _kind("kelompok kunci dan isi"),
        "greater_than_equal": _range,
        "less_than_equal": _range,
        "date_from_datetime_parsing": _date,
        "date_parsing": _date,
        "date_type": _date,
        "date_from_datetime_inexact": _date,
        "value_error": _hours,
    }
)
