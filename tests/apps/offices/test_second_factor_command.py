"""`loket remove-second-factor` on the terminal."""

import pytest
from typer.testing import CliRunner, Result

from loket.cli import app
from loket.offices import queries
from tests.apps.factories import hadi
from tests.apps.telephone import enrolled

pytestmark = pytest.mark.django_db


def remove(username: str, why: str = "telepon hilang") -> Result:
    return CliRunner().invoke(app, ["remove-second-factor", username, "--why", why])


class TestRemoveSecondFactor:
    def test_frees_the_last_keeper_and_is_noted(self) -> None:
        enrolled(hadi())
        done = remove("bintan.hadi")
        assert done.exit_code == 0, done.output
        assert hadi().second_factor is None
        assert any(note.why == "telepon hilang" and "dicabut" in note.what for note in queries.audit_notes("bintan"))

    @pytest.mark.parametrize(
        ("username", "why", "sentence"),
        [
            ("bintan.hadi", " ", "Tulis alasan"),
            ("bintan.budi", "hilang", "tidak memakai"),
            ("bintan.siapa", "hilang", "tidak ada"),
        ],
    )
    def test_says_what_is_wrong_and_changes_nothing(self, username: str, why: str, sentence: str) -> None:
        enrolled(hadi())
        refused = remove(username, why)
        assert refused.exit_code == 2
        assert sentence in refused.stderr
        assert hadi().second_factor
