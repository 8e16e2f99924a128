"""`loket procedure publish`, as an author types it."""

import datetime
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from typer.testing import CliRunner

from loket.casework.procedures import current
from loket.cli import app

pytestmark = pytest.mark.django_db
KK = Path(settings.SOP_ROOT) / "bintan" / "kk" / "2019-01-02.yaml"


@pytest.fixture
def revision(tmp_path: Path) -> Path:
    """A revision of Bintan's KK, in force since the first of November 2026."""
    file = tmp_path / "bintan" / "kk" / "2026-11-01.yaml"
    file.parent.mkdir(parents=True)
    shutil.copy(KK, file)
    file.write_text(file.read_text().replace("time: 30 Menit", "time: 20 Menit"))
    return file


class TestPublish:
    def test_puts_the_revision_into_force_from_its_date(self, revision: Path) -> None:
        answer = CliRunner().invoke(app, ["procedure", "publish", str(revision)])
        assert (answer.exit_code, answer.output) == (0, "bintan/kk berlaku sejak 01-11-2026.\n")
        after = current("bintan", "kk", datetime.date(2026, 11, 1)).procedure
        before = current("bintan", "kk", datetime.date(2026, 10, 31)).procedure
        assert (after.by_id["verifikasi-kasi"].time, before.by_id["verifikasi-kasi"].time) == ("20 Menit", "30 Menit")

    def test_refuses_a_file_with_errors_and_says_where(self, revision: Path) -> None:
        revision.write_text(revision.read_text().replace("next: teruskan", "next: entah"))
        answer = CliRunner().invoke(app, ["procedure", "publish", str(revision)])
        assert answer.exit_code == 1
        assert "outcome-target-unknown" in answer.output
        assert current("bintan", "kk", datetime.date(2026, 11, 1)).effective == datetime.date(2019, 1, 2)

    def test_refuses_an_office_that_is_not_installed(self, tmp_path: Path) -> None:
        metro = Path(settings.SOP_ROOT) / "metro" / "siaga" / "2023-02-03.yaml"
        file = tmp_path / "metro" / "siaga" / "2023-02-03.yaml"
        file.parent.mkdir(parents=True)
        shutil.copy(metro, file)
        answer = CliRunner().invoke(app, ["procedure", "publish", str(file)])
        assert answer.exit_code == 1
        assert "belum dipasang" in answer.output
