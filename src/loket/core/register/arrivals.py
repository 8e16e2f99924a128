"""
People who come to live here: from another office, home from abroad, or out of the shadow of having no record at all.

Each function works one event into a draft, or refuses. Who is known is taken back with NIK and history, never added twice.
"""

from loket.core.register.change import Paper
from loket.core.register.codes import ResidentStatus
from loket.core.register.context import Context
from loket.core.register.draft import Draft
from loket.core.register.facts import BiodataChanged, ResidentAdded
from loket.core.register.guards import require_resident
from loket.core.register.moves import Arrival, ArrivedFromAbroad, MoveIn, Newcomer, PeopleRecorded
from loket.core.register.old_cards import destroy_cards
from loket.core.register.refusals import NotActive, NothingChanges, PaperMissing
from loket.core.register.values import Address, ResidentId

_AWAY = frozenset({ResidentStatus.IN_TRANSIT, ResidentStatus.MOVED, ResidentStatus.ABROAD})


def move_in(draft: Draft, event: MoveIn, _: Context) -> None:
    """
    Newcomers are added, who was away is back, and all are placed; old cards are destroyed and new ones printed here.

    Raises PaperMissing, NotActive (for the dead), NothingChanges when nobody arrives.
    """
    if not event.skpwni_number.strip():
        raise PaperMissing(names="nomor SKPWNI", fields=("skpwni_number",))
    arrived = _arrive(draft, event, _AWAY)
    draft.output(Paper.SKDWNI, *arrived)
    for resident_id in arrived:
        _renew_cards(draft, resident_id)


def arrived_from_abroad(draft: Draft, event: ArrivedFromAbroad, _: Context) -> None:
    """
    Who had left is a resident again, and who was never recorded becomes one; their cards were taken when they left.

    Raises PaperMissing, NotActive (for the dead), NothingChanges when nobody arrives.
    """
    if not event.letter.strip():
        raise PaperMissing(names="SKPLN atau surat perwakilan RI", fields=("letter",))
    arrived = _arrive(draft, event, frozenset({ResidentStatus.ABROAD}))
    draft.output(Paper.SKDLN, *arrived)


def people_recorded(draft: Draft, event: PeopleRecorded, _: Context) -> None:
    """People without any record are added and placed. Raises PaperMissing, NothingChanges."""
    if not event.statement.strip():
        raise PaperMissing(names="surat pernyataan tidak memiliki dokumen (F-1.04)", fields=("statement",))
    if not event.newcomers:
        raise NothingChanges(fields=("newcomers",))
    for newcomer in event.newcomers:
        add(draft, newcomer)
    draft.place(event.placements)
    draft.output(Paper.BIODATA, *(n.resident_id for n in event.newcomers))


def add(draft: Draft, newcomer: Newcomer, address: Address | None = None) -> None:
    """Someone this register did not know; `address` for a resident without a KK."""
    n = newcomer
    draft.add(ResidentAdded(draft.day, draft.why, n.resident_id, n.nik, n.biodata, n.documents, address))


def _arrive(draft: Draft, event: Arrival, away: frozenset[ResidentStatus]) -> tuple[ResidentId, ...]:
    for newcomer in event.newcomers:
        add(draft, newcomer)
    placed = [i for placement in event.placements for i in placement.shdks]
    returning = [i for i in placed if not require_resident(draft.part, i).is_active]
    for resident_id in returning:
        resident = draft.part.residents[resident_id]
        if resident.status not in away:
            raise NotActive(name=resident.name, status=resident.status)
        draft.set_status(resident_id, ResidentStatus.ACTIVE)
        if resident_id in event.biodata:
            draft.add(BiodataChanged(draft.day, draft.why, resident_id, event.biodata[resident_id]))
    arrived = (*returning, *(n.resident_id for n in event.newcomers))
    if not arrived:
        raise NothingChanges(fields=("placements",))
    draft.place(event.placements)
    return arrived


def _renew_cards(draft: Draft, resident_id: ResidentId) -> None:
    # Who is known here gets a new card through the comparison of addresses; a newcomer has none to compare with.
    known = resident_id in draft.before.residents
    for paper in destroy_cards(draft, resident_id):
        if not known:
            draft.output(paper, resident_id, note="pindah datang")
