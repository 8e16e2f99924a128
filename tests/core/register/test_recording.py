"""The stations of a KTP-el record: which follows which, printing from PRR, and the holder's own presence."""

import itertools

import pytest

from loket.core.register.recording import (
    AT_CENTRE,
    CARDS,
    IN_PERSON,
    NEXT,
    HolderAbsent,
    NoSuchTransition,
    NotPrintReady,
    RecordingStatus,
    advance,
)

S = RecordingStatus
CHAIN = (
    S.UNREGISTERED,
    S.BIO_CAPTURED,
    S.PROCESSING,
    S.SENT_FOR_ENROLLMENT,
    S.RECEIVED_AT_CENTRAL,
    S.PRINT_READY_RECORD,
    S.SENT_FOR_CARD_PRINTING,
    S.CARD_PRINTED,
    S.CARD_SHIPPED,
    S.CARD_ISSUED,
)


class TestAdvance:
    def test_goes_the_whole_way(self) -> None:
        status = S.BELUM_WAJIB
        for to in CHAIN:
            status = advance(status, to, in_person=True)
        assert status is S.CARD_ISSUED

    @pytest.mark.parametrize("status", [s for s in S if s is not S.PRINT_READY_RECORD])
    def test_prints_only_from_prr(self, status: RecordingStatus) -> None:
        with pytest.raises(NotPrintReady, match=status):
            advance(status, S.SENT_FOR_CARD_PRINTING)

    @pytest.mark.parametrize("to", sorted(IN_PERSON))
    def test_needs_the_holder(self, to: RecordingStatus) -> None:
        for status in S:
            if to in NEXT[status]:
                with pytest.raises(HolderAbsent):
                    advance(status, to)

    def test_goes_nowhere_else(self) -> None:
        for status, to in itertools.product(S, S):
            if to in NEXT[status] or to is S.SENT_FOR_CARD_PRINTING:
                continue
            with pytest.raises(NoSuchTransition) as caught:
                advance(status, to, in_person=True)
            assert caught.value.hint == f"Pilih salah satu: {', '.join(sorted(NEXT[status]))}."

    @pytest.mark.parametrize("failure", [S.ENROLL_FAILURE_AT_CENTRAL, S.ENROLL_FAILURE_AT_REGIONAL])
    def test_records_anew_after_a_failure(self, failure: RecordingStatus) -> None:
        assert advance(failure, S.BIO_CAPTURED, in_person=True) is S.BIO_CAPTURED

    def test_keeps_a_double_from_the_printer(self) -> None:
        assert NEXT[S.DUPLICATE_RECORD] == {S.UNREGISTERED}

    def test_comes_from_every_station_to_a_card(self) -> None:
        reached = {S.CARD_ISSUED}
        for _ in S:
            reached |= {status for status in S if NEXT[status] & reached}
        assert reached == set(S)

    def test_knows_every_station(self) -> None:
        assert set(NEXT) == set(S)
        assert not AT_CENTRE & CARDS
