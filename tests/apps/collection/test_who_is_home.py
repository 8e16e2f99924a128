"""Who is at home was decided when the application was sent: no later letter gives that place to anybody, and none brings a mandate back."""

import uuid
from collections.abc import Iterable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from loket.casework import queries, services
from loket.casework.mandated import may_at_home, written
from loket.casework.store.rows import CaseRow, read_case
from loket.collection.queries import mandates_of
from loket.collection.records import Relation, Scope, Taker
from loket.collection.refusals import AppliedBefore, CorrectionMandateMissing, LetterUnchecked, NotByMandate
from loket.core.engine import Complete, Recall
from loket.register.refusals import OwnFamily
from tests.apps import factories
from tests.apps.collection.collecting import RUDIS_NIK, lets_rudi, today, wish
from tests.apps.collection.test_applying import (
    ANSWERS,
    BOTH,
    BROUGHT,
    again,
    applied,
    at_counter,
    checks,
    does,
    history,
    home,
    sent_back,
)
from tests.apps.factories import SARI, budi

pytestmark = pytest.mark.django_db
DO_THIS = "ajukan lagi di loket tanpa NIK pembawa perbaikan"
TONO = Taker("Tono", "9901011505880003", Relation.OTHER)


def row_of(resi: str) -> CaseRow:
    row = read_case(resi)
    assert row is not None
    return row


def lets_tono_apply_in_an_earlier_version(resi: str) -> None:
    """What the counter could write down before it was refused."""
    wished = wish(taker=TONO, scope=BOTH)
    written(resi, wished, by=budi(), key=uuid.uuid4(), channel="loket", at=row_of(resi).submitted_at)


def own_application() -> str:
    """Sari applies from home herself."""
    return services.apply("kk", by=home(), applicant=SARI, answers=ANSWERS, key=uuid.uuid4()).resi


class TestTheHolder:
    def test_stays_who_is_at_home_whatever_the_counter_writes_down(self) -> None:
        case = applied()
        lets_tono_apply_in_an_earlier_version(case.resi)
        assert not may_at_home(row_of(case.resi), Scope.COLLECT, today())
        assert queries.applied_by(row_of(case.resi)) == mandates_of(case.resi)[0]
        with pytest.raises(NotByMandate):
            services.give_mandate(case.resi, wish(), by=home(), key=uuid.uuid4())
        with pytest.raises(LetterUnchecked):
            checks(case)

    def test_is_nobody_else_where_the_applicant_applied(self) -> None:
        resi = own_application()
        lets_tono_apply_in_an_earlier_version(resi)
        assert queries.own_case(resi, home()).proxy is None
        assert queries.applied_by(row_of(resi)) is None

    def test_whose_letter_the_counter_saw_needs_no_photograph(self) -> None:
        case = applied()
        lets_rudi(case.resi, scope=BOTH)
        assert queries.letter_to_check(row_of(case.resi)) is None
        services.take_back(case.resi, "Tidak jadi", by=home(), key=uuid.uuid4())
        assert "Rudi Hartono (kuasa)" in history(case.resi)[-1][1]

    def test_whose_letter_comes_again_after_the_counter_saw_one_is_looked_at_again(self) -> None:
        resi = sent_back(applied())
        lets_rudi(resi, scope=BOTH)
        services.answer_return(resi, "", by=home(), key=uuid.uuid4(), letter="cd" * 32)
        assert queries.letter_to_check(row_of(resi)) == mandates_of(resi)[-1]


class TestALaterMandate:
    def test_lets_nobody_apply_who_did_not(self) -> None:
        counter = at_counter(wish(scope=BOTH)).resi
        for resi, taker in ((own_application(), wish().taker), (counter, wish().taker), (applied().resi, TONO)):
            with pytest.raises(AppliedBefore):
                lets_rudi(resi, taker=taker, scope=BOTH)
        assert lets_rudi(counter, scope=frozenset({Scope.CORRECT})).scope == {Scope.CORRECT}


class TestKin:
    @pytest.fixture(autouse=True)
    def rudi_is_family(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def kin(_officer: object, numbers: Iterable[str]) -> None:
            if RUDIS_NIK in set(numbers):
                raise OwnFamily

        monkeypatch.setattr("loket.casework.handing.residents.require_no_kin", kin)

    def test_accepts_no_letter(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as before:
            before.setattr("loket.casework.intake.residents.require_no_kin", lambda *_: None)
            case = applied()
        with pytest.raises(OwnFamily):
            services.accept_letter(case.resi, mandates_of(case.resi)[0].uuid, by=budi())
        assert mandates_of(case.resi)[0].checked_at is None

    def test_writes_no_mandate_down(self) -> None:
        resi = factories.take_in().resi
        with pytest.raises(OwnFamily):
            lets_rudi(resi)
        assert lets_rudi(resi, taker=TONO).taker == TONO


class TestTakenBack:
    def taken_back(self) -> str:
        resi = sent_back(applied())
        services.end_mandate(resi, mandates_of(resi)[0].uuid, "", by=budi())
        return resi

    def test_goes_on_when_the_applicant_comes_and_applies_again(self) -> None:
        resi = self.taken_back()
        assert queries.letter_to_check(row_of(resi)) is not None
        does(resi, Complete(again()))
        assert queries.letter_to_check(row_of(resi)) is None

    def test_is_told_on_the_card_until_the_applicant_has_come(self, client: Client) -> None:
        client.force_login(User.objects.get(username="bintan.budi"))
        case = applied()
        page = f"/permohonan/{case.resi}/"
        assert DO_THIS not in client.get(page).content.decode()
        services.end_mandate(case.resi, mandates_of(case.resi)[0].uuid, "", by=budi())
        assert DO_THIS in client.get(page).content.decode()
        does(sent_back(case), Complete(again()))
        assert DO_THIS not in client.get(page).content.decode()

    def test_may_be_renewed_at_the_counter_alone(self, client: Client) -> None:
        client.force_login(User.objects.get(username="bintan.budi"))
        resi = self.taken_back()
        assert "scope_ajukan" in client.get(f"/permohonan/{resi}/kuasa/").content.decode()

    def test_does_not_go_on_when_somebody_else_comes(self) -> None:
        resi = self.taken_back()
        lets_rudi(resi, scope=frozenset({Scope.CORRECT}))
        does(resi, Complete(again(), BROUGHT))
        assert queries.letter_to_check(row_of(resi)) is not None

    def test_does_not_go_on_by_what_was_asked_of_nobody(self) -> None:
        resi = self.taken_back()
        lets_rudi(resi, scope=frozenset({Scope.CORRECT}))
        does(resi, Complete(again(), BROUGHT))
        does(resi, Recall())
        does(resi, Complete(again()))
        assert queries.letter_to_check(row_of(resi)) is not None

    def test_is_not_passed_by_while_the_mandate_stands(self) -> None:
        resi = sent_back(applied())
        does(resi, Complete(again()))
        assert queries.letter_to_check(row_of(resi)) is not None

    def test_comes_back_by_no_photograph(self) -> None:
        resi, key = self.taken_back(), uuid.uuid4()
        with pytest.raises(CorrectionMandateMissing):
            services.answer_return(resi, "", by=home(), key=key, letter="cd" * 32)
        assert len(mandates_of(resi)) == 1
        lets_rudi(resi, scope=BOTH)
        services.answer_return(resi, "", by=home(), key=key, letter="cd" * 32)
        assert [one.channel for one in mandates_of(resi)] == ["daring", "loket"]
        assert queries.letter_to_check(row_of(resi)) is None
