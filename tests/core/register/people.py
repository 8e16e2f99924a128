"""A small neighbourhood for the tests: the personas with their families, and short ways to make more of it."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from loket.core.register import (
    Address,
    Biodata,
    Context,
    Documents,
    Family,
    FamilyId,
    Membership,
    Record,
    Resident,
    ResidentId,
    Slice,
    Stay,
)
from loket.core.register.change import Act, Change
from loket.core.register.codes import MaritalStatus, Religion, Sex, Shdk
from loket.core.register.decide import apply, decide
from loket.core.register.events import Birth, LifeEvent
from loket.core.register.placements import Members
from loket.core.register.recording import RecordingStatus
from loket.core.register.refusals import LifeEventRefused
from loket.core.terms import KkNumber, Nik, RegionCode

TODAY = datetime.date(2026, 12, 21)
SINCE = datetime.date(2020, 1, 6)
CONTEXT = Context(TODAY)

KIJANG = RegionCode("2101061001")
SUNGAI_ENAM = RegionCode("2101061002")
TOAPAYA = RegionCode("2101122001")
METRO = RegionCode("1872011001")
BATAM = RegionCode("2171011001")

HOUSE = Address("Jl. Nusantara 12", "001", "002", KIJANG)
NEXT_DOOR = Address("Jl. Nusantara 14", "001", "002", KIJANG)
AFAR = Address("Jl. Pasar 3", "004", "001", TOAPAYA)

# Sari and Agus with two children and Agus's mother; Budi alone; Wati and her grown daughter Rina; Hadi and Dewi, a couple.
AGUS, SARI, ADI, LIA, OMA = 1, 2, 3, 4, 5
BUDI = 6
WATI, RINA = 7, 8
HADI, DEWI = 9, 10
NOBODY = 99
HOME, BUDIS, WATIS, HADIS = 101, 102, 103, 104
NEW, NEWER = 201, 202

BABY = 50
BORN = "2026-12-01"
CARD = Documents(ktp_el=RecordingStatus.CARD_ISSUED)
MARRIED = datetime.date(2005, 5, 5)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def biodata(name: str, sex: Sex, born: str, **more: Any) -> Biodata:
    elements: dict[str, Any] = {"birth_place": "Kijang", "religion": Religion.KRISTEN, **more}
    return Biodata(full_name=name, sex=sex, birth_date=day(born), **elements)


def baby(name: str = "Bima Salim", **more: object) -> Biodata:
    """The child that Sari and Agus are expecting."""
    parents = {"mother_id": SARI, "father_id": AGUS, **more}
    return biodata(name, Sex.MALE, BORN, **parents)


def birth(**more: object) -> Birth:
    """The birth of that child, reported in time."""
    fields = {"date": day(BORN), "child_id": BABY, "biodata": baby(), **more}
    return Birth(**fields)  # type: ignore[arg-type]


def nik_of(number: int, facts: Biodata) -> Nik:
    offset = 40 if facts.sex is Sex.FEMALE else 0
    return Nik(f"990106{facts.birth_date.day + offset:02}{facts.birth_date:%m%y}{number:04}")


def kk_number(number: int) -> KkNumber:
    return KkNumber(f"990106060120{number:04}")


def resident(number: int, facts: Biodata, documents: Documents | None = None, since: datetime.date = SINCE) -> Resident:
    return Resident(number, nik_of(number, facts), (Record(since, facts, documents or Documents()),))


def family(number: int, head: int, address: Address = HOUSE) -> Family:
    return Family(number, kk_number(number), head, (Stay(address, SINCE),))


def members(family_id: FamilyId, shdks: Members, since: datetime.date = SINCE) -> list[Membership]:
    return [Membership(resident_id, family_id, shdk, since) for resident_id, shdk in shdks.items()]


def married(spouse: int) -> dict[str, Any]:
    status = MaritalStatus.KAWIN_TERCATAT
    return {"marital_status": status, "spouse_ids": (spouse,), "marriage_date": MARRIED}


def neighbourhood() -> Slice:
    """Four KKs of which every rule is kept, all since 6 January 2020."""
    male, female = Sex.MALE, Sex.FEMALE
    parents = {"mother_id": SARI, "mother_name": "Sari Lestari", "father_id": AGUS, "father_name": "Agus Salim"}
    widow = MaritalStatus.CERAI_MATI
    child = Documents(birth_akta="2101-LU-06012012-0001", kia_until_date=day("2029-03-01"))
    people = [
        resident(AGUS, biodata("Agus Salim", male, "1980-08-17", mother_id=OMA, **married(SARI)), CARD),
        resident(SARI, biodata("Sari Lestari", female, "1984-04-21", **married(AGUS)), CARD),
        resident(ADI, biodata("Adi Salim", male, "2012-03-01", **parents), child),
        resident(LIA, biodata("Lia Salim", female, "2018-07-09", **parents)),
        resident(OMA, biodata("Oma Halimah", female, "1955-01-31", marital_status=widow), CARD),
        resident(BUDI, biodata("Budi Hartono", male, "1990-10-10"), CARD),
        resident(WATI, biodata("Wati Kusuma", female, "1975-02-02", marital_status=widow), CARD),
        resident(RINA, biodata("Rina Kusuma", female, "1999-11-11", mother_id=WATI, mother_name="Wati Kusuma"), CARD),
        resident(HADI, biodata("Hadi Wijaya", male, "1970-06-06", **married(DEWI)), CARD),
        resident(DEWI, biodata("Dewi Anggraini", female, "1972-12-12", **married(HADI)), CARD),
    ]
    kks = [family(HOME, AGUS), family(BUDIS, BUDI, NEXT_DOOR), family(WATIS, WATI), family(HADIS, HADI, AFAR)]
    places: Members = {AGUS: Shdk.HEAD, SARI: Shdk.WIFE, ADI: Shdk.CHILD, LIA: Shdk.CHILD, OMA: Shdk.PARENT}
    return Slice.of(
        people,
        kks,
        [
            *members(HOME, places),
            *members(BUDIS, {BUDI: Shdk.HEAD}),
            *members(WATIS, {WATI: Shdk.HEAD, RINA: Shdk.CHILD}),
            *members(HADIS, {HADI: Shdk.HEAD, DEWI: Shdk.WIFE}),
        ],
    )


def with_biodata(part: Slice, number: int, **elements: Any) -> Slice:
    """The neighbourhood as if a resident had always had these elements."""
    person = part.residents[number]
    latest = replace(person.latest, biodata=replace(person.biodata, **elements))
    return replace(part, residents={**part.residents, number: replace(person, records=(latest,))})


def with_record(part: Slice, number: int, **fields: Any) -> Slice:
    """The neighbourhood as if a resident's only record were another."""
    person = part.residents[number]
    records = (replace(person.latest, **fields),)
    return replace(part, residents={**part.residents, number: replace(person, records=records)})


