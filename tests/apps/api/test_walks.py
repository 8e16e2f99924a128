"""A program that tries resis or NIKs is stopped as early as a person, and its officer's superiors are told (T09, T10)."""

from loket.core.terms import Resi
from loket.register import models
from tests.apps import factories
from tests.apps.api.programs import Program

STRETCH = "990106430386"
BEFORE = 50


def first_refused(statuses: list[int]) -> int:
    """How many were answered before the first that was not; none after it."""
    first = statuses.index(429)
    assert set(statuses[first:]) == {429}
    return first


class TestAProgramThatTries:
    def test_t09_resis_is_stopped(self, budi: Program) -> None:
        real = factories.take_in().resi
        statuses = [budi.get(f"/cases/{Resi.new().code}").status for _ in range(60)]
        assert 0 < first_refused(statuses) < BEFORE
        assert budi.get(f"/cases/{real}").status == 429
        assert [one.kind for one in models.Alarm.objects.all()] == ["deret-resi"]

    def test_t10_niks_is_stopped(self, budi: Program) -> None:
        statuses = [budi.post("/cases/find", {"text": f"{STRETCH}{n:04}"}).status for n in range(2, 62)]
        assert 0 < first_refused(statuses) < BEFORE
        assert [one.kind for one in models.Alarm.objects.all()] == ["deret-nomor"]

    def test_is_told_what_to_do(self, budi: Program) -> None:
        for n in range(2, 60):
            answer = budi.post("/cases/find", {"text": f"{STRETCH}{n:04}"})
        assert answer.body["type"].endswith("lookups-too-many")
        assert "tunggu 60 menit" in answer.body["hint"]
        assert STRETCH not in str(answer.body)
