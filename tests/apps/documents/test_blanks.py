"""The ledger of blanks: where each one is, what is left, and that none is used twice."""

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.register.change import Paper
from loket.documents import queries
from loket.documents.blanks.ledger import BlankAct, Move, Whereabouts, require_movable, standings
from loket.documents.refusals import (
    BlankCountUnexplained,
    BlankMovementRefused,
    BlankNotAvailable,
    BlankRangeRefused,
    PaperIncomplete,
    PrintKeyReused,
    PrintRefused,
    SerialMalformed,
    SerialMissing,
    SpoiledNeedsReason,
)
from loket.documents.services import (
    CardPrint,
    OfficePaper,
    Outcome,
    PaperRequest,
    PrintJob,
    Serials,
    count_blanks,
    destroy_blanks,
    gather,
    give_back_blanks,
    issue_blanks,
    lend_blanks,
    print_paper,
    receive_blanks,
    record_card,
    return_blanks,
    say_outcome,
    set_blank_threshold,
    spoil_blanks,
)
from tests.apps import factories
from tests.apps.documents.asking import saris
from tests.apps.documents.blank_stock import AT, KIA, KTP_EL, do, entry, stock
from tests.apps.documents.reading import words_of


class TestSerials:
    @pytest.mark.parametrize(
        ("first", "last", "shown", "quantity"),
        [
            ("A0000001", "", "A0000001", 1),
            ("a 000.0001", "A-0000500", "A0000001–A0000500", 500),
            ("007", "010", "007–010", 4),
        ],
    )
    def test_are_read_as_typed(self, first: str, last: str, shown: str, quantity: int) -> None:
        serials = Serials.parse(first, last)
        assert (str(serials), serials.quantity) == (shown, quantity)

    @pytest.mark.parametrize("text", ["", "A", "12B", "A1B2", "٣٤", "1" * 16])
    def test_that_are_none_are_refused(self, text: str) -> None:
        with pytest.raises(SerialMalformed):
            Serials.parse(text)

    @pytest.mark.parametrize(
        ("first", "last", "why"),
        [
            ("A001", "B002", "bukan dari seri yang sama"),
            ("A001", "A0002", "bukan dari seri yang sama"),
            ("A002", "A001", "lebih kecil"),
            ("A00000", "A10000", "lebih dari 10.000 lembar"),
        ],
    )
    def test_of_no_range_are_refused(self, first: str, last: str, why: str) -> None:
        with pytest.raises(BlankRangeRefused, match=why):
            Serials.parse(first, last)

    def test_without_some_of_them(self) -> None:
        all_of_them = Serials.parse("A01", "A10")
        left = all_of_them.without([Serials.parse("A03", "A04"), Serials.parse("A10")])
        assert [str(part) for part in left] == ["A01–A02", "A05–A09"]
        assert all_of_them.without([Serials.parse("A00", "A99")]) == ()


class TestFold:
    def test_leaves_alone_what_a_movement_did_not_touch(self) -> None:
        moves = [Move(BlankAct.RECEIVE, 1, 9), Move(BlankAct.USE, 1, 2)]
        assert [one.where for one in standings(moves, 6, 8)] == [Whereabouts.STORE] * 3

    @given(
        st.lists(
            st.tuples(
                st.sampled_from([act for act in BlankAct if act is not BlankAct.COUNT]),
                st.integers(1, 6),
                st.integers(0, 3),
                st.sampled_from([None, 1, 2]),
            ),
            max_size=25,
        )
    )
    def test_every_blank_is_at_one_place_and_used_at_most_once(
        self, tried: list[tuple[BlankAct, int, int, int | None]]
    ) -> None:
        moves: list[Move] = []
        for act, first, more, holder in tried:
            move = Move(act, first, first + more, holder)
            serials = Serials("A", 3, move.first, move.last)
            try:
                require_movable("KIA", act, serials, standings(moves, move.first, move.last), holder)
            except BlankNotAvailable:
                continue
            moves.append(move)
        for number in range(1, 10):
            acts = [m.act for m in moves if m.first <= number <= m.last]
            assert acts.count(BlankAct.USE) <= 1
            assert acts.count(BlankAct.DESTROY) <= acts.count(BlankAct.SPOIL) <= 1
            where = standings(moves, number, number)[0].where
            assert (where is Whereabouts.UNKNOWN) == (not acts)
            if where is Whereabouts.USED:
                assert acts[-1] is BlankAct.USE


