"""
How long the register of a large regency keeps someone waiting: 1.2 million made-up people, on both databases.

    python -m benchmarks.register_scale [--people N] [--only sqlite|postgresql] [--home FOLDER] [--json]

Without --home (or LOKET_BENCH_HOME) the databases are made in a temporary folder and removed. With it they stay, so that
a second run only measures. Each question is asked of people drawn by chance, after a warm-up, one at a time.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from pg_cluster import Cluster, NoCluster  # noqa: E402 (a tool of the build, not a package)

from benchmarks import office  # noqa: E402

PEOPLE = 1_200_000
ASKED = 300
WARM_UP = 30
OFFICE = "bintan"
MEMORY = "1GB"
"""What PostgreSQL keeps of its pages: the quarter of 4 GB, as `docs/how-to/run-on-postgresql.md` advises."""
MOST_MILLISECONDS = 200.0
MISSPELT_MILLISECONDS = 50.0
MISSPELT = "misspelt name, birth year"
Found = dict[str, Any]
Question = Callable[["Person"], object]


class Person(NamedTuple):
    """Someone of the register whom the questions are about."""

    id: UUID
    nik: str
    name: str
    born_year: int
    mother_name: str
    kk_number: str
    family_id: UUID


class KeptCluster(Cluster):
    """A cluster in a folder that stays: what is there already is not made again."""

    def _call(self, program: str, *arguments: str) -> None:
        if program not in ("initdb", "createdb") or not (self.folder / "made").exists():
            super()._call(program, *arguments)

    def start(self) -> None:
        """Start the server on what the folder holds."""
        super().start()
        (self.folder / "made").touch()


def main(words: Sequence[str] | None = None) -> int:
    """Build what is missing, measure, print, and say with the exit code whether every aim is reached."""
    asked = _options().parse_args(words)
    if asked.url:
        print(json.dumps(_measured(asked.url, asked.people)))
        return 0
    found: dict[str, Found] = {}
    with _folder(asked.home) as folder:
        for name in ("sqlite", "postgresql"):
            if asked.only in (None, name):
                try:
                    found[name] = _own_process(folder, name, asked.people)
                except NoCluster as missing:
                    print(f"*** NOT MEASURED on PostgreSQL: {missing}", file=sys.stderr)
                    return 3
    reached = _reached(found)
    if asked.json:
        print(json.dumps({"found": found, "reached": reached}, indent=2))
    else:
        _print(found, reached)
    return 0 if all(reached.values()) else 1


def people_asked_for() -> int:
    """How many people to measure with: LOKET_BENCH_PEOPLE, else 1.2 million, an Indonesian regency of the larger kind."""
    return int(os.environ.get("LOKET_BENCH_PEOPLE", PEOPLE))


def _options() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="python -m benchmarks.register_scale", description=__doc__)
    words.add_argument("--people", type=int, default=people_asked_for())
    words.add_argument("--home", type=Path, default=os.environ.get("LOKET_BENCH_HOME") or None)
    words.add_argument("--only", choices=["sqlite", "postgresql"])
    words.add_argument("--json", action="store_true")
    words.add_argument("--url", help=argparse.SUPPRESS)
    return words


@contextmanager
def _folder(home: Path | None) -> Iterator[Path]:
    kept = nullcontext(str(home)) if home else tempfile.TemporaryDirectory(prefix="loket-scale-")
    with kept as name:
        folder = Path(name).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        # The server runs as another user, who must be able to reach its own folder in this one.
        folder.chmod(0o755)
        yield folder


def _own_process(folder: Path, name: str, people: int) -> Found:
    """Settings are read once in a process, so each database has one of its own."""
    if name == "sqlite":
        return _asked_of(f"sqlite:///{folder / f'register-{people}.sqlite3'}", people)
    own = folder / f"postgresql-{people}"
    own.mkdir(exist_ok=True)
    cluster = KeptCluster(own, shared_buffers=MEMORY)
    try:
        cluster.start()
        return _asked_of(cluster.url, people)
    finally:
        cluster.stop()


def _asked_of(url: str, people: int) -> Found:
    command = [sys.executable, "-m", "benchmarks.register_scale", "--url", url, "--people", str(people)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: Found = json.loads(done.stdout)
    return found


def _measured(url: str, people: int) -> Found:
    from loket.config.memory import settle

    office.set_up(url)
    _found()
    found: Found = {"built": _build(people)}
    _warm()
    # As the server does when it has loaded everything.
    settle()
    chance = random.Random(7)
    persons = [_person(chance) for _ in range(ASKED + WARM_UP)]
    # Each question is asked of everyone before the next, as a day at the counter repeats itself.
    load = os.getloadavg()[0]
    found["waits"] = {label: _waits(ask, persons) for label, ask in _questions(chance).items()}
    return {**found, "load_before": load}


def _found() -> None:
    """Create tables and the office, or bring the tables of a kept database up to date."""
    from django.core.management import call_command

    from loket.offices import queries as offices

    call_command("migrate", verbosity=0)
    if OFFICE not in {record.key for record in offices.offices()}:
        office.found()


def _warm() -> None:
    """Read the register into PostgreSQL's memory, as a server has it that runs since yesterday: it is measured, not the disk."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
        cursor.execute(
            "SELECT sum(pg_prewarm(oid)) FROM pg_class WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace"
            " AND (relname LIKE 'register%' OR relname LIKE 'search_by%' OR relname LIKE 'one_%')"
        )
        print(f"{int(cursor.fetchone()[0]) * 8 // 1024} MB of the register in memory.", file=sys.stderr)


