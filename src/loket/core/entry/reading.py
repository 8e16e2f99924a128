"""
Answers as typed or posted, read field by field: values of the core, and a problem for each field that is not one.

It judges single answers (a date is a date, a code is in its list); whether they fit together is the register's business.
"""

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, TypeAlias, TypeVar, cast
from uuid import UUID

from loket.core.entry.model import ROWS, EntryForm, Field, FieldKind
from loket.core.printable import unfit_for_name, unprintable
from loket.core.problems import BadTerm, Problem
from loket.core.procedure.expressions import evaluate, parse
from loket.core.register.codes import Coded
from loket.core.terms import KkNumber, Nik, RegionCode

Row: TypeAlias = Mapping[str, str]
Raw: TypeAlias = Mapping[str, str | Sequence[Row]]
"""Answers as stored: text by field name, rows for members and people. A tick is "ya" or nothing."""

Ref: TypeAlias = Nik | KkNumber | UUID
CodeLists: TypeAlias = Mapping[str, Collection[int]]
"""The codes in force today, by the name of their list."""

C = TypeVar("C", bound=Coded)
TICKED: Final = "ya"
_DATE_ORDER: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


@dataclass(frozen=True, slots=True)
class Values:
    """
    Answers of one form, or of one row of it, read. What was left empty is not there.

    `path` is where a row stands, as problems name it: "left.0.". Whoever asks for an answer that must be there and is not
    gets BadTerm, with the problem of that field. `faults` are the problems of answers that are not to be taken as given or as
    left empty, by the names that problems use: whoever asks for such an answer gets BadTerm as well.
    """

    held: Mapping[str, object] = field(default_factory=dict)
    path: str = ""
    faults: Mapping[str, Problem] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return self._answer(name) is not None

    def guarded(self, problems: Iterable[Problem]) -> "Values":
        """The same answers with these faults: what is made of them rests on none of the answers that have a problem."""
        return replace(self, faults={p.field: p for p in problems if p.field})

    @property
    def as_read(self) -> "Values":
        """The same answers without their faults, for what is printed and never judged; of a fault it says nothing."""
        return replace(self, faults={})

    def named(self, name: str) -> str:
        """The name of a field as problems give it."""
        return f"{self.path}{name}"

    def text(self, name: str) -> str:
        """A text or choice; empty when it was left empty."""
        found = self._answer(name) or ""
        assert isinstance(found, str)
        return found

    def choice(self, name: str) -> str:
        """A choice. Raises BadTerm when it was left empty."""
        found = self._needed(name)
        assert isinstance(found, str)
        return found

    def date(self, name: str) -> datetime.date:
        """A date. Raises BadTerm when it was left empty."""
        found = self._needed(name)
        assert isinstance(found, datetime.date)
        return found

    def number(self, name: str) -> int:
        """A number or code. Raises BadTerm when it was left empty."""
        found = self._needed(name)
        assert isinstance(found, int)
        return found

    def number_or_none(self, name: str) -> int | None:
        """The same, where the field may be empty."""
        return self.number(name) if name in self else None

    def code(self, kind: type[C], name: str) -> C:
        """A code of a list that the register knows. Raises BadTerm when it was left empty, or is none of that list."""
        number = self.number(name)
        try:
            return cast("Callable[[int], C]", kind)(number)
        except ValueError as wrong:
            sentence = f"Kode {number} belum dapat dipakai dalam register."
            raise _bad("entry-code-unusable", sentence, "Pilih kode lain dari daftar.", self.named(name)) from wrong

    def ticked(self, name: str) -> bool:
        """Whether a tick is set."""
        return self._answer(name) is True

    def ref(self, name: str) -> Ref | None:
        """Whom or what a `resident`, `family`, `nik` or `kk` names."""
        found = self._answer(name)
        return found if isinstance(found, Nik | KkNumber | UUID) else None

    def nik(self, name: str) -> Nik | None:
        """A NIK; None when it was left empty."""
        found = self._answer(name)
        return found if isinstance(found, Nik) else None

    def region(self, name: str) -> RegionCode:
        """A region. Raises BadTerm when it was left empty."""
        found = self._needed(name)
        assert isinstance(found, RegionCode)
        return found

    def _needed(self, name: str) -> object:
        found = self._answer(name)
        if found is None:
            raise _bad("entry-missing", "Isian ini belum diisi.", "Isi menurut berkas pemohon.", self.named(name))
        return found

    def _answer(self, name: str) -> object:
        fault = self.faults.get(self.named(name))
        if fault is not None:
            raise BadTerm(fault)
        return self.held.get(name)

    def rows(self, name: str) -> tuple["Values", ...]:
        """The rows of members or people; none when the field was left empty."""
        found = self._answer(name) or ()
        assert isinstance(found, tuple)
        return tuple(replace(row, faults=self.faults) for row in found) if self.faults else found

    def refs(self) -> Iterator[Ref]:
        """Everything of the register that the answers name, rows included."""
        for value in self.held.values():
            if isinstance(value, Nik | KkNumber | UUID):
                yield value
            elif isinstance(value, tuple):
                for row in value:
                    yield from row.refs()


