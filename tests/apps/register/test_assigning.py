"""Numbers of the centre by file: the list of who waits goes out, and comes back with numbers."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from loket.core.register.codes import Sex, Shdk
from loket.core.register.events import Birth
from loket.core.register.moves import NewFamily
from loket.core.register.placements import NewKk
from loket.register import models, national, services
from loket.register.exchange import assigning
from loket.register.exchange.assigning import COLUMNS, assign_numbers, write_waiting
from loket.register.exchange.importing import ImportReport
from loket.storage.writing import run
from tests.apps import factories
from tests.apps.register import people

pytestmark = pytest.mark.django_db

NIK, KK = "2101064111260007", "2101061611260001"


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    """The file of an office where a child and a new KK wait for their numbers."""
    services.choose_settings(national.FILE, transit_days=100, officer=factories.hadi(), why="uji", at=factories.MONDAY)
    home, neighbours = people.saris(), people.watis()
    child = people.person("Lia Salim", Sex.FEMALE, "2026-11-01", mother_id=home.members[1])
    people.record(Birth(date=people.day("2026-11-01"), child_id=services.new_id(), biodata=child))
    new = NewKk(services.new_id(), neighbours.members[1], {})
    people.record(NewFamily(date=factories.TODAY, placements=(new,)))
    path = tmp_path / "tunggu.csv"
    assert write_waiting(path, "bintan", reason="diisi di kantor SIAK") == 2
    return path


def _fill(path: Path, **numbers: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, COLUMNS)
        lines.writeheader()
        for row in rows:
            lines.writerow(row | {"nomor": numbers.get(row["jenis"], ""), "rujukan": "SIAK 12"})


def _assign(path: Path, *, dry_run: bool = False) -> ImportReport:
    return assign_numbers(path, officer=factories.budi(), dry_run=dry_run, at=factories.MONDAY)


def _begun_again(work: Callable[[], ImportReport]) -> ImportReport:
    """What is done when the first try was chosen to give way to others: it is taken back, and the work done anew."""
    with transaction.atomic():
        work()
        transaction.set_rollback(True)
    return run(work)


class TestTheFile:
    def test_names_who_waits(self, waiting: Path) -> None:
        with waiting.open(encoding="utf-8", newline="") as file:
            rows = [(row["jenis"], row["nama"], row["nomor"]) for row in csv.DictReader(file)]
        assert rows == [("nik", "Lia Salim", ""), ("kk", "Rina Rahayu", "")]

    def test_warns_of_a_nik_of_no_kecamatan_and_takes_it(self, waiting: Path) -> None:
        _fill(waiting, nik="2101994111260007")
        report = _assign(waiting)
        assert report.written
        assert [one.problem.id for one in report.first] == ["nik-region-known"]

    def test_brings_the_numbers_in_once(self, waiting: Path) -> None:
        _fill(waiting, nik=NIK, kk=KK)
        assert _assign(waiting).written
        assert models.Resident.objects.get(full_name="Lia Salim").nik == NIK
        assert models.Family.objects.get(head__full_name="Rina Rahayu").kk_number == KK
        told = models.LifeEvent.objects.filter(kind__in=("nik-terbit", "nomor-kk-terbit"))
        assert [event.reference for event in told] == ["SIAK 12", "SIAK 12"]
        assert _assign(waiting).written
        assert told.count() == 2

    def test_counts_each_row_once_when_it_had_to_begin_again(
        self, waiting: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _fill(waiting, nik="2101994111260007", kk=KK)
        monkeypatch.setattr(assigning, "run", _begun_again)
        steps: list[int] = []
        report = assign_numbers(
            waiting, officer=factories.budi(), dry_run=False, step=steps.append, at=factories.MONDAY
        )
        assert (report.rows, report.warnings, len(report.first), report.written) == (2, 1, 1, True)
        assert steps == [1, 1]
        assert models.Family.objects.get(head__full_name="Rina Rahayu").kk_number == KK

    def test_leaves_waiting_what_has_no_number_yet(self, waiting: Path) -> None:
        _fill(waiting, kk=KK)
        report = _assign(waiting)
        assert (report.rows, report.written) == (1, True)
        assert models.Resident.objects.get(full_name="Lia Salim").nik is None

    def test_is_recorded_whole_or_not_at_all(self, waiting: Path) -> None:
        _fill(waiting, nik="123", kk=KK)
        report = _assign(waiting)
        assert [(one.row, one.problem.id, one.problem.field) for one in report.first] == [(2, "nik-length", "nomor")]
        assert not report.written
        assert models.Family.objects.filter(kk_number=KK).count() == 0

    def test_that_is_a_trial_records_nothing(self, waiting: Path) -> None:
        _fill(waiting, nik=NIK, kk=KK)
        assert not _assign(waiting, dry_run=True).written
        assert models.Resident.objects.get(full_name="Lia Salim").nik is None

    def test_wants_a_reason_for_a_nik_that_does_not_fit(self, waiting: Path) -> None:
        _fill(waiting, nik="2101060111260007")
        assert [one.problem.id for one in _assign(waiting).first] == ["nik-fits-biodata"]
        text = waiting.read_text("utf-8").replace("0007,SIAK 12,", "0007,SIAK 12,NIK lama dari SIAK")
        waiting.write_text(text, "utf-8")
        assert _assign(waiting).written

    @pytest.mark.parametrize("column", ["nik", Shdk.HEAD.label])
    def test_with_a_row_that_is_not_of_the_list_is_refused(self, column: str, waiting: Path) -> None:
        _fill(waiting, nik=NIK, kk=KK)
        waiting.write_text(waiting.read_text("utf-8") + f"{column},bukan-id,,,,{NIK},SIAK 12,\n", "utf-8")
        assert [one.problem.id for one in _assign(waiting).first] == ["assign-row"]