def with_shdk(part: Slice, number: int, shdk: Shdk) -> Slice:
    """The neighbourhood as if a member had always had another place in the KK."""
    changed = (replace(m, shdk=shdk) if m.resident_id == number else m for m in part.memberships)
    return replace(part, memberships=tuple(changed))


def happen(part: Slice, *events: LifeEvent, **accepted: str) -> Slice:
    """The register after these events, each of which must be allowed."""
    for event in events:
        part = apply(part, decided(part, event, **accepted))
    return part


def decided(part: Slice, event: LifeEvent, **accepted: str) -> Change:
    """The change, decided on no more than what a store would load; rules to accept are given with underscores."""
    context = Context(TODAY, {rule.replace("_", "-"): reason for rule, reason in accepted.items()})
    return decide(part.around(event.named_residents, event.named_families), event, context)


def refused(part: Slice, event: LifeEvent, **accepted: str) -> tuple[str, ...]:
    """The ids of everything that refuses the event."""
    with pytest.raises(LifeEventRefused) as caught:
        decided(part, event, **accepted)
    assert all(f.sentence and "(" + "name" + ")" not in f.sentence for f in caught.value.findings)
    return tuple(f.rule for f in caught.value.findings)


def papers(change: Change) -> set[tuple[str, str, tuple[ResidentId, ...] | FamilyId | None]]:
    """What is printed and taken back: kind, act, and for whom."""
    return {(str(o.paper), _act(o.act), o.resident_ids or o.family_id) for o in change.outputs}


def _act(act: Act) -> str:
    return {Act.ISSUE: "+", Act.WITHDRAW: "-", Act.ANNOTATE: "*"}[act]
