"""
The warnings that an officer took on with a life event, as an office may read them years later.

Who may be named to an office is decided by entries; a sentence that could name anybody else gives way to what its rule is about.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy

from loket.core.register.values import ResidentId
from loket.entries.queries import hidden_from
from loket.register import queries as register
from loket.register.records import LifeEventRecord
from loket.web.desk.register.words import Words

TITLES: Final[Mapping[str, Words]] = {
    "arrival-fits-letter": gettext_lazy(
        "SKPWNI, asal atau tujuan pendatang tidak cocok dengan kepindahan yang tercatat."
    ),
    "birth-bond-fits": gettext_lazy("Perkawinan orang tua menurut register belum tercatat."),
    "birth-not-recorded-twice": gettext_lazy("Mungkin anak yang sama sudah tercatat."),
    "birth-order-fits": gettext_lazy("Urutan kelahiran tidak cocok dengan anak yang sudah tercatat."),
    "child-in-law-is-married": gettext_lazy("Menantu tidak berstatus kawin."),
    "child-younger-than-head": gettext_lazy("Anak tidak lebih muda dari kepala keluarga."),
    "couple-shares-kk": gettext_lazy("Suami istri dalam KK yang berbeda."),
    "grandchild-younger-than-child": gettext_lazy("Cucu tidak lebih muda dari generasi di atasnya."),
    "marital-dates-known": gettext_lazy("Tanggal status perkawinan belum tercatat."),
    "marriage-age": gettext_lazy("Kawin sebelum berumur 19 tahun."),
    "more-than-one-wife": gettext_lazy("Beristri lebih dari satu."),
    "mother-age-fits": gettext_lazy("Ibu sudah sangat tua ketika anak lahir."),
    "name-two-words": gettext_lazy("Nama hanya satu kata."),
    "nik-fits-biodata": gettext_lazy("NIK tidak cocok dengan tanggal lahir atau jenis kelamin."),
    "parent-older-than-head": gettext_lazy("Orang tua tidak lebih tua dari kepala keluarga."),
    "parents-age-gap": gettext_lazy("Orang tua masih sangat muda ketika anak lahir."),
    "siblings-birth-gap": gettext_lazy("Jarak kelahiran saudara kandung terlalu dekat."),
    "mungkin-ganda": gettext_lazy("Mungkin sudah tercatat sebagai penduduk lain."),
}
"""What each rule that warns is about, without anybody's name."""
_ANY: Final = gettext_lazy("Data tidak biasa.")


@dataclass(frozen=True, slots=True)
class AcceptedWarning:
    """
    A warning as this office may read it, and why the officer took it on; empty where that could name somebody of the
    office that wrote it.
    """

    sentence: Words
    reason: str


def accepted_as_seen(events: Collection[LifeEventRecord], office_id: int) -> Mapping[UUID, tuple[AcceptedWarning, ...]]:
    """The accepted warnings of each life event by its id: one statement, and none where nothing was accepted."""
    by_event = {event.id: event.accepted for event in events if event.accepted}
    named = {own for every in by_event.values() for one in every for own in _named(one)}
    hidden = _hidden(named, office_id) if named else frozenset[ResidentId]()
    of_here = {event.id for event in events if event.office_id == office_id}
    return {
        own: tuple(_as_seen(one, hidden, is_own=own in of_here) for one in every) for own, every in by_event.items()
    }


def _named(one: Mapping[str, Any]) -> frozenset[UUID]:
    return frozenset(UUID(own) for own in one.get("about", ()))


def _hidden(named: set[UUID], office_id: int) -> frozenset[ResidentId]:
    people = register.people(named)
    return hidden_from(office_id, people, ()) | (named - people.keys())


def _as_seen(one: Mapping[str, Any], hidden: frozenset[ResidentId], *, is_own: bool) -> AcceptedWarning:
    named = _named(one)
    is_told = bool(named) and not named & hidden
    return AcceptedWarning(
        one["sentence"] if is_told else TITLES.get(one["rule"], _ANY), one["reason"] if is_told or is_own else ""
    )
