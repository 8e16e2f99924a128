"""Abroad and home again: from the filled form to what the register decides."""

from typing import Any

import pytest

from loket.core.entry import read
from loket.core.entry.kinds import KINDS
from loket.core.register import Slice
from loket.core.register.codes import ResidentStatus, Shdk
from loket.core.register.decide import apply
from loket.core.register.moves import ArrivedFromAbroad, MoveAbroad
from loket.core.register.placements import JoinKk, NewKk
from tests.core.entry.filling import ADDRESS, FIRST, SECOND, event, kk, row, wrong
from tests.core.entry.test_moves import ANAK, PUTRI
from tests.core.register.people import (
    BUDI,
    BUDIS,
    DEWI,
    HADI,
    HADIS,
    WATIS,
    decided,
    happen,
    neighbourhood,
    papers,
)


def leaving(who: str, *rows: dict[str, str], family: int = HADIS, **more: Any) -> dict[str, Any]:
    there = {"country": "Belanda", "abroad_address": "Den Haag", "reason": "1", "passport_numbers": "X 123"}
    return {
        "family": kk(family),
        "who": who,
        "members": rows,
        **there,
        "planned_date": "24-12-2026",
        "one_year": "ya",
        **more,
    }


class TestPindahLuarNegeri:
    def test_of_all_takes_cards_and_kk(self) -> None:
        asked = event("pindah-luar-negeri", leaving("semua"))
        assert isinstance(asked, MoveAbroad)
        assert asked.resident_ids == (HADI, DEWI)
        change = decided(neighbourhood(), asked)
        assert {("SKPLN", "+", (HADI, DEWI)), ("KK", "-", HADIS), ("KTP-el", "-", (DEWI,))} <= papers(change)

    def test_of_the_head_places_who_stays(self) -> None:
        raw = leaving("kepala", row(HADI, goes=True), row(DEWI, Shdk.HEAD))
        asked = event("pindah-luar-negeri", raw)
        assert asked.placements == (NewKk(FIRST, DEWI),)
        assert apply(neighbourhood(), decided(neighbourhood(), asked)).residents[HADI].status is ResidentStatus.ABROAD

    def test_is_for_a_year_or_more(self) -> None:
        assert wrong("pindah-luar-negeri", leaving("semua", one_year="")) == ("entry-stay-too-short", "one_year")

    def test_needs_someone_who_goes(self) -> None:
        assert wrong("pindah-luar-negeri", leaving("kepala", row(HADI))) == ("entry-nobody-goes", "members")


def arriving(**more: Any) -> dict[str, Any]:
    letter = {"letter": "skpln", "letter_number": "SKPLN/2101/01022024/0001", "passport_numbers": "X 123"}
    return {"arrival_date": "15-12-2026", "country": "Belanda", **letter, "place": "kk-baru", **ADDRESS, **more}


def away() -> Slice:
    return happen(neighbourhood(), event("pindah-luar-negeri", leaving("semua", family=BUDIS)))


class TestDatangLuarNegeri:
    def test_gives_the_old_nik_a_new_kk(self) -> None:
        part = away()
        raw = arriving(returning=[row(BUDI, Shdk.HEAD, occupation="88")], arrival_date="21-12-2026")
        asked = event("datang-luar-negeri", raw, part)
        assert isinstance(asked, ArrivedFromAbroad)
        after = happen(part, asked)
        assert (after.residents[BUDI].is_active, after.residents[BUDI].biodata.occupation) == (True, 88)
        assert after.residents[BUDI].nik == neighbourhood().residents[BUDI].nik

    def test_records_children_born_abroad_without_nik(self) -> None:
        part = away()
        child = ANAK | {"nik": "", "mother_nik": "", "father_nik": "", "shdk": "4", "card": ""}
        raw = arriving(returning=[row(BUDI, Shdk.HEAD)], newcomers=[child], arrival_date="21-12-2026")
        after = happen(part, event("datang-luar-negeri", raw, part))
        assert after.residents[FIRST].nik is None
        assert len(after.members_of(SECOND)) == 2

    def test_lets_them_enter_a_kk(self) -> None:
        part = away()
        raw = arriving(returning=[row(BUDI, Shdk.OTHER)], place="numpang", host=kk(WATIS), consent_of="Wati")
        assert event("datang-luar-negeri", raw, part).placements == (JoinKk(WATIS, {BUDI: Shdk.OTHER}),)

    @pytest.mark.parametrize(
        ("raw", "problem"),
        [
            ({}, ("entry-nobody-arrives", "returning")),
            ({"newcomers": [PUTRI | {"shdk": "4"}]}, ("entry-one-head", "returning")),
        ],
    )
    def test_names_what_is_wrong(self, raw: dict[str, Any], problem: tuple[str, str]) -> None:
        assert wrong("datang-luar-negeri", arriving(**raw)) == problem

    def test_asks_what_everyone_will_be_to_the_head(self) -> None:
        answers = read(KINDS["datang-luar-negeri"].form, arriving(returning=[row(BUDI)]))
        assert [(p.id, p.field) for p in answers.problems] == [("entry-missing", "returning.0.shdk")]

    def test_days_late_count_from_the_arrival(self) -> None:
        part = away()
        raw = arriving(returning=[row(BUDI, Shdk.HEAD)], arrival_date="01-12-2026")
        assert decided(part, event("datang-luar-negeri", raw, part)).days_late == 6

    def test_adds_nobody_for_who_was_known(self) -> None:
        part = away()
        raw = arriving(returning=[row(BUDI, Shdk.HEAD)], arrival_date="21-12-2026")
        after = happen(part, event("datang-luar-negeri", raw, part))
        assert after.residents.keys() == neighbourhood().residents.keys()
