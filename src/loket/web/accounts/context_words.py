"""
Words that who knows the office tries first: of the service, of the office and its region, of the officer. A password may
hold them; it may not consist of little else.

The list and the rule are written for readers in docs/reference/signing-in.md.
"""

import re
from typing import Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from loket.core.terms import RegionCode
from loket.offices import queries
from loket.register import queries as register

_OF_THE_SERVICE: Final = """
    dukcapil loket disdukcapil capil dafduk siak kependudukan penduduk pencatatan pendaftaran catatan sipil dinas kantor
    layanan pelayanan petugas operator admin administrator kepala bidang seksi akta akte kelahiran kematian perkawinan
    perceraian pindah kartu keluarga ktp ktpel kia nik resi berkas permohonan identitas kabupaten kota kecamatan kelurahan
    desa nagari provinsi pemerintah pemkab pemkot pemda pemprov kemendagri indonesia merdeka pancasila garuda password
    sandi kata rahasia masuk login selamat datang
"""
OF_THE_SERVICE: Final = frozenset(_OF_THE_SERVICE.split())
LEFT: Final = 8
"""So many letters and digits must be left when the words are taken away."""
DIGITS_COUNT: Final = 4
"""At most so many of them as digits: a row of digits is no other word."""
_SHORTEST: Final = 3
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_LOOKS_LIKE: Final = str.maketrans("013457@$!", "oieastasi")


class OfficeWordsValidator:
    """Refuses a password of which too little is left without the words of the service, the office and the officer."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError, which names the words that were found."""
        found, left = without_words(password, OF_THE_SERVICE | words_of(user))
        if found and left < LEFT:
            told = ", ".join(sorted(found))
            raise ValidationError(self.get_help_text(), "password_of_the_office", {"words": told})

    def get_help_text(self) -> str:
        """What is asked for; the pages of Loket say it in their own words."""
        return "Bukan hanya kata dari nama kantor, daerah, layanan atau nama Anda."


def without_words(password: str, words: frozenset[str]) -> tuple[frozenset[str], int]:
    """
    Which of the words stand in the password, also with digits or signs for letters, and how many letters and digits are
    left without them and without years.
    """
    plain = password.casefold()
    # A sign that looks like a letter is that letter only where a word comes of it.
    spelt = plain.translate(_LOOKS_LIKE)
    taken = [False] * len(plain)
    found = set()
    for word in words:
        for text in (plain, spelt):
            for match in re.finditer(re.escape(word), text):
                found.add(word)
                taken[match.start() : match.end()] = [True] * len(word)
    for match in _YEAR.finditer(plain):
        taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    left = [sign for sign, is_taken in zip(plain, taken, strict=True) if sign.isalnum() and not is_taken]
    digits = sum(sign.isdigit() for sign in left)
    return frozenset(found), len(left) - digits + min(digits, DIGITS_COUNT)


def words_of(user: User | None) -> frozenset[str]:
    """The words of an officer's names and of the office: its key, names, address, region and province, and what it calls things."""
    if user is None:
        return frozenset()
    texts = [user.username, user.first_name]
    officer = queries.officer_of(user.pk, timezone.localdate()) if user.pk else None
    if officer is not None:
        office = queries.office(officer.office_key)
        texts += [
            officer.full_name,
            office.key,
            office.name,
            office.short_name,
            office.address,
            *office.labels.values(),
        ]
        code = RegionCode.parse(office.code)
        around = register.regions_of({code, RegionCode(code.digits[:2])})
        texts += [region.name for region in around.values()]
    words = re.findall(r"[^\W\d_]+", " ".join(texts).casefold())
    return frozenset(word for word in words if len(word) >= _SHORTEST)
