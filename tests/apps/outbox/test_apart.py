"""A job that fails for one office leaves the other jobs and offices alone, and says so without telling anybody's business."""

import threading
from collections.abc import Callable
from types import ModuleType

import pytest
from django import db
from typer.testing import CliRunner

from loket.casework import queries as casework
from loket.cli import app
from loket.cli import messages as sender
from loket.collection import queries as collection
from loket.complaints import services as complaints
from loket.core.messages.kinds import Channel
from loket.core.messages.states import Said, State
from loket.core.problems import Refusal
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.outbox import services
from loket.outbox.apart import TOLD_EVERY_SECONDS, Faults
from loket.outbox.gateways import Gateway, Letter, Outcome
from tests.apps import factories
from tests.apps.factories import MONDAY
from tests.apps.outbox.messages import has_gateway, sent, standing

Job = Callable[..., object]
Log = pytest.LogCaptureFixture
JOBS: dict[str, ModuleType] = {
    "follow_all": services,
    "keep_terms": services,
    "remind_all": services,
    "remove_old": services,
    "send_due": services,
    "close_unheard": complaints,
    "tell_all": complaints,
}
SECRET = "Sari binti Sabar 0812 0000 0001"


class Broken(Refusal):
    """A refusal that names somebody."""

    id = "uji-rusak"
    sentence = "Tidak dapat: {who}."


def fails() -> int:
    raise Broken(who=SECRET)


class Takes:
    """A gateway that takes everything."""

    answers_questions = False

    def send(self, letter: Letter) -> Outcome:
        """Taken."""
        return Outcome(Said.DELIVERED)

    def ask(self, letter: object) -> Outcome:
        """Never asked."""
        raise AssertionError(letter)


class TestAFault:
    def test_is_told_by_its_kind_and_place_alone(self, caplog: Log) -> None:
        faults = Faults()
        assert faults.apart("a job", fails, 7) == 7
        assert faults.apart("a job", lambda: 3, 7) == 3
        assert faults.count == 1
        assert "a job failed: Broken uji-rusak at test_apart.py:" in caplog.text
        assert SECRET not in caplog.text
        assert "Sari" not in caplog.text

    def test_is_told_once_an_hour_with_how_often_it_was(self, caplog: Log) -> None:
        now = [0.0]
        faults = Faults(lambda: now[0])
        for second in range(TOLD_EVERY_SECONDS + 1):
            now[0] = float(second)
            faults.apart("a job", fails, 0)
        faults.apart("another", fails, 0)
        told = [record.getMessage() for record in caplog.records]
        assert len(told) == 3
        assert f"{TOLD_EVERY_SECONDS - 1} times more before" in told[1]
        assert faults.count == TOLD_EVERY_SECONDS + 2

    def test_lets_a_signal_through(self) -> None:
        def stopped() -> int:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            Faults().apart("a job", stopped, 0)


def keeper(office_key: str) -> Officer:
    """Somebody who keeps an office."""
    people = (offices.officer_by_id(one.person, factories.TODAY) for one in offices.persons(office_key))
    return next(one for one in people if one is not None and one.keeps_office)


@pytest.mark.django_db
class TestTheOffices:
    @pytest.mark.parametrize(
        ("job", "asked_of", "question"),
        [
            (services.follow_all, casework, "heads_that_move"),
            (services.keep_terms, casework, "waits"),
            (services.remind_all, collection, "mandates_moved"),
        ],
    )
    def test_are_served_apart(
        self, job: Job, asked_of: ModuleType, question: str, monkeypatch: pytest.MonkeyPatch, caplog: Log
    ) -> None:
        first, second = (offices.office(key).id for key in ("bintan", "pontianak"))
        for key in ("bintan", "pontianak"):
            services.turn(keeper(key), on=True)
        asked: list[int] = []

        def answered(office: int, *_since: object) -> tuple[()]:
            asked.append(office)
            if len(asked) == 1:
                raise Broken(who=SECRET)
            return ()

        monkeypatch.setattr(asked_of, question, answered)
        with pytest.raises(Broken):
            job(MONDAY)
        asked.clear()
        faults = Faults()
        job(MONDAY, apart=faults.apart)
        assert (sorted(asked), faults.count) == (sorted((first, second)), 1)
        assert f"office {asked[0]} failed: Broken uji-rusak" in caplog.text
        assert SECRET not in caplog.text

    def test_get_their_messages_though_one_fails(self) -> None:
        has_gateway("http://127.0.0.1:9")
        mine = [sent(), sent()]
        seen: list[int] = []

        def gateways(office: int, _channel: Channel) -> Gateway:
            seen.append(office)
            if len(seen) == 1:
                raise Broken(who=SECRET)
            return Takes()

        faults = Faults()
        assert services.send_due(MONDAY, gateways, faults.apart) == 1
        assert faults.count == 1
        assert {standing(one).state for one in mine} == {State.QUEUED, State.DELIVERED}
        assert services.send_due(MONDAY, gateways, faults.apart) == 1
        assert {standing(one).state for one in mine} == {State.DELIVERED}


class Passes(threading.Event):
    """The sender is stopped after so many passes; how long it waited between them."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.waited: list[float | None] = []
        self.most = most

    def wait(self, timeout: float | None = None) -> bool:
        """Not a moment."""
        self.waited.append(timeout)
        if len(self.waited) == self.most:
            self.set()
        return self.is_set()


class TestTheSender:
    @pytest.mark.parametrize("job", [name for name in JOBS if name != "send_due"])
    def test_does_its_other_jobs_and_comes_again(self, job: str, monkeypatch: pytest.MonkeyPatch, caplog: Log) -> None:
        done: list[str] = []
        monkeypatch.setattr(db, "close_old_connections", lambda: None)
        for name, place in JOBS.items():
            monkeypatch.setattr(place, name, lambda name=name, **_apart: fails() if name == job else done.append(name))
        passes = Passes(3)
        sender._run(passes, 5)  # noqa: SLF001 (the command round it waits for signals)
        assert passes.waited == [5, 5, 5]
        assert (done.count("send_due"), job in done, len(set(done))) == (3, False, len(JOBS) - 1)
        assert len(caplog.records) == 1

    def test_that_comes_once_ends_with_a_fault_where_a_job_has_failed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sender, "set_up_with_database", lambda: None)
        answers = {"follow_all": 2, "keep_terms": (0, 1), "remind_all": 0, "close_unheard": 3, "tell_all": 0}
        for name, answer in answers.items():
            monkeypatch.setattr(JOBS[name], name, lambda given=answer, **_apart: given)
        monkeypatch.setattr(services, "send_due", lambda apart: apart("sending", fails, 4))
        ended = CliRunner().invoke(app, ["messages", "send", "--once"])
        assert "2 kejadian dikabarkan, 4 pesan" in ended.output
        assert "4 ditutup" in ended.output
        assert (ended.exit_code, "1 pekerjaan gagal" in ended.output, SECRET in ended.output) == (1, True, False)
