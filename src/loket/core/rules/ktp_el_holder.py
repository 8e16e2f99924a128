"""
A KTP-el is printed for residents of seventeen or ever married; fingerprints may be taken from sixteen on.
"""

from collections.abc import Iterator

from loket.core.register.ages import may_be_recorded, needs_ktp_el
from loket.core.register.context import Context
from loket.core.register.recording import CARDS, RecordingStatus
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("ktp-el-holder", Level.REFUSAL, "UU 24/2013 ps. 63")


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Breached by a card, or a recording, of someone too young for it.

    Basis: UU 24/2013 ps. 63.
    """
    for resident in part.residents.values():
        status = resident.documents.ktp_el
        too_early = status in CARDS and not needs_ktp_el(resident.biodata, context.today)
        recorded = status not in (RecordingStatus.BELUM_WAJIB, RecordingStatus.UNREGISTERED)
        if too_early or (recorded and not may_be_recorded(resident.biodata, context.today)):
            yield RULE.finding(
                (resident.id,),
                f"{resident.name} belum 17 tahun dan belum pernah kawin, jadi belum berhak atas KTP-el.",
                "Perekaman dapat dilakukan sejak 16 tahun; pencetakan sejak hari ulang tahun ke-17.",
            )
