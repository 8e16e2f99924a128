"""
Work that the journeys do not watch at a screen: a program in the server's environment that does it through the services.

One process serves a whole session of journeys. It reads one request a line and answers one line, both JSON.
"""

import contextlib
import datetime
import json
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.journeys.days import today
from tests.journeys.server import DemoServer

_LATE = "Layanan malam"


@dataclass(frozen=True)
class Kin:
    """A family in the register: its KK number, and the NIK of each member by name."""

    kk: str
    niks: Mapping[str, str]


@dataclass
class Backroom:
    """The other end of the program."""

    requests: IO[str]
    answers: IO[str]
    log: Path

    def ask(self, what: str, **arguments: object) -> Any:
        """Have something done, and read what came of it. What failed there is raised here."""
        self.requests.write(json.dumps({"what": what, **arguments}) + "\n")
        self.requests.flush()
        line = self.answers.readline()
        assert line, self.log.read_text("utf-8")[-4000:]
        answer = json.loads(line)
        assert "failed" not in answer, answer
        return answer["done"]

    def residents(self) -> dict[str, Kin]:
        """Write the families of `residents.py` into the register."""
        found = self.ask("residents")
        return {name: Kin(home["kk"], home["niks"]) for name, home in found.items()}

    def advance(self, resi: str, office: str, to: str | None = None) -> None:
        """Let the officers of an office bring a case to a step, or to its end."""
        self.ask("advance", resi=resi, office=office, to=to)

    def damaged_kks(self, count: int) -> tuple[str, ...]:
        """Let so many families have asked for their damaged KK anew; the head has signed the files, the papers wait."""
        return tuple(self.ask("damaged-kks", count=count))

    def register(self, nik: str) -> Any:
        """What the register says of a resident."""
        return self.ask("resident", nik=nik)

    def leave(self, kk: str, username: str, *, days_ago: int) -> None:
        """Let a whole family have left for another province, by the hand of an officer."""
        self.ask("leave", kk=kk, username=username, days_ago=days_ago)

    def handed_over(self, office: str) -> tuple[str, str]:
        """A file whose papers were handed over some days ago: its resi, and the end of the telephone number."""
        resi, second = self.ask("handed-over", office=office)
        return resi, second

    def ask_to_mend(self, resi: str, office: str) -> None:
        """Let the counter send a file back to its applicant."""
        self.ask("ask-to-mend", resi=resi, office=office)

    def open_late(self, office: str) -> None:
        """Let an office that works today do so until midnight: at whatever hour the journeys run, its kiosk gives numbers."""
        self.ask("open-late", office=office)

    def withdrawn(self, office: str, *, days_ago: int) -> str:
        """Let somebody have applied for a KK with a scan, and have withdrawn it, so long ago; its resi."""
        resi: str = self.ask("withdrawn", office=office, days_ago=days_ago)
        return resi


@contextlib.contextmanager
def backroom(server: DemoServer) -> Iterator[Backroom]:
    """The program, until the block ends."""
    log = server.log.parent / "backroom.log"
    with log.open("w", encoding="utf-8") as errors:
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.backroom"],
            env=server.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        assert program.stdin is not None
        assert program.stdout is not None
        try:
            yield Backroom(program.stdin, program.stdout, log)
        finally:
            program.stdin.close()
            program.wait(timeout=30)
            program.stdout.close()


def _advance(resi: str, office: str, to: str | None) -> None:
    from loket.casework import demo
    from loket.casework.acts import act
    from loket.casework.store.rows import read_case

    resi = resi.replace("-", "")
    while True:
        row = read_case(resi)
        assert row is not None, resi
        if row.step == to:
            return
        at = datetime.datetime.now(datetime.UTC)
        officer, command, version = demo.next_act(resi, office, at)
        act(resi, command, officer=officer, version=version, key=uuid.uuid4(), at=at)


def _damaged_kks(count: int) -> list[str]:
    from tests.apps.signing import cases

    return [cases.damaged_kk(number) for number in range(1, count + 1)]


def _resident(nik: str) -> dict[str, object] | None:
    from loket.core.terms import Nik
    from loket.register import queries

    found = queries.resident(Nik.parse(nik), today())
    if found is None:
        return None
    return {
        "status": found.record.status.value,
        "ktp_el": found.documents.ktp_el.value,
        "kk": found.kk_number.digits if found.kk_number else None,
        "shdk": found.shdk.label if found.shdk else None,
    }


