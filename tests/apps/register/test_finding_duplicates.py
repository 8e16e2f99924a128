"""Who may be one person twice is told before a NIK is given, compared, and decided by a person; nobody is merged."""

import datetime
import uuid
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from loket.core.register import Biodata
from loket.core.register.codes import Sex, Shdk
from loket.core.register.events import Birth, NikAssigned
from loket.core.rules import Level
from loket.core.terms import Nik
from loket.register import models, national, services
from loket.register.finding import index
from loket.register.finding.comparing import compare, pairs_to_review
from loket.register.finding.decisions import (
    DecisionReasonMissing,
    NotAPair,
    NotYourPair,
    decide_duplicate,
    decided_about,
    decisions_on,
)
from loket.register.finding.duplicates import RULE, DecidedSame, PossibleDuplicate, likely_same
from loket.register.refusals import NoSeat
from tests.apps import factories
from tests.apps.register import people
from tests.apps.register.people import Home

pytestmark = pytest.mark.django_db

TODAY = factories.TODAY
BORN = datetime.date(2026, 11, 1)


def _lia(home: Home, name: str = "Lia Salim", born: datetime.date = BORN) -> Birth:
    biodata = replace(
        people.person(name, Sex.FEMALE, born.isoformat()),
        mother_id=home.members[1],
        father_id=home.members[0],
        mother_name="Sari Wulandari",
    )
    return Birth(date=born, child_id=services.new_id(), biodata=biodata)


def _grown(name: str, number: int, born: str = "1990-05-12", mother: str = "", sex: Sex = Sex.MALE) -> UUID:
    home = people.live((people.person(name, sex, born, mother_name=mother), Shdk.HEAD), number=number)
    index.complete()
    return home.members[0]


def _asked(name: str, born: str = "1990-05-12", mother: str = "", sex: Sex = Sex.MALE) -> Biodata:
    return people.person(name, sex, born, mother_name=mother)


class TestLikelySame:
    def test_names_who_is_alike_with_the_reasons(self) -> None:
        known = _grown("Muhammad Soleh", 5, mother="Siti Aminah")
        (match,) = likely_same(_asked("Moh. Sholeh", mother="St. Amina"))
        assert match.resident.id == known
        assert match.strong
        assert {"Moh = Muhammad", "tanggal lahir sama", "tempat lahir sama", "nama ibu mirip"} <= set(match.reasons)

    @pytest.mark.parametrize(
        "asked",
        [
            _asked("Muhammad Soleh", mother="Partini"),
            _asked("Muhammad Soleh", mother="Siti Aminah", sex=Sex.FEMALE),
            _asked("Muhammad Soleh", born="1990-08-17"),
            _asked("Muhammad Arifin", mother="Siti Aminah"),
        ],
    )
    def test_is_not_strong_for_another_mother_sex_day_or_name(self, asked: Biodata) -> None:
        _grown("Muhammad Soleh", 5, mother="Siti Aminah")
        assert not any(match.strong for match in likely_same(asked))

    @pytest.mark.parametrize("born", ["1990-12-05", "1991-05-12", "1989-05-12"])
    def test_knows_days_that_are_mistaken_for_each_other(self, born: str) -> None:
        _grown("Muhammad Soleh", 5, mother="Siti Aminah")
        (match,) = likely_same(_asked("Muhammad Soleh", born=born, mother="Siti Aminah"))
        assert match.strong

    def test_of_a_leap_day_has_no_day_a_year_off(self) -> None:
        _grown("Muhammad Soleh", 5, born="1992-02-29")
        assert likely_same(_asked("Muhammad Soleh", born="1992-02-29"))[0].strong

    def test_of_a_resident_leaves_out_that_resident(self) -> None:
        one, other = _grown("Muhammad Soleh", 5), _grown("Moh. Soleh", 6)
        assert [match.resident.id for match in likely_same(one)] == [other]
        assert likely_same(uuid.uuid4()) == ()

    def test_tells_who_died_and_what_was_decided(self) -> None:
        one, other = _grown("Muhammad Soleh", 5), _grown("Moh. Soleh", 6)
        _decide(one, other, "different")
        (match,) = likely_same(one)
        assert match.decision is not None
        assert match.decision.decision == "different"
        models.Resident.objects.filter(pk=other).update(status="meninggal")
        assert "status meninggal" in likely_same(one)[0].reasons

    def test_takes_four_statements_at_most(self) -> None:
        one = _grown("Muhammad Soleh", 5)
        likely_same(one)
        with CaptureQueriesContext(connection) as asked:
            likely_same(one)
        assert len(asked) <= 4


