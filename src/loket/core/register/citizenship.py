"""
Indonesian citizenship given up: who leaves is off the register, who stays is a foreigner in it.

Each function works one event into a draft, or refuses.
"""

from loket.core.register.change import Act, Paper
from loket.core.register.codes import Citizenship, PermitKind, ResidentStatus
from loket.core.register.context import Context
from loket.core.register.draft import Draft
from loket.core.register.events import CitizenshipGivenUp
from loket.core.register.facts import HomeChanged
from loket.core.register.foreigners import issue_sktt, limited_until
from loket.core.register.guards import require_active
from loket.core.register.recording import RecordingStatus
from loket.core.register.refusals import AlreadyForeign, NotMembers, PaperMissing
from loket.core.register.values import ResidentId

_NOTE = "lepas kewarganegaraan"


def citizenship_given_up(draft: Draft, event: CitizenshipGivenUp, context: Context) -> None:
    """
    Who leaves is off the KK, and all cards are taken; who stays is a foreigner, in the KK with an ITAP, outside with an ITAS.

    Raises PaperMissing, NotMembers, AlreadyForeign, NotLimitedStay, and for a head who leaves the KK what placing raises.
    """
    if not event.decree.strip():
        raise PaperMissing(names="keputusan pelepasan kewarganegaraan", fields=("decree",))
    if not event.resident_ids:
        raise NotMembers(names="belum ada yang dipilih", fields=("resident_ids",))
    homes = {m.family_id: None for i in event.resident_ids if (m := draft.part.membership_of(i)) is not None}
    for resident_id in event.resident_ids:
        person = require_active(draft.part, resident_id)
        if person.biodata.citizenship is Citizenship.WNA:
            raise AlreadyForeign(name=person.name)
        if event.permit is None:
            draft.set_status(resident_id, ResidentStatus.RENOUNCED)
            draft.leave(resident_id)
            continue
        draft.change(resident_id, citizenship=Citizenship.WNA, nationality=event.nationality, permit=event.permit)
        if event.permit.kind is PermitKind.ITAS:
            _lives_outside_the_kk(draft, resident_id)
            issue_sktt(draft, resident_id, limited_until(event.permit, context.today))
    draft.place(event.placements, follows=next(iter(homes)) if len(homes) == 1 else None)
    draft.output(Paper.SK_PELEPASAN_KEWARGANEGARAAN, *event.resident_ids)
    draft.output(Paper.AKTA_KELAHIRAN, *event.resident_ids, act=Act.ANNOTATE, note=_NOTE)


def _lives_outside_the_kk(draft: Draft, resident_id: ResidentId) -> None:
    draft.add(HomeChanged(draft.day, draft.why, resident_id, draft.part.address_of(resident_id)))
    draft.leave(resident_id)
    held = draft.part.residents[resident_id].documents
    if held.ktp_el is RecordingStatus.CARD_ISSUED:
        draft.output(Paper.KTP_EL, resident_id, act=Act.WITHDRAW, note=_NOTE)
    if held.kia_until_date is not None:
        draft.output(Paper.KIA, resident_id, act=Act.WITHDRAW, note=_NOTE)
    draft.document(resident_id, ktp_el=RecordingStatus.BELUM_WAJIB, kia_until_date=None)
