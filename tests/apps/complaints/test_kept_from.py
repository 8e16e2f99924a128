"""Whom a complaint is about never sees it, holds it, is given it or marks it, whatever way is tried."""

import datetime
import uuid

import pytest
from django.utils import timezone

from loket.casework import queries as casework
from loket.casework import services as cases
from loket.casework.bulk_acts import release_held_by
from loket.casework.records import Applicant
from loket.casework.refusals import (
    LeadsToComplained,
    NoSuchBook,
    NoSuchCase,
    NoSuchOfficer,
    NothingToCollect,
    StaleVersion,
    UnknownProcedure,
)
from loket.collection import services as collection
from loket.collection.records import ShelfKind
from loket.complaints import models, queries, services
from loket.complaints.records import Channel, Received, Said
from loket.complaints.refusals import AboutYourself, NobodyToVerify, OwnKeeping
from loket.core.engine import Claim, Complete, Note
from loket.offices import queries as offices
from loket.offices import services as organisation
from loket.offices.records import Officer
from loket.offices.terms import AppointmentKind
from loket.outbox.reminding import tell_mandates
from loket.outbox.services import turn
from tests.apps import factories
from tests.apps.collection.collecting import lets_rudi, ready, wish
from tests.apps.complaints.complaining import ABOUT_BUDI, TEXT, do, hadi, nisa, surya, taken, withheld
from tests.apps.factories import budi, wati

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def kept_from(resi: str) -> set[str]:
    line = casework.complaint_of(resi)
    persons = (line.case.kept_from or "").split()
    names = {str(one.person): username for username, one in _all().items()}
    return {names[one] for one in persons}


def _all() -> dict[str, Officer]:
    names = ("budi", "rina", "wati", "anton", "surya", "nisa", "hadi", "tuti")
    return {name: factories.officer(f"bintan.{name}") for name in names}


class TestWhomItMayBeAbout:
    @pytest.mark.parametrize(
        ("said", "names"),
        [
            (ABOUT_BUDI, {"budi"}),
            (Said(TEXT, "budi santoso dan RINA"), {"budi", "rina"}),
            (Said(f"{TEXT} Kata Budi begitu."), set()),
            (Said(f"{TEXT} Namanya Budi Santoso."), {"budi"}),
            (Said(TEXT, "Kepala Seksi Identitas Penduduk"), {"wati"}),
            (Said(TEXT, "", "kasi-identitas"), {"wati"}),
            (Said(TEXT, "petugas berkumis"), set()),
        ],
        ids=["a word", "two", "one word of the text", "whole name", "title", "position", "nobody"],
    )
    def test_is_found_by_name_title_and_position(self, said: Said, names: set[str]) -> None:
        assert kept_from(taken(said).resi) == names

    def test_is_not_whoever_only_stands_in_for_a_holder(self) -> None:
        # Nisa and Anton are Plh of others; a complaint about those is not about them.
        assert kept_from(taken(Said(TEXT, "", "kadis")).resi) == {"hadi"}

    def test_is_not_taken_where_nobody_could_verify_it(self) -> None:
        with pytest.raises(NobodyToVerify):
            taken(Said(TEXT, "Nisa dan Tuti"))
        assert queries.entries(hadi()) == ()

    def test_is_not_entered_by_that_person(self) -> None:
        received = Received(Channel.CALL, timezone.now())
        with pytest.raises(AboutYourself):
            services.enter(budi(), ABOUT_BUDI, received, key=uuid.uuid4())
        assert queries.entries(nisa()) == ()