@pytest.mark.django_db
class TestLedger:
    def test_tells_what_is_left_and_where(self) -> None:
        do(receive_blanks, entry("A001", "A100"))
        do(issue_blanks, entry("A001", "A020"), to=factories.budi())
        do(give_back_blanks, entry("A011", "A020"))
        do(lend_blanks, entry("A091", "A100", counterpart="Disdukcapil Tanjungpinang"))
        do(return_blanks, entry("A096", "A100", counterpart="Disdukcapil Tanjungpinang"))
        do(spoil_blanks, entry("A050", reason="Sobek"))
        now = stock()
        assert (now.on_hand, now.with_officers, now.in_store) == (94, 10, 84)
        assert (now.lent, now.spoiled, now.used_today) == (5, 1, 0)
        do(destroy_blanks, entry("A050", counterpart="Wati, Rina"))
        assert stock().spoiled == 0
        assert stock().on_hand == 94

    def test_lists_movements_newest_first(self) -> None:
        first = do(receive_blanks, entry("A001", "A100"))
        second = do(issue_blanks, entry("A001"), to=factories.wati())
        lines = queries.blank_ledger("bintan", KTP_EL)
        assert [(line.id, line.serials) for line in lines] == [(second, "A001"), (first, "A001–A100")]
        assert lines[0].holder == factories.wati().person
        assert queries.blank_ledger("bintan", KTP_EL, before=second) == lines[1:]
        assert queries.blank_ledger("bintan", KIA) == ()

    def test_the_same_key_is_the_same_line(self) -> None:
        key = uuid.uuid4()
        line = do(receive_blanks, entry("A001", "A100"), key=key)
        assert do(receive_blanks, entry("A001", "A100"), key=key) == line
        for other in (entry("A101", "A200"), entry("B001", "B100"), entry("A0001", "A0100")):
            with pytest.raises(PrintKeyReused):
                do(receive_blanks, other, key=key)

    def test_a_key_of_a_count_is_of_no_movement(self) -> None:
        key = uuid.uuid4()
        count_blanks(KTP_EL, 0, officer=factories.budi(), key=key, at=AT)
        with pytest.raises(PrintKeyReused):
            do(receive_blanks, entry("A001", "A100"), key=key)

    @pytest.mark.parametrize(
        ("service", "serial", "state"),
        [
            (receive_blanks, "A001", "ada di gudang"),
            (give_back_blanks, "A001", "ada di gudang"),
            (return_blanks, "A001", "ada di gudang"),
            (destroy_blanks, "A001", "ada di gudang"),
            (lend_blanks, "B001", "belum pernah diterima"),
            (spoil_blanks, "B001", "belum pernah diterima"),
            (lend_blanks, "A010", "dipegang petugas lain"),
        ],
    )
    def test_refuses_what_a_blank_cannot_do(self, service: Any, serial: str, state: str) -> None:
        do(receive_blanks, entry("A001", "A010"))
        do(issue_blanks, entry("A010"), to=factories.wati())
        with pytest.raises(BlankNotAvailable, match=state):
            do(service, entry(serial))

    def test_is_of_one_office(self) -> None:
        do(receive_blanks, entry("A001", "A010"))
        with pytest.raises(BlankNotAvailable, match="belum pernah diterima"):
            do(lend_blanks, entry("A001"), officer=factories.dewi())
        do(receive_blanks, entry("A001", "A010"), officer=factories.dewi())

    def test_asks_for_whom_and_why(self) -> None:
        with pytest.raises(BlankMovementRefused, match="dari atau kepada siapa"):
            do(receive_blanks, entry("A001", counterpart=" "))
        with pytest.raises(SpoiledNeedsReason):
            do(spoil_blanks, entry("A001", reason=""))
        with pytest.raises(BlankMovementRefused, match="petugas yang menerima"):
            do(issue_blanks, entry("A001"), to=factories.dewi())
        with pytest.raises(PrintRefused):
            do(receive_blanks, entry("A001"), officer=factories.away(factories.budi()))

    def test_spoils_together_only_what_lay_together(self) -> None:
        do(receive_blanks, entry("A001", "A010"))
        do(issue_blanks, entry("A001", "A005"), to=factories.budi())
        with pytest.raises(BlankMovementRefused, match="satu tempat asal"):
            do(spoil_blanks, entry("A004", "A006", reason="Basah"))


@pytest.mark.django_db
class TestCount:
    def count(self, counted: int, **more: Any) -> int:
        given = {"officer": factories.budi(), "key": uuid.uuid4(), "at": AT, **more}
        return count_blanks(KTP_EL, counted, **given)

    def test_notes_a_difference_without_changing_the_balance(self) -> None:
        do(receive_blanks, entry("A001", "A010"))
        key = uuid.uuid4()
        assert self.count(10) == 0
        assert self.count(8, reason="Dua terselip", key=key) == -2
        assert self.count(8, reason="Dua terselip", key=key) == -2
        assert stock().on_hand == 10
        line = queries.blank_ledger("bintan", KTP_EL)[0]
        assert (line.act, line.difference, line.serials) == (BlankAct.COUNT, -2, "")
        with pytest.raises(PrintKeyReused):
            self.count(9, key=key)

    def test_asks_why_something_is_missing(self) -> None:
        do(receive_blanks, entry("A001", "A010"))
        with pytest.raises(BlankCountUnexplained, match=r"Hitungan 9, menurut buku 10: selisih 1\."):
            self.count(9)
        with pytest.raises(BlankMovementRefused, match="jumlah hasil hitungan"):
            self.count(-1)


