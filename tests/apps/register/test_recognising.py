"""That an office's own numbers count takes two persons, and the database holds it too."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, connection, transaction
from typer.testing import CliRunner, Result

from loket.cli import app
from loket.offices.memory import forget_all
from loket.offices.records import Officer
from loket.offices.refusals import OwnProposal, ProposalDecided, ProposerGone, WhyMissing
from loket.register import models, queries, services
from loket.register.refusals import RecognitionWaits, SettingRefused
from tests.apps import factories
from tests.apps.factories import MONDAY, hadi

pytestmark = pytest.mark.django_db
NAMED = "SK Bupati 470/12/2026"


def admin() -> Officer:
    return factories.officer("bintan.admin")


def proposed(by: Officer | None = None) -> int:
    return services.propose_recognition(by or hadi(), NAMED, why="Surat 9", at=MONDAY)


def certificate() -> str:
    return queries.settings_of(hadi().office_id).certificate


class TestARecognition:
    def test_holds_only_when_another_keeper_has_confirmed_it(self) -> None:
        number = proposed()
        assert certificate() == ""
        with pytest.raises(OwnProposal):
            services.confirm_recognition(hadi(), hadi().office_id, number, at=MONDAY)
        with pytest.raises(SettingRefused):
            services.confirm_recognition(factories.wati(), hadi().office_id, number, at=MONDAY)
        assert certificate() == ""
        assert services.confirm_recognition(admin(), hadi().office_id, number, at=MONDAY) == NAMED
        assert certificate() == NAMED
        decided = queries.setting_decisions(hadi().office_id)[0]
        assert "Hadi Kusuma" in decided.acted_as
        assert admin().full_name in decided.acted_as
        with pytest.raises(ProposalDecided):
            services.confirm_recognition(admin(), hadi().office_id, number, at=MONDAY)

    def test_is_not_another_offices_to_confirm(self) -> None:
        number = proposed()
        other = factories.officer("pontianak.admin")
        assert other.keeps_office
        for office in (hadi().office_id, other.office_id):
            with pytest.raises(ProposalDecided):
                services.confirm_recognition(other, office, number, at=MONDAY)
        with pytest.raises(ProposalDecided):
            services.decline_recognition(other, number, at=MONDAY)
        assert certificate() == ""

    def test_waits_one_at_a_time_for_the_others(self) -> None:
        number = proposed()
        with pytest.raises(RecognitionWaits):
            proposed(admin())
        assert queries.recognition_waits_for(admin())
        assert not queries.recognition_waits_for(hadi())
        assert not queries.recognition_waits_for(factories.budi())
        services.decline_recognition(admin(), number, at=MONDAY)
        assert not queries.recognition_waits_for(admin())
        proposed(admin())

    def test_is_proposed_by_a_keeper_with_words_and_a_reason(self) -> None:
        with pytest.raises(SettingRefused):
            proposed(factories.budi())
        for wrong in ("", "S" * 201):
            with pytest.raises(SettingRefused):
                services.propose_recognition(hadi(), wrong, why="x", at=MONDAY)
        with pytest.raises(WhyMissing):
            services.propose_recognition(hadi(), NAMED, why=" ", at=MONDAY)
        with pytest.raises(WhyMissing):
            services.end_recognition(hadi(), why=" ", at=MONDAY)

    def test_falls_with_its_proposer(self) -> None:
        number = proposed(admin())
        User.objects.filter(person__pk=admin().person).update(is_active=False)
        forget_all()
        with pytest.raises(ProposerGone):
            services.confirm_recognition(None, hadi().office_id, number, at=MONDAY)


class TestTheDatabase:
    def test_lets_nobody_confirm_their_own(self) -> None:
        proposed()
        row = models.Recognition.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Recognition.objects.update(outcome="confirmed", decided_by=row.proposed_by)

    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM register_recognition",
            "UPDATE register_recognition SET certificate = 'SK lain'",
            "UPDATE register_recognition SET proposed_by = 1000",
        ],
    )
    def test_keeps_what_was_proposed(self, statement: str) -> None:
        proposed()
        with pytest.raises(DatabaseError, match="is refused"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    def test_lets_it_be_decided_once(self) -> None:
        services.decline_recognition(admin(), proposed(), at=MONDAY)
        with pytest.raises(DatabaseError, match="is refused"), transaction.atomic():
            models.Recognition.objects.update(outcome="confirmed", decided_by=None)


class TestTheCommand:
    def test_proposes_and_is_the_second_person_where_there_is_none(self) -> None:
        asked = self._run("--officer", "bintan.hadi", "--certificate", NAMED, "--why", "Surat 9")
        assert "Usulan dicatat" in asked.stdout, asked.output
        assert certificate() == ""
        assert NAMED in self._run("--office", "bintan").stdout
        done = self._run("--office", "bintan", "--confirm")
        assert done.exit_code == 0, done.output
        assert certificate() == NAMED
        assert "komputer server" in queries.setting_decisions(hadi().office_id)[0].acted_as
        again = self._run("--office", "bintan", "--confirm")
        assert (again.exit_code, "Tidak ada usulan" in again.stderr) == (2, True)
        assert NAMED in self._run("--office", "bintan").stdout
        assert "dicabut" in self._run("--officer", "bintan.hadi", "--certificate", "", "--why", "batal").stdout
        assert certificate() == ""

    def _run(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["register", "settings", *words])