class TestWhoIsComplainedAbout:
    def test_finds_no_case_by_any_way_of_reading(self) -> None:
        made = taken(Said(TEXT, "Wati"))
        ways = (
            lambda: casework.case_view(made.resi, wati(), timezone.now()),
            lambda: cases.require_shown(made.resi, wati(), "isi pengaduan"),
            lambda: services.opened(made.resi, wati()),
            lambda: services.reporter(made.resi, wati()),
            lambda: services.answer(made.resi, "Tidak benar sama sekali.", officer=wati()),
            lambda: casework.application_of(made.resi, wati()),
        )
        for way in ways:
            with pytest.raises(NoSuchCase):
                way()
        assert queries.entry(made.resi, wati()) is None

    def test_acts_on_it_by_no_command_also_where_this_process_has_just_seen_it(self) -> None:
        made = taken(Said(TEXT))
        do(made.resi, Complete("sederhana"), nisa())
        seen = do(made.resi, Complete("ke-identitas"), hadi())
        assert seen.step == "jawab-identitas"
        withheld(made.resi, [wati().person], nisa())
        for command in (Claim(), Complete("selesai"), Note("Saya tahu")):
            for version in (seen.version, seen.version + 1):
                with pytest.raises(NoSuchCase):
                    cases.act(made.resi, command, officer=wati(), version=version, key=uuid.uuid4())

    def test_has_it_on_no_desk_and_in_no_list_while_others_have(self) -> None:
        made = taken(Said(TEXT))
        do(made.resi, Complete("sederhana"), nisa())
        do(made.resi, Complete("ke-identitas"), hadi())
        assert made.resi in {line.resi for line in casework.desk(wati(), timezone.now()).pool}
        withheld(made.resi, [wati().person], nisa())
        assert casework.desk(wati(), timezone.now()).counts == dict.fromkeys(
            ("mine", "pool", "waiting", "sent_back", "done"), 0
        )
        assert casework.workable(wati()) == ()
        # As Plh of nobody today, Anton is no holder of that lane either; the keeper sees it in the register.
        assert {one.resi for one in queries.entries(nisa())} == {made.resi}

    def test_is_given_it_by_no_superior(self) -> None:
        made = taken(Said(TEXT, "Surya"))
        line = casework.complaint_of(made.resi).case
        with pytest.raises(NoSuchOfficer):
            cases.reassign(
                made.resi,
                to_person=surya().person,
                reason="Tolong dijawab",
                officer=nisa(),
                version=line.version,
                key=uuid.uuid4(),
            )

    def test_moves_it_in_no_bulk_act(self) -> None:
        made = taken(Said(TEXT, "Wati"))
        line = casework.complaint_of(made.resi).case
        (result,) = cases.act_many([(made.resi, line.version)], lambda _resi: Claim(), officer=wati(), key=uuid.uuid4())
        assert (result.ok, result.problem_id) == (False, "no-such-case")

    def test_learns_nothing_of_it_from_a_leavers_desk(self) -> None:
        made = taken(Said(TEXT, "Pak Hadi"))
        do(made.resi, Claim(), nisa())
        assert release_held_by(nisa().person, officer=hadi(), reason="Pindah tugas", key=uuid.uuid4()) == ()
        assert casework.complaint_of(made.resi).case.holder == nisa().person

    def test_is_a_way_that_is_neither_offered_nor_taken(self) -> None:
        made = taken(Said(TEXT, "Surya"))
        do(made.resi, Complete("sengketa"), nisa())
        offers = casework.case_view(made.resi, hadi(), timezone.now()).offers
        ways = {offer.choice for offer in offers if offer.command == "complete"}
        assert ways == {"ke-identitas", "ke-pindah-datang", "ke-sekretariat"}
        with pytest.raises(LeadsToComplained):
            do(made.resi, Complete("ke-bidang"), hadi())

    def test_has_no_subordinate_to_judge_in_the_own_place(self) -> None:
        # Nisa is Plh of the head: on a day without him she would dispose of a complaint about him.
        made = taken(Said(TEXT, "Kepala Dinas"))
        day = factories.TODAY
        organisation.record_absence(
            "bintan",
            person=hadi().person,
            valid_from=day,
            valid_until=day + datetime.timedelta(days=400),
            reason="Dinas luar",
            decision=factories.decision("Dinas luar"),
        )
        with pytest.raises(LeadsToComplained):
            do(made.resi, Complete("sengketa"), nisa())
        opened = services.opened(made.resi, nisa())
        assert opened.needs_letter
        assert do(made.resi, Complete("diteruskan"), nisa()).step is None


class TestTheRegister:
    def test_of_the_head_leaves_out_what_is_about_the_head(self) -> None:
        about_head, other = taken(Said(TEXT, "Hadi")), taken()
        assert {one.resi for one in queries.entries(nisa())} == {about_head.resi, other.resi}
        assert {one.resi for one in queries.entries(hadi())} == {other.resi}
        span = (timezone.now() - datetime.timedelta(days=1), timezone.now() + datetime.timedelta(days=1))
        assert queries.recap(hadi(), *span, timezone.now()).whole.count == 1
        assert queries.recap(nisa(), *span, timezone.now()).whole.count == 2

    def test_of_another_office_has_none_of_it(self) -> None:
        taken()
        assert queries.entries(factories.officer("pontianak.taufik")) == ()
        assert queries.entry(taken().resi, factories.officer("pontianak.taufik")) is None


