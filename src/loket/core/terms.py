"""
Small checked values: the numbers and codes of civil registration.

They check the shape of a text and nothing else: whether a region exists or a person has this NIK is a rule
of the register, not of the number.
"""

import datetime
import re
import secrets
from dataclasses import dataclass
from typing import ClassVar, Self

from loket.core.problems import BadTerm, Problem

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEMALE_DAY_OFFSET = 40
_ROUNDED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
"""A number of many digits as a spreadsheet shows it."""


def _letters_hint(text: str) -> str:
    if _ROUNDED.fullmatch(text.strip()):
        return "Lembar kerja membulatkannya menjadi bilangan: jadikan kolom itu teks, lalu ketik 16 angkanya lagi."
    return "Ketik 16 angka seperti tercetak di KK."


def _digits(text: str) -> str:
    return "".join(c for c in text if not (c.isspace() or c in ".-"))


def _valid_day_and_month(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _DAYS_IN_MONTH[month - 1]


@dataclass(frozen=True, slots=True)
class Nik:
    """
    The population number of one person, 16 digits: region, birth date (women: day + 40), serial.

    Only SIAK can say that a NIK exists; the century of birth is not in it.
    Basis: UU 23/2006 ps. 13; Perpres 96/2018.
    """

    digits: str
    field: ClassVar[str] = "nik"

    @classmethod
    def parse(cls, text: str, *, field: str = "nik") -> Self:
        """Read a NIK as typed or scanned; blanks, dots and hyphens are ignored. Raises BadTerm."""
        digits = _digits(text)
        if not (digits.isascii() and digits.isdigit()):
            raise BadTerm(Problem("nik-letters", "NIK hanya berisi angka.", _letters_hint(text), field=field))
        if len(digits) != 16:
            sentence = f"NIK harus 16 angka, yang diketik {len(digits)} angka."
            raise BadTerm(Problem("nik-length", sentence, "Periksa kembali pada KK atau KTP-el.", field=field))
        day, month, serial = int(digits[6:8]), int(digits[8:10]), int(digits[12:])
        born_on = day - _FEMALE_DAY_OFFSET if day > _FEMALE_DAY_OFFSET else day
        if not _valid_day_and_month(born_on, month):
            sentence = f"Angka 7–10 NIK ({digits[6:10]}) bukan tanggal lahir yang mungkin."
            raise BadTerm(Problem("nik-date", sentence, "Tanggal lahir perempuan ditambah 40.", field=field))
        if serial == 0 or "00" in (digits[0:2], digits[2:4], digits[4:6]):
            sentence = "NIK memuat kode wilayah atau nomor urut nol."
            raise BadTerm(Problem("nik-zero", sentence, "Periksa kembali pada KK atau KTP-el.", field=field))
        return cls(digits)

    @property
    def masked(self) -> str:
        """The NIK as lists may show it: the birth date and half of the serial hidden."""
        return f"{self.digits[:6]}••••••{self.digits[12:14]}••"

    @property
    def of_woman(self) -> bool:
        """Whether the day of birth is written as a woman's, with 40 added."""
        return int(self.digits[6:8]) > _FEMALE_DAY_OFFSET

    def birth_date_before(self, today: datetime.date) -> datetime.date | None:
        """
        The birth date the NIK suggests, for display only: the latest one not after `today`, since the century is not in it.

        None when no such date exists in either century (29 February of a common year).
        """
        day = int(self.digits[6:8]) % _FEMALE_DAY_OFFSET
        month, year = int(self.digits[8:10]), int(self.digits[10:12])
        for century in (today.year // 100 * 100, today.year // 100 * 100 - 100):
            try:
                born = datetime.date(century + year, month, day)
            except ValueError:
                continue
            if born <= today:
                return born
        return None

    def fits(self, birth_date: datetime.date, *, of_woman: bool) -> bool:
        """Whether the date and sex inside agree with these; a NIK stays when the biodata is corrected later."""
        day = birth_date.day + (_FEMALE_DAY_OFFSET if of_woman else 0)
        return self.digits[6:12] == f"{day:02}{birth_date:%m%y}"

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True, slots=True)
class KkNumber:
    """
    The number of a family card, 16 digits: region, date of first issue, serial. It may look like a NIK.

    Basis: UU 23/2006 ps. 61.
    """

    digits: str

    @classmethod
    def parse(cls, text: str, *, field: str = "kk_number") -> Self:
        """Read a KK number as typed; blanks, dots and hyphens are ignored. Raises BadTerm."""
        digits = _digits(text)
        if not (len(digits) == 16 and digits.isascii() and digits.isdigit()):
            raise BadTerm(
                Problem(
                    "kk-shape", "Nomor KK harus 16 angka.", "Lihat nomor di bawah judul Kartu Keluarga.", field=field
                )
            )
        if not _valid_day_and_month(int(digits[6:8]), int(digits[8:10])) or digits[12:] == "0000":
            sentence = f"Nomor KK memuat tanggal terbit yang tidak mungkin ({digits[6:12]})."
            raise BadTerm(Problem("kk-date", sentence, "Periksa kembali nomor KK.", field=field))
        return cls(digits)

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True, slots=True)
class RegionCode:
    """A Kemendagri region code: 2, 4, 6 or 10 digits, written with dots (21.01.06.1001)."""

    digits: str

    @classmethod
    def parse(cls, text: str, *, field: str = "region") -> Self:
        """Read a region code with or without dots. Raises BadTerm."""
        digits = text.replace(".", "").strip()
        if len(digits) not in (2, 4, 6, 10) or not (digits.isascii() and digits.isdigit()):
            sentence = f"“{text}” bukan kode wilayah Kemendagri."
            raise BadTerm(Problem("region-shape", sentence, "Tulis seperti 21.01 atau 21.01.06.1001.", field=field))
        return cls(digits)

    def __str__(self) -> str:
        cuts = [self.digits[0:2], self.digits[2:4], self.digits[4:6], self.digits[6:]]
        return ".".join(c for c in cuts if c)