@dataclass(frozen=True, slots=True)
class Read:
    """What a form says, and what is wrong with it: each problem names its field, a row's as `members.0.shdk`."""

    values: Values
    problems: tuple[Problem, ...] = ()


def read(form: EntryForm, raw: Raw, codes: CodeLists = MappingProxyType({})) -> Read:
    """Read every field that is asked for under these answers; what is not asked for is left out."""
    held: dict[str, object] = {}
    problems: list[Problem] = []
    asked = set(asked_fields(form, raw))
    for name, field_ in form.fields.items():
        if name not in asked:
            continue
        answer = raw.get(name, "")
        try:
            value = _rows(field_, answer, codes, problems) if field_.kind in ROWS else _one(field_, answer, codes)
        except BadTerm as bad:
            problems.append(bad.problem)
            continue
        if value is not None:
            held[name] = value
    return Read(Values(held), tuple(problems))


def asked_fields(form: EntryForm, raw: Raw) -> tuple[str, ...]:
    """The fields that apply under these ticks and choices, in printed order; what is not asked answers nothing."""
    return _asked(form, raw)[0]


def answered_fields(form: EntryForm, raw: Raw) -> tuple[str, ...]:
    """The fields that apply and say something, by an answer or by what they mean when left empty, in printed order."""
    return tuple(name for name in asked_fields(form, raw) if _says(form.fields[name], raw.get(name, "")))


def _says(field_: Field, answer: str | Sequence[Mapping[str, str]]) -> bool:
    if isinstance(answer, str):
        return bool(answer or field_.default)
    # Of a member of the KK, who it is says nothing yet.
    columns = [one for one in field_.columns if one.name != "who" or field_.kind is not FieldKind.MEMBERS]
    return any(row.get(one.name, "") not in ("", one.default) for row in answer for one in columns)


def left_out(form: EntryForm, field_: Field, raw: Raw) -> tuple[str, ...]:
    """The fields whose people a list of members does not show under these ticks and choices."""
    _, answers = _asked(form, raw)
    return tuple(name for name, when in field_.apart.items() if evaluate(parse(when), answers))


def _asked(form: EntryForm, raw: Raw) -> tuple[tuple[str, ...], dict[str, object]]:
    """The fields that apply, and what the ticks and choices among them answer."""
    answers: dict[str, object] = {n: False if q.kind == "yes_no" else "" for n, q in form.questions.items()}
    asked: list[str] = []
    for name, field_ in form.fields.items():
        if field_.when is not None and not evaluate(parse(field_.when), answers):
            continue
        asked.append(name)
        if name in answers:
            given = _text(field_, raw.get(name, ""))
            answers[name] = given == TICKED if field_.kind is FieldKind.TICK else given
    return tuple(asked), answers


def _rows(field_: Field, answer: str | Sequence[Row], codes: CodeLists, problems: list[Problem]) -> object:
    rows: list[Values] = []
    given = () if isinstance(answer, str) else answer
    for place, row in enumerate(given):
        held: dict[str, object] = {}
        path = f"{field_.name}.{place}."
        for column in field_.columns:
            named = f"{path}{column.name}"
            try:
                value = _one(column, row.get(column.name, ""), codes, named)
            except BadTerm as bad:
                problems.append(bad.problem)
                continue
            if value is not None:
                held[column.name] = value
        rows.append(Values(held, path))
    if field_.required and not rows:
        raise _bad(
            "entry-rows-missing", f"{field_.label}: belum ada yang diisi.", "Tambahkan sedikitnya satu.", field_.name
        )
    return tuple(rows) or None


