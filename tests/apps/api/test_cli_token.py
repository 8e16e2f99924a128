"""`loket token` on the terminal."""

import pytest
from typer.testing import CliRunner, Result

from loket.api import queries
from loket.cli.token import app
from tests.apps.api.programs import Program

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words, env={"COLUMNS": "200"})


def create(*more: str) -> Result:
    return run("create", "--officer", "bintan.budi", "--name", "Antrean", "--scope", "office:read", *more)


class TestCreate:
    def test_prints_a_token_that_works(self) -> None:
        made = create()
        assert made.exit_code == 0
        assert Program(made.stdout.strip()).get("/offices").status == 200

    def test_takes_several_scopes(self) -> None:
        assert create("--scope", "cases:read,cases:act").exit_code == 0
        assert queries.tokens()[0].scopes == ("cases:act", "cases:read", "office:read")

    def test_says_what_is_wrong_and_makes_nothing(self) -> None:
        refused = create("--scope", "semua")
        assert refused.exit_code == 2
        assert "semua" in refused.stderr
        assert queries.tokens() == ()


class TestList:
    def test_shows_tokens_without_their_secret(self) -> None:
        secret = create().stdout.strip()
        shown = run("list").stdout
        assert "Antrean" in shown
        assert "Budi Santoso" in shown
        assert secret.removeprefix("loket_") not in shown

    def test_cuts_nothing_off_where_the_terminal_is_narrow(self) -> None:
        name = "Antrean ruang tunggu lantai dua"
        create("--name", name, "--scope", "cases:read,cases:act,cases:intake")
        shown = CliRunner().invoke(app, ["list"], env={"COLUMNS": "40"}).stdout
        assert name in shown
        assert "cases:act, cases:intake, cases:read, office:read" in shown


class TestRevoke:
    def test_ends_the_token(self) -> None:
        secret = create().stdout.strip()
        assert run("revoke", str(queries.tokens()[0].id)).exit_code == 0
        assert Program(secret).get("/offices").status == 401

    def test_refuses_a_number_that_no_token_has(self) -> None:
        refused = run("revoke", "4711")
        assert (refused.exit_code, "4711" in refused.stderr) == (2, True)
