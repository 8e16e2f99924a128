"""The proof of the register books: from one to the counter's value, none missing and none twice."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from loket.casework import models
from loket.casework.audit.one_case import BadRow


@dataclass(slots=True)
class _Book:
    """One bit for each number of a series."""

    value: int
    form: str
    seen: bytearray
    count: int = 0

    def mark(self, number: int) -> bool:
        """Note that a number was met; False when it had been met before."""
        place, bit = number >> 3, 1 << (number & 7)
        if self.seen[place] & bit:
            return False
        self.seen[place] |= bit
        self.count += 1
        return True

    def missing(self) -> Iterator[int]:
        """The numbers up to the value of the counter that nobody bears."""
        return (n for n in range(1, self.value + 1) if not self.seen[n >> 3] & (1 << (n & 7)))


@dataclass(slots=True)
class Numbers:
    """All numbers of an office, or of all; fed with each numbered event in turn."""

    books: dict[str, _Book] = field(default_factory=dict)
    strays: list[BadRow] = field(default_factory=list)

    @classmethod
    def read(cls, office_id: int | None) -> "Numbers":
        """Begin with the counters and the numbers that mass submissions took."""
        series = models.Series.objects.all()
        batches = models.Batch.objects.all()
        if office_id is not None:
            series, batches = series.filter(office=office_id), batches.filter(office=office_id)
        rows = series.order_by("name").values_list("name", "value", "format")
        numbers = cls({name: _Book(value, form, bytearray((value >> 3) + 1)) for name, value, form in rows})
        for name, number in batches.values_list("series", "number").iterator():
            stray = numbers.meet(name, number, name, number)
            if stray is not None:
                numbers.strays.append(stray)
        return numbers

    @property
    def forms(self) -> dict[str, str]:
        """The printed form of each series."""
        return {name: book.form for name, book in self.books.items()}

    @property
    def count(self) -> int:
        """How many numbers were met."""
        return sum(book.count for book in self.books.values())

    def meet(self, series: str, number: int, resi: str, seq: int) -> BadRow | None:
        """Take one number into account; a bad row when its book does not reach so far, or it is there already."""
        book = self.books.get(series)
        named = {"number": number, "series": series}
        if book is None or not 1 <= number <= book.value:
            return BadRow(resi, seq, _("nomor %(number)s belum pernah dikeluarkan buku %(series)s") % named, "number")
        if not book.mark(number):
            return BadRow(resi, seq, _("nomor %(number)s buku %(series)s dipakai dua kali") % named, "number")
        return None

    def gaps(self) -> Iterator[BadRow]:
        """The mass submissions whose number cannot be, then one bad row for each book that misses numbers."""
        yield from self.strays
        for name, book in self.books.items():
            if book.count < book.value:
                first = next(book.missing())
                why = _("nomor ini tidak dimiliki siapa pun; %(count)s nomor kosong di buku ini")
                yield BadRow(name, first, why % {"count": book.value - book.count}, "number")
