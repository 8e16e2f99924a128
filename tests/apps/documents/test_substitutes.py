"""The substitute letter: only while blanks are short, only for whoever could have the card, six months long."""

import datetime
import uuid
from dataclasses import replace

import pytest

from loket.core.register import Biodata, Documents, Record
from loket.core.register.change import Paper
from loket.core.register.codes import ResidentStatus, Sex
from loket.core.register.events import Death
from loket.core.register.recording import RecordingStatus
from loket.documents.blanks.stock import DEFAULT_THRESHOLD
from loket.documents.gathering.registration import lacks_for_card
from loket.documents.prints.records import Printed
from loket.documents.queries import Cause, needs_cause, prints_of_resident, substitutes_offered
from loket.documents.refusals import (
    PaperIncomplete,
    PrintKeyReused,
    ReprintNeedsReason,
    SubstituteNeedsCause,
    SubstituteNotOffered,
)
from loket.documents.services import BlankKind, PrintJob, print_substitute, receive_blanks, spoil_blanks, valid_until
from loket.register import services as register_services
from tests.apps import factories
from tests.apps.documents.asking import saris
from tests.apps.documents.blank_stock import AT, KIA, KTP_EL, do, entry
from tests.apps.documents.reading import words_of
from tests.apps.documents.test_prints import print_kk
from tests.apps.register import people


def of(biodata: Biodata, recorded: RecordingStatus = RecordingStatus.PRINT_READY_RECORD) -> Record:
    return Record(from_date=factories.TODAY, biodata=biodata, documents=Documents(ktp_el=recorded))


ADULT = of(people.person("Sari Wulandari", Sex.FEMALE, "1986-03-03"))
CHILD = of(people.person("Adi Salim", Sex.MALE, "2015-04-04"), RecordingStatus.BELUM_WAJIB)


