"""The forms of the office pages: which fields each has, and how what was typed becomes a value or a problem."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from loket.core.problems import Problem, Refusal
from loket.core.procedure.office import CounterHours
from loket.core.worktime.hours import DAYS_OF_THE_WEEK, WeeklyHours
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import problems_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """
    One of several forms on a page; its fields carry its name before theirs, so that ids stay unique.

    `is_open` unfolds the form that was sent and came back.
    """

    name: str
    title: str
    button: str
    fields: tuple[FormField, ...]
    is_open: bool = False
    hint: str = ""

    def filled(self, posted: Mapping[str, str], problems: Iterable[Problem] = ()) -> "OfficeForm":
        """The same form as it was sent, with what is wrong beside each field."""
        fields = tuple(field.filled(posted) for field in self.fields)
        return replace(self, fields=marked(fields, problems), is_open=True)


def field(form: str, name: str, label: str, **more: object) -> FormField:
    """A field of a form, named `form-name`."""
    return FormField(f"{form}-{name}", label, **more)  # type: ignore[arg-type]


def why(form: str) -> FormField:
    """Every change of the organisation says why; the audit note keeps it."""
    return field(form, "why", _("Alasan atau dasar perubahan"), hint=_("Tercatat bersama nama Anda."))


class Posted:
    """Reads the values of one sent form and gathers all that is wrong, so that nobody mends one fault at a time."""

    def __init__(self, posted: Mapping[str, str], form: str) -> None:
        self.posted = posted
        self.form = form
        self.problems: list[Problem] = []

    @property
    def status(self) -> int:
        """How a form with problems is answered: 422 where a field can be mended, 409 where it cannot be done now."""
        return 422 if any(problem.field for problem in self.problems) else 409

    def among(self, forms: Iterable[OfficeForm]) -> tuple[OfficeForm, ...]:
        """The forms of the page again, this one as it was sent with what is wrong beside its fields."""
        return tuple(one.filled(self.posted, self.problems) if one.name == self.form else one for one in forms)

    def refuse(self, refusal: Refusal, names: Mapping[str, str] = MappingProxyType({})) -> None:
        """A service refused; `names` gives the field of the form for a field of the service where they differ."""
        for problem in problems_of(refusal):
            name = names.get(problem.field or "", problem.field)
            self.problems.append(replace(problem, field=f"{self.form}-{name}" if name else None))

    def taken(self, act: Callable[["Posted"], T] | None) -> T | None:
        """What the act of this form answers; None where something is wrong, or no form of the page has this name."""
        if act is None:
            self.refuse_unknown()
            return None
        try:
            found = act(self)
        except Refusal as refusal:
            self.refuse(refusal)
            return None
        return None if self.problems else found

    def refuse_unknown(self) -> None:
        """No form of the page has this name."""
        self.problems.append(Problem("office-entry", _("Formulir itu tidak dikenal. Muat ulang halaman ini.")))

    def fault(self, name: str, sentence: str) -> None:
        """Something is wrong with the field of that name."""
        self.problems.append(Problem("office-entry", sentence, field=f"{self.form}-{name}"))

    def text(self, name: str, sentence: str, *, most: int = 200) -> str:
        """A text that must be there; `sentence` says what to fill in."""
        value = self.posted.get(f"{self.form}-{name}", "").strip()
        if not value:
            self.fault(name, sentence)
        return value[:most]

    def number(self, name: str, sentence: str) -> int:
        """The number of a row chosen from a list."""
        value = self.posted.get(f"{self.form}-{name}", "")
        if not (value.isascii() and value.isdigit() and len(value) < 12):
            self.fault(name, sentence)
            return 0
        return int(value)

    def day(self, name: str, *, required: bool = True) -> datetime.date | None:
        """A date; an empty one is None where it may stay open."""
        value = self.posted.get(f"{self.form}-{name}", "").strip()
        if not value and not required:
            return None
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fault(name, _("Isi tanggalnya, misalnya 2026-11-23."))
            return None

    def moment(self, zone: ZoneInfo, day: str, hour: str) -> datetime.datetime | None:
        """A date and a clock time of the office."""
        date = self.day(day)
        text = self.posted.get(f"{self.form}-{hour}", "").strip().replace(".", ":")
        try:
            time = datetime.time.fromisoformat(text)
        except ValueError:
            self.fault(hour, _("Isi jamnya, misalnya 08.00."))
            return None
        if time.tzinfo is not None or date is None:
            return None
        return datetime.datetime.combine(date, time, zone)

    def week(self) -> WeeklyHours | None:
        """The hours of seven days, "08:00-12:00, 13:00-16:00"; empty is a day off."""
        days = [name.lower() for name in DAYS_OF_THE_WEEK]
        spans = {day: _spans(self.posted.get(f"{self.form}-{day}", "")) for day in days}
        found = len(self.problems)
        for day, given in spans.items():
            try:
                CounterHours.model_validate({day: given})
            except ValueError:
                sentence = _("{day}: tulis seperti 08.00-12.00, 13.00-16.00, berurutan; kosongkan bila tutup.")
                self.fault(day, sentence.format(day=_(day.capitalize())))
        return CounterHours.model_validate(spans).week() if len(self.problems) == found else None


def _spans(text: str) -> tuple[str, ...]:
    parts = text.replace(".", ":").replace("–", "-").replace(";", ",").split(",")
    return tuple("".join(part.split()) for part in parts if part.strip())


def hours_text(spans: Iterable[tuple[datetime.time, datetime.time]]) -> str:
    """The hours of a day as the form takes them."""
    return ", ".join(f"{opens:%H.%M}–{closes:%H.%M}" for opens, closes in spans)
