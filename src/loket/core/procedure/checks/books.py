"""Rules on books: every number has a book, every book a number, and a format that can be printed."""

import re
from collections.abc import Iterator
from typing import Final

from loket.core.problems import Problem
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.near import suggestion

_FIELDS: Final = ("{number}", "{year}", "{month_roman}")
_BRACED: Final = re.compile(r"\{[^{}]*\}|[{}]")


def book_of_each_number(subject: Subject) -> Iterator[Problem]:
    """A step that registers or numbers names a book of the procedure."""
    books = subject.procedure.books
    for index, step in subject.steps:
        if step.takes_number and step.book is None:
            sentence = f"Langkah “{step.id}” mengambil nomor, tetapi tidak menyebut bukunya."
            yield subject.error("book-missing", sentence, "Isi `book`.", "steps", index)
        elif step.book is not None and step.book not in books:
            sentence = f"Buku “{step.book}” pada langkah “{step.id}” tidak ada dalam `books`."
            yield subject.error("book-unknown", sentence, suggestion(step.book, books), "steps", index, "book")
        elif step.book is not None and not step.takes_number:
            sentence = f"Langkah “{step.id}” menyebut buku, tetapi tidak mengambil nomor."
            hint = "Tambahkan perbuatan `register` atau `number`, atau hapus `book`."
            yield subject.error("book-without-number", sentence, hint, "steps", index, "book")


def book_unused(subject: Subject) -> Iterator[Problem]:
    """A book that no step writes in is probably a forgotten step."""
    used = {step.book for step in subject.procedure.steps}
    for name, book in subject.procedure.books.items():
        if name not in used:
            sentence = f"Buku “{book.title}” tidak dipakai langkah mana pun."
            yield subject.warning("book-unused", sentence, "Hapus, atau sebut pada langkahnya.", "books", name)


def book_format(subject: Subject) -> Iterator[Problem]:
    """A number's format prints the number once and uses only the fields that exist."""
    for name, book in subject.procedure.books.items():
        fields = _BRACED.findall(book.format)
        if fields.count("{number}") != 1 or any(field not in _FIELDS for field in fields):
            sentence = f"Bentuk nomor “{book.format}” tidak dapat dipakai."
            hint = "Pakai {number} tepat satu kali; selain itu hanya {year} dan {month_roman}."
            yield subject.error("book-format", sentence, hint, "books", name, "format")


RULES = (book_of_each_number, book_unused, book_format)
