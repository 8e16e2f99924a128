"""An invitation is given for a case that was handed over, the same each time, and no row binds it to the answer."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from loket.lobby import models
from loket.lobby import queries as lobby
from loket.lobby.refusals import InvitationGone, NotAForm, NotHandedOver
from loket.lobby.services import Form, answer, invite
from tests.apps import factories
from tests.apps.at_once import at_once
from tests.apps.conftest import OwnDatabase
from tests.apps.factories import MONDAY
from tests.apps.lobby.finished import form, handed_over, tracked

LATER = MONDAY + datetime.timedelta(days=90, seconds=1)


def all_cells() -> list[str]:
    """Every cell that the lobby keeps, as text."""
    rows: list[tuple[object, ...]] = []
    for model in (models.Issued, models.Invitation, models.Answer, models.PaperTally):
        rows += model.objects.values_list()
    return [str(cell) for row in rows for cell in row]


@pytest.mark.django_db
class TestAnInvitation:
    def test_is_the_same_each_time_until_it_is_used(self) -> None:
        file = handed_over()
        token = invite(file, MONDAY)
        assert invite(file, MONDAY) == token
        assert models.Invitation.objects.count() == models.Issued.objects.count() == 1
        found = lobby.invited(token)
        assert found is not None
        assert (found.office_key, found.service) == ("bintan", "kk")

    def test_of_another_file_is_another(self) -> None:
        assert invite(handed_over(), MONDAY) != invite(handed_over(), MONDAY)

    def test_is_not_given_before_the_hand_over(self) -> None:
        open_file = tracked(factories.case_at("serahkan-dokumen").resi)
        assert not lobby.is_asked(open_file, MONDAY)
        with pytest.raises(NotHandedOver):
            invite(open_file, MONDAY)

    def test_is_not_given_when_nobody_remembers(self) -> None:
        file = handed_over()
        assert file.handed_at == MONDAY
        assert lobby.is_asked(file, LATER - datetime.timedelta(seconds=1))
        with pytest.raises(NotHandedOver):
            invite(file, LATER)

    def test_is_not_known_by_its_token_or_its_resi(self) -> None:
        file = handed_over()
        token = invite(file, MONDAY)
        assert all_cells()
        assert not {token, file.resi} & set(all_cells())

    def test_that_nobody_gave_asks_nothing(self) -> None:
        assert lobby.invited("0" * 32) is None


@pytest.mark.django_db
class TestAnAnswer:
    def test_uses_the_invitation_up(self) -> None:
        file = handed_over()
        token = invite(file, MONDAY)
        answer(token, form(4), MONDAY)
        assert lobby.invited(token) is None
        with pytest.raises(InvitationGone):
            answer(token, form(1), MONDAY)
        assert list(models.Answer.objects.values_list("waktu", flat=True)) == [4]

    def test_is_not_asked_for_again(self) -> None:
        file = handed_over()
        token = invite(file, MONDAY)
        answer(token, form(), MONDAY)
        assert invite(file, MONDAY) == token
        assert models.Invitation.objects.count() == 0

    def test_knows_service_day_and_channel_and_nothing_of_the_case(self) -> None:
        file = handed_over()
        answer(invite(file, MONDAY), form(remark="resi " + file.resi), MONDAY)
        row = models.Answer.objects.get()
        assert (row.service, row.answered_date, row.channel) == ("kk", factories.TODAY, "daring")
        columns = {field.name for field in models.Answer._meta.get_fields()}
        assert not columns & {"resi", "case", "person", "invitation", "token", "at", "used_at", "nik"}
        assert models.Invitation.objects.count() == 0

    def test_is_of_the_day_on_the_clock_of_the_office(self) -> None:
        late = datetime.datetime(2026, 11, 16, 18, 0, tzinfo=datetime.UTC)
        answer(invite(handed_over(), MONDAY), form(), late)
        assert models.Answer.objects.get().answered_date == datetime.date(2026, 11, 17)

    @pytest.mark.parametrize("answers", [{}, {"waktu": 5}, {"cuaca": 1}])
    def test_that_is_no_form_uses_nothing_up(self, answers: dict[str, int]) -> None:
        token = invite(handed_over(), MONDAY)
        with pytest.raises(NotAForm):
            answer(token, Form(answers), MONDAY)
        assert lobby.invited(token) is not None
        assert not models.Answer.objects.exists()

    def test_is_neither_changed_nor_removed(self) -> None:
        answer(invite(handed_over(), MONDAY), form(), MONDAY)
        changes = (
            "UPDATE lobby_answer SET waktu = 4",
            "DELETE FROM lobby_answer",
            "UPDATE lobby_issued SET mark = ''",
            "DELETE FROM lobby_issued",
        )
        for change in changes:
            with pytest.raises(DatabaseError, match="refuse"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)

    def test_outside_of_the_scale_is_refused_by_the_database(self) -> None:
        office = factories.budi().office_id
        row = models.Answer(office_id=office, service="kk", answered_date=factories.TODAY, channel="daring", waktu=5)
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)


class TestTwoAtOnce:
    def test_leave_one_answer(self, own_database: OwnDatabase) -> None:
        token = invite(handed_over(), MONDAY)
        told = at_once(*[lambda one=one: answer(token, form(one), MONDAY) for one in (1, 2, 3, 4)])
        assert sum(isinstance(one, InvitationGone) for one in told) == 3
        assert models.Answer.objects.count() == 1
        assert models.Invitation.objects.count() == 0

    def test_are_given_one_invitation(self, own_database: OwnDatabase) -> None:
        file = handed_over()
        tokens = at_once(*[lambda: invite(file, MONDAY)] * 4)
        assert tokens == [invite(file, MONDAY)] * 4
        assert models.Invitation.objects.count() == models.Issued.objects.count() == 1

    def test_share_no_transaction_with_what_is_left_of_the_invitation(self, own_database: OwnDatabase) -> None:
        answer(invite(handed_over(), MONDAY), form(), MONDAY)
        # PostgreSQL tells of each row which transaction wrote it; SQLite does not, and there the numbers are looked at.
        shared = "a.xmin = i.xmin" if connection.vendor == "postgresql" else "a.id = i.id"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM lobby_answer AS a JOIN lobby_issued AS i ON {shared}")
            assert cursor.fetchone() == (0,)
        assert not models.Invitation.objects.exists()
