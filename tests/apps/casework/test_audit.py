"""The audit finds what was changed behind its back, and names the first bad row first."""

from loket.casework import audit, rebuilding
from loket.casework.audit import AuditReport
from tests.apps import factories
from tests.apps.conftest import OwnDatabase


class TestAnUntouchedRegister:
    def test_is_clean(self, own_database: OwnDatabase) -> None:
        factories.case_at("tanda-tangan-buku")
        factories.take_in("pontianak")
        report = audit.verify()
        assert report.bad_rows == ()
        assert (report.cases, report.events > 8, report.numbers) == (2, True, 2), report
        assert rebuilding.rebuild().differences == ()