@pytest.mark.django_db
class TestShortage:
    def test_offers_the_substitute_letter(self) -> None:
        assert not stock().offers_substitute
        do(receive_blanks, entry("A001", "A010"))
        assert stock().offers_substitute
        set_blank_threshold(KTP_EL, 9, officer=factories.hadi(), why="Kiriman tiap pekan", at=AT)
        assert not stock().is_low
        do(lend_blanks, entry("A001", counterpart="UPT Tambelan"))
        assert stock().offers_substitute
        assert stock().threshold == 9

    def test_is_decided_by_the_head_with_a_reason(self) -> None:
        with pytest.raises(PrintRefused):
            set_blank_threshold(KTP_EL, 9, officer=factories.budi(), why="x", at=AT)
        with pytest.raises(BlankMovementRefused):
            set_blank_threshold(KTP_EL, 9, officer=factories.hadi(), why=" ", at=AT)


@pytest.mark.django_db
class TestUse:
    def card(self, who: uuid.UUID, serial: str, **more: Any) -> int:
        card = CardPrint(who, serial, more.pop("resi", "7K2M94QXB3TD"), "Fargo", more.pop("reason", ""))
        given = {"officer": factories.budi(), "key": uuid.uuid4(), "at": AT, **more}
        return record_card(Paper.KTP_EL, card, **given)

    def test_binds_the_serial_to_the_print_and_lowers_the_stock(self) -> None:
        home = saris()
        do(receive_blanks, entry("A001", "A010"))
        do(issue_blanks, entry("A001", "A005"), to=factories.budi())
        number = self.card(home.members[0], "a 001")
        now = stock()
        assert (now.on_hand, now.with_officers, now.used_today, now.days_left) == (9, 4, 1, 270)
        assert queries.blank_ledger("bintan", KTP_EL)[0].print_id == number

    def test_of_a_serial_is_once(self) -> None:
        home = saris()
        do(receive_blanks, entry("A001", "A010"))
        self.card(home.members[0], "A001")
        with pytest.raises(BlankNotAvailable, match="sudah dipakai"):
            self.card(home.members[1], "A001")

    def test_of_what_another_officer_holds_is_refused(self) -> None:
        home = saris()
        do(receive_blanks, entry("A001", "A010"))
        do(issue_blanks, entry("A001"), to=factories.wati())
        with pytest.raises(BlankNotAvailable, match="dipegang petugas lain"):
            self.card(home.members[0], "A001")

    def test_needs_a_serial_once_the_office_keeps_a_ledger(self) -> None:
        home = saris()
        self.card(home.members[0], "")
        do(receive_blanks, entry("A001", "A010"))
        with pytest.raises(SerialMissing):
            self.card(home.members[1], "")

    def test_that_came_out_spoiled_waits_for_destruction(self) -> None:
        home = saris()
        do(receive_blanks, entry("A001", "A010"))
        number = self.card(home.members[0], "A001")
        say_outcome(number, Outcome.SPOILED, reason="Gagal cetak", officer=factories.budi(), at=AT)
        (line,) = queries.spoiled_blanks("bintan")
        assert (line.serials, line.reason, line.quantity) == ("A001", "Gagal cetak", 1)
        assert (stock().on_hand, stock().spoiled) == (9, 1)
        again = self.card(home.members[0], "A002")
        assert queries.print_by_id(again, factories.budi().office_id) is not None
        do(destroy_blanks, entry("A001", counterpart="Wati, Rina"))
        assert queries.spoiled_blanks("bintan") == ()


@pytest.mark.django_db
class TestDestruction:
    def request(self, **details: str) -> PaperRequest:
        return PaperRequest(
            paper=OfficePaper.PEMUSNAHAN, office_key="bintan", on=factories.TODAY, number="BA/3", details=details
        )

    def test_is_printed_with_every_spoiled_serial_and_witness(self) -> None:
        do(receive_blanks, entry("A001", "A010"))
        do(spoil_blanks, entry("A002", "A004", reason="Basah"))
        request = self.request(way="digunting", witnesses="Wati Rahayu; Rina Rahayu")
        job = PrintJob()
        printed = print_paper(request, job, officer=factories.budi(), key=uuid.uuid4(), at=AT)
        words = words_of(printed.pdf)
        assert "telah dimusnahkan 3 lembar blangko rusak dengan cara digunting" in words
        assert "1 KTP-el A002–A004 3 16-11-2026 Basah" in words
        assert "Saksi, Saksi," in words
        assert "Nomor: BA/3" in words
        assert not printed.draft

    def test_needs_spoiled_blanks_a_way_and_witnesses(self) -> None:
        with pytest.raises(PaperIncomplete) as refused:
            gather(self.request(), printed_at=AT)
        assert refused.value.data["missing"] == (
            "blangko rusak yang belum dimusnahkan",
            "cara pemusnahan",
            "saksi",
        )
