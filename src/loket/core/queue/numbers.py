"""A queue number in print, as A-012, and in speech, as the clips that are played one after the other."""

import string
from collections.abc import Mapping
from typing import Final

LARGEST: Final = 9999
_ONES: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_WHOLE: Final = ("sepuluh", "sebelas", "belas", "puluh", "seratus", "ratus", "seribu", "ribu")
OPENING: Final = "nomor-antrean"
TO_COUNTER: Final = "silakan-ke-loket"
CLIPS: Final[Mapping[str, str]] = {
    OPENING: "Nomor antrean",
    TO_COUNTER: "silakan ke loket",
    **{letter: letter.upper() for letter in string.ascii_lowercase},
    **{word: word for word in (*_ONES, *_WHOLE)},
}
"""Every clip there is, and what is said in it."""


def printed(letter: str, number: int) -> str:
    """A number as it stands on a ticket and on the display: A-012."""
    return f"{letter}-{number:03}"


def spoken(letter: str, number: int, counter: int) -> tuple[str, ...]:
    """The clips of a call: "Nomor antrean A dua belas, silakan ke loket tiga". Raises ValueError beyond 9999."""
    return (OPENING, letter.lower(), *words(number), TO_COUNTER, *words(counter))


def words(number: int) -> tuple[str, ...]:
    """A number in words: 0 to 9999. Raises ValueError for any other."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not said in clips.")
    return _words(number) or ("nol",)


def _words(number: int) -> tuple[str, ...]:
    if number >= 1000:
        return (*_times(number // 1000, "seribu", "ribu"), *_words(number % 1000))
    if number >= 100:
        return (*_times(number // 100, "seratus", "ratus"), *_words(number % 100))
    if number >= 20:
        return (*_words(number // 10), "puluh", *_words(number % 10))
    if number >= 12:
        return (_ONES[number - 10], "belas")
    if number >= 10:
        return ("sebelas" if number == 11 else "sepuluh",)
    return (_ONES[number],) if number else ()


def _times(count: int, one: str, many: str) -> tuple[str, ...]:
    return (one,) if count == 1 else (*_words(count), many)
