"""KTP-el and KIA: what the forms ask for, and what the acts of a case do to the card."""

from dataclasses import replace

import pytest

from loket.core.entry.cards import card_events, kia_handed_over
from loket.core.register import Biodata, Documents, Slice
from loket.core.register.events import DocumentLost, KiaRequested, KtpElAdvanced, LifeEvent
from loket.core.register.recording import HolderAbsent, NoSuchTransition, NotPrintReady
from loket.core.register.recording import RecordingStatus as S
from tests.core.entry.filling import event, events, nik, wrong
from tests.core.register.people import (
    ADI,
    BABY,
    BUDI,
    LIA,
    RINA,
    TODAY,
    birth,
    day,
    decided,
    happen,
    neighbourhood,
    papers,
    refused,
    with_record,
)

POLICE = {"police_letter": "LP/12/2026", "police_date": "20-12-2026"}
TAKEN = (S.BIO_CAPTURED, S.PROCESSING, S.SENT_FOR_ENROLLMENT)
READY = (S.RECEIVED_AT_CENTRAL, S.PRINT_READY_RECORD)
PRINTED = (S.SENT_FOR_CARD_PRINTING, S.CARD_PRINTED)


def at(station: S, who: int = RINA) -> Slice:
    """The neighbourhood with someone's record at a station."""
    return with_record(neighbourhood(), who, documents=Documents(ktp_el=station))


class TestForms:
    def test_of_a_first_card_change_nothing(self) -> None:
        part = at(S.BELUM_WAJIB)
        assert events("ktp-baru", {"resident": nik(RINA)}, part) == ()

    def test_of_a_first_card_take_over_a_recording_made_elsewhere(self) -> None:
        part = at(S.BELUM_WAJIB)
        raw = {"resident": nik(RINA), "print_ready": "ya", "recorded_date": "01-12-2026"}
        after = happen(part, *events("ktp-baru", raw, part))
        assert after.residents[RINA].documents.ktp_el is S.PRINT_READY_RECORD
        assert events("ktp-baru", raw, at(S.PRINT_READY_RECORD)) == ()

    def test_of_a_replaced_card_change_nothing_but_the_card(self) -> None:
        assert events("ktp-ubah-data", {"resident": nik(BUDI), "change": "alamat"}) == ()

    @pytest.mark.parametrize(("kind", "who", "document"), [("ktp", BUDI, "ktp-el"), ("kia", ADI, "kia")])
    def test_of_a_lost_card_rest_on_the_police_letter(self, kind: str, who: int, document: str) -> None:
        found = event(f"{kind}-hilang", {"resident": nik(who), **POLICE})
        assert isinstance(found, DocumentLost)
        assert (found.document, found.police_letter) == (document, "LP/12/2026, 20-12-2026")
        assert decided(neighbourhood(), found).facts == ()

    @pytest.mark.parametrize(("kind", "who", "document"), [("ktp", BUDI, "ktp-el"), ("kia", ADI, "kia")])
    def test_of_a_damaged_card_need_no_letter(self, kind: str, who: int, document: str) -> None:
        found = event(f"{kind}-rusak", {"resident": nik(who)})
        assert (found.document, found.damaged, decided(neighbourhood(), found).facts) == (document, True, ())

    def test_of_a_card_for_another_place_leave_the_register_alone(self) -> None:
        raw = {"nik": "3273011502900001", "full_name": "Asep", "home": "32.73", "why": "rusak"}
        assert events("ktp-luar-domisili", raw | {"unchanged": "ya"}) == ()
        assert wrong("ktp-luar-domisili", raw) == ("ktp-data-changed", "unchanged")

    def test_of_a_first_kia_yield_it(self) -> None:
        found = event("kia-baru", {"resident": nik(LIA), "photo": "ya"})
        assert isinstance(found, KiaRequested)
        assert papers(decided(neighbourhood(), found)) == {("KIA", "+", (LIA,))}

    def test_of_a_small_childs_kia_ask_for_no_photo(self) -> None:
        part = with_record(neighbourhood(), LIA, biodata=_born(LIA, "2023-07-09"))
        assert len(events("kia-baru", {"resident": nik(LIA)}, part)) == 1

    def test_of_a_kia_renew_the_one_without_photo(self) -> None:
        part = with_record(neighbourhood(), ADI, documents=Documents(kia_until_date=day("2027-03-01")))
        assert len(events("kia-baru", {"resident": nik(ADI), "photo": "ya"}, part)) == 1
        ended = with_record(neighbourhood(), ADI, documents=Documents(kia_until_date=day("2017-03-01")))
        assert len(events("kia-baru", {"resident": nik(ADI), "photo": "ya"}, ended)) == 1

    def test_of_a_kia_leave_adults_to_the_register(self) -> None:
        assert refused(neighbourhood(), event("kia-baru", {"resident": nik(RINA), "photo": "ya"})) == ("kia-not-due",)

    @pytest.mark.parametrize(
        ("kind", "who", "problem"),
        [
            ("ktp-baru", LIA, ("ktp-too-young", "resident")),
            ("ktp-baru", BUDI, ("ktp-held", "resident")),
            ("kia-baru", ADI, ("kia-held", "resident")),
            ("kia-baru", LIA, ("kia-photo-missing", "photo")),
        ],
    )
    def test_are_wrong_for_who_has_no_right_to_a_card(self, kind: str, who: int, problem: tuple[str, str]) -> None:
        assert wrong(kind, {"resident": nik(who)}) == problem

    def test_are_wrong_for_a_replacement_without_a_card(self) -> None:
        raw = {"resident": nik(RINA), "change": "alamat"}
        assert wrong("ktp-ubah-data", raw, at(S.BELUM_WAJIB)) == ("ktp-not-held", "resident")

    def test_are_wrong_for_a_recording_yet_to_come(self) -> None:
        raw = {"resident": nik(RINA), "print_ready": "ya", "recorded_date": "22-12-2026"}
        assert wrong("ktp-baru", raw, at(S.BELUM_WAJIB)) == ("ktp-recorded-later", "recorded_date")


