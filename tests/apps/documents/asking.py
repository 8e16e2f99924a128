"""Asks for papers of a family that the register knows, for the tests of what is gathered and printed."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from loket.core.register.change import Paper
from loket.core.register.codes import Sex, Shdk
from loket.core.register.events import Birth
from loket.core.terms import Nik, RegionCode
from loket.documents.gathering import PaperRequest, gather
from loket.documents.papers.issue import Signer
from loket.documents.papers.kinds import OfficePaper, page_of
from loket.documents.refusals import PaperIncomplete
from loket.documents.typesetting import typeset
from loket.register import queries as register
from loket.register import services as register_services
from tests.apps import factories
from tests.apps.documents.reading import words_of
from tests.apps.register import people

TODAY = factories.TODAY
AT = factories.MONDAY
SIGNER = Signer(title="Kepala Dinas", name="Hadi Purnomo", nip="99700101")
RULING = {"court": "Putusan PN Tanjungpinang", "court_number": "12/2026", "court_date": "2026-11-03"}
FOUND_IN_NO_REGISTER = {
    Paper.SKTT: {"permit_number": "2C21", "permit_until": "2027-06-30", "passport": "PA1"},
    Paper.SKPLN: {"country": "Malaysia", "foreign_address": "KL", "reason": "Pekerjaan", "leaves_on": "2026-12-01"},
    Paper.SKDLN: {"country": "Malaysia", "travel_document": "Paspor X1", "arrived_on": "2026-11-10"},
    Paper.SKDWNI: {
        "origin": "Pontianak",
        "skpwni_number": "SKPWNI/6171/01112026/0001",
        "arrived_on": "2026-11-10",
        "movers_kk": "Membuat KK baru",
    },
    Paper.AKTA_KELAHIRAN: {"order": "1"},
    Paper.AKTA_KEMATIAN: {"death_date": "2026-11-10", "death_place": "Kijang"},
    Paper.AKTA_PERKAWINAN: {"marriage_place": "Kijang"},
    Paper.AKTA_PERCERAIAN: {"divorce_date": "2026-11-03", "marriage_akta": "KW-1", **RULING},
    Paper.SK_LAHIR_MATI: {
        "father_name": "Agus",
        "sex": "2",
        "weeks": "30",
        "birth_date": "2026-11-10",
        "birth_place": "Kijang",
        "determined_by": "Dokter",
    },
    Paper.SK_PEMBATALAN_PERKAWINAN: {"akta_number": "KW-1", **RULING},
    Paper.SK_PEMBATALAN_PERCERAIAN: {"akta_number": "CR-1", **RULING},
    Paper.SK_PENGANGKATAN_ANAK: {"birth_akta": "LU-1", **RULING},
    Paper.SK_PELEPASAN_KEWARGANEGARAAN: {
        "decision": "Keputusan Menteri",
        "decision_date": "2026-10-01",
        "nationality": "Australia",
    },
    Paper.SKPTI: {"lost": "KTP-el; KK", "disaster": "banjir", "happened_on": "2026-11-01"},
    Paper.SKPS: {"lost": "Akta kelahiran", "disaster": "banjir", "happened_on": "2026-11-01"},
    OfficePaper.SUKET: {"paper": "KTP-el", "valid_until": "2027-05-16"},
}


def ask(paper: Paper | OfficePaper, *who: UUID, **more: Any) -> PaperRequest:
    more = {"signer": SIGNER, "number": "12/2026", "details": FOUND_IN_NO_REGISTER.get(paper, {}), **more}
    return PaperRequest(paper=paper, office_key="bintan", on=TODAY, resident_ids=who, **more)


def printed(request: PaperRequest) -> str:
    page = page_of(gather(request, printed_at=AT))
    return words_of(typeset(page.template, page.sheet))


HOUSE = replace(people.HOUSE, region=RegionCode("2101061008"), postal_code="29150")


def saris() -> people.Home:
    """Agus, Sari and Adi in a village that the table of regions names."""
    return people.live(
        (people.person("Agus Salim", Sex.MALE, "1984-02-02"), Shdk.HEAD),
        (people.person("Sari Wulandari", Sex.FEMALE, "1986-03-03"), Shdk.WIFE),
        (people.person("Adi Salim", Sex.MALE, "2015-04-04", father_name="Agus", mother_name="Sari"), Shdk.CHILD),
        number=1,
        couple=True,
        address=HOUSE,
    )


def gaps(request: PaperRequest) -> tuple[str, ...]:
    """What is missing, in words."""
    with pytest.raises(PaperIncomplete) as refused:
        gather(request, printed_at=AT)
    missing: tuple[str, ...] = refused.value.data["missing"]  # type: ignore[assignment]
    assert all(words in refused.value.explanation for words in missing)
    return missing


def birth() -> Callable[[people.Home], Birth]:
    """A birth in a family, with the parents on record."""

    def of(home: people.Home) -> Birth:
        lia = replace(
            people.person("Lia Salim", Sex.FEMALE, "2026-11-01"),
            mother_id=home.members[1],
            father_id=home.members[0],
            mother_name="Sari Wulandari",
            father_name="Agus Salim",
        )
        return Birth(
            date=datetime.date(2026, 11, 1),
            child_id=register_services.new_id(),
            biodata=lia,
            akta_number="2101-LU-16112026-0001",
            nik=Nik("9901064111260009"),
        )

    return of


def child_of(home: people.Home) -> UUID:
    """The youngest of a family."""
    kk = register.family(home.id, TODAY)
    assert kk is not None
    youngest = max(kk.rows, key=lambda row: row.biodata.birth_date).resident_id
    assert isinstance(youngest, UUID)
    return youngest
