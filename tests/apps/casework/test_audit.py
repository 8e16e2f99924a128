"""T22, I2, I6, I7: the audit finds what was changed behind the triggers, and names the first bad row first."""

import datetime
import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from loket.casework import models
from loket.casework.audit import verification
from loket.casework.audit.one_case import event_hash
from loket.casework.records import Acted, TakenIn
from loket.casework.store import chain
from loket.core.engine import Claim, Note
from tests.apps import factories
from tests.apps.casework import tampering
from tests.apps.casework.sealing import seal, seal_yesterday

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> TakenIn | Acted:
    """A case of some length between two bystanders, that ends with a note."""
    factories.take_in()
    found = factories.case_at("sahkan")
    noted = factories.act(found, Note("Map biru"), factories.budi())
    factories.take_in()
    return noted


def _first(office: str | None = None) -> tuple[str, int, str]:
    report = verification.verify(office)
    assert not report.ok
    first = report.bad_rows[0]
    return first.resi, first.seq, first.fault


def _named() -> set[tuple[str, int, str]]:
    return {(row.resi, row.seq, row.fault) for row in verification.verify().bad_rows}


class TestAnUntouchedRegister:
    def test_is_clean_and_counted(self, case: Acted) -> None:
        factories.take_in("pontianak")
        seal("bintan")
        report = verification.verify()
        assert report.bad_rows == ()
        assert report.ok
        assert (report.cases, report.numbers, report.checkpoints) == (4, 3, 1)
        assert report.events == models.Event.objects.count() == verification.size()

    def test_is_counted_by_office(self, case: Acted) -> None:
        factories.take_in("pontianak")
        seal("bintan")
        assert verification.verify("bintan").cases == 3
        report = verification.verify("pontianak")
        assert (report.cases, report.numbers, report.checkpoints, report.ok) == (1, 0, 0, True)
        assert verification.size("bintan") + verification.size("pontianak") == verification.size()

    def test_is_read_in_as_many_queries_however_many_cases_there_are(self, case: Acted) -> None:
        verification.verify()
        with CaptureQueriesContext(
            connection,
        ) as few:
            verification.verify()
        for _ in range(5):
            factories.take_in()
        with CaptureQueriesContext(connection) as more:
            assert verification.verify().ok
        assert len(more) == len(few)

    def test_is_read_whole_when_it_is_longer_than_a_portion(self, case: Acted, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = verification.verify()
        monkeypatch.setattr("loket.casework.audit.reading.CASES_AT_ONCE", 2)
        monkeypatch.setattr("loket.casework.audit.reading.EVENTS_AT_ONCE", 3)
        seen: list[int] = []
        assert verification.verify(progress=seen.append) == whole
        assert sum(seen) == whole.events
        assert len(seen) > 1


class TestAnEditedEvent:
    @pytest.mark.parametrize(
        "columns",
        [
            {"payload": '{"outcome":"lengkap","to":"teruskan"}'},
            {"payload": "bukan json"},
            {"acted_as": "Orang Lain · Kepala Dinas"},
            {"person": 99},
            {"kind": "note-added"},
            {"step": "sahkan"},
            {"channel": "api"},
            {"key": uuid.UUID(int=1)},
            {"series": "bintan/lain/2026"},
            {"occurred_at": factories.MONDAY - datetime.timedelta(days=30)},
            {"recorded_at": factories.MONDAY - datetime.timedelta(days=30)},
        ],
        ids=lambda columns: next(iter(columns)),
    )
    def test_is_named(self, case: Acted, columns: dict[str, object]) -> None:
        tampering.set_event(case.resi, 4, **columns)
        assert _first() == (case.resi, 4, "changed")

    def test_is_named_in_every_case_when_a_shared_name_was_changed(self, case: Acted) -> None:
        factories.case_at("sahkan")
        tampering.forge("UPDATE casework_acting SET text = text || ' lain'")
        changed = models.Event.objects.filter(acted_as="").values_list("case__resi", "seq")
        assert changed
        assert _named() == {(resi, seq, "changed") for resi, seq in changed}

    def test_is_named_by_its_number_too(self, case: Acted) -> None:
        numbered = next(e.seq for e in tampering.stored(case.resi).events if e.number is not None)
        tampering.set_event(case.resi, numbered, number=77)
        assert _first() == (case.resi, numbered, "changed")
        faults = {row.fault for row in verification.verify().bad_rows}
        assert faults == {"changed", "number"}

    def test_leaves_the_other_cases_and_the_other_events_unblamed(self, case: Acted) -> None:
        tampering.set_event(case.resi, 4, person=99)
        assert _named() == {(case.resi, 4, "changed")}

    def test_hashed_anew_by_itself_no_longer_meets_the_next_one(self, case: Acted) -> None:
        edited = replace(tampering.stored(case.resi).events[3], person=99)
        tampering.set_event(case.resi, 4, person=99, hash=event_hash(case.resi, edited))
        assert _first() == (case.resi, 5, "unlinked")

    def test_with_another_predecessor_is_named(self, case: Acted) -> None:
        tampering.set_event(case.resi, 4, prev_hash=bytes(32))
        assert _first() == (case.resi, 4, "unlinked")

    def test_is_found_among_two_cases_at_the_earlier_one(self, case: Acted) -> None:
        later = factories.case_at("sahkan")
        tampering.set_event(later.resi, 2, person=99)
        tampering.set_event(case.resi, 5, person=99)
        assert _first() == (case.resi, 5, "changed")
        assert _named() == {(case.resi, 5, "changed"), (later.resi, 2, "changed")}


class TestADeletedEvent:
    def test_in_the_middle_is_named_as_missing(self, case: Acted) -> None:
        tampering.delete_event(case.resi, 4)
        assert _first() == (case.resi, 4, "missing")

    def test_at_the_beginning_is_named_as_missing(self, case: Acted) -> None:
        tampering.delete_event(case.resi, 1)
        assert _first() == (case.resi, 1, "missing")

    def test_at_the_end_is_named_as_missing(self, case: Acted) -> None:
        tampering.delete_event(case.resi, case.version)
        assert _first() == (case.resi, case.version, "missing")

    def test_at_the_end_with_the_case_row_set_back_is_caught_by_a_checkpoint(self, case: Acted) -> None:
        seal("bintan")
        before = tampering.stored(case.resi).events[-2]
        tampering.delete_event(case.resi, case.version)
        tampering.set_case(case.resi, version=before.seq, head_hash=before.hash, recorded_at=before.recorded_at)
        assert _named() == {(case.resi, case.version, "sealed")}


class TestAnInsertedEvent:
    def test_at_the_end_is_named(self, case: Acted) -> None:
        tampering.insert_event(case.resi, tampering.note(case.resi, "Disisipkan"))
        assert _first() == (case.resi, case.version + 1, "unlinked")

    def test_in_the_middle_is_named(self, case: Acted) -> None:
        third = tampering.stored(case.resi).events[2]
        tampering.shift_events(case.resi, 4)
        slipped_in = replace(third, seq=4, kind="note-added", step=None, number=None, series=None, prev_hash=third.hash)
        slipped_in = replace(slipped_in, payload=chain.canonical({"text": "Disisipkan"}))
        tampering.insert_event(case.resi, replace(slipped_in, hash=event_hash(case.resi, slipped_in)))
        assert _first() == (case.resi, 5, "unlinked")

    def test_of_a_case_that_never_was_is_named(self, case: Acted) -> None:
        stray = replace(tampering.stored(case.resi).events[0], case_id=10_000_000)
        tampering.insert_event(case.resi, stray)
        assert _named() == {("#10000000", 0, "removed")}


class TestARechainedTail:
    def test_is_clean_by_itself_but_a_checkpoint_remembers(self, case: Acted) -> None:
        seal_yesterday("bintan")
        tampering.rechain(case.resi, 3, acted_as="Orang Lain · Kepala Dinas")
        assert _named() == {(case.resi, case.version, "sealed")}

    def test_without_a_checkpoint_passes_unseen(self, case: Acted) -> None:
        tampering.rechain(case.resi, 3, acted_as="Orang Lain · Kepala Dinas")
        assert verification.verify().ok

    def test_is_placed_between_two_checkpoints(self, case: Acted) -> None:
        seal_yesterday("bintan")
        sealed_at = case.version
        acted = factories.act(case, Claim(), factories.hadi())
        acted = factories.act(acted, Note("Map merah"), factories.hadi())
        seal("bintan")
        assert verification.verify().ok
        tampering.rechain(case.resi, sealed_at + 1, acted_as="Orang Lain · Kepala Dinas")
        assert _named() == {(case.resi, acted.version, "sealed")}

    def test_with_its_time_set_back_before_the_event_before_it_is_named(self, case: Acted) -> None:
        earlier = timezone.now() - datetime.timedelta(days=3)
        tampering.rechain(case.resi, 4, recorded_at=earlier)
        assert _first() == (case.resi, 4, "time")

    def test_with_its_time_in_the_future_is_named(self, case: Acted) -> None:
        future = timezone.now() + datetime.timedelta(days=3)
        tampering.rechain(case.resi, case.version, recorded_at=future)
        tampering.set_case(case.resi, recorded_at=future)
        assert _named() == {(case.resi, case.version, "time")}

    def test_to_something_that_is_no_event_is_named(self, case: Acted) -> None:
        tampering.rechain(case.resi, 4, kind="never-existed")
        assert _first() == (case.resi, 4, "unreadable")


class TestARemovedCase:
    def test_is_named_by_the_checkpoint_that_sealed_it(self, case: Acted) -> None:
        seal("bintan")
        tampering.remove_case(case.resi)
        assert _first() == (case.resi, case.version, "removed")

    def test_is_missed_by_its_number_without_a_checkpoint(self, case: Acted) -> None:
        number = next(e for e in tampering.stored(case.resi).events if e.number is not None)
        tampering.remove_case(case.resi)
        assert _named() == {(number.series, number.number, "number")}

    def test_that_left_its_events_is_named(self, case: Acted) -> None:
        history = tampering.stored(case.resi)
        tampering.forge("DELETE FROM casework_case WHERE id = %s", history.case_id)
        assert _first() == (f"#{history.case_id}", 0, "removed")


class TestACaseRow:
    @pytest.mark.parametrize("column", ["applicant_name", "applicant_nik", "applicant_phone", "subject", "channel"])
    def test_that_says_something_else_of_the_application_is_named(self, case: Acted, column: str) -> None:
        tampering.set_case(case.resi, **{column: "lain"})
        assert _first() == (case.resi, 1, "root")

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("step", "serahkan"),
            ("status", "finished"),
            ("holder", 99),
            ("touched", True),
            ("register_number", "1000/2026"),
            ("trail", "[[],[]]"),
            ("answers", '{"hilang":true}'),
            ("name_key", "ORANG LAIN"),
            ("submitted_by", 99),
        ],
    )
    def test_that_is_not_the_fold_of_its_events_is_named(self, case: Acted, column: str, value: object) -> None:
        tampering.set_case(case.resi, **{column: value})
        assert _named() == {(case.resi, 0, "row")}
        assert column in verification.verify().bad_rows[0].why

    def test_with_another_head_is_named(self, case: Acted) -> None:
        tampering.set_case(case.resi, head_hash=bytes(32))
        assert _named() == {(case.resi, case.version, "unlinked")}