def _decide(one: UUID, other: UUID, decision: str, **more: object) -> object:
    given: dict[str, object] = {"officer": factories.wati(), "reason": "Akta sama", "at": factories.MONDAY} | more
    return decide_duplicate(one, other, decision, **given)  # type: ignore[arg-type]


class TestABirth:
    def test_of_a_child_that_is_there_is_refused_naming_it(self) -> None:
        home = people.saris()
        index.complete()
        people.record(_lia(home))
        before = models.LifeEvent.objects.count()
        with pytest.raises(PossibleDuplicate) as refused:
            people.record(_lia(home, "Lya Salim"))
        assert refused.value.id == "possible-duplicate"
        (finding,) = refused.value.findings
        assert finding.rule == RULE
        assert "Lia Salim, lahir 01-11-2026, NIK 210106" in finding.sentence
        assert refused.value.matches[0].resident.full_name == "Lia Salim"
        assert models.LifeEvent.objects.count() == before

    def test_of_a_twin_is_recorded_with_a_reason_that_is_kept_as_a_decision(self) -> None:
        home = people.saris()
        index.complete()
        first = people.record(_lia(home))
        event = _lia(home, "Lya Salim")
        done = people.record(event, accepted={RULE: "Kembar, surat RS ada"})
        assert done.accepted[0]["rule"] == RULE
        assert done.accepted[0]["reason"] == "Kembar, surat RS ada"
        twin = UUID(str(event.child_id))
        (decision,) = decided_about(twin).values()
        assert (decision.decision, decision.reason) == ("different", "Kembar, surat RS ada")
        assert str(decision.first if decision.second == twin else decision.second) in first.numbers

    def test_of_a_sibling_of_another_day_is_not_held_up(self) -> None:
        home = people.saris()
        index.complete()
        people.record(_lia(home, born=datetime.date(2025, 9, 1)))
        assert people.record(_lia(home)).numbers

    def test_names_no_more_than_three(self) -> None:
        home = people.saris()
        for number in range(4):
            child = people.person("Lia Salim", Sex.FEMALE, BORN.isoformat())
            parent = people.person(f"Ibu{'abcd'[number]} Rahayu", Sex.FEMALE, "1990-01-01")
            people.live((parent, Shdk.HEAD), (child, Shdk.CHILD), number=20 + number)
        index.complete()
        with pytest.raises(PossibleDuplicate, match="dan 1 lagi"):
            people.record(_lia(home))


class TestANik:
    def _waiting(self) -> tuple[UUID, UUID]:
        """A resident with a NIK, and one alike who waits for it."""
        services.choose_settings(
            national.MANUAL, transit_days=100, officer=factories.hadi(), why="SIAK tersambung", at=factories.MONDAY
        )
        home = people.saris()
        index.complete()
        event = _lia(home)
        people.record(event)
        twin = _lia(home, "Lya Salim")
        people.record(twin, accepted={RULE: "Kembar"})
        return UUID(str(event.child_id)), UUID(str(twin.child_id))

    def _give(self, to: UUID, **more: object) -> object:
        event = NikAssigned(date=TODAY, resident_id=to, nik=Nik("2101064111260001"))
        return people.record(event, reference="SIAK 1", **more)  # type: ignore[arg-type]

    def test_is_given_to_who_was_decided_to_be_another(self) -> None:
        _, twin = self._waiting()
        assert self._give(twin)

    def test_is_not_given_while_it_is_undecided(self) -> None:
        one, twin = self._waiting()
        _decide(one, twin, "undecided", reason="Menunggu surat RS", at=factories.MONDAY + datetime.timedelta(hours=1))
        with pytest.raises(PossibleDuplicate, match="belum ber-NIK"):
            self._give(twin)
        assert self._give(twin, accepted={RULE: "Surat RS sudah ada"})

    def test_is_never_given_to_who_was_decided_to_be_the_same(self) -> None:
        one, twin = self._waiting()
        _decide(one, twin, "same", at=factories.MONDAY + datetime.timedelta(hours=1))
        with pytest.raises(DecidedSame) as refused:
            self._give(twin, accepted={RULE: "Tetap minta"})
        assert [(x.rule, x.level) for x in refused.value.findings] == [("duplicate-decided", Level.REFUSAL)]


