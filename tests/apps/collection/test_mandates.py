"""Mandates: who may be let, for how long, what is kept of the taker, and that it may be taken back."""

import dataclasses
import datetime
import uuid

import pytest
from django.db import connection

from loket.casework import queries, services
from loket.casework.refusals import NoSuchCase
from loket.collection.queries import mandate_for, mandates_of
from loket.collection.records import Relation, Scope, Taker
from loket.collection.refusals import (
    MandateDays,
    MandateEnded,
    MandateIncomplete,
    MandateToOneself,
    NoSuchMandate,
)
from loket.core.engine import Withdraw
from loket.core.engine.refusals import CaseClosed, NoProxy, NotAllowed
from loket.core.problems import BadTerm
from loket.offices import queries as offices
from loket.offices.records import at_home
from loket.vault.services import destroy, of_case
from tests.apps import factories
from tests.apps.collection.collecting import RUDI, RUDIS_NIK, STEP, lets_rudi, ready, today, until, wish, yields

pytestmark = pytest.mark.django_db


def sentences(resi: str) -> list[str]:
    return [event.sentence for event in queries.case_view(resi, factories.budi(), factories.MONDAY).events]


class TestGiving:
    def test_keeps_who_is_let_for_what_until_when(self) -> None:
        case = ready()
        one = lets_rudi(case.resi, scope=frozenset({Scope.COLLECT, Scope.CORRECT}), paper="ab" * 32)
        assert one.taker == Taker(RUDI, RUDIS_NIK, Relation.SIBLING, "0812 0000 0002")
        assert one.scope == frozenset({Scope.COLLECT, Scope.CORRECT})
        assert (one.valid_until, one.paper) == (until(), "ab" * 32)
        assert "Budi" in one.acted_as
        assert f"Kuasa dicatat (memperbaiki, mengambil), berlaku sampai {until():%d-%m-%Y}" in sentences(case.resi)[-1]

    def test_tells_the_history_neither_name_nor_nik(self) -> None:
        case = ready()
        lets_rudi(case.resi)
        assert not any(RUDI in one or RUDIS_NIK in one for one in sentences(case.resi))

    def test_leaves_no_name_or_nik_readable_in_the_tables(self) -> None:
        lets_rudi(ready().resi)
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM collection_mandate")
            text = " ".join(str(bytes(v) if isinstance(v, memoryview) else v) for row in cursor for v in row)
        assert RUDI not in text
        assert RUDIS_NIK not in text

    def test_is_done_once_for_a_form_sent_twice(self) -> None:
        case, key = ready(), uuid.uuid4()
        numbers = {services.give_mandate(case.resi, wish(), by=factories.budi(), key=key) for _ in range(2)}
        assert len(numbers) == len(mandates_of(case.resi)) == 1
        assert sum("Kuasa dicatat" in one for one in sentences(case.resi)) == 1

    def test_may_be_done_by_the_applicant_from_home(self) -> None:
        case = ready()
        services.give_mandate(
            case.resi, wish(), by=at_home(offices.office("bintan")), key=uuid.uuid4(), channel="daring"
        )
        (one,) = mandates_of(case.resi)
        assert (one.channel, one.acted_as) == ("daring", "Pemohon · dari rumah")

    @pytest.mark.parametrize("nik", [factories.SARI.nik, "9901 0141 0190 0001"])
    def test_is_refused_to_oneself(self, nik: str) -> None:
        with pytest.raises(MandateToOneself):
            lets_rudi(ready().resi, taker=Taker("Siapa pun", nik, Relation.OTHER))

    def test_is_refused_to_oneself_by_name_where_the_case_has_no_nik(self) -> None:
        yields("KK")
        nobody = dataclasses.replace(factories.SARI, nik="")
        taken = factories.take_in(applicant=nobody)
        with pytest.raises(MandateToOneself):
            lets_rudi(taken.resi, taker=Taker("sari  WULANDARI", RUDIS_NIK, Relation.OTHER))

    @pytest.mark.parametrize("days", [-1, 367])
    def test_is_refused_for_no_time_or_for_ever(self, days: int) -> None:
        with pytest.raises(MandateDays):
            lets_rudi(ready().resi, valid_until=today() + datetime.timedelta(days=days))

    @pytest.mark.parametrize("days", [0, 366])
    def test_is_taken_at_both_ends(self, days: int) -> None:
        day = today() + datetime.timedelta(days=days)
        assert lets_rudi(ready().resi, valid_until=day).valid_until == day

    def test_is_refused_without_a_name_or_a_use(self) -> None:
        case = ready()
        with pytest.raises(MandateIncomplete):
            lets_rudi(case.resi, taker=Taker(" ", RUDIS_NIK, Relation.OTHER))
        with pytest.raises(MandateIncomplete):
            lets_rudi(case.resi, scope=frozenset())

    def test_is_refused_for_a_nik_that_is_none(self) -> None:
        with pytest.raises(BadTerm):
            lets_rudi(ready().resi, taker=Taker(RUDI, "12", Relation.OTHER))

    def test_to_collect_is_refused_where_the_applicant_must_come(self) -> None:
        yields("KTP-el", no_proxy=True)
        case = factories.case_at(STEP)
        with pytest.raises(NoProxy):
            lets_rudi(case.resi)
        assert lets_rudi(case.resi, scope=frozenset({Scope.CORRECT})).scope == {Scope.CORRECT}

    def test_is_refused_for_a_closed_case(self) -> None:
        taken = factories.take_in()
        factories.act(taken, Withdraw("batal"), factories.budi())
        with pytest.raises(CaseClosed):
            lets_rudi(taken.resi)

    def test_is_nothing_for_another_office_or_who_only_looks(self) -> None:
        case = ready()
        with pytest.raises(NoSuchCase):
            services.give_mandate(case.resi, wish(), by=factories.dewi(), key=uuid.uuid4())
        auditor = dataclasses.replace(factories.budi(), powers=frozenset({"audit"}), seats=factories.dewi().seats[:1])
        with pytest.raises(NotAllowed):
            services.give_mandate(
                case.resi,
                wish(),
                by=dataclasses.replace(auditor, seats=(dataclasses.replace(auditor.seats[0], position="arsip"),)),
                key=uuid.uuid4(),
            )
        with pytest.raises(NoSuchCase):
            queries.mandates(case.resi, factories.dewi())


