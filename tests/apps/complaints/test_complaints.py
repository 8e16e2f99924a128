"""A complaint from its making to what is said of its answer; who reads its words, who learns the name; times and recap."""

import datetime
import io
import uuid
from zoneinfo import ZoneInfo

import pikepdf
import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from loket.casework import queries as casework
from loket.casework import services as cases
from loket.casework.refusals import NoPapersOfComplaints
from loket.complaints import models, queries, services
from loket.complaints.records import Channel, Received, Said, Secrecy
from loket.complaints.refusals import (
    HearingOver,
    KeepersOnly,
    NoSuchComplaint,
    NotHeardNow,
    NotNow,
    NotYours,
    ReporterHidden,
)
from loket.core.engine import Complete, Recall
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import BadTerm
from loket.core.terms import ComplaintCode
from loket.documents.services import accept_scan
from loket.offices import queries as offices
from tests.apps import factories
from tests.apps.complaints.complaining import ANSWER, TEXT, do, hadi, named, nisa, surya, taken, told, withheld
from tests.apps.factories import MONDAY, budi, wati

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def one_page() -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 100))
        pdf.save(made)
    return made.getvalue()


class TestMaking:
    def test_gives_a_number_a_code_and_two_times(self) -> None:
        made = taken()
        assert made.number == "ADUAN/1/2026"
        assert made.reply_due_at is not None
        assert made.answer_due_at is not None
        # Three days run through; five working days after a Monday end on the next.
        assert made.reply_due_at - timezone.now() <= 3 * DAY
        assert made.answer_due_at.date() == MONDAY.date() + 7 * DAY

    def test_sent_twice_is_one_complaint_with_one_code(self) -> None:
        key = uuid.uuid4()
        first, again = (services.take("bintan", Said(TEXT), key=key) for _ in range(2))
        assert (again.resi, again.code) == (first.resi, first.code)
        assert models.Complaint.objects.count() == 1

    def test_keeps_nothing_of_who_made_it_without_a_name(self) -> None:
        made = taken(Said(TEXT, "", "", Secrecy.ANONYMOUS, "Sari Wulandari", "0812"))
        row = models.Complaint.objects.get(resi=made.resi)
        assert row.reporter is None
        line = casework.complaint_of(made.resi).case
        assert (line.applicant_name, line.applicant_nik) == ("Pelapor", "")

    def test_keeps_words_and_name_sealed(self) -> None:
        made = taken(named(whom="Budi"))
        row = models.Complaint.objects.get(resi=made.resi)
        for sealed in (row.said, row.reporter):
            assert sealed is not None
            for word in (b"Sari", b"seratus", b"Budi", b"0812"):
                assert word not in bytes(sealed)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT applicant_name, subject, applicant_phone FROM casework_case WHERE resi = %s", [made.resi]
            )
            assert cursor.fetchone() == ("Pelapor", "", "")
            cursor.execute(
                "SELECT count(*) FROM casework_event WHERE payload LIKE '%%seratus%%' OR payload LIKE '%%Sari%%'"
            )
            assert cursor.fetchone() == (0,)

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            (Said("Buruk"), "text"),
            (Said(TEXT, secrecy=Secrecy.CONFIDENTIAL), "name"),
            (Said(TEXT, about_resi="abc"), "about_resi"),
            (Said(TEXT, about_service="paspor"), "about_service"),
            (Said(TEXT, about_service="pengaduan"), "about_service"),
        ],
        ids=["no words", "no name", "no resi", "no service", "no service of its own"],
    )
    def test_refuses_what_says_nothing(self, said: Said, field: str) -> None:
        with pytest.raises(BadTerm) as caught:
            taken(said)
        assert caught.value.problem.field == field
        assert models.Complaint.objects.count() == 0

    @pytest.mark.parametrize("table", ["complaint", "answer", "hearing", "withholding", "laporticket", "boxopening"])
    def test_is_kept_from_change_by_the_database(self, table: str) -> None:
        made = told()
        services.hear(made.code, 4, "", key=uuid.uuid4())
        withheld(made.resi, [], nisa())
        services.give_lapor_number(made.resi, "123", officer=nisa())
        _box()
        for act in ("DELETE FROM", "UPDATE"):
            by = " SET id = id" if act == "UPDATE" else ""
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"{act} complaints_{table}{by}")


