"""For what data is looked at: what an officer may say, and what says nothing."""

import pytest

from loket.core.oversight.purposes import CHOSEN, LONGEST_REASON, Purpose, PurposeKind, stated
from loket.core.problems import BadTerm


class TestAPurpose:
    def test_is_kept_on_one_line(self) -> None:
        told = stated("pengaduan", "  menanyakan\n alamat  lewat\x00 telepon ")
        assert told == Purpose(PurposeKind.COMPLAINT, "menanyakan alamat lewat telepon")

    @pytest.mark.parametrize("kind", ["", "iseng", *(kind for kind in PurposeKind if kind not in CHOSEN)])
    def test_must_be_one_that_an_officer_may_say(self, kind: str) -> None:
        with pytest.raises(BadTerm) as bad:
            stated(kind, "menanyakan alamat lewat telepon")
        assert (bad.value.problem.id, bad.value.problem.field) == ("purpose-unknown", "purpose")

    @pytest.mark.parametrize("reason", ["", "cek data", "x" * 40, "cek cek cek Cek", "          "])
    def test_needs_a_reason_that_says_something(self, reason: str) -> None:
        with pytest.raises(BadTerm) as bad:
            stated("layanan", reason)
        assert (bad.value.problem.id, bad.value.problem.field) == ("purpose-reason", "reason")

    def test_is_cut_where_the_database_ends(self) -> None:
        assert len(stated("layanan", "panjang sekali " * 40).reason) == LONGEST_REASON

    def test_has_words_for_every_kind(self) -> None:
        assert all(kind.label for kind in PurposeKind)
        assert set(CHOSEN) < set(PurposeKind)
