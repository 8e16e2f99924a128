"""`loket office`: a real office from its file, with two keepers and no more by one hand (T27)."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner, Result

from loket.cli import app
from loket.core.engine.refusals import NotAllowed
from loket.offices import queries, services
from loket.offices.services import Newcomer, Seating
from loket.offices.terms import AppointmentKind
from tests.apps import factories

pytestmark = pytest.mark.django_db
SOP = Path("sop")
METRO = str(SOP / "metro" / "office.yaml")


def office(*words: str) -> Result:
    return CliRunner().invoke(app, ["office", *words])


def keeper(username: str, position: str = "administrator", *more: str) -> Result:
    given = ("--username", username, "--name", "Sari Dewi, S.Kom.", "--position", position)
    return office("first-keeper", "metro", *given, "--decree", "SK 13/2026", "--why", "SK 13/2026", *more)


@pytest.fixture
def metro() -> None:
    done = office("install", METRO, "--why", "SK Wali Kota 12/2026")
    assert done.exit_code == 0, done.output


class TestInstalling:
    def test_makes_the_office_without_the_invented_officers(self, metro: None) -> None:
        assert queries.office("metro").name
        assert queries.persons("metro") == ()
        assert queries.positions("metro", factories.TODAY)
        assert not User.objects.filter(username__startswith="metro.").exists()

    def test_again_brings_it_up_to_its_file(self, metro: None) -> None:
        revision = queries.office("metro").revision
        assert office("install", METRO, "--why", "Jam baru").exit_code == 0
        assert queries.office("metro").revision > revision

    def test_of_a_file_that_does_not_read_changes_nothing(self, tmp_path: Path) -> None:
        folder = tmp_path / "metro"
        folder.mkdir()
        text = Path(METRO).read_text("utf-8")
        (folder / "office.yaml").write_text(re.sub(r"^zone: .*$", "zone: Mars", text, flags=re.MULTILINE), "utf-8")
        refused = office("install", str(folder / "office.yaml"), "--why", "x")
        assert refused.exit_code == 1
        assert "Tidak dipasang" in refused.stderr
        assert queries.find_office("metro") is None
        assert office("install", str(tmp_path / "tidak-ada.yaml"), "--why", "x").exit_code == 1

    def test_says_why(self) -> None:
        refused = office("install", METRO, "--why", " ")
        assert refused.exit_code == 2
        assert "Tulis alasan" in refused.stderr


class TestTheFirstKeepers:
    def test_sign_in_with_a_password_that_must_be_changed(self, metro: None) -> None:
        made = keeper("metro.sari")
        assert made.exit_code == 0, made.output
        password = made.stdout.split("kata sandi pertama ")[1].split()[0]
        client = Client()
        assert client.post("/masuk/", {"username": "metro.sari", "password": password}).status_code == 302
        assert client.get("/").headers["Location"].startswith("/kata-sandi/")

    def test_are_two_and_then_the_page_makes_the_others(self, metro: None) -> None:
        assert keeper("metro.sari").exit_code == 0
        assert keeper("metro.kepala", "kadis").exit_code == 0
        refused = keeper("metro.ketiga")
        assert refused.exit_code == 2
        assert "sudah mempunyai dua pengelola" in refused.stderr
        assert not User.objects.filter(username="metro.ketiga").exists()
        assert len(queries.persons("metro")) == 2

    def test_propose_and_confirm_each_other(self, metro: None) -> None:
        keeper("metro.sari")
        keeper("metro.kepala", "kadis")
        now = timezone.now()
        today = queries.today("metro", now)
        sari, head = (factories.officer(f"metro.{name}", on=today) for name in ("sari", "kepala"))
        position = next(
            one.key for one in queries.positions("metro", today) if one.key not in {"administrator", "kadis"}
        )
        number = services.propose_officer(
            "metro",
            newcomer=Newcomer("metro.baru", "Petugas Baru"),
            seating=Seating(position, AppointmentKind.DEFINITIF, "SK 15", today),
            decision=services.Decision(sari, now, "Penempatan"),
        )
        done = services.confirm_proposal(
            "metro", proposal=number, password_hash="!", decision=services.Decision(head, now, "Penempatan")
        )
        assert done.username == "metro.baru"

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("metro.sari", "tidak-ada"), "tidak ada"),
            (("dua kata",), "metro.siti"),
            (("metro.sari", "administrator", "--nip", "12"), "NIP"),
        ],
    )
    def test_are_refused_in_words(self, metro: None, words: tuple[str, ...], said: str) -> None:
        refused = keeper(*words)
        assert refused.exit_code == 2, refused.output
        assert said in refused.stderr
        assert queries.persons("metro") == ()

    def test_sit_where_the_office_is_kept(self, metro: None) -> None:
        other = next(
            one.key for one in queries.positions("metro", factories.TODAY) if one.key not in {"administrator", "kadis"}
        )
        refused = keeper("metro.sari", other)
        assert refused.exit_code == 2
        assert "tidak mengelola kantor" in refused.stderr
        assert "administrator" in refused.stderr

    def test_are_made_by_no_officer(self) -> None:
        with pytest.raises(NotAllowed):
            services.found_keeper(
                "bintan",
                newcomer=Newcomer("bintan.lagi", "Lagi"),
                seating=Seating("administrator", AppointmentKind.DEFINITIF, "SK", factories.TODAY),
                password_hash="!",
                decision=factories.decision("x", by=factories.hadi()),
            )

    def test_of_an_office_that_is_not_there_are_refused(self) -> None:
        assert "belum ada" in keeper("metro.sari").stderr or "tidak ada" in keeper("metro.sari").stderr
