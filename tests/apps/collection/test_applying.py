"""Applying and correcting by a mandate, and what ends with the first paper that is handed over: through the services, as every way in goes."""

import dataclasses
import datetime
import uuid
from collections.abc import Iterable

import pytest
from django.utils import timezone

from loket.casework import demo, procedures, queries, services
from loket.casework.records import MANDATE, Acted, ChecklistLine, TakenIn
from loket.casework.refusals import AlreadyHanded, NotToBeFetched
from loket.casework.store.rows import read_case
from loket.collection.queries import fetches_of, mandates_of
from loket.collection.records import MandateWish, Relation, Scope, Taker
from loket.collection.refusals import (
    BringerUnchecked,
    CorrectionMandateMissing,
    LetterMissing,
    LetterUnchecked,
    MandateDays,
    MandateEnded,
    MandateIncomplete,
    MandateToOneself,
    NoSuchMandate,
    NotByMandate,
)
from loket.core.engine import Collect, Command, Complete, Return, ReturnLine, Status, Withdraw
from loket.core.engine.refusals import NoProxy, NotAllowed
from loket.core.problems import BadTerm, Refusal
from loket.core.procedure.model import Procedure
from loket.offices import queries as offices
from loket.offices.records import AtHome, at_home
from loket.register.refusals import OwnFamily
from loket.vault.services import destroy, of_case
from tests.apps import factories
from tests.apps.collection.collecting import RUDI, RUDIS_NIK, SARI_COLLECTS, STEP, lets_rudi, today, wish
from tests.apps.factories import SARI, budi

pytestmark = pytest.mark.django_db
ANSWERS = {"keperluan": "kk-rusak", "pindahan": False, "beda_data": False}
LETTER = "ab" * 32
BOTH = frozenset({Scope.APPLY, Scope.CORRECT})
BROUGHT = {"brought_by_nik": RUDIS_NIK, "bringer_checked": True}


def home() -> AtHome:
    return at_home(offices.office("bintan"))


def applied(**more: object) -> TakenIn:
    """Rudi applies for Sari from home."""
    proxy = wish(**({"scope": BOTH, "paper": LETTER} | more))
    return services.apply("kk", by=home(), applicant=SARI, answers=ANSWERS, key=uuid.uuid4(), proxy=proxy)


def at_counter(proxy: MandateWish, key: uuid.UUID | None = None) -> TakenIn:
    """Rudi brings Sari's application to the counter."""
    found = factories.procedure()
    taken = services.take_in(
        "bintan",
        "kk",
        officer=budi(),
        applicant=SARI,
        answers={},
        checklist=factories.complete_papers(found),
        key=key or uuid.uuid4(),
        extra_evidence=demo.extra_evidence(found),
        proxy=proxy,
    )
    assert isinstance(taken, TakenIn)
    return taken


def does(resi: str, command: Command) -> Acted:
    row = read_case(resi)
    assert row is not None
    return services.act(resi, command, officer=budi(), version=row.version, key=uuid.uuid4())


def checks(case: TakenIn) -> Acted:
    """The counter receives the file and finds every paper there."""
    does(case.resi, Complete("diterima"))
    lines = [{"requirement": one.requirement, "state": one.state} for one in complete()]
    step = factories.procedure().by_id[read_case(case.resi).step or ""]  # type: ignore[union-attr]
    onward = next(key for key, one in step.outcomes.items() if one.return_ is None and not one.incomplete)
    return does(case.resi, Complete(onward, {"checklist": lines}))


def complete() -> tuple[ChecklistLine, ...]:
    return factories.complete_papers(factories.procedure(), ANSWERS)


def sent_back(case: TakenIn, subject: str = "f-1-15") -> str:
    does(case.resi, Complete("diterima"))
    back = does(case.resi, Return("tidak-lengkap", (ReturnLine(subject, "berkas-kurang", "Tidak terbaca"),)))
    assert back.status is Status.WAITING_FOR_APPLICANT
    return case.resi


def again() -> str:
    """How the applicant's own step is done once more."""
    return next(iter(factories.procedure().first.outcomes))


def wants_the_applicant() -> None:
    """From now on the first step of the KK wants the applicant in person."""
    plain = factories.procedure().model_dump(mode="json", by_alias=True)
    plain["steps"][0]["no_proxy"] = True
    procedures.publish(Procedure.model_validate(plain), effective=datetime.date(2026, 11, 2))


def history(resi: str) -> list[tuple[str, str]]:
    return [(one.sentence, one.acted_as) for one in queries.case_view(resi, budi(), factories.MONDAY).events]


