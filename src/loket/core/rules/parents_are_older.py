"""
A mother and a father are born before their child.
"""

from collections.abc import Iterator

from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("parents-are-older", Level.REFUSAL, "Permendagri 109/2019, F-1.01 dan F-2.01")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by a known parent who is not older than the child.

    Basis: Permendagri 109/2019, F-1.01 dan F-2.01.
    """
    for resident in part.residents.values():
        for parent_id in resident.biodata.parent_ids:
            parent = part.residents.get(parent_id)
            if parent is not None and parent.biodata.birth_date >= resident.biodata.birth_date:
                yield RULE.finding(
                    (resident.id, parent_id),
                    f"{parent.name} tercatat sebagai orang tua, tetapi tidak lebih tua dari {resident.name}.",
                    "Periksa tanggal lahir keduanya, atau pilih orang tua yang benar.",
                )
