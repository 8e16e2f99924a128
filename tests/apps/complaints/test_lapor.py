"""Files of SP4N-LAPOR! and its numbers."""

import uuid

import pytest
from django.db import transaction
from django.utils import timezone

from loket.complaints import queries, services
from loket.complaints.records import Channel, Received, Said, Secrecy
from loket.complaints.refusals import FormOfAnother, KeepersOnly, LaporNumberTaken
from loket.core.problems import BadTerm
from tests.apps.complaints.complaining import ANSWER, TEXT, nisa, taken, told
from tests.apps.factories import budi, wati

pytestmark = pytest.mark.django_db


class TestLapor:
    FILE = (
        "nomor_lapor;diterima;isi;terlapor;sifat;nama;kontak\n"
        f"4711;2026-11-13 10:00;{TEXT};Wati;rahasia;Sari;0812\n"
        "4712;besok;Antrean panjang sekali pagi ini;;;;\n"
        "4713;2026-11-13;Buruk;;;;\n"
    ).encode()

    def test_comes_in_by_file_once_each_line_by_itself(self) -> None:
        lines = services.bring_in(nisa(), self.FILE)
        assert [(line.row, line.is_new, bool(line.problem)) for line in lines] == [
            (2, True, False),
            (3, False, True),
            (4, False, True),
        ]
        again = services.bring_in(nisa(), self.FILE)
        assert [line.is_new for line in again] == [False, False, False]
        (one,) = queries.entries(nisa())
        assert (one.lapor_number, one.channel, one.secrecy) == ("4711", Channel.LAPOR, Secrecy.CONFIDENTIAL)
        assert queries.entry(one.resi, wati()) is None

    def test_goes_back_by_file_with_state_and_answer(self) -> None:
        made = told()
        services.give_lapor_number(made.resi, " #99-A ", officer=nisa())
        taken()
        (row,) = queries.to_give_back(nisa())
        assert dict(zip(queries.GIVEN, row, strict=True))["jawaban"] == ANSWER
        assert row[0] == "99-A"

    def test_has_one_number_for_one_complaint(self) -> None:
        first, other = taken(), taken()
        services.give_lapor_number(first.resi, "1", officer=nisa())
        for resi, number in ((other.resi, "1"), (first.resi, "2")):
            with pytest.raises(LaporNumberTaken), transaction.atomic():
                services.give_lapor_number(resi, number, officer=nisa())
        with pytest.raises(BadTerm):
            services.give_lapor_number(other.resi, "satu dua!", officer=nisa())

    @pytest.mark.parametrize(
        "content", [b"a,b\n1,2\n", b"\xff\xfe\x00", b'nomor_lapor,diterima,isi\n"1'], ids=["heads", "bytes", "quote"]
    )
    def test_refuses_what_is_no_such_file(self, content: bytes) -> None:
        with pytest.raises(BadTerm) as caught:
            services.bring_in(nisa(), content)
        assert caught.value.problem.id == "lapor-file"

    def test_is_for_the_keepers(self) -> None:
        with pytest.raises(KeepersOnly):
            services.bring_in(budi(), self.FILE)


class TestKeys:
    """Whoever knows a number of LAPOR, or has seen a form, reaches no complaint that came in another way."""

    GUESSED = uuid.uuid5(uuid.UUID("6f1c6a1e-31c4-5d0c-9d0d-9a7e5b0f2c11"), "4711")
    """What the key of number 4711 was in an earlier version, whose source anybody may read."""

    def test_of_the_page_lead_to_nothing_that_came_by_file(self) -> None:
        services.bring_in(nisa(), TestLapor.FILE)
        (brought,) = queries.entries(nisa())
        assert services.take("bintan", Said(TEXT), key=self.GUESSED).resi != brought.resi

    def test_of_the_desk_lead_to_nothing_that_came_by_file(self) -> None:
        services.bring_in(nisa(), TestLapor.FILE)
        (brought,) = queries.entries(nisa())
        received = Received(Channel.LAPOR, timezone.now())
        assert services.enter(budi(), Said(TEXT), received, key=self.GUESSED).resi != brought.resi

    def test_of_the_page_take_no_complaint_away_from_the_file(self) -> None:
        services.take("bintan", Said(TEXT), key=self.GUESSED)
        (first, *_others) = services.bring_in(nisa(), TestLapor.FILE)
        assert (first.is_new, first.problem) == (True, None)
        assert [one.lapor_number for one in queries.entries(nisa())].count("4711") == 1

    def test_are_of_one_way_in_alone(self) -> None:
        key = uuid.uuid4()
        by_page = services.take("bintan", Said(TEXT), key=key)
        ways = (Channel.CALL, Channel.LETTER)
        entered = [services.enter(budi(), Said(TEXT), Received(one, timezone.now()), key=key) for one in ways]
        assert len({one.resi for one in (by_page, *entered)}) == 3

    def test_sent_again_with_another_number_of_lapor_are_refused(self) -> None:
        key, at = uuid.uuid4(), timezone.now()
        received = Received(Channel.LETTER, at, lapor_number="5")
        first = services.enter(budi(), Said(TEXT), received, key=key)
        assert services.enter(budi(), Said(TEXT), received, key=key).resi == first.resi
        with pytest.raises(FormOfAnother):
            services.enter(budi(), Said(TEXT), Received(Channel.LETTER, at, lapor_number="6"), key=key)