class TestADecision:
    def test_is_only_ever_added_to(self) -> None:
        one, other = _grown("Muhammad Soleh", 5), _grown("Moh. Soleh", 6)
        _decide(one, other, "undecided")
        _decide(other, one, "different", at=factories.MONDAY + datetime.timedelta(hours=1))
        assert [d.decision for d in decisions_on(one, other)] == ["undecided", "different"]
        assert decided_about(one)[other].acted_as.startswith("Wati")
        for change in (
            lambda: models.DuplicateDecision.objects.update(decision="same"),
            lambda: models.DuplicateDecision.objects.all().delete(),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                change()

    def test_needs_a_reason(self) -> None:
        one, other = _grown("Muhammad Soleh", 5), _grown("Moh. Soleh", 6)
        for reason in ("", "  ", "x" * 401):
            with pytest.raises(DecisionReasonMissing):
                _decide(one, other, "same", reason=reason)

    def test_is_about_two_residents_and_one_of_three_verdicts(self) -> None:
        one, other = _grown("Muhammad Soleh", 5), _grown("Moh. Soleh", 6)
        for first, second, verdict in ((one, one, "same"), (one, uuid.uuid4(), "same"), (one, other, "merge")):
            with pytest.raises(NotAPair):
                _decide(first, second, verdict)

    def test_is_made_by_an_officer_of_an_office_that_keeps_one_of_them(self) -> None:
        one, other = _grown("Muhammad Soleh", 5), _grown("Moh. Soleh", 6)
        with pytest.raises(NotYourPair):
            _decide(one, other, "same", officer=factories.dewi())
        with pytest.raises(NoSeat):
            _decide(one, other, "same", officer=replace(factories.budi(), person=-1))


class TestTheReview:
    def test_shows_both_side_by_side(self) -> None:
        one = _grown("Muhammad Soleh", 5, mother="Siti Aminah")
        other = _grown("Moh. Soleh", 6, mother="Siti Aminah")
        shown = compare(one, other)
        assert shown is not None
        assert {pair.field for pair in shown.differences} == {"nik", "full_name", "kk_number"}
        named = next(pair for pair in shown.fields if pair.field == "full_name")
        assert (named.label, named.left, named.right) == ("Nama lengkap", "Muhammad Soleh", "Moh. Soleh")
        assert next(pair for pair in shown.fields if pair.field == "address").left == "Jl. Nusantara 12 RT 001 RW 002"
        assert shown.decisions == ()

    def test_of_somebody_unknown_shows_nothing(self) -> None:
        assert compare(_grown("Muhammad Soleh", 5), uuid.uuid4()) is None

    def test_lists_what_is_not_done_with(self) -> None:
        one, other = _grown("Muhammad Soleh", 5), _grown("Moh. Soleh", 6)
        office_id = factories.wati().office_id
        assert pairs_to_review(office_id) == ()
        _decide(one, other, "undecided")
        (pair,) = pairs_to_review(office_id)
        assert {pair.first_name, pair.second_name} == {"Muhammad Soleh", "Moh. Soleh"}
        _decide(one, other, "same", at=factories.MONDAY + datetime.timedelta(hours=1))
        assert pairs_to_review(office_id)[0].decision.decision == "same"
        _decide(one, other, "different", at=factories.MONDAY + datetime.timedelta(hours=2))
        assert pairs_to_review(office_id) == ()
