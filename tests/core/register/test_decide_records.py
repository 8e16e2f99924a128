"""NIKs, cards and annulled records: what each changes, and what refuses it."""

import pytest

from loket.core.register import Documents
from loket.core.register.codes import ResidentStatus
from loket.core.register.decide import apply
from loket.core.register.events import (
    KiaIssued,
    KtpElAdvanced,
    NikAssigned,
    RecordAnnulled,
)
from loket.core.register.placements import NewKk
from loket.core.register.recording import HolderAbsent, NotPrintReady, RecordingStatus
from tests.core.register.people import (
    ADI,
    BABY,
    BUDI,
    BUDIS,
    DEWI,
    HADI,
    HOME,
    LIA,
    NEWER,
    RINA,
    TODAY,
    WATI,
    WATIS,
    baby,
    birth,
    day,
    decided,
    happen,
    neighbourhood,
    nik_of,
    papers,
    refused,
    with_biodata,
    with_record,
)


class TestNikAssigned:
    def test_gives_the_number_once(self) -> None:
        nik = nik_of(BABY, baby())
        event = NikAssigned(date=day("2026-12-05"), resident_id=BABY, nik=nik)
        change = decided(happen(neighbourhood(), birth()), event)
        part = apply(happen(neighbourhood(), birth()), change)
        assert part.residents[BABY].nik == nik
        assert ("KK", "+", HOME) in papers(change)
        assert refused(part, event) == ("number-known",)

    def test_is_refused_for_a_number_someone_has(self) -> None:
        part = happen(neighbourhood(), birth())
        taken = part.residents[ADI].nik
        assert taken is not None
        event = NikAssigned(date=day("2026-12-05"), resident_id=BABY, nik=taken)
        assert refused(part, event, nik_fits_biodata="memang demikian") == ("unique-nik", "nik-fits-biodata")


class TestCards:
    def advance(self, number: int, to: RecordingStatus, *, there: bool = False) -> KtpElAdvanced:
        return KtpElAdvanced(date=TODAY, resident_id=number, to=to, in_person=there)

    def test_a_card_goes_through_all_stations_to_its_holder(self) -> None:
        part = with_biodata(neighbourhood(), ADI, birth_date=day("2009-12-21"))
        s = RecordingStatus
        stations = [s.BIO_CAPTURED, s.PROCESSING, s.SENT_FOR_ENROLLMENT, s.RECEIVED_AT_CENTRAL, s.PRINT_READY_RECORD]
        stations += [s.SENT_FOR_CARD_PRINTING, s.CARD_PRINTED, s.CARD_ISSUED]
        part = happen(part, *(self.advance(ADI, to, there=True) for to in stations))
        assert part.residents[ADI].documents.ktp_el is s.CARD_ISSUED
        assert part.residents[ADI].documents.kia_until_date is None

    def test_nobody_too_young_is_recorded(self) -> None:
        assert refused(neighbourhood(), self.advance(ADI, RecordingStatus.BIO_CAPTURED, there=True)) == (
            "ktp-el-holder",
        )

    def test_printing_waits_for_the_seventeenth_birthday(self) -> None:
        ready = Documents(ktp_el=RecordingStatus.PRINT_READY_RECORD)
        part = with_record(neighbourhood(), ADI, documents=ready)
        event = self.advance(ADI, RecordingStatus.SENT_FOR_CARD_PRINTING)
        sixteen = with_biodata(part, ADI, birth_date=day("2010-01-01"))
        assert refused(sixteen, event) == ("ktp-el-holder",)

    def test_the_record_has_refusals_of_its_own(self) -> None:
        part = neighbourhood()
        with pytest.raises(HolderAbsent):
            decided(part, self.advance(ADI, RecordingStatus.BIO_CAPTURED))
        with pytest.raises(NotPrintReady):
            decided(part, self.advance(BUDI, RecordingStatus.SENT_FOR_CARD_PRINTING))

    def test_a_kia_runs_to_the_fifth_or_seventeenth_birthday(self) -> None:
        part = happen(neighbourhood(), birth(), KiaIssued(date=TODAY, resident_id=BABY))
        assert part.residents[BABY].documents.kia_until_date == day("2031-12-01")
        part = happen(part, KiaIssued(date=TODAY, resident_id=LIA))
        assert part.residents[LIA].documents.kia_until_date == day("2035-07-09")

    def test_a_kia_is_not_for_adults(self) -> None:
        assert refused(neighbourhood(), KiaIssued(date=TODAY, resident_id=RINA)) == ("kia-not-due",)


class TestRecordAnnulled:
    def test_takes_a_double_off_the_kk_for_good(self) -> None:
        event = RecordAnnulled(date=TODAY, resident_id=DEWI, reason="tercatat dua kali")
        change = decided(neighbourhood(), event)
        part = apply(neighbourhood(), change)
        assert part.residents[DEWI].status is ResidentStatus.ANNULLED
        assert part.residents[HADI].biodata.spouse_ids == ()
        assert ("KTP-el", "-", (DEWI,)) in papers(change)

    def test_says_why_and_places_those_it_leaves_without_head(self) -> None:
        part = neighbourhood()
        assert refused(part, RecordAnnulled(date=TODAY, resident_id=DEWI, reason="")) == ("event-reason-missing",)
        head = RecordAnnulled(date=TODAY, resident_id=WATI, reason="tercatat dua kali")
        assert refused(part, head) == ("stayers-need-a-head",)
        placed = RecordAnnulled(
            date=TODAY, resident_id=WATI, reason="tercatat dua kali", placements=(NewKk(NEWER, RINA),)
        )
        assert happen(part, placed).families[NEWER].follows == WATIS

    def test_of_someone_without_a_kk_changes_the_status_alone(self) -> None:
        part = neighbourhood()
        alone = part.of(part.residents.values(), part.families.values(), part.memberships[:5] + part.memberships[6:])
        closed = alone.of(
            alone.residents.values(), (f for f in alone.families.values() if f.id != BUDIS), alone.memberships
        )
        event = RecordAnnulled(date=TODAY, resident_id=BUDI, reason="tercatat dua kali")
        assert len(decided(closed, event).facts) == 1
