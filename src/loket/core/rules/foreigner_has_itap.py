"""
A foreigner is in a KK only with permanent leave to stay (ITAP); with limited leave there is an SKTT instead.
"""

from collections.abc import Iterator

from loket.core.register.codes import Citizenship, PermitKind
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("foreigner-has-itap", Level.REFUSAL, "UU 23/2006 ps. 61 dan ps. 62")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by a member who is a foreigner without ITAP.

    Basis: UU 23/2006 ps. 61 dan ps. 62.
    """
    for membership in part.memberships:
        biodata = part.residents[membership.resident_id].biodata
        settled = biodata.permit is not None and biodata.permit.kind is PermitKind.ITAP
        if membership.is_open and biodata.citizenship is Citizenship.WNA and not settled:
            yield RULE.finding(
                (membership.resident_id,),
                f"{biodata.full_name} warga negara asing tanpa ITAP, jadi tidak dapat masuk KK.",
                "Terbitkan SKTT selama ITAS berlaku, atau catat ITAP lebih dahulu.",
            )