class TestApplyingFromHome:
    def test_is_recorded_with_the_case_and_signed_by_whom_it_was_done(self) -> None:
        case = applied()
        (one,) = mandates_of(case.resi)
        assert (one.scope, one.channel, one.paper, one.checked_at) == (BOTH, "daring", LETTER, None)
        assert one.taker == Taker(RUDI, RUDIS_NIK, Relation.SIBLING, "0812 0000 0002")
        assert history(case.resi)[0][1] == f"{RUDI} (kuasa) · dari rumah · a.n. Sari Wulandari (pemohon)"
        assert "Kuasa dicatat (mengajukan, memperbaiki)" in history(case.resi)[1][0]

    def test_sent_twice_is_one_mandate(self) -> None:
        key, proxy = uuid.uuid4(), wish(scope=BOTH, paper=LETTER)
        both = [
            services.apply("kk", by=home(), applicant=SARI, answers=ANSWERS, key=key, proxy=proxy) for _ in range(2)
        ]
        assert both[0].resi == both[1].resi
        assert len(mandates_of(both[0].resi)) == 1

    @pytest.mark.parametrize(
        ("more", "refusal"),
        [
            ({"paper": ""}, LetterMissing),
            ({"scope": frozenset({Scope.CORRECT})}, MandateIncomplete),
            ({"taker": Taker("Siapa", SARI.nik, Relation.OTHER)}, MandateToOneself),
            ({"taker": Taker(" ", RUDIS_NIK, Relation.OTHER)}, MandateIncomplete),
            ({"taker": Taker(RUDI, "12", Relation.OTHER)}, BadTerm),
            ({"valid_until": datetime.date(2020, 1, 1)}, MandateDays),
        ],
    )
    def test_is_refused_without_a_mandate_that_is_one(self, more: dict[str, object], refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            applied(**more)
        assert not queries.open_cases_of("bintan", SARI.nik, "kk")

    def test_is_refused_where_the_first_step_wants_the_applicant(self) -> None:
        wants_the_applicant()
        with pytest.raises(NoProxy):
            applied()
        with pytest.raises(NoProxy):
            at_counter(wish(scope=BOTH))


class TestTheLetter:
    def test_must_be_accepted_before_the_check_passes(self) -> None:
        case = applied()
        with pytest.raises(LetterUnchecked):
            checks(case)
        (one,) = mandates_of(case.resi)
        for _ in range(2):
            services.accept_letter(case.resi, one.uuid, by=budi())
        (one,) = mandates_of(case.resi)
        assert "Budi" in one.checked_as
        assert sum("diperiksa dan diterima" in said for said, _who in history(case.resi)) == 1
        lines = [{"requirement": line.requirement, "state": line.state} for line in complete()]
        assert does(case.resi, Complete("lengkap", {"checklist": lines})).status is Status.IN_PROCESS

    def test_may_be_sent_back_and_comes_again_as_another_mandate(self) -> None:
        resi = sent_back(applied(), MANDATE)
        key = uuid.uuid4()
        for _ in range(2):
            services.answer_return(resi, "Surat baru", by=home(), key=key, letter="cd" * 32)
        first, second = mandates_of(resi)
        assert (first.paper, second.paper, second.taker, second.checked_at) == (LETTER, "cd" * 32, first.taker, None)
        with pytest.raises(LetterUnchecked):
            checks(TakenIn(resi, 0, "", None, None, Status.IN_PROCESS))

    def test_of_the_counter_was_seen_there(self) -> None:
        case = at_counter(wish(scope=BOTH))
        (one,) = mandates_of(case.resi)
        assert (one.channel, bool(one.checked_at)) == ("loket", True)

    def test_is_not_accepted_once_it_was_taken_back(self) -> None:
        case = applied()
        (one,) = mandates_of(case.resi)
        services.end_mandate(case.resi, one.uuid, "", by=budi())
        with pytest.raises(MandateEnded):
            services.accept_letter(case.resi, one.uuid, by=budi())
        with pytest.raises(LetterUnchecked):
            checks(case)

    def test_is_accepted_for_its_own_application_by_who_may(self) -> None:
        case = applied()
        (one,) = mandates_of(case.resi)
        with pytest.raises(NoSuchMandate):
            services.accept_letter(applied().resi, one.uuid, by=budi())
        looks = dataclasses.replace(budi().seats[0], position="arsip")
        with pytest.raises(NotAllowed):
            services.accept_letter(
                case.resi, one.uuid, by=dataclasses.replace(budi(), powers=frozenset({"audit"}), seats=(looks,))
            )


class TestApplyingAtTheCounter:
    def test_is_recorded_with_the_case_once(self) -> None:
        key = uuid.uuid4()
        first, again = (at_counter(wish(scope=BOTH), key) for _ in range(2))
        assert (first.resi, len(mandates_of(first.resi))) == (again.resi, 1)
        said = [sentence for sentence, _who in history(first.resi)]
        assert "Kuasa dicatat (mengajukan, memperbaiki)" in said[1]
        assert not any(RUDI in one or RUDIS_NIK in one for one in said)

    def test_is_refused_to_an_officer_whose_family_brings_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str] = []

        def kin(_officer: object, niks: Iterable[str]) -> None:
            asked.extend(niks)
            if RUDIS_NIK in asked:
                raise OwnFamily

        monkeypatch.setattr("loket.casework.intake.residents.require_no_kin", kin)
        with pytest.raises(OwnFamily):
            at_counter(wish(scope=BOTH))

    def test_to_collect_too_is_refused_where_papers_go_to_the_applicant_alone(self) -> None:
        plain = factories.procedure().model_dump(mode="json", by_alias=True)
        for step in plain["steps"]:
            step["no_proxy"] = step["id"] == STEP
        procedures.publish(Procedure.model_validate(plain), effective=datetime.date(2026, 11, 2))
        with pytest.raises(NoProxy):
            at_counter(wish(scope=BOTH | {Scope.COLLECT}))
        assert at_counter(wish(scope=BOTH)).resi


