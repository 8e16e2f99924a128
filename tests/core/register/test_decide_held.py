"""Papers that residents hold: lost and damaged ones, cards on their way, letters in their place."""

from typing import Any

import pytest

from loket.core.register.change import Act, Paper
from loket.core.register.events import DocumentLost, KiaRequested, KtpElAdvanced, SubstituteLetter
from loket.core.register.recording import RecordingStatus
from tests.core.register.people import (
    ADI,
    BUDI,
    DEWI,
    LIA,
    RINA,
    SARI,
    TODAY,
    decided,
    happen,
    neighbourhood,
    papers,
    refused,
)


class TestDocumentLost:
    def lost(self, resident_id: int, document: str, **more: Any) -> DocumentLost:
        return DocumentLost(date=TODAY, resident_id=resident_id, document=document, **more)

    @pytest.mark.parametrize(
        ("person", "document", "paper"),
        [
            (SARI, "kk", "KK"),
            (ADI, "kia", "KIA"),
            (ADI, "birth_akta", "akta kelahiran"),
        ],
    )
    def test_is_printed_anew_and_changes_nothing(self, person: int, document: str, paper: str) -> None:
        change = decided(neighbourhood(), self.lost(person, document, police_letter="LP/12/2026"))
        assert papers(change) == {(paper, "+", (person,))}
        assert (change.facts, change.outputs[0].note) == ((), "hilang")

    def test_when_damaged_needs_no_police_letter(self) -> None:
        change = decided(neighbourhood(), self.lost(SARI, "kk", damaged=True))
        assert [(o.paper, o.act, o.note) for o in change.outputs] == [(Paper.KK, Act.ISSUE, "rusak")]

    def test_of_a_damaged_kia_takes_it_in(self) -> None:
        change = decided(neighbourhood(), self.lost(ADI, "kia", damaged=True))
        assert papers(change) == {("KIA", "-", (ADI,)), ("KIA", "+", (ADI,))}

    def test_of_a_ktp_el_leaves_printing_to_its_record(self) -> None:
        change = decided(neighbourhood(), self.lost(SARI, "ktp-el", police_letter="LP/12/2026"))
        assert (change.facts, change.outputs) == ((), ())

    @pytest.mark.parametrize(
        ("person", "document", "rule"),
        [
            (SARI, "ktp-el", "paper-missing"),
            (SARI, "kia", "document-not-held"),
            (LIA, "ktp-el", "document-not-held"),
            (LIA, "birth_akta", "document-not-held"),
            (SARI, "ijazah", "element-unknown"),
        ],
    )
    def test_is_refused_for(self, person: int, document: str, rule: str) -> None:
        assert refused(neighbourhood(), self.lost(person, document)) == (rule,)

    def test_of_a_kk_is_refused_for_who_is_in_none(self) -> None:
        part = neighbourhood()
        alone = part.of(part.residents.values(), part.families.values(), part.memberships[:-2])
        assert refused(alone, self.lost(DEWI, "kk", damaged=True)) == ("document-not-held",)


class TestKtpElAdvanced:
    def replaced(self, *, lost: bool = False) -> KtpElAdvanced:
        to = RecordingStatus.PRINT_READY_RECORD
        return KtpElAdvanced(date=TODAY, resident_id=BUDI, to=to, lost=lost)

    def test_takes_the_card_that_is_replaced(self) -> None:
        assert papers(decided(neighbourhood(), self.replaced())) == {("KTP-el", "-", (BUDI,))}

    def test_takes_no_card_that_is_lost(self) -> None:
        assert papers(decided(neighbourhood(), self.replaced(lost=True))) == set()

    def test_yields_the_card_when_it_comes_to_the_printer(self) -> None:
        part = happen(neighbourhood(), self.replaced())
        event = KtpElAdvanced(date=TODAY, resident_id=BUDI, to=RecordingStatus.SENT_FOR_CARD_PRINTING)
        assert papers(decided(part, event)) == {("KTP-el", "+", (BUDI,))}


class TestKiaRequested:
    def test_yields_the_card_and_changes_nothing(self) -> None:
        change = decided(neighbourhood(), KiaRequested(date=TODAY, resident_id=LIA))
        assert (papers(change), change.facts) == ({("KIA", "+", (LIA,))}, ())

    def test_is_refused_for_an_adult(self) -> None:
        assert refused(neighbourhood(), KiaRequested(date=TODAY, resident_id=RINA)) == ("kia-not-due",)


class TestSubstituteLetter:
    def letter(self, **more: Any) -> SubstituteLetter:
        fields = {"letter": "skpti", "lost": ("kk", "ktp-el"), "ground": "Formulir pendataan 7/2026", **more}
        return SubstituteLetter(date=TODAY, resident_id=SARI, **fields)

    def test_names_the_papers_it_stands_for(self) -> None:
        change = decided(neighbourhood(), self.letter())
        assert [(o.paper, o.note) for o in change.outputs] == [(Paper.SKPTI, "KK, KTP-el")]
        assert change.facts == ()

    @pytest.mark.parametrize(
        ("more", "rule"),
        [
            ({"letter": "skck"}, "element-unknown"),
            ({"lost": ()}, "paper-missing"),
            ({"ground": " "}, "paper-missing"),
            ({"lost": ("ijazah",)}, "element-unknown"),
            ({"letter": "skps", "lost": ("birth_akta",)}, "document-not-held"),
        ],
    )
    def test_is_refused_for(self, more: dict[str, object], rule: str) -> None:
        assert refused(neighbourhood(), self.letter(**more)) == (rule,)
