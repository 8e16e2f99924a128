"""Terms of keeping: what stays and why, what an office decides, and what is past its day."""

import datetime
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from loket.casework import services as casework
from loket.cli import app
from loket.core.engine import Status, Withdraw
from loket.core.engine.state import OPEN_STATUSES
from loket.keeping.due import SCANS_OF, years_before
from loket.keeping.queries import due, terms
from loket.keeping.refusals import FileUnreadable, TermUnreadable
from tests.apps import factories
from tests.apps.keeping.conftest import SCANNED, Scan

CLOSED = factories.MONDAY.date()
OWN = "id,tahun,dasar\npindaian-ditarik,2,Perbup contoh\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "masa-simpan.csv"
    file.write_text(OWN)
    return file


@pytest.fixture
def withdrawn(db: None) -> str:
    """An application with one scan that its applicant withdrew on Monday, and an open one."""
    factories.take_in()
    case = factories.case_at("verifikasi-kasi")
    casework.add_paper(case.resi, "pengantar", Scan(), officer=factories.budi())
    factories.act(case, Withdraw("Pindah sebelum selesai"), factories.budi())
    return case.resi


def _run(*words: object) -> Result:
    return CliRunner().invoke(app, ["retention", *map(str, words)])


class TestTheTerms:
    def test_say_of_each_class_why_and_by_what(self) -> None:
        known = terms()
        assert len({term.id for term in known}) == len(known) > 8
        assert [term.id for term in known if not (term.what and term.basis and term.why)] == []

    def test_invent_no_years(self) -> None:
        assert [term.id for term in terms() if term.years is not None] == []

    def test_let_only_scans_be_destroyed(self) -> None:
        assert {term.id for term in terms() if term.destroyable} == SCANS_OF.keys()
        assert frozenset().union(*SCANS_OF.values()) == set(Status) - OPEN_STATUSES

    def test_take_the_years_and_the_instrument_of_the_office(self, own: Path) -> None:
        (decided,) = (term for term in terms(own) if term.years)
        assert (decided.id, decided.years, decided.basis, decided.sure) == (
            "pindaian-ditarik",
            2,
            "Perbup contoh",
            True,
        )

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("id,tahun\npindaian-ditarik,2\n", "kolomnya"),
            ("id,tahun,dasar\nlain,2,x\n", "tidak ada"),
            ("id,tahun,dasar\nriwayat-permohonan,2,x\n", "tidak dimusnahkan"),
            ("id,tahun,dasar\npindaian-ditarik,dua,x\n", "angka"),
            ("id,tahun,dasar\npindaian-ditarik,0,x\n", "angka"),
            ("id,tahun,dasar\npindaian-ditarik,101,x\n", "angka"),
            ("id,tahun,dasar\npindaian-ditarik,2,\n", "dasarnya"),
            ("id,tahun,dasar\npindaian-ditarik\n", "angka"),
        ],
    )
    def test_refuse_what_cannot_be_meant(self, own: Path, text: str, why: str) -> None:
        own.write_text(text)
        with pytest.raises(TermUnreadable, match=why):
            terms(own)

    def test_refuse_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileUnreadable):
            terms(tmp_path / "tidak-ada.csv")


class TestWhatIsDue:
    def test_begins_the_day_after_the_term(self, withdrawn: str, own: Path) -> None:
        known = terms(own)
        last = CLOSED.replace(year=CLOSED.year + 2)
        assert due("bintan", known, last) == ()
        (found,) = due("bintan", known, last + datetime.timedelta(days=1))
        assert (found.cases, found.scans, found.bytes, found.oldest) == ((withdrawn,), 1, len(SCANNED), CLOSED)

    def test_is_nothing_where_the_office_gave_no_years(self, withdrawn: str) -> None:
        assert due("bintan", terms(), CLOSED.replace(year=2999)) == ()

    def test_is_of_one_office_and_one_ending(self, withdrawn: str, own: Path) -> None:
        later = CLOSED.replace(year=2999)
        assert due("pontianak", terms(own), later) == ()
        own.write_text(OWN.replace("ditarik", "selesai"))
        assert due("bintan", terms(own), later) == ()

    def test_counts_from_a_leap_day(self) -> None:
        assert years_before(datetime.date(2028, 2, 29), 2) == datetime.date(2026, 2, 28)
        assert years_before(datetime.date(2028, 2, 29), 4) == datetime.date(2024, 2, 29)


class TestTheCommand:
    def test_lists_every_class(self, db: None) -> None:
        listed = _run("list").stdout
        assert "riwayat-permohonan" in listed
        assert "belum pasti" in listed
        assert "diisi kantor" in listed

    def test_tells_people_and_machines_what_is_due(self, withdrawn: str, own: Path) -> None:
        told = _run("due", "--terms", own, "--on", "2999-01-01")
        assert told.exit_code == 0, told.output
        assert "bintan, pindaian-ditarik: 1 pindaian dari 1 permohonan" in told.stdout
        assert "belum diisi kantor" in told.stdout
        (machine,) = json.loads(_run("due", "--terms", own, "--on", "2999-01-01", "--json").stdout)
        assert (machine["office"], machine["cases"], machine["years"]) == ("bintan", [withdrawn], 2)

    def test_says_that_nothing_is(self, withdrawn: str) -> None:
        assert "Tidak ada yang lewat" in _run("due", "--office", "bintan").stdout

    def test_names_the_line_that_is_wrong(self, db: None, own: Path) -> None:
        own.write_text("id,tahun,dasar\nlain,2,x\n")
        told = _run("due", "--terms", own)
        assert (told.exit_code, "Baris 2" in told.stderr) == (2, True)