class TestCorrecting:
    def test_at_the_counter_says_who_brought_it(self) -> None:
        resi = sent_back(applied())
        does(resi, Complete(again(), BROUGHT))
        event = queries.case_view(resi, budi(), factories.MONDAY).events[-1]
        assert event.payload["evidence"] == {"brought_by": RUDI, **BROUGHT}

    @pytest.mark.parametrize("gone", ["never", "other scope", "ended"])
    def test_at_the_counter_is_refused_without_a_mandate_that_holds(self, gone: str) -> None:
        resi = sent_back(applied(scope=frozenset({Scope.APPLY})))
        if gone == "other scope":
            lets_rudi(resi)
        if gone == "ended":
            one = lets_rudi(resi, scope=frozenset({Scope.CORRECT}))
            services.end_mandate(resi, one.uuid, "", by=budi())
        with pytest.raises(CorrectionMandateMissing):
            does(resi, Complete(again(), BROUGHT))

    def test_at_the_counter_is_refused_after_its_last_day(self, monkeypatch: pytest.MonkeyPatch) -> None:
        resi = sent_back(applied(valid_until=today()))
        tomorrow = today() + datetime.timedelta(days=1)
        monkeypatch.setattr("loket.casework.acts.offices.today", lambda *_: tomorrow)
        with pytest.raises(CorrectionMandateMissing):
            does(resi, Complete(again(), BROUGHT))

    def test_at_the_counter_is_refused_to_who_was_not_looked_at(self) -> None:
        resi = sent_back(applied())
        with pytest.raises(BringerUnchecked):
            does(resi, Complete(again(), {"brought_by_nik": RUDIS_NIK}))

    def test_at_the_counter_asks_nothing_of_the_applicant(self) -> None:
        assert does(sent_back(applied()), Complete(again())).status is Status.IN_PROCESS

    def test_from_home_is_done_by_who_applied(self) -> None:
        resi = sent_back(applied())
        services.answer_return(resi, "", by=home(), key=uuid.uuid4())
        assert history(resi)[-1][1] == f"{RUDI} (kuasa) · dari rumah · a.n. Sari Wulandari (pemohon)"

    @pytest.mark.parametrize("gone", ["ended", "destroyed"])
    def test_from_home_is_refused_without_a_mandate_that_holds(self, gone: str) -> None:
        resi = sent_back(applied())
        if gone == "ended":
            services.end_mandate(resi, mandates_of(resi)[0].uuid, "", by=budi())
        else:
            destroy(of_case(resi), why="masa simpan")
        with pytest.raises(CorrectionMandateMissing):
            services.answer_return(resi, "", by=home(), key=uuid.uuid4())

    def test_from_home_is_the_applicants_own_where_the_applicant_applied(self) -> None:
        case = services.apply("kk", by=home(), applicant=SARI, answers=ANSWERS, key=uuid.uuid4())
        resi = sent_back(case)
        lets_rudi(resi, scope=frozenset({Scope.CORRECT}))
        services.answer_return(resi, "", by=home(), key=uuid.uuid4())
        assert history(resi)[-1][1] == "Sari Wulandari (pemohon) · dari rumah"


