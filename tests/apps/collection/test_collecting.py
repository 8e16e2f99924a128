"""Papers handed over one by one, slips that were replaced, places on the shelf, and what may be downloaded."""

import dataclasses
import datetime
import uuid

import pytest
from django.utils import timezone

from loket.casework import queries, services
from loket.casework.handing import may_fetch
from loket.casework.procedures import by_id
from loket.casework.records import Acted, TakenIn
from loket.casework.refusals import NothingLeft, NotToBeFetched, PapersUnknown, StaleVersion
from loket.casework.store.rows import read_case
from loket.casework.tracking import tracked
from loket.collection import queries as collection
from loket.collection.records import PickupRule, ShelfKind
from loket.collection.refusals import (
    IdentityUnchecked,
    MandateMissing,
    PickupKeepersOnly,
    PickupRuleShape,
    PlaceMissing,
    SlipReplaced,
)
from loket.collection.services import put_on_shelf, require_good_slip, set_rule
from loket.core.engine import Collect, Command, Complete, Recall, Reopen, Status, Withdraw
from loket.core.engine.refusals import CaseClosed, NotAllowed, NotHandingOver
from loket.offices import queries as offices
from loket.offices.records import at_home
from tests.apps import factories
from tests.apps.collection.collecting import (
    RUDI_COLLECTS,
    SARI_COLLECTS,
    STEP,
    lets_rudi,
    ready,
    yields,
)

pytestmark = pytest.mark.django_db
Case = TakenIn | Acted


def now_at(case: Case) -> int:
    row = read_case(case.resi)
    assert row is not None
    return row.version


def does(case: Case, command: Command) -> Acted:
    return services.act(case.resi, command, officer=factories.budi(), version=now_at(case), key=uuid.uuid4())


def outcome() -> str:
    return next(key for key, one in factories.procedure().by_id[STEP].outcomes.items() if one.return_ is None)


def evidence(case: Case) -> dict[str, object]:
    row = read_case(case.resi)
    assert row is not None
    step = by_id(row.procedure_id).procedure.by_id[STEP]
    return dict(SARI_COLLECTS) | ({"signature": "lembar tercetak"} if "acknowledge" in step.acts else {})


def lines(case: Case) -> list[tuple[str, str]]:
    return [(one.name, one.collector) for one in queries.lines_to_collect(case.resi, factories.budi())]


def replace_slip(case: Case, **more: object) -> str:
    said = {"officer": factories.budi(), "version": now_at(case), "key": uuid.uuid4(), **more}
    services.replace_slip(case.resi, "hilang di pasar", **said)  # type: ignore[arg-type]
    return collection.mark_of(case.resi)