def _one(field_: Field, answer: str | Sequence[Row], codes: CodeLists, named: str = "") -> object:
    named = named or field_.name
    text = _text(field_, answer)
    if field_.kind is FieldKind.TICK:
        return text == TICKED or None
    if not text:
        if field_.required:
            raise _bad(
                "entry-missing", f"{field_.label} belum diisi.", field_.help or "Isi menurut berkas pemohon.", named
            )
        return None
    if len(text) > max(field_.longest, 36):
        hint = "Singkatkan tanpa mengubah artinya."
        raise _bad("entry-too-long", f"{field_.label} melebihi {field_.longest} huruf.", hint, named)
    if sign := (unfit_for_name if _is_name(field_) else unprintable)(text):
        hint = "Ketik ulang isian ini dengan huruf Latin, tanpa gambar dan tanda yang tidak terlihat."
        raise _bad("entry-unwritable", f"{field_.label} memuat tanda yang tidak dapat dicetak: {sign}.", hint, named)
    return _value(field_, text, codes, named)


def _is_name(field_: Field) -> bool:
    """Whether it holds the name of a person, by the names that the forms share."""
    return field_.name.endswith("_name") or field_.element == "full_name"


def _text(field_: Field, answer: str | Sequence[Row]) -> str:
    text = answer.strip() if isinstance(answer, str) else ""
    if field_.kind is not FieldKind.LONG_TEXT:
        text = " ".join(text.split())
    return text or field_.default


def _value(field_: Field, text: str, codes: CodeLists, named: str) -> object:
    if field_.kind in _TERMS:
        return _TERMS[field_.kind](text, named)
    match field_.kind:
        case FieldKind.DATE:
            return _date(field_, text, named)
        case FieldKind.TIME:
            return _time(field_, text, named)
        case FieldKind.NUMBER | FieldKind.CODE:
            return _number(field_, text, codes, named)
        case FieldKind.CHOICE if text not in field_.choices:
            raise _bad("entry-choice-unknown", f"“{text}” bukan pilihan {field_.label}.", "Pilih dari daftar.", named)
    return text


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None


_TERMS: Final[Mapping[FieldKind, Callable[[str, str], Ref | RegionCode]]] = MappingProxyType(
    {
        FieldKind.NIK: lambda text, named: Nik.parse(text, field=named),
        FieldKind.KK: lambda text, named: KkNumber.parse(text, field=named),
        FieldKind.REGION: lambda text, named: RegionCode.parse(text, field=named),
        FieldKind.RESIDENT: lambda text, named: _id_of(text) or Nik.parse(text, field=named),
        FieldKind.FAMILY: lambda text, named: _id_of(text) or KkNumber.parse(text, field=named),
    }
)


def _date(field_: Field, text: str, named: str) -> datetime.date:
    hint = "Tulis seperti 31-12-2026."
    found = _DATE_ORDER.fullmatch(text)
    try:
        if found:
            day, month, year = (int(part) for part in found.groups())
            return datetime.date(year, month, day)
        return datetime.date.fromisoformat(text)
    except ValueError as wrong:
        raise _bad("entry-not-a-date", f"{field_.label}: “{text}” bukan tanggal.", hint, named) from wrong


def _time(field_: Field, text: str, named: str) -> str:
    try:
        return datetime.time.fromisoformat(text.replace(".", ":")).strftime("%H:%M")
    except ValueError as wrong:
        raise _bad("entry-not-a-time", f"{field_.label}: “{text}” bukan jam.", "Tulis seperti 07:30.", named) from wrong


def _number(field_: Field, text: str, codes: CodeLists, named: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise _bad("entry-not-a-number", f"{field_.label}: “{text}” bukan angka bulat.", "Tulis angka saja.", named)
    number = int(text)
    if field_.kind is FieldKind.CODE and number not in codes.get(field_.list or "", {number}):
        raise _bad("entry-choice-unknown", f"“{text}” bukan pilihan {field_.label}.", "Pilih dari daftar.", named)
    low, high = field_.least, field_.most
    if (low is not None and number < low) or (high is not None and number > high):
        hint = " ".join(
            p
            for p in (
                f"Paling sedikit {low}." if low is not None else "",
                f"Paling banyak {high}." if high is not None else "",
            )
            if p
        )
        raise _bad("entry-out-of-range", f"{field_.label}: {number} di luar batas.", hint, named)
    return number


def _bad(problem_id: str, sentence: str, hint: str, named: str) -> BadTerm:
    return BadTerm(Problem(problem_id, sentence, hint, field=named))
