"""A verdict is of the revision it was given for: a form that a colleague has changed meanwhile is looked at first."""

from functools import partial

import pytest

from loket.casework import demo
from loket.casework.records import Acted, TakenIn
from loket.entries import models, queries, services
from loket.entries.records import EntryRecord, Filling, Verdict
from loket.entries.refusals import EntryChanged, FormClosed
from tests.apps import factories
from tests.apps.at_once import at_once
from tests.apps.conftest import OwnDatabase
from tests.apps.entries import births

FORM = {"child_name": "Lia Salim", "birth_date": "01-11-2026"}


def _saved() -> TakenIn | Acted:
    case = demo.advance(births.taken_in(), "bintan", to=births.FILL, at=factories.MONDAY)
    births.save(case, Filling("kelahiran", FORM))
    return case


def _change(case: TakenIn | Acted, *, revision: int, name: str = "Liya Salim") -> EntryRecord:
    return births.save(case, Filling("kelahiran", {**FORM, "child_name": name}), revision=revision)


def _tick(case: TakenIn | Acted, field: str, *, revision: int, verdict: Verdict = "benar") -> EntryRecord:
    return services.tick(births.application(case), field, verdict, officer=factories.wati(), revision=revision)


def _effect(case: TakenIn | Acted, step: str) -> None:
    """The first revision has changed the register at this step."""
    first = models.Entry.objects.get(resi=case.resi, revision=1)
    models.Effect.objects.create(resi=case.resi, entry=first, step=step, life_events=[], at=factories.MONDAY)


@pytest.mark.django_db
class TestAVerdict:
    def test_on_a_form_that_was_changed_meanwhile_is_refused_by_the_name_of_who_did(self) -> None:
        case = _saved()
        _change(case, revision=1)
        with pytest.raises(EntryChanged, match="Budi"):
            _tick(case, "birth_date", revision=1)
        assert not models.Tick.objects.exists()

    def test_on_a_revision_that_is_not_there_yet_is_refused(self) -> None:
        case = _saved()
        with pytest.raises(EntryChanged):
            _tick(case, "birth_date", revision=2)

    def test_on_a_form_that_was_given_up_meanwhile_is_refused_as_changed(self) -> None:
        case = _saved()
        births.save(case, Filling("kelahiran", {}, outside="Hanya legalisir"), revision=1)
        with pytest.raises(EntryChanged):
            _tick(case, "birth_date", revision=1)

    def test_counts_further_for_what_the_next_revision_left_as_it_was(self) -> None:
        case = _saved()
        _tick(case, "birth_date", revision=1)
        _tick(case, "child_name", revision=1)
        _change(case, revision=1)
        assert list(_tick(case, "sex", revision=2, verdict="salah").ticks) == ["birth_date", "sex"]

    def test_on_a_revision_that_has_taken_effect_is_refused(self) -> None:
        case = _saved()
        _effect(case, births.EFFECT)
        for verdict in ("salah", None):
            with pytest.raises(FormClosed):
                services.tick(births.application(case), "sex", verdict, officer=factories.wati(), revision=1)
        assert not models.Tick.objects.exists()

    def test_on_a_correction_of_what_has_taken_effect_is_taken(self) -> None:
        case = _saved()
        _effect(case, births.EFFECT)
        births.save(case, Filling("perubahan-data", {"full_name": "Lia Salim"}), revision=1)
        assert list(_tick(case, "full_name", revision=2).ticks) == ["full_name"]

    def test_on_a_form_whose_card_has_passed_a_station_is_taken(self) -> None:
        case = _saved()
        _effect(case, f"{births.FILL}/kartu")
        assert list(_tick(case, "sex", revision=1).ticks) == ["sex"]


class TestAtOnce:
    def test_a_verdict_is_kept_with_the_revision_it_was_given_for_or_refused(self, own_database: OwnDatabase) -> None:
        case = _saved()
        kept = 0
        for revision in range(1, 13):
            changed, *ticked = at_once(
                partial(_change, case, revision=revision, name=f"Lia {'A' * revision} Salim"),
                partial(_tick, case, "birth_date", revision=revision),
                partial(_tick, case, "child_name", revision=revision),
            )
            assert isinstance(changed, EntryRecord)
            refused = [one for one in ticked if isinstance(one, EntryChanged)]
            now = len(ticked) - len(refused)
            assert models.Tick.objects.filter(entry__revision=revision).count() == now
            kept += now
        assert models.Tick.objects.count() == kept
        found = queries.latest(case.resi)
        assert found is not None
        assert "child_name" not in found.ticks