class TestPapers:
    @pytest.mark.parametrize(
        ("product", "names"),
        [
            ("KK dan KTP-el", ["KK", "KTP-el"]),
            (
                "Kutipan akta kematian, KK, dan KTP-el suami atau istri",
                ["Kutipan akta kematian", "KK", "KTP-el suami atau istri"],
            ),
            ("Dokumen Kartu Keluarga (KK)", ["Dokumen Kartu Keluarga (KK)"]),
        ],
    )
    def test_are_those_the_sop_prints_where_the_office_keeps_no_register(self, product: str, names: list[str]) -> None:
        assert [name for name, _collector in lines(ready(product))] == names

    def test_are_collected_by_different_people_on_different_days(self) -> None:
        case = ready()
        lets_rudi(case.resi)
        part = does(case, Collect(("1.1 KK",), RUDI_COLLECTS))
        assert (part.step, part.status) == (STEP, Status.IN_PROCESS)
        assert lines(case) == [("KK", "Rudi Hartono"), ("KTP-el", "")]
        row = read_case(case.resi)
        assert row is not None
        file = tracked(row)
        assert (file.ready, file.taken, file.left) == (True, ("KK",), ("KTP-el",))
        does(case, Complete(outcome(), evidence(case)))
        book = queries.pickup_book("bintan", factories.MONDAY.replace(year=2000), factories.MONDAY.replace(year=2100))
        assert [(one.collector_name, one.product) for one in book] == [
            ("Rudi Hartono", "KK"),
            ("Sari Wulandari", "sisanya dari KK dan KTP-el"),
        ]

    def test_printed_for_another_hand_over_wait_again_and_those_of_a_recalled_one_do_not(self) -> None:
        case = ready()
        does(case, Collect(("1.1 KK",), SARI_COLLECTS))
        does(case, Complete(outcome(), evidence(case)))
        does(case, Recall())
        assert lines(case) == [("KK", factories.SARI.name), ("KTP-el", "")]
        assert queries.papers_taken("bintan", [case.resi]) == {case.resi: ("KK",)}
        passed = does(case, Complete(outcome(), evidence(case)))
        while passed.step is not None:
            passed = factories.complete(passed, timezone.now())
        services.act(
            case.resi,
            Reopen(STEP, "KK salah cetak"),
            officer=factories.hadi(),
            version=now_at(case),
            key=uuid.uuid4(),
        )
        assert lines(case) == [("KK", ""), ("KTP-el", "")]
        assert queries.papers_taken("bintan", [case.resi]) == {}
        does(case, Collect(("1.2 KK",), SARI_COLLECTS))
        assert lines(case)[0] == ("KK", factories.SARI.name)

    def test_that_an_earlier_version_handed_over_are_gone_and_wait_when_they_are_printed_anew(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = ready()
        with monkeypatch.context() as earlier:
            earlier.setattr("loket.casework.collecting._require_left", lambda *_: None)
            does(case, Collect(("1 KK",), SARI_COLLECTS))
        assert lines(case) == [("KK", factories.SARI.name), ("KTP-el", "")]
        with pytest.raises(PapersUnknown):
            does(case, Collect(("1.1 KK",), SARI_COLLECTS))
        monkeypatch.setattr("loket.casework.collecting.hand_over_no", lambda *_: 2)
        assert lines(case) == [("KK", ""), ("KTP-el", "")]

    def test_that_are_gone_are_not_handed_over_again(self) -> None:
        case = ready("KK, KTP-el, KIA")
        does(case, Collect(("1.1 KK",), SARI_COLLECTS))
        for papers in (("1.1 KK",), ("9 lain",)):
            with pytest.raises(PapersUnknown):
                does(case, Collect(papers, SARI_COLLECTS))

    def test_that_leave_nothing_are_the_whole_step(self) -> None:
        case = ready()
        with pytest.raises(NothingLeft):
            does(case, Collect(("1.1 KK", "2.1 KTP-el"), SARI_COLLECTS))

    def test_are_told_in_the_history(self) -> None:
        case = ready()
        does(case, Collect(("2.1 KTP-el",), SARI_COLLECTS))
        view = queries.case_view(case.resi, factories.budi(), factories.MONDAY)
        assert view.events[-1].sentence == "Diserahkan sebagian kepada Sari Wulandari: KTP-el"
        assert queries.papers_taken("bintan", [case.resi]) == {case.resi: ("KTP-el",)}

    @pytest.mark.parametrize("of_all", [True, False])
    def test_go_to_no_proxy_without_a_mandate(self, of_all: bool) -> None:
        case = ready()
        given = evidence(case) | RUDI_COLLECTS
        command = Complete(outcome(), given) if of_all else Collect(("1.1 KK",), RUDI_COLLECTS)
        with pytest.raises(MandateMissing):
            does(case, command)

    @pytest.mark.parametrize("relation", ["family", "proxy"])
    def test_go_to_nobody_else_without_an_identity(self, relation: str) -> None:
        case = ready()
        lets_rudi(case.resi)
        given = {k: v for k, v in RUDI_COLLECTS.items() if k != "identity_checked"} | {"collector_relation": relation}
        with pytest.raises(IdentityUnchecked):
            does(case, Collect(("1.1 KK",), given))


class TestALostSlip:
    def test_is_replaced_by_a_duplicate_with_a_mark(self) -> None:
        case = ready()
        assert require_good_slip(case.resi, "") is None
        mark = replace_slip(case)
        assert len(mark) == 4
        assert not mark.isdigit()
        found = require_good_slip(case.resi, mark.lower())
        assert found is not None
        assert found.number == 1
        for typed, meant in (("0", "O"), ("1", "l"), ("V", "u")):
            assert require_good_slip(case.resi, mark.replace(typed, meant)) is not None

    @pytest.mark.parametrize("shown", ["", "0000"])
    def test_opens_nothing_any_more(self, shown: str) -> None:
        case = ready()
        replace_slip(case)
        with pytest.raises(SlipReplaced, match="DUPLIKAT 1"):
            require_good_slip(case.resi, shown)
        with pytest.raises(SlipReplaced):
            does(case, Collect(("1.1 KK",), {**SARI_COLLECTS, "slip_mark": shown} if shown else SARI_COLLECTS))

    def test_is_followed_by_a_second_that_revokes_the_first_duplicate(self) -> None:
        case = ready()
        first, second = replace_slip(case), replace_slip(case)
        with pytest.raises(SlipReplaced, match="DUPLIKAT 2"):
            require_good_slip(case.resi, first)
        assert require_good_slip(case.resi, second)
        assert [one.number for one in collection.slips_of(case.resi)] == [1, 2]
        assert collection.replaced_among([case.resi, "X"]) == {case.resi: 2}

    def test_hands_over_by_its_duplicate_and_the_history_keeps_no_mark(self) -> None:
        case = ready()
        mark = replace_slip(case)
        does(case, Collect(("1.1 KK",), {**SARI_COLLECTS, "slip_mark": mark}))
        view = queries.case_view(case.resi, factories.budi(), factories.MONDAY)
        assert view.events[-1].payload["evidence"]["slip_mark"] == "DUPLIKAT 1"
        assert not any(mark in str(event.payload) for event in view.events)

    def test_is_replaced_once_by_a_form_sent_twice_and_not_by_a_stale_one(self) -> None:
        case, key = ready(), uuid.uuid4()
        version = now_at(case)
        for _ in range(2):
            replace_slip(case, key=key, version=version)
        assert len(collection.slips_of(case.resi)) == 1
        with pytest.raises(StaleVersion):
            replace_slip(case, version=version)

    def test_is_not_replaced_by_who_is_not_at_the_counter_nor_after_the_end(self) -> None:
        case = ready()
        with pytest.raises(NotAllowed):
            replace_slip(case, officer=dataclasses.replace(factories.wati(), powers=frozenset({"audit"})))
        closed = factories.take_in()
        factories.act(closed, Withdraw("batal"), factories.budi())
        with pytest.raises(CaseClosed):
            replace_slip(closed)

    def test_is_counted_for_the_office(self) -> None:
        case = ready()
        replace_slip(case)
        office = factories.budi().office_id
        year = factories.MONDAY.replace(year=2000), factories.MONDAY.replace(year=2100)
        assert [one.resi for one in collection.slips_made(office, *year)] == [case.resi]
        assert collection.slips_made(factories.dewi().office_id, *year) == ()


class TestTheShelf:
    def test_keeps_every_move(self) -> None:
        case = ready()
        for place, kind in (("Rak 1", ShelfKind.SHELF), ("Rak 1", ShelfKind.SHELF), ("Gudang", ShelfKind.ARCHIVE)):
            services.shelve(case.resi, f"  {place} ", kind, officer=factories.budi())
        assert [(one.place, one.kind) for one in collection.moves_of(case.resi)] == [
            ("Rak 1", ShelfKind.SHELF),
            ("Gudang", ShelfKind.ARCHIVE),
        ]
        long_ago, row = factories.MONDAY.replace(year=2000), read_case(case.resi)
        assert row is not None
        assert collection.places_of({case.resi: long_ago})[case.resi].place == "Gudang"
        # Papers that came to the counter after that lie elsewhere, though the shelf has the same name.
        later = collection.moves_of(case.resi)[-1].at + datetime.timedelta(seconds=1)
        assert collection.places_of({case.resi: later}) == {}
        said = {"by": factories.budi(), "at": later, "since": later}
        put_on_shelf(case.resi, "Gudang", ShelfKind.ARCHIVE, **said)  # type: ignore[arg-type]
        assert collection.places_of({case.resi: later})[case.resi].at == later

    @pytest.mark.parametrize("place", [" ", "x" * 61])
    def test_needs_a_place_with_a_name(self, place: str) -> None:
        with pytest.raises(PlaceMissing):
            services.shelve(ready().resi, place, ShelfKind.SHELF, officer=factories.budi())

    def test_takes_only_what_waits_for_its_owner(self) -> None:
        with pytest.raises(NotHandingOver):
            services.shelve(factories.take_in().resi, "Rak 1", ShelfKind.SHELF, officer=factories.budi())


class TestTheRuleOfAnOffice:
    def test_is_ours_until_the_head_says_otherwise(self) -> None:
        office = factories.hadi().office_id
        assert collection.rule_of(office) == PickupRule((7, 30), 90)
        set_rule(factories.hadi(), PickupRule((3,), None), at=factories.MONDAY)
        assert collection.rule_of(office) == PickupRule((3,), None)

    @pytest.mark.parametrize(
        "rule",
        [PickupRule((7, 7), 90), PickupRule((7, 30), 30), PickupRule((0,), 9), PickupRule((1, 2, 3, 4, 5, 6), 9)],
    )
    def test_rises_from_day_to_day(self, rule: PickupRule) -> None:
        with pytest.raises(PickupRuleShape):
            set_rule(factories.hadi(), rule, at=factories.MONDAY)

    def test_is_not_for_the_counter_to_change(self) -> None:
        with pytest.raises(PickupKeepersOnly):
            set_rule(factories.budi(), PickupRule((3,), None), at=factories.MONDAY)

    @pytest.mark.parametrize(("days", "stage"), [(0, None), (6, None), (7, 7), (29, 7), (30, 30), (400, 30)])
    def test_names_the_latest_stage_due(self, days: int, stage: int | None) -> None:
        assert PickupRule((7, 30), 90).stage(days) == stage


class TestDownloading:
    def allowed(self, case: Case) -> bool:
        row = read_case(case.resi)
        assert row is not None
        return may_fetch(row, factories.TODAY)

    def test_is_for_what_stands_at_its_hand_over_or_behind(self) -> None:
        yields("KK")
        assert not self.allowed(factories.take_in())
        case = factories.case_at(STEP)
        assert self.allowed(case)
        does(case, Complete(outcome(), evidence(case)))
        assert self.allowed(case)

    def test_is_not_for_what_the_applicant_must_come_for_or_has_withdrawn(self) -> None:
        yields("KTP-el", no_proxy=True)
        assert not self.allowed(factories.case_at(STEP))
        taken = factories.take_in()
        factories.act(taken, Withdraw("batal"), factories.budi())
        assert not self.allowed(taken)

    def test_leaves_a_trace_each_time(self) -> None:
        case, sari = ready(), at_home(offices.office("bintan"))
        for _ in range(2):
            services.fetched(case.resi, "7K2M94QXB3TD", "a" * 64, by=sari)
        assert [one.code for one in collection.fetches_of(case.resi)] == ["7K2M94QXB3TD"] * 2
        with pytest.raises(NotToBeFetched):
            services.fetched(factories.take_in().resi, "7K2M94QXB3TD", "a" * 64, by=sari)

    def test_moves_nothing_in_the_case(self) -> None:
        case = ready()
        before = read_case(case.resi)
        services.fetched(case.resi, "7K2M94QXB3TD", "a" * 64, by=at_home(offices.office("bintan")))
        assert read_case(case.resi) == before
        assert dataclasses.is_dataclass(collection.fetches_of(case.resi)[0])