def print_for(
    resident: uuid.UUID,
    kind: BlankKind = KTP_EL,
    number: str = "470/12/2026",
    reason: str = "",
    key: uuid.UUID | None = None,
    cause: Cause | None = Cause.LOST,
    at: datetime.datetime = AT,
) -> Printed:
    return print_substitute(
        kind,
        resident,
        PrintJob(reason=reason),
        number=number,
        cause=cause,
        officer=factories.budi(),
        key=key or uuid.uuid4(),
        at=at,
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
        assert lacks_for_card(Paper.KTP_EL, ADULT, factories.TODAY) == ()
        unrecorded = of(ADULT.biodata, RecordingStatus.UNREGISTERED)
        assert lacks_for_card(Paper.KTP_EL, unrecorded, factories.TODAY) == (
            "perekaman KTP-el Sari Wulandari yang siap cetak",
        )
        assert len(lacks_for_card(Paper.KTP_EL, CHILD, factories.TODAY)) == 2

    def test_to_a_kia_is_a_childs(self) -> None:
        assert lacks_for_card(Paper.KIA, CHILD, factories.TODAY) == ()
        assert lacks_for_card(Paper.KIA, ADULT, factories.TODAY)

    @pytest.mark.parametrize("status", [one for one in ResidentStatus if one is not ResidentStatus.ACTIVE])
    def test_is_of_those_alone_who_live_here(self, status: ResidentStatus) -> None:
        for paper, holder in ((Paper.KTP_EL, ADULT), (Paper.KIA, CHILD)):
            name = holder.biodata.full_name
            assert lacks_for_card(paper, replace(holder, status=status), factories.TODAY) == (
                f"status aktif {name} di register (kini {status.value})",
            )


@pytest.mark.django_db
class TestTheLetter:
    def test_is_not_made_while_there_are_blanks(self) -> None:
        sari = saris().members[1]
        with pytest.raises(SubstituteNotOffered, match="masih cukup"):
            print_for(sari)
        do(receive_blanks, entry("A0001", f"A{DEFAULT_THRESHOLD + 1:04}"))
        with pytest.raises(SubstituteNotOffered):
            print_for(sari)
        assert substitutes_offered("bintan", ADULT, AT) == ()
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
        assert substitutes_offered("bintan", ADULT, AT) == ()
        assert [line.kind for line in substitutes_offered("bintan", CHILD, AT)] == [KIA]
        assert substitutes_offered("pontianak", CHILD, AT) == ()

    def test_for_someone_without_a_right_to_the_card_is_a_gap(self) -> None:
        do(receive_blanks, entry("A0001"))
        with pytest.raises(PaperIncomplete, match="usia 17 tahun"):
            print_for(saris().members[2])

    def test_for_the_dead_is_a_gap(self) -> None:
        sari = saris().members[1]
        do(receive_blanks, entry("A0001"))
        people.record(Death(date=factories.TODAY, resident_id=sari))
        with pytest.raises(PaperIncomplete, match="status aktif Sari Wulandari di register \\(kini meninggal\\)"):
            print_for(sari)
        assert prints_of_resident(sari) == ()

    def test_is_a_draft_without_a_number_and_asks_why_it_is_printed_again(self) -> None:
        sari = saris().members[1]
        do(receive_blanks, entry("A0001"))
        assert print_for(sari, number="").draft
        assert not print_for(sari).draft
        with pytest.raises(ReprintNeedsReason):
            print_for(sari)
        assert print_for(sari, reason="hilang").copy_number == 2


@pytest.mark.django_db
class TestACardThatWasHandedOver:
    def test_is_replaced_only_for_a_cause_that_the_letter_says(self) -> None:
        sari = saris().members[1]
        do(receive_blanks, entry("A0001"))
        with pytest.raises(SubstituteNeedsCause, match="KTP-el orang ini sudah diserahkan"):
            print_for(sari, cause=None)
        assert prints_of_resident(sari) == ()
        assert "Alasan penggantian: perubahan data." in words_of(print_for(sari, cause=Cause.CHANGED).pdf)

    def test_is_no_other_letter_for_another_cause(self) -> None:
        sari, key = saris().members[1], uuid.uuid4()
        do(receive_blanks, entry("A0001"))
        print_for(sari, key=key, cause=Cause.LOST)
        with pytest.raises(PrintKeyReused):
            print_for(sari, key=key, cause=Cause.DAMAGED)

    def test_is_what_the_register_says_of_it(self) -> None:
        issued = of(ADULT.biodata, RecordingStatus.CARD_ISSUED)
        assert needs_cause(KTP_EL, issued, factories.TODAY)
        assert not needs_cause(KTP_EL, ADULT, factories.TODAY)
        assert not needs_cause(KIA, CHILD, factories.TODAY)
        assert not needs_cause(BlankKind.SECURITY, issued, factories.TODAY)
        with_kia = replace(CHILD, documents=Documents(kia_until_date=factories.TODAY))
        assert needs_cause(KIA, with_kia, factories.TODAY)
        assert not needs_cause(KIA, with_kia, factories.TODAY + datetime.timedelta(days=1))


@pytest.mark.django_db
class TestTheSameKey:
    def test_is_the_same_letter_once_there_are_blanks_again(self) -> None:
        sari, key = saris().members[1], uuid.uuid4()
        do(receive_blanks, entry("A0001", "A0002"))
        first = print_for(sari, key=key)
        do(receive_blanks, entry("A0003", f"A{DEFAULT_THRESHOLD + 3:04}"))
        again = print_for(sari, key=key)
        assert (again.print_id, again.pdf, again.replayed) == (first.print_id, first.pdf, True)
        with pytest.raises(SubstituteNotOffered):
            print_for(sari)

    def test_is_the_same_letter_when_the_last_blank_is_gone_and_on_another_day(self) -> None:
        sari, key = saris().members[1], uuid.uuid4()
        do(receive_blanks, entry("A0001", "A0002"))
        first = print_for(sari, key=key)
        do(spoil_blanks, entry("A0001", "A0002", reason="Basah"))
        assert print_for(sari, key=key).pdf == first.pdf
        assert print_for(sari, key=key, at=AT + datetime.timedelta(days=1)).pdf == first.pdf
        assert len(prints_of_resident(sari)) == 1

    def test_is_no_other_letter_and_no_other_paper(self) -> None:
        home, key, of_kk = saris(), uuid.uuid4(), uuid.uuid4()
        register_services.load_regions()
        do(receive_blanks, entry("A0001"))
        do(receive_blanks, entry("K0001", kind=KIA))
        print_for(home.members[1], key=key)
        print_kk(home, of_kk)
        told: tuple[tuple[uuid.UUID, BlankKind, str, uuid.UUID], ...] = (
            (home.members[0], KTP_EL, "470/12/2026", key),
            (home.members[1], KIA, "470/12/2026", key),
            (home.members[1], KTP_EL, "470/13/2026", key),
            (home.members[1], KTP_EL, "470/12/2026", of_kk),
        )
        for resident, kind, number, used in told:
            with pytest.raises(PrintKeyReused):
                print_for(resident, kind, number, key=used)
