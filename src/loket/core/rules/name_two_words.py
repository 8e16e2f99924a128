"""
A new name has at least two words: advice, since the ministry does not insist.
"""

from collections.abc import Iterator

from loket.core.register.context import Context
from loket.core.register.names import new_names
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("name-two-words", Level.WARNING, "Permendagri 73/2022 ps. 4")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for a new name of one word; the reason is that the parents were told and want it so.

    Basis: Permendagri 73/2022 ps. 4.
    """
    for resident, name in new_names(part):
        if len(name.split()) == 1:
            yield RULE.finding(
                (resident.id, name),
                f"Nama “{name}” hanya satu kata.",
                "Sarankan dua kata; bila orang tua tetap menghendaki, tulis demikian.",
            )
