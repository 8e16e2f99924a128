"""Prints on record: copies, reasons, outcomes, and the same answer to the same key."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from loket.core.register.change import Paper
from loket.core.register.codes import Sex, Shdk
from loket.core.register.events import CorrectBiodata
from loket.documents import models, queries
from loket.documents.prints import printing
from loket.documents.refusals import (
    NoSuchPrint,
    OutcomeSaid,
    PaperChangedSince,
    PaperIncomplete,
    PrinterBusy,
    PrintKeyReused,
    PrintRefused,
    ReprintNeedsReason,
    SerialMissing,
    SpoiledNeedsReason,
)
from loket.documents.services import (
    BlankEntry,
    BlankKind,
    CardPrint,
    Outcome,
    PaperRequest,
    Printed,
    PrintJob,
    Serials,
    Signer,
    kk_draft_pdf,
    kk_draft_pictures,
    print_paper,
    receive_blanks,
    record_card,
    say_outcome,
)
from loket.documents.services import gather as documents_gather
from loket.documents.typesetting import template_version
from loket.register import queries as register
from loket.register import services as register_services
from loket.storage.writing import run
from tests.apps import factories
from tests.apps.conftest import OwnDatabase
from tests.apps.documents.asking import HOUSE, birth, child_of, saris
from tests.apps.documents.reading import words_of
from tests.apps.register import people

SIGNER = Signer(title="Kepala Dinas", name="Hadi Purnomo")


@pytest.fixture
def regions(db: None) -> None:
    register_services.load_regions()


def kk_request(home: people.Home) -> PaperRequest:
    return PaperRequest(paper=Paper.KK, office_key="bintan", on=factories.TODAY, family_id=home.id, signer=SIGNER)


def print_kk(home: people.Home, key: uuid.UUID | None = None, **job: Any) -> Printed:
    given = {"resi": "7K2M94QXB3TD", "printer": "Loket 1", **job}
    return print_paper(
        kk_request(home), PrintJob(**given), officer=factories.budi(), key=key or uuid.uuid4(), at=factories.MONDAY
    )


@pytest.mark.usefixtures("regions")
class TestPrinting:
    def test_leaves_a_row_with_all_that_tells_the_paper(self) -> None:
        home = saris()
        printed = print_kk(home)
        (row,) = queries.prints_of("7K2M94QXB3TD")
        assert row.id == printed.print_id
        assert (row.paper, row.number, row.copy_number) == ("KK", home.kk_number.digits, 1)
        assert row.template == template_version("kk")
        assert row.printer == "Loket 1"
        assert "Petugas Front Office" in row.acted_as
        assert row.outcome is None
        assert not row.draft
        assert queries.prints_of_family(home.id) == (row,)
        assert queries.print_by_id(row.id, row.office_id) == row

    def test_can_be_asked_for_again_as_it_was(self) -> None:
        home = saris()
        request = replace(kk_request(home), details={"b": "2", "a": "1"}, life_event_id=uuid.uuid4())
        whole = replace(request, resident_ids=home.members)
        for asked in (request, whole, replace(request, signer=None, family_id=home.id, life_event_id=None)):
            job = PrintJob(resi="7K2M94QXB3TD", reason="uji")
            printed = print_paper(asked, job, officer=factories.budi(), key=uuid.uuid4(), at=factories.MONDAY)
            assert queries.request_of(printed.print_id, factories.budi()) == asked
            assert queries.request_of(printed.print_id, factories.dewi()) is None

    def test_again_with_the_same_key_is_the_same_print(self) -> None:
        home, key = saris(), uuid.uuid4()
        first, second = print_kk(home, key), print_kk(home, key)
        assert (second.pdf, second.print_id, second.copy_number) == (first.pdf, first.print_id, 1)
        assert (first.replayed, second.replayed) == (False, True)
        assert models.Print.objects.count() == 1

    def test_of_another_paper_with_the_same_key_is_refused(self) -> None:
        home, key = saris(), uuid.uuid4()
        print_kk(home, key)
        other = replace(kk_request(home), number="x")
        with pytest.raises(PrintKeyReused):
            print_paper(other, PrintJob(), officer=factories.budi(), key=key, at=factories.MONDAY)

    def test_again_after_a_correction_is_no_longer_the_same(self) -> None:
        home, key = saris(), uuid.uuid4()
        print_kk(home, key)
        people.record(
            CorrectBiodata(
                date=factories.TODAY,
                resident_id=home.members[2],
                changes={"full_name": "Adi Salim Putra"},
                papers={"full_name": "Penetapan pengadilan 7/2026"},
            )
        )
        with pytest.raises(PaperChangedSince, match="Data KK berubah"):
            print_kk(home, key)

    def test_of_a_paper_with_gaps_leaves_nothing(self) -> None:
        request = replace(kk_request(saris()), family_id=None)
        with pytest.raises(PaperIncomplete):
            print_paper(request, PrintJob(), officer=factories.budi(), key=uuid.uuid4(), at=factories.MONDAY)
        assert not models.Print.objects.exists()

    def test_is_for_officers_of_the_office_alone(self) -> None:
        request = kk_request(saris())
        for stranger in (factories.dewi(), factories.away(factories.budi())):
            with pytest.raises(PrintRefused):
                print_paper(request, PrintJob(), officer=stranger, key=uuid.uuid4(), at=factories.MONDAY)


@pytest.mark.usefixtures("regions")
class TestCopies:
    def test_a_second_needs_a_reason_and_replaces_the_first(self) -> None:
        home = saris()
        first = print_kk(home)
        with pytest.raises(ReprintNeedsReason, match="sudah pernah dicetak \\(1 kali\\)"):
            print_kk(home)
        second = print_kk(home, reason="Hilang di jalan")
        rows = queries.prints_of("7K2M94QXB3TD")
        assert [row.copy_number for row in rows] == [1, 2]
        assert (rows[0].replaced_by, rows[1].replaces) == (second.print_id, first.print_id)
        assert "Salinan cetak ke-2" in words_of(second.pdf)
        assert "Salinan cetak" not in words_of(first.pdf)

    def test_after_a_spoiled_one_take_its_cause_as_reason(self) -> None:
        home = saris()
        first = print_kk(home)
        say_outcome(first.print_id, Outcome.SPOILED, reason="Tinta luntur", officer=factories.budi())
        print_kk(home)
        assert queries.prints_of("7K2M94QXB3TD")[1].reason == "Tinta luntur"

    def test_for_another_application_count_anew(self) -> None:
        home = saris()
        print_kk(home)
        assert print_kk(home, resi="7K2M94QXB3TE").copy_number == 1

    def test_of_drafts_need_no_reason(self) -> None:
        home = people.live((people.person("Joko", Sex.MALE, "1990-01-01"), Shdk.HEAD), number=9001, address=HOUSE)
        assert [print_kk(home).draft, print_kk(home).copy_number] == [True, 2]

    def test_are_each_made_once_on_the_database_too(self) -> None:
        row = models.Print.objects.get(pk=print_kk(saris()).print_id)
        row.pk, row.key = None, uuid.uuid4()
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.usefixtures("regions")
class TestOutcome:
    def say(self, print_id: int, outcome: Outcome, reason: str = "") -> None:
        say_outcome(print_id, outcome, reason=reason, officer=factories.budi(), at=factories.MONDAY)

    def test_is_told_with_the_print(self) -> None:
        printed = print_kk(saris())
        self.say(printed.print_id, Outcome.UNKNOWN)
        assert queries.prints_of("7K2M94QXB3TD")[0].outcome is Outcome.UNKNOWN
        self.say(printed.print_id, Outcome.GOOD)
        self.say(printed.print_id, Outcome.GOOD)
        assert queries.prints_of("7K2M94QXB3TD")[0].outcome is Outcome.GOOD
        assert models.PrintOutcome.objects.count() == 2

    def test_is_not_changed_later(self) -> None:
        printed = print_kk(saris())
        self.say(printed.print_id, Outcome.GOOD)
        with pytest.raises(OutcomeSaid, match="baik"):
            self.say(printed.print_id, Outcome.SPOILED, "sobek")

    def test_spoiled_needs_its_cause(self) -> None:
        with pytest.raises(SpoiledNeedsReason):
            self.say(print_kk(saris()).print_id, Outcome.SPOILED)

    def test_of_another_office_is_unknown(self) -> None:
        printed = print_kk(saris())
        with pytest.raises(NoSuchPrint):
            say_outcome(printed.print_id, Outcome.GOOD, officer=factories.dewi(), at=factories.MONDAY)
        assert queries.print_by_id(printed.print_id, factories.dewi().office_id) is None


@pytest.mark.usefixtures("regions")
class TestCards:
    def test_of_the_centre_are_on_record_without_a_template(self) -> None:
        home, key = saris(), uuid.uuid4()
        card = CardPrint(home.members[0], "A0000001", "7K2M94QXB3TD", "Fargo")
        number = record_card(Paper.KTP_EL, card, officer=factories.budi(), key=key, at=factories.MONDAY)
        assert record_card(Paper.KTP_EL, card, officer=factories.budi(), key=key, at=factories.MONDAY) == number
        (row,) = queries.prints_of_resident(home.members[0])
        assert (row.paper, row.blank_kind, row.template) == ("KTP-el", "KTP-el", "")
        assert queries.request_of(number, factories.budi()) is None
        others = ((Paper.KTP_EL, replace(card, serial="A0000002")), (Paper.KTP_EL, replace(card, resi="")))
        for paper, other in (*others, (Paper.KIA, card)):
            with pytest.raises(PrintKeyReused):
                record_card(paper, other, officer=factories.budi(), key=key, at=factories.MONDAY)

    def test_sent_twice_with_a_blank_after_the_serial_are_one(self) -> None:
        card, key = CardPrint(saris().members[0], " A0000001 "), uuid.uuid4()
        number = record_card(Paper.KTP_EL, card, officer=factories.budi(), key=key, at=factories.MONDAY)
        assert record_card(Paper.KTP_EL, card, officer=factories.budi(), key=key, at=factories.MONDAY) == number


@pytest.mark.usefixtures("regions")
class TestDrafts:
    def test_of_a_kk_before_anything_is_recorded_write_nothing(self) -> None:
        home = saris()
        kk = register.family(home.id, factories.TODAY)
        assert kk is not None
        pdf = kk_draft_pdf(kk_request(home), kk, at=factories.MONDAY)
        assert "KONSEP – belum berlaku: perubahan belum dicatat" in words_of(pdf)
        assert len(kk_draft_pictures(kk_request(home), kk, at=factories.MONDAY, ppi=40)) == 1
        assert not models.Print.objects.exists()


@pytest.mark.usefixtures("regions")
class TestTheDatabase:
    @pytest.mark.parametrize(
        "table",
        [
            models.Print,
            models.PrintSubject,
            models.PrintOutcome,
            models.BlankMovement,
            models.BlankThreshold,
        ],
    )
    def test_refuses_to_change_or_remove_any_of_it(self, table: Any) -> None:
        say_outcome(print_kk(saris()).print_id, Outcome.GOOD, officer=factories.budi())
        with connection.cursor() as cursor:
            name = table._meta.db_table
            cursor.execute(f"SELECT COUNT(*) FROM {name}")
            if not cursor.fetchone()[0]:
                fill(table)
        for act in (f"UPDATE {name} SET id = id", f"DELETE FROM {name}"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(act)


def fill(table: Any) -> None:
    """A row of a table that printing alone leaves empty."""
    common = {
        "office_id": factories.budi().office_id,
        "kind": "KIA",
        "person": 1,
        "acted_as": "x",
        "at": factories.MONDAY,
    }
    if table is models.BlankMovement:
        table.objects.create(key=uuid.uuid4(), act="hitung", width=0, quantity=1, **common)
    else:
        table.objects.create(at_least=1, why="uji", **common)


@pytest.mark.usefixtures("regions")
class TestKia:
    def request(self) -> PaperRequest:
        home = saris()
        people.record(birth()(home))
        return PaperRequest(
            paper=Paper.KIA,
            office_key="bintan",
            on=factories.TODAY,
            resident_ids=(child_of(home),),
            signer=SIGNER,
        )

    def print(self, request: PaperRequest, serial: str, key: uuid.UUID | None = None) -> Printed:
        job = PrintJob(serial=serial)
        return print_paper(request, job, officer=factories.budi(), key=key or uuid.uuid4(), at=factories.MONDAY)

    def test_takes_the_blank_it_is_printed_on(self) -> None:
        request = self.request()
        kept = BlankEntry(kind=BlankKind.KIA, serials=Serials.parse("K001", "K010"), counterpart="Percetakan")
        receive_blanks(kept, officer=factories.budi(), key=uuid.uuid4(), at=factories.MONDAY)
        with pytest.raises(SerialMissing):
            self.print(request, "")
        assert not models.Print.objects.exists()
        printed = self.print(request, "K003")
        assert queries.blank_ledger("bintan", BlankKind.KIA)[0].print_id == printed.print_id
        (row,) = queries.prints_of_resident(request.resident_ids[0])
        assert (row.serial, row.blank_kind) == ("K003", "KIA")

    def test_with_the_same_key_on_another_blank_is_refused(self) -> None:
        request, key = self.request(), uuid.uuid4()
        self.print(request, "K003", key)
        assert self.print(request, "K003 ", key).replayed
        with pytest.raises(PrintKeyReused):
            self.print(request, "K004", key)

    def test_is_printed_without_a_serial_where_no_ledger_is_kept(self) -> None:
        assert self.print(self.request(), "").copy_number == 1


class TestManyAtOnce:
    @pytest.fixture
    def home(self, own_database: OwnDatabase) -> people.Home:
        register_services.load_regions()
        return saris()

    def test_get_each_a_copy_number_of_their_own(self, home: people.Home) -> None:
        print_kk(home)

        def again(number: int) -> int:
            try:
                return print_kk(home, reason=f"Cetak {number}").copy_number
            finally:
                connections.close_all()

        with ThreadPoolExecutor(3) as threads:
            assert sorted(threads.map(again, range(3))) == [2, 3, 4]

    def test_of_a_double_click_get_one_print(self, home: people.Home) -> None:
        key = uuid.uuid4()

        def click(_: int) -> int:
            try:
                return print_kk(home, key).print_id
            finally:
                connections.close_all()

        with ThreadPoolExecutor(3) as threads:
            assert len(set(threads.map(click, range(3)))) == 1

    def test_of_a_click_that_comes_while_the_data_are_read_are_one_print(
        self, home: people.Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Between looking for the key and counting the copies the first click is done."""
        key, gather = uuid.uuid4(), documents_gather
        first: list[Printed] = []

        def gather_late(*args: Any, **more: Any) -> Any:
            monkeypatch.setattr(printing, "gather", gather)
            first.append(print_kk(home, key))
            return gather(*args, **more)

        monkeypatch.setattr(printing, "gather", gather_late)
        second = print_kk(home, key)
        assert second.replayed
        assert second.print_id == first[0].print_id

    def test_of_two_cards_with_one_key_are_one_and_a_refusal(
        self, home: people.Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Both have looked for the key before either has written."""
        key, meeting = uuid.uuid4(), threading.Barrier(2)
        card = CardPrint(home.members[2], "A0000001")

        def write_together(work: Any) -> Any:
            meeting.wait(20)
            return run(work)

        def click(paper: Paper) -> int | None:
            try:
                return record_card(paper, card, officer=factories.budi(), key=key, at=factories.MONDAY)
            except PrintKeyReused:
                return None
            finally:
                connections.close_all()

        monkeypatch.setattr(printing, "run", write_together)
        with ThreadPoolExecutor(2) as threads:
            found = list(threads.map(click, (Paper.KTP_EL, Paper.KIA)))
        assert found.count(None) == 1
        assert models.Print.objects.count() == 1

    def test_that_never_find_a_free_number_say_so(self, home: people.Home, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(printing, "TRIES", 0)
        with pytest.raises(PrinterBusy, match="sedang dicatat petugas lain"):
            print_kk(home)
        with pytest.raises(PrinterBusy):
            record_card(Paper.KIA, CardPrint(home.members[2], ""), officer=factories.budi(), key=uuid.uuid4())
