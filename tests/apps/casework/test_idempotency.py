"""The same form twice, two officers at once, an old form: one act, and everybody is told what happened."""

import uuid
from dataclasses import replace
from functools import partial

import pytest

from loket.casework import queries, services
from loket.casework.records import Acted, ChecklistLine, TakenIn, TurnedAway
from loket.casework.refusals import NoSuchCase, StaleVersion
from loket.core.engine import Claim, Complete, Note
from loket.core.engine.refusals import NotYourStep
from loket.offices.records import Officer
from tests.apps import factories
from tests.apps.at_once import at_once
from tests.apps.conftest import OwnDatabase
from tests.apps.factories import MONDAY, budi, dewi, officer

ENTRY = {"entry_note": "Pengajuan SIAK 000777"}


class TestTheSameFormTwice:
    @pytest.mark.django_db
    def test_takes_one_application_in(self) -> None:
        key = uuid.uuid4()
        first, second = factories.take_in(key=key), factories.take_in(key=key)
        assert second == replace(first, replayed=True)
        assert factories.take_in().register_number == "2/2026"

    @pytest.mark.django_db
    def test_answers_an_intake_as_it_was_although_the_case_has_gone_on(self) -> None:
        key = uuid.uuid4()
        first = factories.take_in(key=key)
        factories.complete(first)
        second = factories.take_in(key=key)
        assert (second.version, second.step, second.replayed) == (first.version, "teruskan", True)

    def test_takes_one_application_in_from_four_browsers(self, own_database: OwnDatabase) -> None:
        key = uuid.uuid4()
        factories.officer("bintan.budi")
        answers = at_once(*[partial(factories.take_in, key=key)] * 4)
        assert len({answer.resi for answer in answers if isinstance(answer, TakenIn)}) == 1
        assert sorted(answer.replayed for answer in answers if isinstance(answer, TakenIn)) == [False, True, True, True]
        assert [book.latest for book in queries.register_books("bintan")] == [1]

    @pytest.mark.django_db
    def test_does_one_act(self) -> None:
        case, key = factories.case_at("registrasi-cap"), uuid.uuid4()
        joko = officer("bintan.joko")
        first = services.act(case.resi, Complete("selesai"), officer=joko, version=case.version, key=key, at=MONDAY)
        again = services.act(case.resi, Complete("selesai"), officer=joko, version=case.version, key=key, at=MONDAY)
        assert first.number == "KK/1/XI/2026"
        assert again == replace(first, replayed=True)

    def test_does_one_act_from_four_browsers(self, own_database: OwnDatabase) -> None:
        case, key, joko = factories.take_in(), uuid.uuid4(), officer("bintan.joko")

        def send() -> Acted:
            command = Complete("diteruskan", ENTRY)
            return services.act(case.resi, command, officer=joko, version=case.version, key=key)

        answers = at_once(*[send] * 4)
        assert {answer.version for answer in answers if isinstance(answer, Acted)} == {case.version + 1}
        assert sorted(answer.replayed for answer in answers if isinstance(answer, Acted)) == [False, True, True, True]

    @pytest.mark.django_db
    def test_gives_another_officer_no_answer_that_was_not_theirs(self) -> None:
        case, key = factories.take_in(), uuid.uuid4()
        services.act(case.resi, Note("satu"), officer=budi(), version=case.version, key=key)
        with pytest.raises(StaleVersion):
            services.act(case.resi, Note("satu"), officer=officer("bintan.rina"), version=case.version, key=key)

    @pytest.mark.django_db
    def test_turns_away_once(self) -> None:
        key = uuid.uuid4()
        answers = [_turned_away(key) for _ in range(2)]
        assert answers[0].slip_id == answers[1].slip_id
        assert [answer.replayed for answer in answers] == [False, True]


class TestTwoOfficersAtOnce:
    def test_one_claims_and_the_other_is_told(self, own_database: OwnDatabase) -> None:
        case = factories.take_in()
        rivals = [officer("bintan.joko"), officer("bintan.maya")]

        def claim(rival: Officer) -> Acted:
            key = uuid.uuid4()
            return services.act(case.resi, Claim(), officer=rival, version=case.version, key=key)

        answers = at_once(*(partial(claim, rival) for rival in rivals))
        won = [answer for answer in answers if isinstance(answer, Acted)]
        (lost,) = (answer for answer in answers if isinstance(answer, StaleVersion))
        assert [answer.version for answer in won] == [case.version + 1]
        assert lost.data["version"] == case.version + 1


class TestAnOldForm:
    @pytest.mark.django_db
    def test_is_told_who_changed_what_and_when(self) -> None:
        case = factories.take_in()
        factories.act(case, Claim(), officer("bintan.joko"))
        with pytest.raises(StaleVersion) as caught:
            factories.act(case, Complete("diteruskan", ENTRY), officer("bintan.maya"))
        data = caught.value.data
        assert data["version"] == case.version + 1
        assert str(data["who"]).startswith("Joko Prasetyo · Petugas Pelayanan")
        assert data["what"] == "Mengambil “4. Entri data, Buat konsep, Teruskan”"
        assert data["when"] == factories.view(case, budi()).events[-1].recorded_at

    @pytest.mark.django_db
    def test_writes_nothing(self) -> None:
        case = factories.take_in()
        factories.act(case, Note("lebih dahulu"), budi())
        before = factories.view(case, budi())
        with pytest.raises(StaleVersion):
            factories.act(case, Note("terlambat"), budi())
        assert factories.view(case, budi()).events == before.events


class TestAnotherOffice:
    @pytest.mark.django_db
    def test_does_not_see_the_case_and_cannot_tell_it_from_none(self) -> None:
        case = factories.take_in()
        answers = []
        for resi in (case.resi, "7K2M94QXB3TD", "bukan resi"):
            with pytest.raises(NoSuchCase) as caught:
                services.act(resi, Note("?"), officer=dewi(), version=case.version, key=uuid.uuid4())
            answers.append((caught.value.id, caught.value.explanation))
        assert len(set(answers)) == 1

    @pytest.mark.django_db
    def test_does_not_see_it_in_any_list(self) -> None:
        case = factories.take_in()
        with pytest.raises(NoSuchCase):
            factories.view(case, dewi())
        assert queries.find("pontianak", case.resi) == ()
        assert queries.find("pontianak", factories.SARI.nik) == ()
        assert queries.desk(dewi(), MONDAY).counts == dict.fromkeys(queries.desk(dewi(), MONDAY).counts, 0)

    @pytest.mark.django_db
    def test_is_refused_before_the_engine_could_say_anything_of_the_case(self) -> None:
        case = factories.take_in()
        with pytest.raises(NoSuchCase):
            services.act(case.resi, Claim(), officer=dewi(), version=0, key=uuid.uuid4())
        with pytest.raises(NotYourStep):
            factories.act(case, Claim(), officer("bintan.tuti"))


class TestAFormTurnedAway:
    @pytest.mark.django_db
    def test_is_judged_anew_when_it_was_changed_before_it_was_sent_again(self) -> None:
        key = uuid.uuid4()
        first = _turned_away(key)
        second = _turned_away(key, ChecklistLine("f-1-01", "wrong", "tanpa tanda tangan"))
        assert second.slip_id != first.slip_id
        assert [line.note for line in second.lines] == ["tanpa tanda tangan"]


def _turned_away(key: uuid.UUID, *checklist: ChecklistLine) -> TurnedAway:
    answer = services.take_in(
        "bintan", "kk", officer=budi(), applicant=factories.SARI, answers={}, checklist=checklist, key=key, at=MONDAY
    )
    assert isinstance(answer, TurnedAway)
    return answer