class TestCommonLists:
    def test_have_no_complaint_at_all(self) -> None:
        made = taken(Said(TEXT))
        now = timezone.now()
        assert made.number.startswith("ADUAN/")
        assert all(figure.count == 0 for figure in casework.board("bintan", now).figures)
        for typed in (made.resi, "Pelapor", made.number):
            assert casework.find("bintan", typed) == ()
        assert casework.lines_of("bintan", [made.resi]) == ()
        assert casework.cases_page("bintan").lines == ()
        assert "buku-pengaduan" not in {book.book for book in casework.register_books("bintan")}
        with pytest.raises(NoSuchBook):
            casework.register_book("bintan", "buku-pengaduan", now.year)

    def test_begin_none_at_the_counter(self) -> None:
        with pytest.raises(UnknownProcedure):
            cases.take_in(
                "bintan",
                "pengaduan",
                officer=budi(),
                applicant=Applicant("Sari"),
                answers={},
                checklist=(),
                key=uuid.uuid4(),
            )


class TestWithholding:
    def test_lets_in_who_was_kept_out_by_mistake(self) -> None:
        made = taken(Said(TEXT, "Pak Surya yang dari kecamatan"))
        assert kept_from(made.resi) == {"surya"}
        withheld(made.resi, [], nisa(), why="Yang dimaksud orang lain")
        assert kept_from(made.resi) == set()
        notes = [
            event
            for event in casework.case_view(made.resi, nisa(), timezone.now()).events
            if event.kind == "note-added"
        ]
        assert len(notes) == 1
        assert "Surya" not in notes[0].sentence

    def test_shuts_out_neither_the_own_self_nor_the_last_verifier(self) -> None:
        made = taken(Said(TEXT))
        tuti = factories.officer("bintan.tuti")
        for persons in ([nisa().person], [nisa().person, tuti.person]):
            with pytest.raises(OwnKeeping):
                withheld(made.resi, persons, nisa())
        assert kept_from(made.resi) == set()

    def test_by_an_old_page_shows_it_to_nobody_again(self) -> None:
        made = taken(Said(TEXT))
        old = casework.complaint_of(made.resi).case.version
        withheld(made.resi, [wati().person], factories.officer("bintan.tuti"))
        with pytest.raises(StaleVersion):
            services.withhold(
                made.resi,
                [surya().person],
                "Yang lain",
                shown=[wati().person, surya().person],
                officer=nisa(),
                version=old,
                key=uuid.uuid4(),
            )
        assert kept_from(made.resi) == {"wati"}

    def test_leaves_those_as_they_are_whom_its_page_does_not_show(self) -> None:
        made = taken(Said(TEXT, "Wati"))
        withheld(made.resi, [surya().person], nisa(), shown=[surya().person, hadi().person])
        assert kept_from(made.resi) == {"wati", "surya"}
        withheld(made.resi, [], nisa(), shown=[surya().person, hadi().person])
        assert kept_from(made.resi) == {"wati"}

    def test_sent_twice_is_one_note(self) -> None:
        made, key = taken(Said(TEXT)), uuid.uuid4()
        version = casework.complaint_of(made.resi).case.version
        for _ in range(2):
            services.withhold(
                made.resi,
                [wati().person],
                "Diadukan",
                shown=[wati().person],
                officer=nisa(),
                version=version,
                key=key,
            )
        assert casework.complaint_of(made.resi).case.version == version + 1
        (row,) = models.Withholding.objects.all()
        assert row.persons == str(wati().person)