@dataclass(frozen=True, slots=True)
class Resi:
    """
    The reference on the slip handed to an applicant: 12 signs without look-alikes, 60 bits, never guessable.

    It names the case everywhere outside the database: in addresses, on paper, on the phone.
    """

    code: str

    @classmethod
    def new(cls) -> Self:
        """A fresh random reference."""
        return cls(_random(12))

    @classmethod
    def parse(cls, text: str, *, field: str = "resi") -> Self:
        """Read a reference as typed, spoken or scanned; O is 0, I and L are 1, U is V. Raises BadTerm."""
        sentence = "Nomor resi terdiri dari 12 huruf dan angka, misalnya 7K2M-94QX-B3TD."
        wrong = Problem("resi-shape", sentence, "Pindai kode pada resi, atau ketik ulang.", field=field)
        return cls(_signs(text, 12, wrong))

    def __str__(self) -> str:
        return _in_fours(self.code)


@dataclass(frozen=True, slots=True)
class HomeCode:
    """
    What opens an application that is made at home again, on any device: 16 signs without look-alikes, 80 bits.

    It is a secret of the applicant; the office keeps no more than a digest.
    """

    code: str

    @classmethod
    def new(cls) -> Self:
        """A fresh random code."""
        return cls(_random(16))

    @classmethod
    def parse(cls, text: str, *, field: str = "code") -> Self:
        """Read a code as typed, like a resi. Raises BadTerm."""
        sentence = "Kode permohonan terdiri dari 16 huruf dan angka, misalnya 7K2M-94QX-B3TD-5HWN."
        wrong = Problem("home-code-shape", sentence, "Ketik ulang dari catatan Anda.", field=field)
        return cls(_signs(text, 16, wrong))

    def __str__(self) -> str:
        return _in_fours(self.code)


@dataclass(frozen=True, slots=True)
class ComplaintCode:
    """
    By what a complaint is followed and its answer read: 16 signs without look-alikes, 80 bits.

    It is all that a complainant without a name has; the office keeps no more than a digest.
    """

    code: str

    @classmethod
    def of_digest(cls, digest: str) -> Self:
        """The code that follows from a secret digest of at least 80 bits, in hexadecimal; the same each time."""
        number = int(digest[:20], 16)
        return cls("".join(_CROCKFORD[number >> 5 * place & 31] for place in reversed(range(16))))

    @classmethod
    def parse(cls, text: str, *, field: str = "code") -> Self:
        """Read a code as typed, like a resi. Raises BadTerm."""
        sentence = "Kode pengaduan terdiri dari 16 huruf dan angka, misalnya 7K2M-94QX-B3TD-5HWN."
        wrong = Problem("complaint-code-shape", sentence, "Ketik ulang dari catatan Anda.", field=field)
        return cls(_signs(text, 16, wrong))

    def __str__(self) -> str:
        return _in_fours(self.code)


def slip_mark() -> str:
    """
    A fresh mark for a slip that takes the place of a lost one: 4 signs, that nobody guesses who holds the lost one.

    One of them is a letter, so that a slip is never taken for a NIK.
    """
    while (mark := _random(4)).isdigit():
        continue
    return mark


def typed_mark(text: str) -> str:
    """A mark as somebody typed it: letters that look like figures are those figures, and anything between the signs is dropped."""
    return _cleaned(text)


@dataclass(frozen=True, slots=True)
class ScannedSlip:
    """What the barcode of a slip says: the resi, and on a duplicate the mark behind it."""

    resi: Resi
    mark: str = ""

    @classmethod
    def parse(cls, text: str, *, field: str = "resi") -> Self:
        """Read a slip as scanned or typed: 12 signs, or 16 with the mark of a duplicate. Raises BadTerm as Resi does."""
        signs = _cleaned(text)
        cut = 12 if len(signs) == 16 and not signs.isdigit() else len(signs)
        return cls(Resi.parse(signs[:cut], field=field), signs[cut:])

    def __str__(self) -> str:
        return f"{self.resi}-{self.mark}" if self.mark else str(self.resi)


def _random(length: int) -> str:
    return "".join(secrets.choice(_CROCKFORD) for _ in range(length))


def _signs(text: str, length: int, wrong: Problem) -> str:
    code = _cleaned(text)
    if len(code) != length or any(c not in _CROCKFORD for c in code):
        raise BadTerm(wrong)
    return code


def _cleaned(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum()).translate(_CONFUSED)


def _in_fours(code: str) -> str:
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))