class TestEntering:
    def test_keeps_the_true_time_of_receipt(self) -> None:
        at = timezone.now() - 2 * DAY
        made = services.enter(budi(), named(), Received(Channel.CALL, at), key=uuid.uuid4())
        line = casework.complaint_of(made.resi)
        assert line.case.submitted_at == at
        assert made.reply_due_at == at + 3 * DAY

    def test_is_for_who_takes_complaints_in(self) -> None:
        with pytest.raises(NotAllowed):
            services.enter(wati(), named(), Received(Channel.CALL, timezone.now()), key=uuid.uuid4())

    @pytest.mark.parametrize("days", [-1, 400])
    def test_refuses_a_time_to_come_and_one_long_past(self, days: int) -> None:
        with pytest.raises(BadTerm) as caught:
            services.enter(budi(), named(), Received(Channel.SMS, timezone.now() - days * DAY), key=uuid.uuid4())
        assert caught.value.problem.id == "complaint-received"

    def test_of_a_letter_from_the_box_names_its_opening(self) -> None:
        box = _box()
        made = services.enter(budi(), named(), Received(Channel.BOX, timezone.now(), box), key=uuid.uuid4())
        assert made.number
        (opening,) = queries.boxes(budi())
        assert (opening.letters, opening.entered, opening.witnesses) == (2, 1, ("Joko", "Rina"))
        for received in (Received(Channel.BOX, timezone.now()), Received(Channel.SMS, timezone.now(), box)):
            with pytest.raises(BadTerm) as caught:
                services.enter(budi(), named(), received, key=uuid.uuid4())
            assert caught.value.problem.id == "complaint-channel"
        received = Received(Channel.BOX, timezone.now(), uuid.uuid4())
        with pytest.raises(BadTerm) as caught:
            services.enter(budi(), named(), received, key=uuid.uuid4())
        assert caught.value.problem.id == "complaint-box"


def _box() -> uuid.UUID:
    opened = services.open_box(
        budi(),
        place="Ruang tunggu",
        opened_at=timezone.now(),
        letters=2,
        witnesses=("Joko", " ", "Rina"),
        key=uuid.uuid4(),
    )
    return opened.id


class TestBoxes:
    @pytest.mark.parametrize(
        ("changed", "problem"),
        [
            ({"place": " "}, "box-place"),
            ({"opened_at": MONDAY + DAY}, "box-opened"),
            ({"witnesses": ("",)}, "box-witnesses"),
            ({"letters": -1}, "box-letters"),
        ],
    )
    def test_are_opened_before_somebody_at_some_place(self, changed: dict[str, object], problem: str) -> None:
        good: dict[str, object] = {"place": "Loket", "opened_at": MONDAY, "letters": 0, "witnesses": ("Joko",)}
        with pytest.raises(BadTerm) as caught:
            services.open_box(budi(), key=uuid.uuid4(), **(good | changed))  # type: ignore[arg-type]
        assert caught.value.problem.id == problem

    @pytest.mark.parametrize("days", [400, 700_000])
    def test_were_not_opened_long_ago(self, days: int) -> None:
        first = datetime.datetime.min.replace(tzinfo=ZoneInfo("Asia/Jakarta"))
        at = max(first, timezone.now() - days * DAY)
        with pytest.raises(BadTerm) as caught:
            services.open_box(budi(), place="Loket", opened_at=at, letters=0, witnesses=("Joko",), key=uuid.uuid4())
        assert caught.value.problem.id == "box-opened"

    def test_are_those_of_the_own_office(self) -> None:
        box = _box()
        assert queries.box(box, factories.officer("pontianak.dewi")) is None
        assert queries.boxes(factories.officer("pontianak.dewi")) == ()


