"""The calendar of the office: who may change it, and what a change moves."""

import datetime

from django.test import Client

from loket.offices import queries
from loket.web.desk.office.hours import hours_sentence
from tests.apps import factories
from tests.apps.web_counter.conftest import At
from tests.apps.web_counter.reading import text_of

PATH = "/kantor/kalender/"
FLOOD = {
    "form": "closure",
    "closure-from": "2026-11-16",
    "closure-from-hour": "08.00",
    "closure-until": "2026-11-16",
    "closure-until-hour": "16.00",
    "closure-reason": "Banjir",
    "closure-why": "Surat edaran bupati",
}
HOLIDAY = {
    "form": "holiday",
    "holiday-date": "2026-11-20",
    "holiday-name": "Hari jadi kabupaten",
    "holiday-kind": "libur daerah",
    "holiday-decree": "SK Bupati 12/2026",
    "holiday-why": "Keputusan bupati",
}


def entries() -> list[tuple[str, str]]:
    return [(entry.kind, entry.title) for entry in queries.calendar_entries("bintan")]


class TestReading:
    def test_shows_hours_and_holidays_to_a_superior(self, wati: Client) -> None:
        words = text_of(wati.get(PATH))
        assert "08.00–12.00, 13.00–16.00" in words
        assert "Natal" in words

    def test_is_refused_to_the_counter(self, budi: Client) -> None:
        answer = budi.get(PATH)
        assert answer.status_code == 403
        assert "bukan untuk jabatan Anda" in text_of(answer)
        assert "minta atasan atau pengelola sistem" in text_of(answer)

    def test_in_english_names_days_hours_and_holidays_in_english(self, wati: Client) -> None:
        wati.post("/bahasa/", {"language": "en", "next": PATH})
        words = text_of(wati.get(PATH))
        assert "Sunday closed" in words
        assert "National holiday" in words


class TestDeclaringAClosure:
    def test_shows_first_how_many_due_times_move(self, hadi: Client) -> None:
        factories.take_in()
        answer = hadi.post(PATH, FLOOD)
        assert "1 permohonan bergeser jatuh temponya" in text_of(answer)
        assert entries() == []

    def test_moves_the_due_times_when_it_is_confirmed(self, hadi: Client, budi: Client) -> None:
        taken = factories.take_in()
        answer = hadi.post(PATH, {**FLOOD, "action": "tetapkan"}, follow=True)
        assert "1 jatuh tempo disesuaikan" in text_of(answer)
        assert entries() == [("closure", "Banjir")]
        assert taken.promise_due_at is not None
        moved = taken.promise_due_at + datetime.timedelta(days=1)
        assert f"{moved:%d}" in text_of(budi.get(f"/permohonan/{taken.resi}/diterima/"))

    def test_twice_is_as_once(self, hadi: Client) -> None:
        for _ in range(2):
            hadi.post(PATH, {**FLOOD, "action": "tetapkan"})
        assert entries() == [("closure", "Banjir")]

    def test_comes_back_filled_when_it_does_not_read(self, hadi: Client) -> None:
        answer = hadi.post(PATH, {**FLOOD, "closure-until-hour": "sore"})
        assert answer.status_code == 422
        assert "Isi jamnya" in text_of(answer)
        assert "Surat edaran bupati" in answer.content.decode()

    def test_that_ends_before_it_begins_is_refused(self, hadi: Client) -> None:
        answer = hadi.post(PATH, {**FLOOD, "closure-until-hour": "07.00", "action": "tetapkan"})
        assert answer.status_code == 409
        assert "harus berakhir sesudah mulainya" in text_of(answer)

    def test_is_not_for_a_section_head(self, wati: Client) -> None:
        assert wati.post(PATH, {**FLOOD, "action": "tetapkan"}).status_code == 403
        assert entries() == []


