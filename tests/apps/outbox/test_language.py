"""An applicant is written to in the language that was chosen, from the next message on, and the choice changes nothing of the case."""

import uuid
from dataclasses import replace

import pytest
import time_machine
from django.db import Error, connection, transaction
from pytest_django import Settings

from loket.casework import models as cases
from loket.casework import queries as casework
from loket.casework import services as casework_services
from loket.casework.records import TurnedAway
from loket.casework.refusals import NoSeat, NoSuchCase
from loket.core.engine import Return, ReturnLine
from loket.core.engine.refusals import NotAllowed
from loket.core.messages.kinds import Kind
from loket.core.problems import BadTerm
from loket.outbox import models, services
from loket.outbox.phrases import date_in
from loket.outbox.reminding import remind
from loket.outbox.sending import ways_of
from tests.apps import factories
from tests.apps.factories import MONDAY, SARI, budi, dewi
from tests.apps.outbox.messages import has_gateway
from tests.apps.outbox.test_reminding import after

pytestmark = pytest.mark.django_db
JOHN = replace(SARI, language="en")


@pytest.fixture
def tells(settings: Settings) -> int:
    """Bintan tells its applicants, by a gateway that nobody answers at; the number of the office."""
    settings.VERIFY_ADDRESS = "https://dukcapil.contoh.go.id"
    services.turn(factories.hadi(), on=True)
    has_gateway("http://127.0.0.1:9")
    return budi().office_id


def messages() -> list[tuple[str, str]]:
    """Language and text of each message there is."""
    return [(row.language, ways_of(row)[0].text) for row in models.Message.objects.order_by("pk")]


class TestAnApplicant:
    def test_who_chose_english_is_told_in_english(self, tells: int) -> None:
        factories.take_in(applicant=JOHN)
        services.follow(tells)
        ((language, text),) = messages()
        assert language == "en"
        assert "application received" in text

    def test_who_chose_nothing_is_told_in_indonesian_and_costs_no_row(self, tells: int) -> None:
        factories.take_in()
        services.follow(tells)
        ((language, text),) = messages()
        assert (language, "diterima" in text) == ("id", True)
        assert not cases.MessageLanguage.objects.exists()

    def test_is_reminded_in_that_language(self, tells: int) -> None:
        case = factories.case_at("serahkan-dokumen")
        casework_services.choose_language(case.resi, "en", officer=budi())
        assert remind("bintan", after(7)) == 1
        language, text = messages()[-1]
        assert language == "en"
        assert "your document waits to be collected" in text
        assert "14 February 2027" in text

    def test_whose_file_waits_is_reminded_in_that_language(self, tells: int) -> None:
        with time_machine.travel(MONDAY, tick=False):
            case = factories.case_at("verifikasi-kasi")
            lines = (ReturnLine("f-1-15", "berkas-kurang", "Belum"),)
            case = factories.act(case, Return("tidak-valid", lines), factories.wati())
            factories.act(case, Return("tidak-lengkap", lines), budi())
            casework_services.choose_language(case.resi, "en", officer=budi())
        (wait,) = casework.waits(tells)
        assert wait.language == "en"
        services.keep_terms(wait.remind_at[0])
        text = messages()[-1][1]
        assert "your file waits to be completed" in text

    def test_who_changes_it_is_told_so_from_the_next_message_on(self, tells: int) -> None:
        case = factories.take_in(applicant=JOHN)
        services.follow(tells)
        assert casework_services.choose_language(case.resi, "id", officer=budi())
        assert not casework_services.choose_language(case.resi, "id", officer=budi())
        factories.complete(factories.case_at("serahkan-dokumen"))
        services.follow(tells)
        assert messages()[0][0] == "en"
        assert casework.languages_of(tells, [case.resi]) == {case.resi: "id"}
        kept = list(cases.MessageLanguage.objects.order_by("pk").values_list("language", "person"))
        assert kept == [("en", budi().person), ("id", budi().person)]
        assert all("Budi" in row.acted_as for row in cases.MessageLanguage.objects.all())


class TestTheChoice:
    def test_is_one_that_there_are_words_in(self) -> None:
        with pytest.raises(BadTerm):
            factories.take_in(applicant=replace(SARI, language="xx"))
        assert not cases.Case.objects.exists()

    def test_of_another_office_is_not_there(self) -> None:
        case = factories.take_in()
        with pytest.raises(NoSuchCase):
            casework_services.choose_language(case.resi, "en", officer=dewi())

    def test_is_for_who_takes_in_or_leads(self) -> None:
        case, nobody = factories.take_in(), replace(budi(), powers=frozenset({"author", "audit"}))
        with pytest.raises(NotAllowed):
            casework_services.choose_language(case.resi, "en", officer=nobody)
        with pytest.raises(NoSeat):
            casework_services.choose_language(case.resi, "en", officer=replace(budi(), seats=()))
        with pytest.raises(NoSuchCase):
            casework_services.choose_language(case.resi, "en", officer=replace(dewi(), powers=frozenset()))
        for power in ("supervise", "intake"):
            leads = replace(budi(), powers=frozenset({power}))
            assert casework_services.choose_language(case.resi, "en" if power == "supervise" else "id", officer=leads)

    def test_is_kept_once_however_often_the_form_is_sent(self) -> None:
        key = uuid.uuid4()
        assert factories.take_in(applicant=JOHN, key=key).resi == factories.take_in(applicant=JOHN, key=key).resi
        assert cases.MessageLanguage.objects.count() == 1

    def test_is_under_no_hash_of_the_case(self) -> None:
        case = factories.take_in(applicant=JOHN)
        before = bytes(cases.Case.objects.get(resi=case.resi).head_hash)
        casework_services.choose_language(case.resi, "id", officer=budi())
        assert bytes(cases.Case.objects.get(resi=case.resi).head_hash) == before
        assert cases.Event.objects.filter(payload__contains='"language"').count() == 0

    @pytest.mark.parametrize(
        "act", ["UPDATE casework_messagelanguage SET language = 'id'", "DELETE FROM casework_messagelanguage"]
    )
    def test_is_changed_and_removed_by_nobody(self, act: str) -> None:
        factories.take_in(applicant=JOHN)
        with pytest.raises(Error, match="refuse"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)

    def test_does_not_make_two_slips_of_one_form(self) -> None:
        found, key = factories.procedure("bintan", "kk"), uuid.uuid4()
        slips = []
        for applicant in (SARI, JOHN):
            answer = casework_services.take_in(
                "bintan", "kk", officer=budi(), applicant=applicant, answers={},
                checklist=factories.complete_papers(found)[1:], key=key, at=MONDAY,
            )  # fmt: skip
            assert isinstance(answer, TurnedAway)
            slips.append(answer.slip_id)
        assert slips[0] == slips[1]


def test_a_code_is_sent_in_the_language_it_is_asked_for(tells: int) -> None:
    services.send("bintan", Kind.CODE, services.Receiver(phone=SARI.phone), {"kode": "1"}, "k", language="en")
    assert "your code is 1" in messages()[0][1]


def test_dates_are_written_as_each_language_writes_them() -> None:
    day = MONDAY.date().replace(month=8, day=23)
    assert (date_in(day, "id"), date_in(day, "en")) == ("23 Agustus 2026", "23 August 2026")
