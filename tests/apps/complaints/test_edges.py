"""When an answer is read, how a complaint ends, and what is sent twice at the same moment: edges of what `test_complaints` tells."""

import datetime
import uuid
from collections.abc import Callable

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from loket.casework import queries as casework
from loket.complaints import boxes, hearing, models, queries, services
from loket.complaints.records import Channel, Received
from loket.core.engine import Complete, Recall, Status, Withdraw, ending
from loket.core.engine.refusals import NotTakenBack
from tests.apps.complaints.complaining import ANSWER, do, hadi, named, nisa, surya, taken, told
from tests.apps.factories import MONDAY, budi

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
NEWER = "Uang Anda kami kembalikan hari ini dengan tanda terima."


class TestAnAnswer:
    def test_written_anew_after_an_objection_is_read_when_it_was_told_again(self) -> None:
        made = told()
        services.hear(made.code, 1, "Uangnya belum saya terima.", key=uuid.uuid4())
        assert queries.follow(made.code).answer == ANSWER
        do(made.resi, Complete("ke-bidang"), hadi())
        services.answer(made.resi, NEWER, officer=surya())
        services.give_lapor_number(made.resi, "9", officer=nisa())
        assert queries.follow(made.code).answer == ANSWER
        assert next(queries.to_give_back(nisa()))[-1] == ANSWER
        do(made.resi, Complete("selesai"), surya())
        do(made.resi, Complete("disetujui"), hadi())
        assert queries.follow(made.code).answer == ANSWER
        do(made.resi, Complete("disampaikan"), nisa())
        assert queries.follow(made.code).answer == NEWER
        assert next(queries.to_give_back(nisa()))[-1] == NEWER
        do(made.resi, Recall(), nisa())
        services.answer(made.resi, "Ini baru rancangan jawaban.", officer=nisa())
        assert queries.follow(made.code).answer == ANSWER

    def test_whose_telling_was_taken_back_is_read_by_nobody_again(self) -> None:
        made = told()
        do(made.resi, Recall(), nisa())
        assert queries.follow(made.code).answer == ""
        services.answer(made.resi, NEWER, officer=nisa())
        assert queries.follow(made.code).answer == ""
        do(made.resi, Complete("disampaikan"), nisa())
        assert queries.follow(made.code).answer == NEWER

    def test_that_was_drafted_is_not_read_where_the_complaint_left_the_office(self) -> None:
        made = taken()
        services.answer(made.resi, ANSWER, officer=nisa())
        do(made.resi, Complete("diteruskan"), nisa())
        assert queries.follow(made.code).answer == ""


class TestEnding:
    def test_is_no_withdrawal_by_an_officer(self) -> None:
        made = taken(named())
        for officer in (budi(), nisa(), hadi()):
            offers = casework.case_view(made.resi, officer, timezone.now()).offers
            assert "withdraw" not in {offer.command for offer in offers}
        # Of these, Budi takes applications back.
        with pytest.raises(NotTakenBack):
            do(made.resi, Withdraw("Sudah damai"), budi())
        assert casework.complaint_of(made.resi).case.status == Status.IN_PROCESS

    def test_by_withdrawal_in_an_earlier_version_is_no_answer(self, on_monday: time_machine.Traveller) -> None:
        made = taken(named())
        _withdrawn_before(made.resi)
        line = casework.complaint_of(made.resi)
        assert (line.case.status, line.done_at) == (Status.WITHDRAWN, None)
        span = (MONDAY - DAY, MONDAY + 2 * DAY)
        for days in (0, 30):
            on_monday.shift(days * DAY)
            answered = queries.recap(nisa(), *span, timezone.now()).whole.answered
            assert (answered.in_time, answered.late, answered.open, answered.share) == (0, 0, 0, None)

    @pytest.mark.parametrize("outcome", ["diteruskan", "bukan-pengaduan"])
    def test_without_an_answer_is_done_when_it_was_decided(self, outcome: str) -> None:
        made = taken()
        do(made.resi, Complete(outcome), nisa())
        line = casework.complaint_of(made.resi)
        assert line.done_at == line.case.closed_at


def _withdrawn_before(resi: str) -> None:
    """Withdraw a complaint as an earlier version let an officer do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ending, "require_no_complaint", lambda _procedure: None)
        do(resi, Withdraw("Sudah damai"), budi())


def meanwhile(patch: pytest.MonkeyPatch, where: object, name: str, act: Callable[[], object]) -> None:
    """Just before something is called for the first time, somebody else does this."""
    called, done = getattr(where, name), False

    def first(*given: object, **named: object) -> object:
        nonlocal done
        if not done:
            done = True
            act()
        return called(*given, **named)

    patch.setattr(where, name, first)


def _box(key: uuid.UUID) -> uuid.UUID:
    now = timezone.now()
    return services.open_box(budi(), place="Loket", opened_at=now, letters=2, witnesses=("Joko",), key=key).id


class TestAtTheSameMoment:
    @pytest.mark.parametrize("objection", ["", "Uangnya belum saya terima."])
    @pytest.mark.parametrize("moment", ["run", "casework"])
    def test_what_is_said_twice_is_said_once(
        self, monkeypatch: pytest.MonkeyPatch, moment: str, objection: str
    ) -> None:
        made, key = told(), uuid.uuid4()

        def says() -> None:
            services.hear(made.code, 2, objection, key=key)

        if moment == "run":
            meanwhile(monkeypatch, hearing, "run", says)
        else:
            meanwhile(monkeypatch, casework, "complaint_of", says)
        says()
        assert queries.follow(made.code).mark == 2
        assert models.Hearing.objects.count() == 1

    def test_what_cannot_be_kept_for_another_reason_is_no_success(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made = told()

        def fails(_work: object) -> None:
            raise IntegrityError

        monkeypatch.setattr(hearing, "run", fails)
        with pytest.raises(IntegrityError):
            services.hear(made.code, 2, "", key=uuid.uuid4())

    def test_a_box_noted_twice_is_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        key = uuid.uuid4()
        meanwhile(monkeypatch, boxes, "run", lambda: _box(key))
        assert _box(key) == key
        assert models.BoxOpening.objects.count() == 1


class TestEnteredByWhoVerifies:
    def test_waits_for_somebody_to_read_it_and_say_what_it_is(self) -> None:
        made = services.enter(nisa(), named(), Received(Channel.CALL, timezone.now()), key=uuid.uuid4())
        assert casework.complaint_of(made.resi).case.step == "verifikasi"