class TestHolidays:
    def test_are_added_and_taken_back_with_a_note(self, hadi: Client) -> None:
        hadi.post(PATH, HOLIDAY)
        assert entries() == [("holiday", "Hari jadi kabupaten")]
        gone = {"form": "remove", "remove-date": "2026-11-20", "remove-why": "Keputusan dicabut"}
        words = text_of(hadi.post(PATH, gone, follow=True))
        assert entries() == []
        assert "Keputusan dicabut" in words

    def test_need_a_decree_and_a_ground(self, hadi: Client) -> None:
        words = text_of(hadi.post(PATH, {**HOLIDAY, "holiday-decree": "", "holiday-why": " ", "holiday-kind": "?"}))
        assert "Isi keputusan yang menetapkannya" in words
        assert "Tulis alasan atau dasar perubahan" in words
        assert "Pilih jenis liburnya" in words

    def test_of_another_office_stay_apart(self, hadi: Client, at: At) -> None:
        hadi.post(PATH, HOLIDAY)
        head = next(o for o in queries.holders_of("pontianak", "kadis", factories.MONDAY.date()))
        username = next(p.username for p in queries.persons("pontianak") if p.person == head.person)
        assert "Hari jadi kabupaten" not in text_of(at(username).get(PATH))


class TestHoursOfAPeriod:
    RAMADAN = {
        "form": "hours",
        "hours-label": "Ramadan 1448 H",
        "hours-from": "2027-02-08",
        "hours-until": "2027-03-10",
        "hours-senin": "08.00-12.00, 12.30-15.00",
        "hours-why": "Edaran Menpan",
    }

    def test_are_set_as_they_are_written(self, hadi: Client) -> None:
        hadi.post(PATH, self.RAMADAN)
        calendar = queries.work_calendar("bintan")
        spans, label = calendar.hours_on(datetime.date(2027, 2, 15))
        assert label == "Ramadan 1448 H"
        assert [str(span[1]) for span in spans] == ["12:00:00", "15:00:00"]
        assert calendar.hours_on(datetime.date(2027, 2, 16))[0] == ()

    def test_out_of_order_are_marked_at_their_day(self, hadi: Client) -> None:
        answer = hadi.post(PATH, {**self.RAMADAN, "hours-senin": "13.00-12.00"})
        assert answer.status_code == 422
        assert "berurutan" in text_of(answer)

    def test_that_overlap_others_are_refused(self, hadi: Client) -> None:
        hadi.post(PATH, self.RAMADAN)
        answer = hadi.post(PATH, {**self.RAMADAN, "hours-label": "Lain"})
        assert answer.status_code == 409
        assert "tumpang tindih" in text_of(answer)