class TestReading:
    def test_is_for_who_has_to_do_with_it_and_leaves_a_trace(self) -> None:
        made = taken(named())
        with pytest.raises(NotYours):
            services.opened(made.resi, surya())
        assert services.opened(made.resi, nisa()).text == TEXT
        do(made.resi, Complete("sederhana"), nisa())
        do(made.resi, Complete("ke-bidang"), hadi())
        assert services.opened(made.resi, surya()).text == TEXT
        case = casework.case_view(made.resi, hadi(), timezone.now()).case
        looks = [(one.acted_as.split(" · ")[0], one.what) for one in casework.readings_of(case.id)]
        assert ("Nisa Amelia, S.IP.", "isi pengaduan") in looks
        assert ("Surya Darma, M.Si.", "isi pengaduan") in looks

    def test_shows_a_confidential_name_to_who_tells_the_answer_alone(self) -> None:
        made = taken(named(secrecy=Secrecy.CONFIDENTIAL))
        do(made.resi, Complete("sederhana"), nisa())
        do(made.resi, Complete("ke-bidang"), hadi())
        opened = services.opened(made.resi, surya())
        assert (opened.has_reporter, opened.may_see_reporter) == (True, False)
        for officer in (surya(), hadi()):
            with pytest.raises(ReporterHidden):
                services.reporter(made.resi, officer)
        assert services.reporter(made.resi, nisa()).name == "Sari Wulandari"
        case = casework.case_view(made.resi, nisa(), timezone.now()).case
        assert [one.what for one in casework.readings_of(case.id)].count("nama pelapor") == 1

    def test_shows_a_name_that_was_given_to_who_handles_it(self) -> None:
        made = taken(named())
        do(made.resi, Complete("sederhana"), nisa())
        do(made.resi, Complete("ke-bidang"), hadi())
        assert services.reporter(made.resi, surya()).contact == "0812 0000 0001"
        with pytest.raises(NotYours):
            services.reporter(made.resi, wati())

    def test_has_no_name_of_a_complaint_without_one(self) -> None:
        with pytest.raises(ReporterHidden):
            services.reporter(taken().resi, nisa())

    def test_of_the_register_is_for_its_keepers(self) -> None:
        for officer in (budi(), wati(), surya()):
            with pytest.raises(KeepersOnly):
                queries.entries(officer)
        for officer in (nisa(), hadi(), factories.officer("bintan.tuti")):
            assert queries.entries(officer) == ()


class TestPapers:
    def test_are_not_kept_where_more_people_would_see_who_wrote_them(self) -> None:
        scan = accept_scan("surat.pdf", one_page())
        with pytest.raises(NoPapersOfComplaints):
            cases.add_paper(taken().resi, "lainnya", scan, officer=nisa())


class TestAnswering:
    def test_is_done_by_who_does_the_open_step_between_verification_and_telling(self) -> None:
        made = taken()
        do(made.resi, Complete("sederhana"), nisa())
        do(made.resi, Complete("ke-bidang"), hadi())
        with pytest.raises(NotYours):
            services.answer(made.resi, ANSWER, officer=wati())
        with pytest.raises(NotNow):
            services.answer(made.resi, ANSWER, officer=hadi())
        with pytest.raises(BadTerm):
            services.answer(made.resi, "Ya", officer=surya())
        services.answer(made.resi, ANSWER, officer=surya())
        assert services.opened(made.resi, surya()).answer is not None

    def test_is_read_by_the_code_once_it_was_told_and_not_before(self) -> None:
        made = taken()
        do(made.resi, Complete("sederhana"), nisa())
        do(made.resi, Complete("ke-bidang"), hadi())
        services.answer(made.resi, ANSWER, officer=surya())
        before = queries.follow(made.code)
        assert (before.answer, before.is_heard) == ("", False)
        after = queries.follow(told().code)
        assert (after.answer, after.is_heard) == (ANSWER, True)
        with pytest.raises(NoSuchComplaint):
            queries.follow(ComplaintCode("0" * 16))


