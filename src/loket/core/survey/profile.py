"""
What a respondent may say of himself, all of it left out at will, and how long a remark may be.

Basis: Permenpan-RB 14/2017, questionnaire; the age by bands of ten years, since with a year of birth a form would come near a name.
"""

import re
from dataclasses import dataclass
from typing import Final

from loket.core.survey.elements import ANSWERS, KEYS

SEXES: Final = {"L": "Laki-laki", "P": "Perempuan"}
AGES: Final = {
    "17-24": "17–24 tahun",
    "25-34": "25–34 tahun",
    "35-44": "35–44 tahun",
    "45-54": "45–54 tahun",
    "55": "55 tahun ke atas",
}
EDUCATIONS: Final = {
    "sd": "SD atau kurang",
    "smp": "SMP",
    "sma": "SMA",
    "diploma": "D1–D4",
    "s1": "S1",
    "s2": "S2 atau lebih",
}
OCCUPATIONS: Final = {
    "pns": "PNS",
    "tni": "TNI",
    "polri": "Polri",
    "swasta": "Swasta",
    "wirausaha": "Wirausaha",
    "lainnya": "Lainnya",
}
LONGEST_REMARK: Final = 500
# Three digits or more, also with blanks, dots or strokes in between: a NIK, a telephone number, a resi, a date.
_NUMBER: Final = re.compile(r"\d(?:[\s./-]*\d){2,}")


@dataclass(frozen=True, slots=True)
class Profile:
    """The four answers about the respondent, each a key of the tables above or empty."""

    sex: str = ""
    age: str = ""
    education: str = ""
    occupation: str = ""

    @property
    def is_known(self) -> bool:
        """Whether each answer is one that the questionnaire has, or none."""
        told = ((self.sex, SEXES), (self.age, AGES), (self.education, EDUCATIONS), (self.occupation, OCCUPATIONS))
        return all(not answer or answer in known for answer, known in told)


def is_form(answers: dict[str, int]) -> bool:
    """Whether these are answers of the questionnaire, at least one."""
    return bool(answers) and all(key in KEYS and answer in ANSWERS for key, answer in answers.items())


def without_numbers(remark: str) -> str:
    """A remark on one line, cut to its longest, with what may be a number of a person taken out."""
    return _NUMBER.sub("***", " ".join(remark.replace("\x00", " ").split()))[:LONGEST_REMARK]