def _build(people: int) -> Found:
    """The population, unless it is there; seconds are None for one that was."""
    from django.utils import timezone

    from loket.offices import queries as offices
    from loket.register import models
    from loket.register.finding import index
    from loket.register.sample.writing import make_sample

    there = models.Resident.objects.count()
    seconds = None
    if there < people:
        began = time.monotonic()
        make_sample(OFFICE, people=people, seed=1, today=offices.today(OFFICE, timezone.now()), step=_telling(people))
        seconds = time.monotonic() - began
        print(f"Built in {seconds:.0f} s with its search index.", file=sys.stderr)
    else:
        # A kept database may be older than the way in which names are looked for.
        index.complete()
    return {"people": models.Resident.objects.count(), "seconds": seconds, "megabytes": _peak_megabytes()}


def _telling(people: int) -> Callable[[int], None]:
    """Tell every twentieth how many there are, how fast, and how long the rest will take."""
    began, done = time.monotonic(), 0

    def step(count: int) -> None:
        nonlocal done
        told, done = done * 20 // people, done + count
        if done * 20 // people > told:
            rate = done / (time.monotonic() - began)
            left = (people - done) / rate
            print(f"{done:>9,} of {people:,} people, {rate:,.0f}/s, {left:.0f} s left", file=sys.stderr)

    return step


def _peak_megabytes() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _person(chance: random.Random) -> Person:
    """Someone who lives in a KK, drawn by chance: the next id after some point between the first and the last."""
    from loket.register import models

    places = models.Membership.objects.filter(until_date=None)
    ends = models.Resident.objects.order_by("pk")
    first, last = ends.first(), ends.last()
    assert first is not None
    assert last is not None
    from_id = UUID(int=chance.randint(first.pk.int, last.pk.int - 100))
    rows = places.filter(resident__gte=from_id).order_by("resident").select_related("resident", "family")
    place = rows.first() or places.select_related("resident", "family").first()
    assert place is not None
    version = models.ResidentVersion.objects.filter(resident=place.resident_id, superseded_at=None).last()
    assert version is not None
    one = place.resident
    mother = version.biodata.get("mother_name", "")
    number = place.family.kk_number or ""
    return Person(one.pk, one.nik or "", one.full_name, one.birth_date.year, mother, number, place.family_id)


def misspelt(name: str, chance: random.Random) -> str:
    """A name with one letter left out, doubled, changed or swapped with the next."""
    at = chance.randrange(len(name) - 1)
    one, two = name[at], name[at + 1]
    return name[:at] + chance.choice(("", one + one, chance.choice("aeioukmn"), two + one)) + name[at + 1 :]


