"""
A name given since the rule came into force has at most sixty letters, blanks counted.
"""

from collections.abc import Iterator
from typing import Final

from loket.core.register.context import Context
from loket.core.register.names import new_names
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("name-length", Level.REFUSAL, "Permendagri 73/2022 ps. 4")

LONGEST_NAME: Final = 60


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by a longer new name; older names stay as they are.

    Basis: Permendagri 73/2022 ps. 4.
    """
    for resident, name in new_names(part):
        if len(name) > LONGEST_NAME:
            yield RULE.finding(
                (resident.id, name),
                f"Nama terdiri dari {len(name)} huruf, paling banyak 60 termasuk spasi.",
                "Minta orang tua atau pemilik nama memendekkannya.",
            )