class TestTheNumbers:
    def test_a_gap_is_named_at_its_first_number(self, case: Acted) -> None:
        series = models.Series.objects.get(value=3)
        tampering.forge("UPDATE casework_series SET value = 6 WHERE name = %s", series.name)
        assert _named() == {(series.name, 4, "number")}
        assert "3 nomor" in verification.verify().bad_rows[0].why

    def test_one_beyond_the_counter_is_named_with_its_case(self, case: Acted) -> None:
        series = models.Series.objects.get(value=3)
        tampering.forge("UPDATE casework_series SET value = 1 WHERE name = %s", series.name)
        assert [fault for _, _, fault in _named()] == ["number", "number"]
        assert case.resi in {resi for resi, _, _ in _named()}

    def test_one_given_twice_is_named_with_the_second_case(self, case: Acted) -> None:
        first, second = (e for e in models.Event.objects.filter(number__in=[1, 2]).order_by("number"))
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX event_number_once")
        resi = models.Case.objects.get(pk=second.case_id).resi
        tampering.set_event(resi, second.seq, number=first.number)
        assert (resi, second.seq, "number") in _named()


class TestTheCheckpoints:
    @pytest.mark.parametrize(
        ("column", "value"),
        [("date", datetime.date(2020, 1, 1)), ("count", 0), ("root", bytes(32)), ("made_at", factories.MONDAY)],
    )
    def test_an_edited_one_is_named(self, case: Acted, column: str, value: object) -> None:
        seal("bintan")
        plain = value.isoformat() if isinstance(value, datetime.date) and column == "date" else value
        tampering.forge(f"UPDATE casework_checkpoint SET {column} = %s", plain)
        assert _named() == {("bintan/segel", 1, "checkpoint")}

    def test_a_removed_one_is_named(self, case: Acted) -> None:
        seal_yesterday("bintan")
        seal("bintan")
        tampering.forge("DELETE FROM casework_checkpoint WHERE number = %s", 1)
        assert _named() == {("bintan/segel", 1, "checkpoint")}

    def test_one_put_in_the_place_of_another_no_longer_meets_the_next(self, case: Acted) -> None:
        seal_yesterday("bintan")
        seal("bintan")
        row = models.Checkpoint.objects.get(number=2)
        other = chain.checkpoint_root(bytes(32), 2, "bintan", row.date, row.made_at, [])
        tampering.forge("UPDATE casework_checkpoint SET prev_root = %s, root = %s WHERE number = 2", bytes(32), other)
        assert _named() == {("bintan/segel", 2, "checkpoint")}

    def test_a_removed_leaf_is_named(self, case: Acted) -> None:
        seal("bintan")
        tampering.forge("DELETE FROM casework_checkpointleaf WHERE resi = %s", case.resi)
        assert _named() == {("bintan/segel", 1, "checkpoint")}


class TestAFrozenProcedure:
    def test_that_was_edited_is_named(self, case: Acted) -> None:
        version = models.ProcedureVersion.objects.get(pk=models.Case.objects.get(resi=case.resi).procedure_id)
        changed = version.text.replace("Dinas", "Kantor", 1)
        assert changed != version.text
        tampering.forge("UPDATE casework_procedureversion SET text = %s WHERE id = %s", changed, version.pk)
        assert _first() == (f"bintan/kk/{version.effective_date}", 0, "procedure")
        assert verification.verify("pontianak").ok


class TestTheReport:
    def test_names_a_thousand_rows_and_counts_the_rest(self, case: Acted, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(verification, "MOST_NAMED", 2)
        for seq in (2, 3, 5):
            tampering.set_event(case.resi, seq, person=99)
        report = verification.verify()
        assert [row.seq for row in report.bad_rows] == [2, 3]
        assert report.bad_count == 3
        assert report.as_json()["bad_count"] == 3

    def test_of_one_office_does_not_speak_of_another(self, case: Acted) -> None:
        tampering.set_event(case.resi, 3, person=99)
        assert verification.verify("pontianak").ok
        assert _first("bintan") == (case.resi, 3, "changed")
