"""The papers that stay in the office: a dispatch list or disposition sheet with a gap names all that is missing."""

import uuid

import pytest

from loket.documents.gathering import PaperRequest
from loket.documents.papers.kinds import OfficePaper
from tests.apps import factories
from tests.apps.documents.asking import SIGNER, gaps, printed

pytestmark = pytest.mark.django_db
SHEET = {
    "sender": "Sari Wulandari",
    "letter_number": "7K2M-94QX-B3TD",
    "letter_date": "2026-11-13",
    "received_on": "2026-11-16",
    "agenda_number": "KK/12/XI/2026",
    "subject": "Penerbitan KK",
    "passed_to": "Kepala Seksi\nKepala Bidang",
    "instructions": "Verifikasi\nParaf",
    "ticked": "Kepala Seksi\nParaf",
}


def ask(paper: OfficePaper, **details: str) -> PaperRequest:
    return PaperRequest(paper=paper, office_key="bintan", on=factories.TODAY, details=details, signer=SIGNER)


class TestADispositionSheet:
    def test_tells_all_it_is_given_and_leaves_lines_without_a_note(self) -> None:
        words = printed(ask(OfficePaper.DISPOSISI, **SHEET))
        for said in (
            "Sari Wulandari",
            "13 November 2026",
            "16 November 2026",
            "KK/12/XI/2026",
            "Kepala Bidang",
            "Paraf",
        ):
            assert said in words, said
        assert "teruskan hari ini" in printed(ask(OfficePaper.DISPOSISI, **SHEET, note="teruskan hari ini"))

    def test_names_what_is_missing(self) -> None:
        assert gaps(ask(OfficePaper.DISPOSISI, **{**SHEET, "agenda_number": ""})) == ("nomor register permohonan",)
        assert len(gaps(ask(OfficePaper.DISPOSISI))) == 7


class TestADispatchList:
    def test_of_no_submission_of_this_office_names_it(self) -> None:
        given = {"to_unit": "Dispendukcapil", "carrier": "Budi"}
        assert gaps(ask(OfficePaper.EKSPEDISI, batch="999999", **given)) == ("pengajuan massal kantor ini",)
        assert "pengajuan massal" in gaps(ask(OfficePaper.EKSPEDISI, batch=str(uuid.uuid4()), **given))

    def test_names_receiver_and_carrier(self) -> None:
        assert {"kantor tujuan", "nama pembawa"} <= {*gaps(ask(OfficePaper.EKSPEDISI, batch="1"))}
