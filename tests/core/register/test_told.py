"""What recorded life events tell papers beside the register."""

from typing import Any

import pytest

from loket.core.register.told import told

COURT = {"court": "PN Tanjungpinang", "number": "12/2026", "given_date": "2026-11-01"}
SAID = {"court": "PN Tanjungpinang", "court_number": "12/2026", "court_date": "2026-11-01"}
BASIS = "PN Tanjungpinang 12/2026"


def word_of(name: str, code: int) -> str:
    return f"{name} {code}"


class TestTold:
    @pytest.mark.parametrize(
        ("kind", "payload", "details"),
        [
            ("kelahiran", {"particulars": {"bond": "tercatat", "order": 3}}, {"order": "3"}),
            (
                "kelahiran",
                {"particulars": {"bond": "ibu-saja", "order": None}},
                {"parents_phrase": "anak seorang ibu"},
            ),
            ("kelahiran", {}, {}),
            (
                "lahir-mati",
                {"particulars": {"father_name": "Agus", "place": "Bintan", "determined_by": 1}},
                {"father_name": "Agus", "birth_place": "Bintan", "determined_by": "penentu-lahir-mati 1"},
            ),
            ("lahir-mati", {"particulars": {"place": "Bintan"}}, {"birth_place": "Bintan"}),
            ("kematian", {"particulars": {"place": "Bintan"}}, {"death_place": "Bintan"}),
            ("kematian", {"particulars": None}, {}),
            (
                "pembatalan-perkawinan",
                {"akta_number": "2101-KW-1", "ruling": COURT},
                {"akta_number": "2101-KW-1", **SAID, "basis": BASIS},
            ),
            ("pembatalan-perceraian", {"ruling": COURT}, {**SAID, "basis": BASIS}),
            ("pengangkatan-anak", {"ruling": None}, {}),
            (
                "pelepasan-kewarganegaraan",
                {"ruling": COURT, "nationality": "Malaysia"},
                {"decision": BASIS, "decision_date": "2026-11-01", "nationality": "Malaysia", "basis": BASIS},
            ),
            (
                "pembetulan-biodata",
                {"papers": {"sex": "PN 1", "full_name": "PN 1", "birth_place": "Akta 2"}},
                {"basis": "PN 1; Akta 2"},
            ),
            (
                "surat-pengganti",
                {"lost": ["kk", "ktp-el", "ijazah"], "disaster": "Banjir", "date": "2026-12-01"},
                {"lost": "KK; KTP-el", "disaster": "Banjir", "happened_on": "2026-12-01"},
            ),
            ("pindah-alamat", {"address": {}}, {}),
        ],
    )
    def test_is_what_papers_ask_for(self, kind: str, payload: dict[str, Any], details: dict[str, str]) -> None:
        assert told(kind, payload, word_of) == details

    def test_says_that_a_marriage_is_on_no_record(self) -> None:
        found = told("kelahiran", {"particulars": {"bond": "belum-tercatat"}}, word_of)
        assert found["parents_unrecorded"] == "ya"
        assert "belum tercatat" in found["parents_phrase"]