class TestHearing:
    def test_accepts_the_answer_with_a_mark_and_ends_the_complaint(self) -> None:
        made, key = told(), uuid.uuid4()
        for _ in range(2):
            services.hear(made.code, 3, "", key=key)
        followed = queries.follow(made.code)
        assert (followed.mark, followed.has_objected, followed.is_heard) == (3, False, False)
        assert followed.line.case.status == "finished"
        with pytest.raises(NotHeardNow):
            services.hear(made.code, 3, "", key=uuid.uuid4())

    def test_sends_it_back_with_an_objection_that_stands_in_no_event(self) -> None:
        made = told()
        services.hear(made.code, 1, "Uangnya belum saya terima sampai hari ini.", key=uuid.uuid4())
        assert casework.complaint_of(made.resi).case.step == "disposisi"
        assert services.opened(made.resi, hadi()).objections == ("Uangnya belum saya terima sampai hari ini.",)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM casework_event WHERE payload LIKE '%%Uangnya%%'")
            assert cursor.fetchone() == (0,)

    def test_takes_an_objection_within_ten_working_days_alone(self, on_monday: time_machine.Traveller) -> None:
        made = told()
        on_monday.shift(15 * DAY)
        with pytest.raises(HearingOver):
            services.hear(made.code, 1, "Uangnya belum saya terima.", key=uuid.uuid4())
        services.hear(made.code, 1, "", key=uuid.uuid4())
        assert queries.follow(made.code).mark == 1

    @pytest.mark.parametrize(("mark", "objection"), [(0, ""), (5, ""), (1, "Tidak")])
    def test_refuses_what_says_nothing(self, mark: int, objection: str) -> None:
        made = told()
        with pytest.raises(BadTerm):
            services.hear(made.code, mark, objection, key=uuid.uuid4())
        assert models.Hearing.objects.count() == 0


class TestPromises:
    @pytest.mark.parametrize(
        ("category", "days"), [("informasi", 5), ("sederhana", 5), ("sengketa", 14), ("lapangan", 60)]
    )
    def test_follow_from_the_category(self, category: str, days: int) -> None:
        made = taken()
        done = do(made.resi, Complete(category), nisa())
        due = casework.complaint_of(made.resi).case.promise_due_at
        assert due == done.promise_due_at
        calendar = offices.work_calendar("bintan")
        counted, day = 0, MONDAY.date()
        while counted < days:
            day += DAY
            counted += calendar.is_working_day(day)
        assert due is not None
        assert calendar.localise(due).date() == day

    def test_follow_from_the_category_that_was_said_last(self) -> None:
        made = taken()
        long = do(made.resi, Complete("lapangan"), nisa()).promise_due_at
        do(made.resi, Recall(), nisa())
        short = do(made.resi, Complete("sederhana"), nisa()).promise_due_at
        assert long is not None
        assert short is not None
        assert short < long


class TestRecap:
    def test_counts_by_channel_and_category_and_in_time(self, on_monday: time_machine.Traveller) -> None:
        since = timezone.now() - 5 * DAY
        told()
        services.enter(budi(), named(), Received(Channel.SMS, timezone.now() - 4 * DAY), key=uuid.uuid4())
        taken()
        found = queries.recap(nisa(), since, timezone.now() + DAY, timezone.now())
        assert found.whole.count == 3
        assert [(one.label, one.count) for one in found.channels] == [("laman", 2), ("sms", 1)]
        assert {one.label: one.count for one in found.categories} == {"": 2, "Pengaduan sederhana atau aspirasi": 1}
        # One was replied to at once, one of four days ago was not, one is not due.
        assert (found.whole.replied.in_time, found.whole.replied.late, found.whole.replied.open) == (1, 1, 1)
        assert str(found.whole.replied.share) == "50.0"
        assert (found.whole.answered.in_time, found.whole.answered.late, found.whole.answered.open) == (1, 0, 2)
        on_monday.shift(30 * DAY)
        later = queries.recap(nisa(), since, timezone.now(), timezone.now())
        assert (later.whole.answered.in_time, later.whole.answered.late, later.whole.answered.open) == (1, 2, 0)
        assert str(later.whole.answered.share) == "33.3"

    def test_counts_by_the_service_of_the_application_named_or_the_one_chosen(self) -> None:
        case, elsewhere = factories.take_in(), factories.take_in("pontianak", answers={})
        other = taken()
        taken(Said(TEXT, about_resi=case.resi))
        taken(Said(TEXT, about_resi=case.resi, about_service="kia"))
        taken(Said(TEXT, about_service="kia"))
        for nothing in (other.resi, elsewhere.resi):
            taken(Said(TEXT, about_resi=nothing))
        found = queries.recap(nisa(), timezone.now() - DAY, timezone.now() + DAY, timezone.now())
        assert {one.label: one.count for one in found.services} == {"kk": 2, "kia": 1, "": 3}

    def test_of_nothing_has_no_share(self) -> None:
        found = queries.recap(nisa(), MONDAY, MONDAY + DAY, MONDAY)
        assert (found.whole.count, found.whole.answered.share) == (0, None)
