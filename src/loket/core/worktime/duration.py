"""
Read the time an SOP prints ("5 Menit", "3 (tiga) Hari Kerja (Maksimal)", "1×24 jam") as a duration.

Knows the words on the paper, not the calendar: when a duration ends is for `clock` to say. A blank or a dash
is an unset time and stays unset; text that cannot be read is refused, never guessed.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

LARGEST_AMOUNT = 100_000


class Unit(StrEnum):
    """What one unit of a duration counts, and whether it rests while the office is closed."""

    MINUTES = "minutes"
    """Minutes of open time."""
    WORKING_HOURS = "working_hours"
    """Hours of open time."""
    WORKING_DAYS = "working_days"
    """Days on which the office works; the first is the one after the start."""
    CALENDAR_HOURS = "calendar_hours"
    """Hours round the clock, holidays included."""
    CALENDAR_DAYS = "calendar_days"
    """Days of 24 hours, holidays included."""
    WEEKS = "weeks"
    """Seven calendar days each."""

    @property
    def runs_while_closed(self) -> bool:
        """Whether the clock runs through nights, weekends and holidays."""
        return self in {Unit.CALENDAR_HOURS, Unit.CALENDAR_DAYS, Unit.WEEKS}


@dataclass(frozen=True, slots=True)
class Duration:
    """
    An amount of one unit; `at_least` is the lower end where a range is printed, and the upper end counts.

    Raises ValueError for an amount that is not between 1 and 100,000 or a range that runs backwards.
    """

    amount: int
    unit: Unit
    at_least: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= LARGEST_AMOUNT:
            raise ValueError(f"Lama waktu harus antara 1 dan {LARGEST_AMOUNT}, bukan {self.amount}.")
        if self.at_least is not None and not 0 <= self.at_least < self.amount:
            raise ValueError(f"Rentang {self.at_least}–{self.amount} terbalik: tulis angka yang kecil lebih dahulu.")

    def __str__(self) -> str:
        """Print the duration in words that `parse_duration` reads back to the same value."""
        ends = [self.amount] if self.at_least is None else [self.at_least, self.amount]
        printed = _PRINTED[self.unit]
        if self.unit is Unit.CALENDAR_HOURS and all(end % 24 == 0 for end in ends):
            ends, printed = [end // 24 for end in ends], "× 24 jam"
        return f"{'–'.join(str(end) for end in ends)} {printed}"


_PRINTED = {
    Unit.MINUTES: "menit",
    Unit.WORKING_HOURS: "jam kerja",
    Unit.WORKING_DAYS: "hari kerja",
    Unit.CALENDAR_HOURS: "jam kalender",
    Unit.CALENDAR_DAYS: "hari kalender",
    Unit.WEEKS: "minggu",
}

_WORDS = {
    **dict.fromkeys(("menit", "mnt", "min", "menit kerja"), Unit.MINUTES),
    **dict.fromkeys(("jam kerja", "jam"), Unit.WORKING_HOURS),
    **dict.fromkeys(("hari kerja", "hk"), Unit.WORKING_DAYS),
    "jam kalender": Unit.CALENDAR_HOURS,
    **dict.fromkeys(("hari kalender", "hari"), Unit.CALENDAR_DAYS),
    **dict.fromkeys(("minggu", "mgg", "pekan"), Unit.WEEKS),
}

_DIGITS = {
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
}
_TENS = {"sepuluh": 10, "sebelas": 11}

_BLANK = re.compile(r"[\s\-‐‑–—.…_]*")
_NOTE = re.compile(r"\(([^()]*)\)")
_LIMIT = re.compile(
    r"^(maksimal|maksimum|maks?\.?|paling (lama|lambat)|selambat-lambatnya|selama|kurang lebih|lebih kurang|sekitar|±)\s+"
)
_CLOCK_START = re.compile(r"\s*((?<!s)/|\b(per|sejak|setelah|terhitung)\b).*$")
_AMOUNT = re.compile(
    r"(?P<first>\d{1,9})"
    r"(\s*(-|–|—|s\.?\s?/?\s?d\.?|sampai( dengan)?|hingga)\s*(?P<second>\d{1,9}))?"
    r"\s*(?P<round>[x×*]\s*24\b)?"
    r"\s*(?P<unit>[a-z]+( kerja| kalender)?)"
)
_HOURS_AND_MINUTES = re.compile(r"(?P<hours>\d{1,9})\s*jam\s*(?P<minutes>\d{1,9})\s*(menit|mnt)")


def parse_duration(printed: str) -> Duration | None:
    """
    Read a printed time; None where none is printed (blank, dash, dots).

    Plain "jam" means hours of open time, as minutes do, except "1×24 jam" and whole multiples of 24, which run
    round the clock. Plain "hari" is a calendar day; only "hari kerja" is a working day. Of a range the upper end
    counts. Words before the number ("maksimal"), in brackets or after "sejak" are left to the reader of the SOP.
    Raises ValueError with a sentence for the clerk when the text cannot be read or contradicts itself.
    """
    if _BLANK.fullmatch(printed):
        return None
    text = _plain(printed)
    both = _HOURS_AND_MINUTES.fullmatch(text)
    if both:
        return Duration(int(both["hours"]) * 60 + int(both["minutes"]), Unit.MINUTES)
    match = _AMOUNT.fullmatch(text)
    unit = _WORDS.get(match["unit"]) if match else None
    if match is None or unit is None or (match["round"] and match["unit"] != "jam"):
        raise ValueError(
            f"Waktu “{printed.strip()}” tidak dapat dibaca. Tulis angka dan satuannya, misalnya “10 menit”, "
            "“2 jam kerja”, “3 hari kerja” atau “1×24 jam”; beri tanda “-” bila tidak ditetapkan."
        )
    return _with_unit(match, unit)


def _with_unit(match: re.Match[str], unit: Unit) -> Duration:
    first = int(match["first"])
    second = None if match["second"] is None else int(match["second"])
    amount, at_least = (first, None) if second is None else (second, first)
    if match["round"]:
        return Duration(amount * 24, Unit.CALENDAR_HOURS, None if at_least is None else at_least * 24)
    if match["unit"] == "jam" and amount % 24 == 0:
        unit = Unit.CALENDAR_HOURS
    return Duration(amount, unit, at_least)


def _plain(printed: str) -> str:
    """Bring a printed time to digits and plain words: notes, limits and clock starts fall away."""
    text = printed.casefold().strip().rstrip(".;,")
    numbers = [number for note in _NOTE.findall(text) if (number := _spelt(note)) is not None]
    text = " ".join(_NOTE.sub(" ", text).split())
    text = _CLOCK_START.sub("", _LIMIT.sub("", text))
    text = _digits_for_words(text)
    amounts = re.findall(r"\d{1,9}", text)
    if numbers and amounts and numbers != [int(amount) for amount in amounts[: len(numbers)]]:
        raise ValueError(
            f"Angka dan huruf pada “{printed.strip()}” berbeda. Samakan keduanya seperti pada SOP aslinya."
        )
    return text


def _digits_for_words(text: str) -> str:
    """Replace a leading number in words by digits: "tiga hari kerja" reads as "3 hari kerja"."""
    words = text.split()
    for length in range(min(3, len(words)), 0, -1):
        number = _spelt(" ".join(words[:length]))
        if number is not None:
            return " ".join([str(number), *words[length:]])
    return text


def _spelt(words: str) -> int | None:
    """Read a number from one to ninety-nine in words; None for anything else."""
    match words.split():
        case [word]:
            return _TENS.get(word, _DIGITS.get(word))
        case [digit, "belas"] if digit in _DIGITS:
            return 10 + _DIGITS[digit]
        case [tens, "puluh"] if tens in _DIGITS:
            return 10 * _DIGITS[tens]
        case [tens, "puluh", digit] if tens in _DIGITS and digit in _DIGITS:
            return 10 * _DIGITS[tens] + _DIGITS[digit]
        case _:
            return None
