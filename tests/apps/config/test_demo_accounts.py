"""Which accounts the demonstration prints: a few to begin with, all of them on demand."""

import pytest
from typer.testing import CliRunner

from loket.cli import app

pytestmark = pytest.mark.django_db


class TestAccounts:
    def test_are_all_listed_with_their_positions(self) -> None:
        listed = CliRunner().invoke(app, ["accounts"], env={"COLUMNS": "40"})
        assert listed.exit_code == 0
        rows = [
            [cell.strip() for cell in row.split("│")[1:-1]] for row in listed.stdout.splitlines() if "bintan." in row
        ]
        assert ["Disdukcapil Bintan", "bintan.budi", "Budi Santoso", "Petugas Front Office"] in rows
        assert len(rows) == 15
