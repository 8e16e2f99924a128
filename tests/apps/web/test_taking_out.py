"""A table leaves by the desk with a fresh proof, a reason and a note of what was in it (T16)."""

import hashlib

import pytest
from django.db import DatabaseError, transaction

from loket.core.terms import Nik
from loket.register import models, services
from loket.register import queries as register
from tests.apps import factories
from tests.apps.register import people
from tests.apps.telephone import enrolled
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.visitor import Visitor

OUT = "/pengawasan/alarm/keluarkan/"
WHY = "laporan bulanan kepada inspektorat"


@pytest.fixture
def fresh(db: None, monday: object) -> DeskBrowser:
    """The head, who has just signed in with both."""
    head = Visitor(factories.hadi())
    telephone = enrolled(head.officer)
    head.gives_password()
    assert head.gives_code(telephone.shows(factories.MONDAY)).location == "/"
    return head


@pytest.fixture
def home(fresh: DeskBrowser, budi: DeskBrowser) -> people.Home:
    """A KK with somebody who is watched and was looked at."""
    home = people.saris()
    services.watch(fresh.officer, Nik("9901064303860001"), "tokoh yang sering dicari")
    budi.get(f"/penduduk/{home.members[1]}/")
    return home


class TestATable:
    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_t16_leaves_with_reason_counts_hash_and_whom_it_is_about(
        self, fresh: DeskBrowser, home: people.Home, kind: str
    ) -> None:
        answer = fresh.client.post(OUT, {"kind": kind, "reason": WHY})
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"] == f'attachment; filename="alarm.{kind}"'
        assert answer.headers["Cache-Control"] == "private, no-store"
        run = models.ExchangeRun.objects.get(direction="keluar")
        assert (run.name, run.rows, run.reason) == (f"alarm.{kind}", 1, WHY)
        assert run.sha256 == hashlib.sha256(answer.content).hexdigest()
        assert (run.acted_as or "").startswith(fresh.officer.full_name)
        assert [one.resident_id for one in run.subjects.all()] == [home.members[1]]
        assert WHY in fresh.get("/pengawasan/keluar/").text

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ({"kind": "xlsx", "reason": ""}, "Alasan pengeluaran data belum ditulis"),
            ({"kind": "xlsx", "reason": "laporan"}, "Alasan pengeluaran data belum ditulis"),
            ({"kind": "exe", "reason": WHY}, "Pilih jenis berkasnya"),
        ],
    )
    def test_does_not_leave_without_a_reason(
        self, fresh: DeskBrowser, home: people.Home, form: dict[str, str], words: str
    ) -> None:
        answer = fresh.post(OUT, form)
        assert answer.status == 422
        assert words in answer.text
        assert register.exports_of(fresh.officer.office_id) == ()

    def test_does_not_leave_where_the_proof_is_old(self, hadi: DeskBrowser, wati: DeskBrowser) -> None:
        for desk in (hadi, wati):
            answer = desk.post(OUT, {"kind": "csv", "reason": WHY})
            assert answer.location.startswith("/kode/")
        assert not models.ExchangeRun.objects.exists()

    def test_is_kept_for_ever(self, fresh: DeskBrowser, home: people.Home) -> None:
        fresh.post(OUT, {"kind": "csv", "reason": WHY})
        for spoil in (models.ExchangeRun.objects.all().delete, models.ExportSubject.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                spoil()
