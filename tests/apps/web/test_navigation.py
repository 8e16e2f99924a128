"""The row of links: what the seats of an officer can ever use, and nothing else."""

import re

import pytest

from tests.apps import factories
from tests.apps.web.desk import DeskBrowser


def links(username: str) -> list[str]:
    body = DeskBrowser(factories.officer(username)).get("/").body
    nav = body.partition('<nav class="nav"')[2].partition("</nav>")[0]
    return re.findall(r">([^<]+)</a>", nav)


class TestTheNavigation:
    @pytest.mark.parametrize(
        ("username", "shown"),
        [
            (
                "bintan.budi",
                ["Meja saya", "Antrean", "Terima", "Pengambilan", "Penduduk", "Buku", "Pesan", "Pengaduan"],
            ),
            ("bintan.joko", ["Meja saya", "Penduduk", "Buku"]),
            ("bintan.tuti", ["Meja saya", "Penduduk", "Buku", "Pesan", "Pengaduan", "Pengawasan"]),
            (
                "bintan.wati",
                ["Meja saya", "Penduduk", "Paraf massal", "Buku", "Pesan", "Papan", "Pengawasan", "Kantor"],
            ),
        ],
    )
    def test_leads_to_what_the_seats_can_use(self, db: None, monday: object, username: str, shown: list[str]) -> None:
        assert links(username) == shown

    def test_leads_to_mass_submission_where_the_procedure_has_it(self, db: None, monday: object) -> None:
        factories.install("sumbersuko")
        assert "Pengajuan massal" in links("sumbersuko.slamet")
