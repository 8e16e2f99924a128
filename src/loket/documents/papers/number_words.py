"""Numbers and dates in Indonesian words, as certificates write them so that no digit can be changed."""

from datetime import date
from typing import Final

from loket.documents.dates import plain_date

_ONES: Final = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    *("sepuluh", "sebelas"),
)


def number_words(number: int) -> str:
    """`seribu sembilan ratus delapan puluh empat`. Raises ValueError below 0 and above 9999."""
    if not 0 <= number <= 9999:
        raise ValueError("Only numbers from 0 to 9999 are written in words.")
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    size, unit, of_one = next(row for row in _UNITS if number >= row[0])
    count, rest = divmod(number, size)
    head = of_one if count == 1 and of_one else f"{number_words(count)} {unit}"
    return f"{head} {number_words(rest)}" if rest else head


_UNITS: Final = ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", ""))


def date_words(day: date) -> str:
    """`tiga Februari tahun dua ribu dua puluh enam`."""
    month = plain_date(day).split()[1]
    return f"{number_words(day.day)} {month} tahun {number_words(day.year)}"