def _leave(kk: str, username: str, days_ago: int) -> None:
    from django.contrib.auth.models import User

    from loket.core.register.codes import MoveKind, MoveReason
    from loket.core.register.moves import MoveOut
    from loket.core.terms import KkNumber, RegionCode
    from loket.offices import queries as offices
    from loket.register import queries, services

    day = today()
    officer = offices.officer_of(User.objects.get(username=username).pk, day)
    family = queries.family(KkNumber.parse(kk), day)
    assert officer is not None
    assert family is not None
    event = MoveOut(
        date=day - datetime.timedelta(days=days_ago),
        family_id=family.family_id,
        movers=frozenset(row.resident_id for row in family.rows),
        kind_of_move=MoveKind.HEAD_AND_ALL,
        destination=RegionCode.parse("61.71.01.1004"),
        reason=MoveReason.WORK,
        skpwni_number=f"SKPWNI/2101/{day:%d%m%Y}/0009",
    )
    services.record_life_event(event, officer=officer, key=uuid.uuid4())


def _open_late(office: str) -> None:
    from loket.offices import queries, services
    from loket.offices.changes import Decision
    from loket.offices.hours import week_from_json, week_to_json

    now = datetime.datetime.now(datetime.UTC)
    day, calendar = queries.today(office, now), queries.work_calendar(office)
    spans, label = calendar.hours_on(day)
    # On a day off it is the officer who opens the queue.
    if not spans or label == _LATE:
        return
    week = week_to_json(calendar.hours)
    week[day.weekday()] = [["00:00", "23:59"]]
    services.set_hours_period(
        office,
        valid_from=day,
        valid_until=day + datetime.timedelta(days=1),
        hours=week_from_json(week),
        label=_LATE,
        decision=Decision.founding(now, "uji"),
    )


def _withdrawn(office: str, days_ago: int) -> str:
    from loket.casework import demo, services
    from loket.core.engine import Withdraw
    from tests.apps import factories
    from tests.apps.keeping.conftest import Scan

    at = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days_ago)
    procedure = factories.procedure(office)
    counter = demo.officer_for(procedure, procedure.first, office, at)
    case = factories.take_in(office, by=counter, at=at)
    requirement = next(iter(procedure.requirements))
    services.add_paper(case.resi, requirement, Scan(), officer=counter)
    factories.act(case, Withdraw("Tidak jadi"), counter, at=at)
    return case.resi


def _handed_over(office: str) -> tuple[str, str]:
    from loket.casework import queries
    from loket.casework.models import Case
    from loket.lobby.queries import is_asked

    for case in Case.objects.filter(office__key=office).exclude(applicant_phone=""):
        second = case.applicant_phone[-4:]
        file = queries.track(case.resi, second)
        if file is not None and is_asked(file, datetime.datetime.now(datetime.UTC)):
            return case.resi, second
    raise LookupError(f"{office}: nothing was handed over")


def _ask_to_mend(resi: str, office: str) -> None:
    from loket.casework import demo
    from loket.casework.acts import act
    from loket.casework.store.rows import read_case
    from loket.core.engine import Return, ReturnLine

    _advance(resi, office, "periksa")
    at = datetime.datetime.now(datetime.UTC)
    row = read_case(resi)
    assert row is not None
    officer, _command, version = demo.next_act(resi, office, at)
    fault = Return("tidak-lengkap", (ReturnLine("pengantar", "berkas-kurang", "Stempel RT tidak terlihat"),))
    act(resi, fault, officer=officer, version=version, key=uuid.uuid4(), at=at)


def _answer(request: Mapping[str, Any]) -> object:
    from tests.journeys.residents import settle

    match request["what"]:
        case "residents":
            return settle()
        case "advance":
            _advance(request["resi"], request["office"], request["to"])
        case "damaged-kks":
            return _damaged_kks(request["count"])
        case "resident":
            return _resident(request["nik"])
        case "withdrawn":
            return _withdrawn(request["office"], request["days_ago"])
        case "handed-over":
            return _handed_over(request["office"])
        case "ask-to-mend":
            _ask_to_mend(request["resi"], request["office"])
        case "open-late":
            _open_late(request["office"])
        case "leave":
            _leave(request["kk"], request["username"], request["days_ago"])
        case other:
            raise ValueError(other)
    return None


def main() -> None:
    """Answer requests until there are no more."""
    from loket.cli.django import set_up_with_database
    from loket.core.problems import Refusal

    set_up_with_database()
    for line in sys.stdin:
        try:
            answer = {"done": _answer(json.loads(line))}
        except (Refusal, LookupError) as error:
            answer = {"failed": repr(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