class TestAtHome:
    """Whoever has applied for another has the code of the application, and does no more with it than the mandate says."""

    def test_withdraws_while_the_mandate_holds_and_signs_as_who_it_is(self) -> None:
        case = applied()
        services.take_back(case.resi, "Tidak jadi", by=home(), key=uuid.uuid4())
        assert history(case.resi)[-1][1] == f"{RUDI} (kuasa) · dari rumah · a.n. Sari Wulandari (pemohon)"

    def test_withdraws_nothing_when_it_was_taken_back(self) -> None:
        resi = applied().resi
        assert queries.own_case(resi, home()).may_take_back
        services.end_mandate(resi, mandates_of(resi)[0].uuid, "", by=budi())
        assert not queries.own_case(resi, home()).may_take_back
        with pytest.raises(NotByMandate):
            services.take_back(resi, "Tidak jadi", by=home(), key=uuid.uuid4())

    def test_names_nobody_else_and_ends_no_mandate(self) -> None:
        resi = applied().resi
        assert not queries.own_case(resi, home()).may_name_another
        with pytest.raises(NotByMandate):
            services.give_mandate(resi, wish(), by=home(), key=uuid.uuid4())
        with pytest.raises(NotByMandate):
            services.end_mandate(resi, mandates_of(resi)[0].uuid, "", by=home())

    def test_downloads_by_a_mandate_to_collect_alone(self) -> None:
        case = applied()
        services.accept_letter(case.resi, mandates_of(case.resi)[0].uuid, by=budi())
        demo.advance(case, "bintan", to=STEP, at=timezone.now())
        assert not queries.own_case(case.resi, home()).may_fetch
        with pytest.raises(NotToBeFetched):
            services.fetched(case.resi, "7K2M94QXB3TD", "a" * 64, by=home())
        lets_rudi(case.resi)
        assert queries.own_case(case.resi, home()).may_fetch
        services.fetched(case.resi, "7K2M94QXB3TD", "a" * 64, by=home())
        assert fetches_of(case.resi)[0].sha256 == "a" * 64


class TestWithdrawing:
    def open_ended(self) -> TakenIn | Acted:
        """A case at its hand-over, in a procedure that lets withdraw at any time."""
        plain = factories.procedure().model_dump(mode="json", by_alias=True)
        plain |= {"product": "KK dan KTP-el", "withdrawable_until": None}
        procedures.publish(Procedure.model_validate(plain), effective=datetime.date(2026, 11, 2))
        return factories.case_at(STEP)

    def test_is_open_until_the_first_paper_is_handed_over(self) -> None:
        case = self.open_ended()
        assert "withdraw" in {offer.command for offer in factories.view(case, budi()).offers}
        assert services.take_back(case.resi, "Tidak jadi", by=home(), key=uuid.uuid4()).status is Status.WITHDRAWN

    def test_is_refused_once_a_part_was_collected(self) -> None:
        case = self.open_ended()
        first = queries.lines_to_collect(case.resi, budi())[0]
        does(case.resi, Collect((first.id,), {**SARI_COLLECTS}))
        assert "withdraw" not in {offer.command for offer in factories.view(case, budi()).offers}
        assert not queries.own_case(case.resi, home()).may_take_back
        with pytest.raises(AlreadyHanded):
            does(case.resi, Withdraw("Tidak jadi"))
        with pytest.raises(AlreadyHanded):
            services.take_back(case.resi, "Tidak jadi", by=home(), key=uuid.uuid4())

    def test_is_refused_behind_the_hand_over(self) -> None:
        case = self.open_ended()
        step = factories.procedure().by_id[STEP]
        onward = next(key for key, one in step.outcomes.items() if one.next)
        signed = {"signature": "lembar tercetak"} if "acknowledge" in step.acts else {}
        does(case.resi, Complete(onward, {**SARI_COLLECTS, **signed}))
        with pytest.raises(AlreadyHanded):
            does(case.resi, Withdraw("Tidak jadi"))


def test_every_refusal_speaks() -> None:
    for refusal in (
        AlreadyHanded,
        BringerUnchecked,
        NotByMandate,
        CorrectionMandateMissing,
        LetterMissing,
        LetterUnchecked,
    ):
        assert issubclass(refusal, Refusal)
        assert refusal.id
        assert refusal().hint
