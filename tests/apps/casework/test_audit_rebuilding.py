"""Case rows are the fold of their events: what differs is found, and mended on demand from the events alone."""

import datetime
from typing import Any

import pytest

from loket.casework import models
from loket.casework.audit import rebuilding, verification
from loket.casework.records import Acted, TakenIn
from loket.core.engine import Claim
from tests.apps import factories
from tests.apps.casework import tampering
from tests.apps.casework.sealing import seal_yesterday

pytestmark = pytest.mark.django_db

WRONG = {
    "status": "finished",
    "step": "serahkan",
    "occurrence": 9,
    "opened_at": factories.MONDAY + datetime.timedelta(days=1),
    "holder": 99,
    "preferred": 99,
    "touched": False,
    "sent_back": True,
    "closed_at": factories.MONDAY,
    "step_due_at": None,
    "promise_due_at": factories.MONDAY,
    "trail": "[[],[]]",
    "register_number": "1000/2026",
    "answers": '{"hilang":true}',
    "submitted_at": factories.MONDAY + datetime.timedelta(days=1),
    "submitted_by": 99,
    "recorded_at": factories.MONDAY,
    "name_key": "ORANG LAIN",
    "version": 3,
}


@pytest.fixture
def case() -> TakenIn | Acted:
    """A claimed case between two bystanders."""
    factories.take_in()
    found = factories.act(factories.case_at("sahkan"), Claim(), factories.hadi())
    factories.take_in()
    return found


def _row(resi: str) -> dict[str, Any]:
    return dict(models.Case.objects.filter(resi=resi).values().get())


class TestRebuild:
    def test_finds_nothing_where_nothing_was_changed(self, case: Acted) -> None:
        seen: list[int] = []
        report = rebuilding.rebuild(progress=seen.append)
        assert (report.compared, report.differences, report.ok) == (3, (), True)
        assert sum(seen) == rebuilding.size() == 3

    @pytest.mark.parametrize("column", WRONG)
    def test_finds_a_column_that_differs_and_mends_it(self, case: Acted, column: str) -> None:
        right = _row(case.resi)
        assert right[column] != WRONG[column]
        tampering.set_case(case.resi, **{column: WRONG[column]})
        found = rebuilding.rebuild()
        assert [(d.resi, d.column, d.repaired) for d in found.differences] == [(case.resi, column, False)]
        assert not found.ok
        assert _row(case.resi) != right

        mended = rebuilding.rebuild(repair=True)
        assert [(d.resi, d.column, d.repaired) for d in mended.differences] == [(case.resi, column, True)]
        assert mended.ok
        # The mark by which no process goes on writing what it has seen of the damaged row.
        assert _row(case.resi) == {**right, "due_revision": rebuilding.NEVER}
        assert verification.verify().ok

    def test_mends_many_cases(self, case: Acted, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rebuilding, "MENDED_AT_ONCE", 2)
        tampering.forge("UPDATE casework_case SET step = 'serahkan', holder = 99")
        report = rebuilding.rebuild(repair=True)
        assert (report.count, report.repaired) == (6, 6)
        assert rebuilding.rebuild().differences == ()

    def test_looks_at_one_office_only_when_asked(self, case: Acted) -> None:
        tampering.set_case(case.resi, step="serahkan")
        report = rebuilding.rebuild("pontianak")
        assert (report.compared, report.count) == (0, 0)
        assert rebuilding.rebuild("bintan").count == 1


class TestABrokenHistory:
    @pytest.mark.parametrize("how", ["edited", "cut", "head", "rewritten"])
    def test_is_reported_and_left_as_it_is(self, case: Acted, how: str) -> None:
        seal_yesterday("bintan")
        match how:
            case "edited":
                tampering.set_event(case.resi, 4, person=99)
            case "cut":
                tampering.delete_event(case.resi, case.version)
            case "head":
                tampering.set_case(case.resi, head_hash=bytes(32))
            case _:
                tampering.rechain(case.resi, 3, acted_as="Orang Lain")
        tampering.set_case(case.resi, step="serahkan")
        before = _row(case.resi)
        report = rebuilding.rebuild(repair=True)
        assert [(d.resi, d.column, d.repaired) for d in report.differences] == [(case.resi, "riwayat", False)]
        assert not report.ok
        assert _row(case.resi) == before

    def test_never_changes_an_event(self, case: Acted) -> None:
        before = list(models.Event.objects.order_by("case_id", "seq").values())
        tampering.set_case(case.resi, step="serahkan")
        rebuilding.rebuild(repair=True)
        assert list(models.Event.objects.order_by("case_id", "seq").values()) == before
