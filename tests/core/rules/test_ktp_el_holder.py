"""A KTP-el from seventeen or marriage on, fingerprints from sixteen."""

import pytest

from loket.core.register import Documents
from loket.core.register.recording import RecordingStatus
from loket.core.rules import ktp_el_holder as rule
from tests.core.register.people import ADI, day, neighbourhood, with_biodata, with_record
from tests.core.rules.found import found


class TestKtpElHolder:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize(
        ("born", "status", "count"),
        [
            ("2009-12-21", RecordingStatus.CARD_ISSUED, 0),
            ("2009-12-22", RecordingStatus.CARD_ISSUED, 1),
            ("2010-12-21", RecordingStatus.PRINT_READY_RECORD, 0),
            ("2010-12-22", RecordingStatus.BIO_CAPTURED, 1),
            ("2010-12-22", RecordingStatus.UNREGISTERED, 0),
        ],
    )
    def test_counts_birthdays(self, born: str, status: RecordingStatus, count: int) -> None:
        part = with_record(
            with_biodata(neighbourhood(), ADI, birth_date=day(born)), ADI, documents=Documents(ktp_el=status)
        )
        assert len(found(rule, part)) == count
