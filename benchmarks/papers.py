"""
`python -m benchmarks.papers`: how long a warm process takes to set each kind of paper, each of another made-up family.

A KK is set while an applicant waits at the window; the aim is its median.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

from loket.core.register import Address, Kk, KkRow
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.documents.papers.akta import BirthAktaRecord, birth_akta_page
from loket.documents.papers.biodata import BiodataRecord, biodata_page
from loket.documents.papers.cards import KtpElRecord, ktp_el_page
from loket.documents.papers.issue import Issue, Page, Signer
from loket.documents.papers.kk import KkRecord, kk_page
from loket.documents.papers.people import Person
from loket.documents.papers.places import Place
from loket.documents.records import Letterhead
from loket.documents.typesetting import typeset, warm_up
from loket.register.sample.households import Maker

AIM_OF_KK_MS = 40.0
TODAY = date(2026, 11, 16)
ISSUE = Issue(
    letterhead=Letterhead("Pemerintah Kabupaten Bintan", "Dinas Kependudukan dan Pencatatan Sipil"),
    signer=Signer(title="Kepala Dinas Kependudukan dan Pencatatan Sipil", name="Hadi Purnomo"),
    issued_date=TODAY,
    place="Bintan",
    printed_at=datetime(2026, 11, 16, 2, tzinfo=UTC),
    number="SKPWNI/2101/16112026/0001",
)
PLACE = Place(
    street="Jl. Nusantara No. 12",
    rt="001",
    rw="002",
    village="Kijang Kota",
    district="Bintan Timur",
    regency="Kabupaten Bintan",
    province="Kepulauan Riau",
)
OCCUPATIONS = dict.fromkeys(range(100), "Karyawan Swasta")


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds for one paper of a kind."""

    p50: float
    p99: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and say with the exit code whether the aim is reached."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.papers", description=__doc__)
    words.add_argument("--papers", type=int, default=100, help="how many of each kind")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args(arguments)
    found = measure(asked.papers)
    reached = found["kk"].p50 <= AIM_OF_KK_MS
    if asked.json:
        print(json.dumps({"papers": {kind: asdict(spent) for kind, spent in found.items()}, "reached": reached}))
    else:
        _table(found, reached=reached)
    return 0 if reached else 1


def measure(papers: int) -> dict[str, Spent]:
    """The time of each kind, in milliseconds, after one of each has been set."""
    warm_up()
    kinds: dict[str, Callable[[Kk], Page]] = {
        "kk": lambda kk: kk_page(KkRecord(ISSUE, kk, PLACE, OCCUPATIONS)),
        "biodata": lambda kk: biodata_page(BiodataRecord(ISSUE, (_person(kk, 0),))),
        "akta-kelahiran": lambda kk: birth_akta_page(
            BirthAktaRecord(issue=ISSUE, akta_number="2101-LU-16112026-0001", child=_person(kk, -1), order=1)
        ),
        "ktp-el": lambda kk: ktp_el_page(KtpElRecord(ISSUE, _person(kk, 0))),
    }
    return {kind: _spent(make, papers) for kind, make in kinds.items()}


def _spent(make: Callable[[Kk], Page], papers: int) -> Spent:
    times = []
    for seed in range(papers + 1):
        page = make(_family(seed))
        started = time.perf_counter()
        typeset(page.template, page.sheet)
        times.append((time.perf_counter() - started) * 1000)
    warm = times[1:]
    return Spent(median(warm), quantiles(warm, n=100)[98])


def _family(seed: int) -> Kk:
    members = Maker(random.Random(seed), TODAY, "Kijang").household().members
    rows = tuple(
        KkRow(place, Nik(f"21010601012{seed % 10}{place:04}"), m.biodata, m.shdk)
        for place, m in enumerate(members, start=1)
    )
    address = Address("Jl. Nusantara No. 12", "001", "002", RegionCode("2101061008"))
    return Kk(1, KkNumber(f"210106010120{seed + 1:04}"), 1, address, rows)


def _person(kk: Kk, place: int) -> Person:
    row = kk.rows[place]
    return Person(
        nik=row.nik,
        biodata=row.biodata,
        kk_number=kk.kk_number,
        shdk=row.shdk,
        place=PLACE,
        occupation="Karyawan Swasta",
    )


def _table(found: dict[str, Spent], *, reached: bool) -> None:
    console = Console()
    console.print("Milliseconds to set one paper, warm:")
    table = Table()
    for heading in ("", "p50", "p99"):
        table.add_column(heading, justify="right" if heading else "left")
    for kind, spent in found.items():
        table.add_row(kind, f"{spent.p50:.1f}", f"{spent.p99:.1f}")
    console.print(table)
    console.print(f"  {'reached' if reached else 'MISSED '}  KK, half of them: at most {AIM_OF_KK_MS:.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