class TestWhoMayVerify:
    """On the day itself: not whose appointment is over or yet to come, whose account is closed, or who only stands in for a holder at work."""

    AUDITOR, SECRETARY = "auditor", "sekretaris"

    def refused(self, whom: str, *names: str) -> tuple[bool, bool]:
        """Whether a complaint about these is refused, and whether the head may keep one from them."""
        try:
            taken(Said(TEXT, whom))
            untaken = False
        except NobodyToVerify:
            untaken = True
        made = taken(Said(TEXT))
        people = [one.person for one in offices.persons("bintan") if one.username.split(".")[1] in names]
        try:
            withheld(made.resi, people, hadi())
        except OwnKeeping:
            return untaken, True
        return untaken, False

    @staticmethod
    def ends(position: str) -> None:
        (row,) = (one for one in offices.appointments("bintan", position) if one.kind is AppointmentKind.DEFINITIF)
        decided = factories.decision("Pindah")
        organisation.end_appointment("bintan", appointment=row.id, valid_until=factories.TODAY - DAY, decision=decided)

    @staticmethod
    def appoints(username: str, position: str, kind: AppointmentKind, since: datetime.date) -> None:
        organisation.appoint(
            "bintan",
            person=next(one.person for one in offices.persons("bintan") if one.username == username),
            position=position,
            kind=kind,
            decree="SK 1",
            valid_from=since,
            decision=factories.decision("Penunjukan"),
        )

    def test_are_both_who_hold_it(self) -> None:
        assert self.refused("Nisa", "nisa") == (False, False)
        assert self.refused("Nisa dan Tuti", "nisa", "tuti") == (True, True)

    def test_is_nobody_whose_appointment_is_over(self) -> None:
        self.ends(self.AUDITOR)
        assert self.refused("Nisa", "nisa") == (True, True)

    def test_is_nobody_who_is_yet_to_come(self) -> None:
        self.appoints("bintan.wati", self.AUDITOR, AppointmentKind.DEFINITIF, factories.TODAY + 7 * DAY)
        assert self.refused("Nisa dan Tuti", "nisa", "tuti") == (True, True)

    def test_is_nobody_whose_account_is_closed(self) -> None:
        organisation.deactivate_person(
            "bintan",
            person=factories.officer("bintan.tuti").person,
            on=factories.TODAY + 7 * DAY,
            decision=factories.decision("Berhenti"),
        )
        assert self.refused("Nisa", "nisa") == (True, True)

    @pytest.mark.parametrize("away", [False, True], ids=["holder at work", "holder away"])
    def test_is_nobody_in_the_place_of_a_holder_whom_it_is_about(self, *, away: bool) -> None:
        self.appoints("bintan.wati", self.SECRETARY, AppointmentKind.PLH, factories.TODAY)
        if away:
            organisation.record_absence(
                "bintan",
                person=nisa().person,
                valid_from=factories.TODAY,
                valid_until=factories.TODAY + 7 * DAY,
                reason="Dinas luar",
                decision=factories.decision("Dinas luar"),
            )
        assert self.refused("Nisa dan Tuti", "nisa", "tuti") == (True, True)
        # Whoever is away is back one day.
        assert self.refused("Tuti", "tuti") == (False, False)

    def test_is_who_fills_a_place_that_nobody_holds(self) -> None:
        self.ends(self.SECRETARY)
        self.appoints("bintan.wati", self.SECRETARY, AppointmentKind.PLT, factories.TODAY)
        assert self.refused("Tuti", "tuti") == (False, False)
        assert self.refused("Tuti dan Wati", "tuti", "wati") == (True, True)

    def test_is_asked_for_nobody_where_the_office_has_none_at_all(self) -> None:
        for position in (self.AUDITOR, self.SECRETARY):
            self.ends(position)
        assert not self.refused("Nisa")[0]


class TestWhatIsCollected:
    """A complaint has no papers: nobody is let in by a mandate, a duplicate of a slip or a place on a shelf."""

    def test_is_nothing_of_a_complaint(self) -> None:
        made = taken(Said(TEXT))
        version = casework.complaint_of(made.resi).case.version
        ways = (
            lambda: cases.give_mandate(made.resi, wish(), by=budi(), key=uuid.uuid4()),
            lambda: cases.replace_slip(made.resi, "Hilang di pasar", officer=budi(), version=version, key=uuid.uuid4()),
            lambda: cases.shelve(made.resi, "Rak 3", ShelfKind.SHELF, officer=budi()),
        )
        for way in ways:
            with pytest.raises(NothingToCollect):
                way()
        assert casework.complaint_of(made.resi).case.version == version

    def test_by_a_mandate_of_an_earlier_version_stops_no_messages(self) -> None:
        turn(factories.hadi(), on=True)
        made, case = taken(Said(TEXT)), ready()
        now = timezone.now()
        collection.add_mandate(made.resi, wish(), by=budi(), key=uuid.uuid4(), channel="loket", at=now)
        lets_rudi(case.resi)
        assert tell_mandates("bintan") == 2
