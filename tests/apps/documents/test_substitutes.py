"""The substitute letter: only while blanks are short, only for whoever could have the card, six months long."""

import datetime
import uuid

import pytest

from loket.core.register.change import Paper
from loket.core.register.codes import Sex
from loket.core.register.recording import RecordingStatus
from loket.documents.blanks.stock import DEFAULT_THRESHOLD
from loket.documents.gathering.registration import lacks_for_card
from loket.documents.prints.records import Printed
from loket.documents.queries import prints_of_resident, substitutes_offered
from loket.documents.refusals import PaperIncomplete, ReprintNeedsReason, SubstituteNotOffered
from loket.documents.services import BlankKind, PrintJob, print_substitute, receive_blanks, spoil_blanks, valid_until
from tests.apps import factories
from tests.apps.documents.asking import saris
from tests.apps.documents.blank_stock import AT, KIA, KTP_EL, do, entry
from tests.apps.documents.reading import words_of
from tests.apps.register import people

READY = RecordingStatus.PRINT_READY_RECORD
ADULT = people.person("Sari Wulandari", Sex.FEMALE, "1986-03-03")
CHILD = people.person("Adi Salim", Sex.MALE, "2015-04-04")


def print_for(resident: uuid.UUID, kind: BlankKind = KTP_EL, number: str = "470/12/2026", reason: str = "") -> Printed:
    return print_substitute(
        kind,
        resident,
        PrintJob(reason=reason),
        number=number,
        officer=factories.budi(),
        key=uuid.uuid4(),
        at=AT,
    )


class TestValidity:
    @pytest.mark.parametrize(
        ("issued", "last"),
        [
            ("2026-11-16", "2027-05-16"),
            ("2026-08-31", "2027-02-28"),
            ("2027-08-31", "2028-02-29"),
            ("2026-06-30", "2026-12-30"),
        ],
    )
    def test_is_six_months_and_never_a_day_that_is_none(self, issued: str, last: str) -> None:
        assert valid_until(datetime.date.fromisoformat(issued)) == datetime.date.fromisoformat(last)


class TestEntitlement:
    def test_to_a_ktp_el_is_of_age_and_recorded(self) -> None:
        assert lacks_for_card(Paper.KTP_EL, ADULT, READY, factories.TODAY) == ()
        assert lacks_for_card(Paper.KTP_EL, ADULT, RecordingStatus.UNREGISTERED, factories.TODAY) == (
            "perekaman KTP-el Sari Wulandari yang siap cetak",
        )
        assert len(lacks_for_card(Paper.KTP_EL, CHILD, RecordingStatus.BELUM_WAJIB, factories.TODAY)) == 2

    def test_to_a_kia_is_a_childs(self) -> None:
        assert lacks_for_card(Paper.KIA, CHILD, RecordingStatus.BELUM_WAJIB, factories.TODAY) == ()
        assert lacks_for_card(Paper.KIA, ADULT, READY, factories.TODAY)


@pytest.mark.django_db
class TestTheLetter:
    def test_is_not_made_while_there_are_blanks(self) -> None:
        sari = saris().members[1]
        with pytest.raises(SubstituteNotOffered, match="masih cukup"):
            print_for(sari)
        do(receive_blanks, entry("A0001", f"A{DEFAULT_THRESHOLD + 1:04}"))
        with pytest.raises(SubstituteNotOffered):
            print_for(sari)
        assert substitutes_offered("bintan", ADULT, READY, AT) == ()
        assert prints_of_resident(sari) == ()

    def test_says_for_whom_why_and_until_when(self) -> None:
        sari = saris().members[1]
        do(receive_blanks, entry("A0001", "A0002"))
        words = words_of(print_for(sari).pdf)
        for said in ("Nomor: 470/12/2026", "SARI WULANDARI", "Blangko KTP-el sedang menipis", "tanggal 16 Mei 2027"):
            assert said in words, said
        do(spoil_blanks, entry("A0001", "A0002", reason="Basah"))
        assert "Blangko KTP-el sedang kosong" in words_of(print_for(sari, number="470/13/2026").pdf)

    def test_is_offered_for_the_card_that_is_short_alone(self) -> None:
        do(receive_blanks, entry("A0001", kind=KIA))
        assert substitutes_offered("bintan", ADULT, READY, AT) == ()
        assert [line.kind for line in substitutes_offered("bintan", CHILD, READY, AT)] == [KIA]
        assert substitutes_offered("pontianak", CHILD, READY, AT) == ()

    def test_for_someone_without_a_right_to_the_card_is_a_gap(self) -> None:
        do(receive_blanks, entry("A0001"))
        with pytest.raises(PaperIncomplete, match="usia 17 tahun"):
            print_for(saris().members[2])

    def test_is_a_draft_without_a_number_and_asks_why_it_is_printed_again(self) -> None:
        sari = saris().members[1]
        do(receive_blanks, entry("A0001"))
        assert print_for(sari, number="").draft
        assert not print_for(sari).draft
        with pytest.raises(ReprintNeedsReason):
            print_for(sari)
        assert print_for(sari, reason="hilang").copy_number == 2
