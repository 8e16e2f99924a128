"""Offices as data."""

import datetime
from pathlib import Path

from loket.core.procedure.office import CounterHours, OfficeReading, read_office
from loket.core.worktime.hours import check_hours

OFFICE = """\
format: 1
key: kantor
code: "99.01"
name: Kantor Contoh
short_name: Contoh
zone: Asia/Jakarta
hours: {senin: ["08:00-12:00", "13:00-16:00"], sabtu: ["08:00-11:00"]}
units:
  kantor: {title: Kantor}
  loket: {title: Loket, parent: kantor}
positions:
  loket: {title: Petugas Loket, unit: loket, powers: [intake]}
officers:
  - {username: kantor.budi, name: Budi, position: loket}
"""


def office(root: Path, text: str = OFFICE) -> OfficeReading:
    path = root / "kantor" / "office.yaml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    return read_office(path)


class TestReadOffice:
    def test_reads_an_office(self, tmp_path: Path) -> None:
        reading = office(tmp_path)
        assert reading.problems == ()
        assert reading.office is not None
        assert reading.office.positions["loket"].powers == ("intake",)

    def test_reports_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        reading = read_office(tmp_path / "kantor" / "office.yaml")
        assert [problem.id for problem in reading.problems] == ["file-unreadable"]
        assert (reading.office, reading.key) == (None, "kantor")

    def test_reports_a_parent_that_is_not_there(self, tmp_path: Path) -> None:
        reading = office(tmp_path, OFFICE.replace("parent: kantor", "parent: dinas"))
        assert [(p.id, p.place.line if p.place else 0) for p in reading.problems] == [("unit-unknown", 10)]

    def test_reports_a_position_held_besides_that_is_not_there(self, tmp_path: Path) -> None:
        reading = office(tmp_path, OFFICE.replace("position: loket", "position: loket, also: {kadis: plh}"))
        assert [problem.id for problem in reading.problems] == ["position-unknown"]

    def test_explains_the_shape_of_hours_numbers_and_names(self, tmp_path: Path) -> None:
        text = OFFICE.replace('"08:00-11:00"', '"8-11"').replace("99.01", "9901").replace("kantor.budi", "Budi")
        text = text.replace(", name: Budi,", ", name: Budi, nip: '123',")
        hints = [problem.hint for problem in office(tmp_path, text).problems]
        assert hints == [
            'Kode wilayah Kemendagri ditulis dengan titik, misalnya "21.01".',
            'Tulis jam buka dan tutup, misalnya "08:00-12:00".',
            "Nama pengguna ditulis kantor.nama, misalnya bintan.budi.",
            "NIP terdiri dari 18 angka tanpa spasi.",
        ]


class TestCounterHours:
    def test_give_the_week_of_the_calendar(self) -> None:
        hours = CounterHours(senin=("08:00-12:00", "13:00-16:00"), minggu=("09:00-10:00",))
        week = hours.week()
        check_hours(week)
        assert week[0] == (
            (datetime.time(8), datetime.time(12)),
            (datetime.time(13), datetime.time(16)),
        )
        assert week[1] == ()
        assert week[6] == ((datetime.time(9), datetime.time(10)),)
