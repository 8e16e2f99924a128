"""
A name given since the rule came into force is written in Latin letters, without digits and signs.
"""

from collections.abc import Iterator

from loket.core.register.context import Context
from loket.core.register.names import new_names
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("name-letters", Level.REFUSAL, "Permendagri 73/2022 ps. 4 dan ps. 5")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by a new name with anything but Latin letters and blanks; older names stay as they are.

    Basis: Permendagri 73/2022 ps. 4 dan ps. 5.
    """
    for resident, name in new_names(part):
        wrong = sorted({c for c in name if c != " " and not _is_latin(c)})
        if wrong or not name.strip():
            yield RULE.finding(
                (resident.id, name),
                f"Nama “{name}” memuat tanda yang tidak boleh: {' '.join(wrong)}" if wrong else "Nama masih kosong.",
                "Tulis nama dengan huruf Latin saja, tanpa angka, tanda baca dan singkatan.",
            )


def _is_latin(sign: str) -> bool:
    # Accents are written off too: the card's and SIAK's alphabet is A to Z.
    return sign.isascii() and sign.isalpha()
