"""Forms of families and moves with the real register: from what is typed to what is recorded, over two offices."""

from typing import Any
from uuid import UUID

import pytest

from loket.core.entry.details import details
from loket.core.entry.kinds import KINDS
from loket.core.register.codes import ResidentStatus
from loket.entries.judging import events_of, filled, judge
from loket.offices.records import Officer
from loket.register import models, services
from tests.apps import factories
from tests.apps.register import people
from tests.core.entry.filling import ADDRESS
from tests.core.entry.test_foreigners import ANNE, prolonging

pytestmark = pytest.mark.django_db

SURE = {"couple-shares-kk": "tugas di kota lain"}
IN_PONTIANAK = {**ADDRESS, "region": "61.71.01.1002"}


def nik(resident: UUID) -> str:
    """What is typed to name a resident: the NIK, or the id while it is awaited."""
    return models.Resident.objects.get(pk=resident).nik or str(resident)


def take(kind: str, raw: dict[str, Any], by: Officer | None = None) -> set[tuple[str, str]]:
    """Fill in the form and record what follows; the papers, each with what is done with it."""
    officer = by or factories.budi()
    assert judge(kind, raw, officer, SURE, at=factories.MONDAY).problems == ()
    form, problems = filled(kind, raw, officer, factories.MONDAY)
    assert problems == ()
    outputs: list[Any] = []
    for event in events_of(kind, form):
        record = services.record_life_event(
            event, officer=officer, key=services.new_id(), accepted=SURE, at=factories.MONDAY
        )
        outputs += record.outputs
    return {(output["paper"], output["act"]) for output in outputs}


class TestMoveToAnotherOffice:
    def out(self, home: people.Home) -> dict[str, Any]:
        agus, sari, adi = home.members
        rows = [{"who": nik(agus), "goes": "ya"}, {"who": nik(sari), "shdk": "1"}, {"who": str(adi), "shdk": "4"}]
        goal = {"reason": "1", "planned_date": "24-12-2026", **IN_PONTIANAK}
        return {"family": home.kk_number.digits, "who": "kepala", "members": rows, **goal}

    def arrival(self, home: people.Home) -> dict[str, Any]:
        letter = {
            "skpwni_number": "SKPWNI/2101/16112026/0001",
            "skpwni_date": "16-11-2026",
            "arrival_date": "16-11-2026",
        }
        origin = {"origin": "21.01", "origin_address": "Jl. Nusantara 12, Kabupaten Bintan"}
        place = {"place": "kk-tetap", "kept_kk": home.kk_number.digits, **IN_PONTIANAK}
        return {**letter, **origin, **place, "returning": [{"who": nik(home.members[0]), "shdk": "1"}]}

    def test_has_two_phases_and_destroys_the_old_card_at_the_destination(self) -> None:
        home = people.saris()
        assert {("SKPWNI", "terbit"), ("KK", "tarik"), ("KK", "terbit")} <= take("pindah-keluar", self.out(home))
        agus = models.Resident.objects.get(pk=home.members[0])
        assert (agus.status, agus.office_id) == (ResidentStatus.IN_TRANSIT, factories.budi().office_id)
        papers = take("pindah-datang", self.arrival(home), factories.dewi())
        assert {("SKDWNI", "terbit"), ("KTP-el", "tarik"), ("KTP-el", "terbit"), ("KK", "terbit")} <= papers
        agus.refresh_from_db()
        assert (agus.status, agus.office_id) == (ResidentStatus.ACTIVE, factories.dewi().office_id)
        assert models.Family.objects.get(pk=home.id).office_id == factories.dewi().office_id

    def test_may_be_called_off(self) -> None:
        home = people.saris()
        take("pindah-keluar", self.out(home))
        raw = {
            "skpwni_number": "SKPWNI/2101/16112026/0001",
            "reason": "batal",
            "movers": [{"who": nik(home.members[0])}],
        }
        assert ("SKPWNI", "tarik") in take("batal-pindah", raw)
        assert models.Resident.objects.get(pk=home.members[0]).status == ResidentStatus.ACTIVE

    def test_tells_the_letter_where_to(self) -> None:
        raw = self.out(people.saris())
        form, _ = filled("pindah-keluar", raw, factories.budi(), factories.MONDAY)
        told = details(KINDS["pindah-keluar"].form, form.values, lambda name, code: f"{name} {code}")
        assert (told["destination_street"], told["leaves_on"]) == ("Jl. Pasar 3", "2026-12-24")


class TestOtherForms:
    def test_of_a_wedding_touch_both_kks(self) -> None:
        watis, jokos = people.watis(), people.alone()
        paper = {"basis": "buku-nikah", "akta_number": "12/12/2020", "marriage_date": "01-02-2020"}
        raw = {"husband": nik(jokos.members[0]), "wife": nik(watis.members[1]), "place": "kk-suami", **paper}
        assert take("keluarga-baru", raw) == {("KK", "terbit"), ("KTP-el", "terbit")}
        assert models.Membership.objects.filter(family=jokos.id, until_date=None).count() == 2

    def test_of_a_stay_abroad_end_with_the_old_nik(self) -> None:
        home = people.alone()
        before = nik(home.members[0])
        there = {"country": "Belanda", "abroad_address": "Den Haag", "reason": "1", "passport_numbers": "X 1"}
        leaving = {"family": home.kk_number.digits, "who": "semua", "planned_date": "24-12-2026", "one_year": "ya"}
        assert ("SKPLN", "terbit") in take("pindah-luar-negeri", {**there, **leaving})
        back = {"arrival_date": "16-11-2026", "letter_number": "SKPLN 1", "place": "kk-baru", **ADDRESS}
        rows = [{"who": before, "shdk": "1"}]
        assert ("SKDLN", "terbit") in take("datang-luar-negeri", {**there, **back, "returning": rows})
        assert nik(home.members[0]) == before

    def test_of_a_foreigner_yield_an_sktt_twice(self) -> None:
        assert take("sktt-baru", ANNE | {"permit_date": "10-11-2026"}) == {("SKTT", "terbit")}
        assert take("sktt-perpanjang", prolonging(permit_date="16-11-2026")) == {("SKTT", "terbit")}

    @pytest.mark.parametrize("kind", KINDS)
    def test_left_empty_only_name_what_is_missing(self, kind: str) -> None:
        judged = judge(kind, {}, factories.budi(), {}, at=factories.MONDAY)
        assert judged.problems
        assert all(p.field for p in judged.problems)