def _questions(chance: random.Random) -> dict[str, Question]:
    from django.utils import timezone

    from loket.core.terms import KkNumber, Nik
    from loket.offices import queries as offices
    from loket.register import queries
    from loket.register.finding.people import find_people
    from loket.register.finding.query import PeopleQuery
    from loket.register.finding.widening import look_for

    today, own = offices.today(OFFICE, timezone.now()), offices.office(OFFICE).id

    def family_page(one: Person) -> object:
        return (
            queries.family(one.family_id, today),
            queries.events_of_family(one.family_id),
            queries.history_of(one.id),
        )

    def wrong(one: Person) -> str:
        return misspelt(one.name, chance)

    return {
        "exact NIK": lambda one: queries.resident(Nik(one.nik), today),
        "exact KK number": lambda one: queries.family(KkNumber(one.kk_number), today),
        "name prefix, first page": lambda one: queries.residents(own, name=one.name[: chance.randint(4, 9)]),
        MISSPELT: lambda one: find_people(PeopleQuery(name=wrong(one), birth_year=one.born_year), office_id=own),
        "misspelt name, mother's name": lambda one: find_people(
            PeopleQuery(name=wrong(one), mother_name=misspelt(one.mother_name, chance)), office_id=own
        ),
        "name, another birth year": lambda one: look_for(
            PeopleQuery(name=one.name, birth_year=one.born_year - 4), own, limit=20
        ),
        "misspelt name alone": lambda one: find_people(PeopleQuery(name=wrong(one)), office_id=own),
        "family page: KK, events, history": family_page,
        "case intake": _intake(),
    }


def _intake() -> Question:
    import uuid

    from django.utils import timezone

    from loket.casework import demo, services
    from loket.casework.procedures import current
    from loket.offices import queries as offices

    day = offices.today(OFFICE, timezone.now())
    procedure = current(OFFICE, "kk", day).procedure
    counter = next(step for step in procedure.steps if step.id == "periksa")
    clerk = offices.officers_for(procedure, counter, OFFICE, day)[0].person
    dice = random.Random(11)

    def take_in(_: Person) -> object:
        return services.take_in(
            OFFICE,
            "kk",
            officer=offices.officer_by_id(clerk, day),  # type: ignore[arg-type]  # on duty that day
            applicant=demo.applicant(dice),
            answers={},
            checklist=demo.complete_papers(procedure, {}),
            key=uuid.uuid4(),
        )

    return take_in


def _waits(ask: Question, persons: Sequence[Person]) -> dict[str, float]:
    """Milliseconds: the middle, the 99th of a hundred, and the longest."""
    for one in persons[:WARM_UP]:
        ask(one)
    waits = []
    for one in persons[WARM_UP:]:
        began = time.perf_counter()
        ask(one)
        waits.append((time.perf_counter() - began) * 1000)
    waits.sort()
    return {"p50": waits[len(waits) // 2], "p99": waits[len(waits) * 99 // 100], "longest": waits[-1]}


def _reached(found: dict[str, Found]) -> dict[str, bool]:
    reached = {
        f"{name}, nothing over {MOST_MILLISECONDS:.0f} ms p99": all(
            waits["p99"] <= MOST_MILLISECONDS for waits in one["waits"].values()
        )
        for name, one in found.items()
    }
    if "postgresql" in found:
        p99 = found["postgresql"]["waits"][MISSPELT]["p99"]
        reached[f"postgresql, {MISSPELT}: at most {MISSPELT_MILLISECONDS:.0f} ms p99"] = p99 <= MISSPELT_MILLISECONDS
    return reached


def _print(found: dict[str, Found], reached: dict[str, bool]) -> None:
    console = Console()
    for name, one in found.items():
        built = one["built"]
        made = "was there" if built["seconds"] is None else f"built in {built['seconds']:.0f} s"
        table = Table(title=f"{name}: {built['people']:,} people ({made})", title_justify="left")
        for heading in ("milliseconds", "p50", "p99", "longest"):
            table.add_column(heading, justify="left" if heading == "milliseconds" else "right")
        for label, waits in one["waits"].items():
            table.add_row(label, *(f"{waits[key]:,.1f}" for key in ("p50", "p99", "longest")))
        console.print(table)
        if one["load_before"] > (os.cpu_count() or 1):
            console.print(
                f"Load {one['load_before']:.1f} before it began: other work made everyone wait.", style="bold"
            )
        if built["seconds"] is not None:
            console.print(f"Most memory while it was built: {built['megabytes']:.0f} MB.")
    for aim, holds in reached.items():
        console.print(f"  {'reached' if holds else 'MISSED '}  {aim}")


if __name__ == "__main__":
    sys.exit(main())