class TestHolding:
    def test_covers_its_use_up_to_and_with_its_last_day(self) -> None:
        case = ready()
        lets_rudi(case.resi)
        for day, holds in ((today(), True), (until(), True), (until() + datetime.timedelta(days=1), False)):
            assert bool(mandate_for(case.resi, RUDIS_NIK, Scope.COLLECT, day)) is holds
        assert mandate_for(case.resi, RUDIS_NIK, Scope.CORRECT, today()) is None
        assert mandate_for(case.resi, factories.SARI.nik, Scope.COLLECT, today()) is None

    def test_is_of_one_application_only(self) -> None:
        case = ready()
        lets_rudi(case.resi)
        other = factories.take_in()
        assert mandate_for(other.resi, RUDIS_NIK, Scope.COLLECT, today()) is None

    def test_names_nobody_any_more_when_the_key_of_the_application_is_given_up(self) -> None:
        case = ready()
        lets_rudi(case.resi)
        destroy(of_case(case.resi), why="masa simpan")
        (one,) = mandates_of(case.resi)
        assert one.taker is None
        assert one.valid_until == until()


class TestTakingBack:
    def test_ends_it_and_says_so(self) -> None:
        case = ready()
        one = lets_rudi(case.resi)
        services.end_mandate(case.resi, one.uuid, "sudah datang sendiri", by=factories.budi())
        (ended,) = mandates_of(case.resi)
        assert not ended.holds(Scope.COLLECT, today())
        assert ended.end_reason == "sudah datang sendiri"
        assert sentences(case.resi)[-1] == "Catatan: Kuasa dicabut oleh pemohon"

    def test_is_refused_a_second_time_and_for_what_is_not_there(self) -> None:
        case = ready()
        one = lets_rudi(case.resi)
        services.end_mandate(case.resi, one.uuid, "", by=factories.budi())
        with pytest.raises(MandateEnded):
            services.end_mandate(case.resi, one.uuid, "", by=factories.budi())
        assert sum("dicabut" in said for said in sentences(case.resi)) == 1
        with pytest.raises(NoSuchMandate):
            services.end_mandate(factories.take_in().resi, one.uuid, "", by=factories.budi())
