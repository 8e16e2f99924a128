"""What a form tells the papers beside the register."""

from typing import Any

from loket.core.entry import read
from loket.core.entry.details import details
from loket.core.entry.kinds import KINDS
from tests.core.entry.filling import ADDRESS, kk, nik, row
from tests.core.register.people import AGUS, HOME, OMA, SARI

WORDS = {("alasan-pindah", 1): "PEKERJAAN", ("jenis-kelamin", 2): "PEREMPUAN"}


def told(kind: str, raw: dict[str, Any]) -> dict[str, str]:
    form = KINDS[kind].form
    return details(form, read(form, raw).values, lambda name, code: WORDS[name, code])


class TestDetails:
    def test_of_a_move_are_named_as_the_letter_asks(self) -> None:
        raw = {"family": kk(HOME), "who": "anggota", "members": [row(OMA, goes=True)], "reason": "1", **ADDRESS}
        assert told("pindah-keluar", raw | {"planned_date": "24-12-2026", "postal_code": "34111"}) == {
            "family": kk(HOME),
            "who": "Anggota keluarga saja",
            "reason_code": "PEKERJAAN",
            "destination_street": "Jl. Pasar 3",
            "destination_rt": "004",
            "destination_rw": "001",
            "region": "2101122001",
            "destination_postal_code": "34111",
            "movers_kk": "Membuat KK baru",
            "leaves_on": "2026-12-24",
        }

    def test_of_a_tick_and_a_person(self) -> None:
        found = told("keluarga-baru", {"husband": nik(AGUS), "wife": nik(SARI), "moves": "ya"})
        assert (found["husband"], found["moves"], found["basis"]) == (nik(AGUS), "ya", "Buku nikah")

    def test_leave_out_what_is_empty(self) -> None:
        assert told("kk-rusak", {}) == {}
