"""`loket confirm-proposal` on the terminal: the second person where an office has none (T27)."""

import datetime

import pytest
from django.test import Client
from typer.testing import CliRunner, Result

from loket.cli import app
from loket.offices import queries, services
from loket.offices.services import Newcomer, Seating
from loket.offices.terms import AppointmentKind
from tests.apps import factories

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 1, 5)


def command(*words: str) -> Result:
    return CliRunner().invoke(app, ["confirm-proposal", *words])


def proposed() -> int:
    return services.propose_officer(
        "bintan",
        newcomer=Newcomer("bintan.siti", "Siti Aminah"),
        seating=Seating("petugas-pelayanan", AppointmentKind.DEFINITIF, "SK 1", TODAY),
        decision=factories.decision("Penempatan", by=factories.hadi()),
    )


class TestConfirmProposal:
    def test_lists_what_waits(self) -> None:
        assert "Tidak ada usulan" in command("bintan").stdout
        proposed()
        told = command("bintan").stdout
        assert "Siti Aminah" in told
        assert "diusulkan Hadi Kusuma" in told

    def test_confirms_and_shows_the_first_password_once(self) -> None:
        done = command("bintan", str(proposed()), "--why", "pengelola tunggal")
        assert done.exit_code == 0, done.output
        password = done.stdout.split("kata sandi pertama ")[1].split()[0]
        assert Client().login(username="bintan.siti", password=password)
        assert any("di komputer server" in note.what for note in queries.audit_notes("bintan"))

    def test_says_what_is_wrong(self) -> None:
        number = str(proposed())
        for words, sentence in (
            (("bintan", "9999", "--why", "x"), "sudah diputus"),
            (("bintan", number), "Tulis alasan"),
            (("pontianak", number, "--why", "x"), "sudah diputus"),
            (("mana", number, "--why", "x"), "tidak ada"),
        ):
            refused = command(*words)
            assert (refused.exit_code, sentence in refused.stderr) == (2, True), refused.output
        assert len(queries.open_proposals("bintan")) == 1