def _born(who: int, date: str) -> Biodata:
    return replace(neighbourhood().residents[who].biodata, birth_date=day(date))


def moved(part: Slice, kind: str, *acts: str, there: bool = False, who: int = RINA) -> tuple[LifeEvent, ...]:
    return card_events(kind, acts, part.residents[who], TODAY, in_person=there)


def stations(part: Slice, kind: str, *acts: str, there: bool = False) -> tuple[S, ...]:
    """Where the acts bring the card, each step of which the register allows."""
    found = moved(part, kind, *acts, there=there)
    happen(part, *found)
    return tuple(e.to for e in found if isinstance(e, KtpElAdvanced))


class TestKtpEl:
    def test_goes_from_the_camera_to_the_hand(self) -> None:
        part, seen = at(S.BELUM_WAJIB), []
        for acts in (("visit", "record_biometrics"), ("await_external",), ("print",), ("activate", "register")):
            found = moved(part, "ktp-baru", *acts, there=True)
            seen += [e.to for e in found if isinstance(e, KtpElAdvanced)]
            part = happen(part, *found)
        assert tuple(seen) == (*TAKEN, *READY, *PRINTED, S.CARD_ISSUED)
        assert moved(part, "ktp-baru", "hand_over") == ()

    def test_passes_several_acts_of_one_step_in_their_order(self) -> None:
        found = stations(at(S.SENT_FOR_ENROLLMENT), "ktp-baru", "activate", "print", "await_external", there=True)
        assert found == (*READY, *PRINTED, S.CARD_ISSUED)

    @pytest.mark.parametrize(
        ("station", "act", "passed"),
        [
            (S.UNREGISTERED, "record_biometrics", TAKEN),
            (S.PROCESSING, "record_biometrics", TAKEN[2:]),
            (S.SENT_FOR_ENROLLMENT, "record_biometrics", ()),
            (S.PRINT_READY_RECORD, "record_biometrics", ()),
            (S.CARD_ISSUED, "record_biometrics", ()),
            (S.ENROLL_FAILURE_AT_CENTRAL, "record_biometrics", TAKEN),
            (S.DUPLICATE_RECORD, "record_biometrics", (S.UNREGISTERED, *TAKEN)),
            (S.RECEIVED_AT_CENTRAL, "await_external", READY[1:]),
            (S.SEARCH_FAILURE_AT_CENTRAL, "await_external", READY),
            (S.ADJUDICATE_IN_PROCESS, "await_external", READY[1:]),
            (S.PRINT_READY_RECORD, "await_external", ()),
            (S.CARD_ISSUED, "await_external", ()),
            (S.PRINT_READY_RECORD, "print", PRINTED),
            (S.SENT_FOR_CARD_PRINTING, "print", PRINTED[1:]),
            (S.CARD_PRINTED, "print", ()),
            (S.CARD_SHIPPED, "print", ()),
            (S.CARD_ISSUED, "print", ()),
            (S.CARD_SHIPPED, "activate", (S.CARD_ISSUED,)),
            (S.CARD_PRINTED, "hand_over", (S.CARD_ISSUED,)),
            (S.CARD_ISSUED, "activate", ()),
        ],
    )
    def test_passes_only_stations_still_missing(self, station: S, act: str, passed: tuple[S, ...]) -> None:
        assert stations(at(station), "ktp-baru", act, there=True) == passed

    @pytest.mark.parametrize("kind", ["ktp-hilang", "ktp-rusak", "ktp-ubah-data"])
    def test_in_the_place_of_another_begins_at_prr(self, kind: str) -> None:
        part = at(S.CARD_ISSUED)
        found = moved(part, kind, "print")
        first, *_ = found
        taken = set() if kind == "ktp-hilang" else {("KTP-el", "-", (RINA,))}
        assert papers(decided(part, first)) == taken
        assert stations(part, kind, "print") == (S.PRINT_READY_RECORD, *PRINTED)
        assert moved(happen(part, *found), kind, "print") == ()

    def test_is_printed_from_prr_alone(self) -> None:
        (first, *_) = moved(at(S.SENT_FOR_ENROLLMENT), "ktp-baru", "print")
        with pytest.raises(NotPrintReady):
            decided(at(S.SENT_FOR_ENROLLMENT), first)

    @pytest.mark.parametrize(("station", "act"), [(S.UNREGISTERED, "record_biometrics"), (S.CARD_PRINTED, "activate")])
    def test_needs_its_holder(self, station: S, act: str) -> None:
        (first, *_) = moved(at(station), "ktp-baru", act)
        with pytest.raises(HolderAbsent):
            decided(at(station), first)

    def test_is_not_activated_before_it_is_printed(self) -> None:
        (first,) = moved(at(S.PRINT_READY_RECORD), "ktp-baru", "activate", there=True)
        with pytest.raises(NoSuchTransition):
            decided(at(S.PRINT_READY_RECORD), first)

    def test_of_another_office_or_another_kind_stays_where_it_is(self) -> None:
        for kind in ("ktp-luar-domisili", "kelahiran"):
            assert moved(at(S.PRINT_READY_RECORD), kind, "print") == ()


class TestKia:
    def test_that_came_with_a_birth_is_held_once_it_is_handed_over(self) -> None:
        part = happen(neighbourhood(), birth())
        children = [part.residents[i] for i in (BABY, ADI, RINA)]
        (found,) = kia_handed_over(children, TODAY)
        assert happen(part, found).residents[BABY].documents.kia_until_date == day("2031-12-01")

    def test_is_held_once_it_is_handed_over(self) -> None:
        part = neighbourhood()
        assert moved(part, "kia-baru", "print", who=LIA) == ()
        after = happen(part, *moved(part, "kia-baru", "hand_over", who=LIA))
        assert after.residents[LIA].documents.kia_until_date == day("2035-07-09")

    def test_printed_again_runs_as_long_as_before(self) -> None:
        assert moved(neighbourhood(), "kia-hilang", "hand_over", who=ADI) == ()

    def test_is_no_longer_handed_to_an_adult(self) -> None:
        assert moved(neighbourhood(), "kia-baru", "hand_over", who=RINA) == ()
