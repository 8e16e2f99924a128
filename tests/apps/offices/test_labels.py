"""What an office calls things: decided by who keeps it, noted, and taken back again."""

import pytest

from loket.core.engine.refusals import NotAllowed
from loket.offices import queries, services
from loket.offices.labels import NAMES
from loket.offices.refusals import UnknownLabel, WhyMissing
from tests.apps import factories

pytestmark = pytest.mark.django_db


def decided(why: str = "Perda 1/2026") -> services.Decision:
    return factories.decision(why, by=factories.hadi())


class TestALabel:
    @pytest.mark.parametrize("name", NAMES)
    def test_is_set_noted_and_raises_the_revision(self, name: str) -> None:
        before = queries.office("bintan").revision
        services.set_label("bintan", name=name, words="  Nagari  Kijang ", decision=decided())
        office = queries.office("bintan")
        assert office.labels[name] == "Nagari Kijang"
        assert office.revision > before
        [note] = queries.audit_notes("bintan", 1)
        assert "Nagari Kijang" in note.what

    def test_without_words_is_as_everywhere_and_leaves_the_others(self) -> None:
        loket = queries.office("bintan").labels["loket"]
        services.set_label("bintan", name="desa", words="Nagari", decision=decided())
        services.set_label("bintan", name="desa", words="", decision=decided())
        assert "desa" not in queries.office("bintan").labels
        assert queries.office("bintan").labels["loket"] == loket

    @pytest.mark.parametrize(("name", "words"), [("presiden", "Bapak"), ("desa", "x" * 61), ("", "Nagari")])
    def test_of_nothing_known_or_too_long_is_refused(self, name: str, words: str) -> None:
        with pytest.raises(UnknownLabel):
            services.set_label("bintan", name=name, words=words, decision=decided())

    def test_is_decided_by_who_keeps_the_office_with_a_reason(self) -> None:
        with pytest.raises(WhyMissing):
            services.set_label("bintan", name="desa", words="Nagari", decision=decided(" "))
        with pytest.raises(NotAllowed):
            services.set_label("bintan", name="desa", words="Nagari", decision=factories.decision(by=factories.budi()))
