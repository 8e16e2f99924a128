"""Whom a complaint is about never sees it, holds it, is given it or marks it, whatever way is tried."""

import datetime
import uuid

import pytest
from django.utils import timezone

from loket.casework import queries as casework
from loket.casework import services as cases
from loket.casework.bulk_acts import release_held_by
from loket.casework.records import Applicant
from loket.casework.refusals import LeadsToComplained, NoSuchBook, NoSuchCase, NoSuchOfficer, UnknownProcedure
from loket.complaints import queries, services
from loket.complaints.records import Channel, Received, Said
from loket.complaints.refusals import AboutYourself, NobodyToVerify, OwnKeeping
from loket.core.engine import Claim, Complete, Note
from loket.offices import services as organisation
from loket.offices.records import Officer
from tests.apps import factories
from tests.apps.complaints.complaining import ABOUT_BUDI, TEXT, do, hadi, nisa, surya, taken
from tests.apps.factories import budi, wati

pytestmark = pytest.mark.django_db


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
        services.withhold(
            made.resi, [wati().person], "Kepala seksi ini yang diadukan", officer=nisa(), key=uuid.uuid4()
        )
        for command in (Claim(), Complete("selesai"), Note("Saya tahu")):
            for version in (seen.version, seen.version + 1):
                with pytest.raises(NoSuchCase):
                    cases.act(made.resi, command, officer=wati(), version=version, key=uuid.uuid4())

    def test_has_it_on_no_desk_and_in_no_list_while_others_have(self) -> None:
        made = taken(Said(TEXT))
        do(made.resi, Complete("sederhana"), nisa())
        do(made.resi, Complete("ke-identitas"), hadi())
        assert made.resi in {line.resi for line in casework.desk(wati(), timezone.now()).pool}
        services.withhold(
            made.resi, [wati().person], "Kepala seksi ini yang diadukan", officer=nisa(), key=uuid.uuid4()
        )
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
        services.withhold(made.resi, [], "Yang dimaksud orang lain", officer=nisa(), key=uuid.uuid4())
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
                services.withhold(made.resi, persons, "Semua diadukan", officer=nisa(), key=uuid.uuid4())
        assert kept_from(made.resi) == set()