class TestTheWeek:
    NEW = {
        "form": "week",
        "week-from": "2026-11-16",
        "week-senin": "10.00-12.00",
        "week-selasa": "10.00-12.00, 13.00-16.00",
        "week-rabu": "10.00-12.00, 13.00-16.00",
        "week-kamis": "10.00-12.00, 13.00-16.00",
        "week-jumat": "",
        "week-decree": "SK Kadis 7/2026",
        "week-why": "Pengaturan jam kerja",
    }

    def test_shows_first_how_many_due_times_move(self, hadi: Client) -> None:
        factories.take_in()
        words = text_of(hadi.post(PATH, self.NEW))
        assert "1 permohonan bergeser jatuh temponya" in words
        assert "Senin 10.00–12.00; Selasa–Kamis 10.00–12.00 dan 13.00–16.00" in words
        assert entries() == []

    def test_moves_the_due_times_when_it_is_confirmed(self, hadi: Client) -> None:
        factories.take_in()
        answer = hadi.post(PATH, {**self.NEW, "action": "tetapkan"}, follow=True)
        words = text_of(answer)
        assert "1 jatuh tempo disesuaikan" in words
        assert "sejak 16 November 2026" in words
        assert entries() == [("week", "SK Kadis 7/2026")]
        assert "1 permohonan" not in text_of(hadi.post(PATH, self.NEW))

    def test_holds_from_its_day_and_leaves_the_days_before(self, hadi: Client) -> None:
        hadi.post(PATH, {**self.NEW, "week-from": "2026-11-23", "action": "tetapkan"})
        calendar = queries.work_calendar("bintan")
        assert [len(calendar.hours_on(datetime.date(2026, 11, day))[0]) for day in (16, 20, 23, 27)] == [2, 2, 1, 0]
        page = hadi.get(PATH)
        assert "08.00–12.00, 13.00–16.00" in text_of(page), "today's week is still the old one"
        assert "Mulai 23 November 2026 Senin 10.00–12.00 Selasa" in text_of(page)
        assert 'name="week-senin" value="10.00–12.00"' in page.content.decode(), "the next change begins where it ends"
        (latest, *_) = queries.audit_notes("bintan", 1)
        assert latest.what.endswith("(SK Kadis 7/2026): Senin 10.00–12.00; Selasa–Kamis 10.00–12.00 dan 13.00–16.00")

    def test_to_come_is_what_a_slip_tells_the_applicant(self, hadi: Client) -> None:
        hadi.post(PATH, {**self.NEW, "week-from": "2026-11-23", "action": "tetapkan"})
        on_saturday = hours_sentence("bintan", datetime.date(2026, 11, 21))
        assert on_saturday == "Senin 10.00–12.00; Selasa–Kamis 10.00–12.00 dan 13.00–16.00"
        assert hours_sentence("bintan", datetime.date(2026, 11, 16)).startswith("Senin–Kamis 08.00–12.00 dan 13.00")

    def test_twice_is_as_once(self, hadi: Client) -> None:
        for _ in range(2):
            answer = hadi.post(PATH, {**self.NEW, "action": "tetapkan"}, follow=True)
        assert "sudah tercatat" in text_of(answer)
        assert len(entries()) == 1

    def test_comes_filled_with_the_week_of_today(self, hadi: Client) -> None:
        assert 'name="week-senin" value="08.00–12.00, 13.00–16.00"' in hadi.get(PATH).content.decode()

    def test_comes_back_filled_when_it_does_not_read(self, hadi: Client) -> None:
        answer = hadi.post(PATH, {**self.NEW, "week-from": "besok", "week-rabu": "siang", "week-decree": ""})
        assert answer.status_code == 422
        words = text_of(answer)
        assert "Isi tanggalnya" in words
        assert "Rabu: tulis seperti 08.00-12.00" in words
        assert "Isi keputusan yang menetapkannya" in words
        assert "Pengaturan jam kerja" in answer.content.decode()

    def test_without_any_open_day_is_refused(self, hadi: Client) -> None:
        closed = {f"week-{day}": "" for day in ("senin", "selasa", "rabu", "kamis")}
        answer = hadi.post(PATH, {**self.NEW, **closed, "action": "tetapkan"})
        assert answer.status_code == 422
        assert "sekurang-kurangnya" in text_of(answer)

    def test_is_not_for_a_section_head(self, wati: Client) -> None:
        assert wati.post(PATH, {**self.NEW, "action": "tetapkan"}).status_code == 403
        assert entries() == []


class TestOutages:
    def test_are_opened_and_closed_by_a_section_head(self, wati: Client) -> None:
        begin = {"form": "incident", "incident-from": "2026-11-16", "incident-from-hour": "08.30"}
        begin |= {"incident-reason": "SIAK putus", "incident-why": "Laporan operator"}
        assert "Gangguan sedang berlangsung" in text_of(wati.post(PATH, begin, follow=True))
        assert wati.post(PATH, begin).status_code == 409
        running = next(e for e in queries.calendar_entries("bintan") if e.kind == "incident")
        end = {"form": "resolve", "resolve-id": str(running.id), "resolve-until": "2026-11-16"}
        end |= {"resolve-until-hour": "08.45", "resolve-why": "Sudah pulih"}
        assert "Gangguan ditutup" in text_of(wati.post(PATH, end, follow=True))

    def test_with_a_broken_number_are_refused(self, wati: Client) -> None:
        answer = wati.post(PATH, {"form": "resolve", "resolve-id": "x", "resolve-until": "", "resolve-why": ""})
        assert answer.status_code == 422


class TestABrokenForm:
    def test_is_answered_with_a_sentence(self, hadi: Client) -> None:
        answer = hadi.post(PATH, {"form": "entah"})
        assert answer.status_code == 409
        assert "tidak dikenal" in text_of(answer)
