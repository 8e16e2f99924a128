"""Destruction of scans by two persons: terms of the office, a list that no longer changes, and an approval."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from typer.testing import CliRunner

from loket.casework import queries as casework
from loket.cli import app
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal
from loket.keeping import models, queries, services
from loket.keeping.destruction_refusals import (
    AlreadyListed,
    InstrumentDate,
    InstrumentMissing,
    ListChanged,
    NotApproved,
    NoTerm,
    NothingDue,
    NotInEmergency,
    NotInTheList,
    NotOfTheTwo,
    TermBasis,
    TermClassStays,
    TermClassUnknown,
    TermYears,
    WhyItStays,
)
from loket.keeping.queries import State, StepKind
from loket.offices import services as organisation
from loket.offices.refusals import OwnProposal, ProposalDecided, ProposerGone, WhyMissing
from tests.apps import factories
from tests.apps.factories import budi, hadi
from tests.apps.keeping.archive import (
    BASIS,
    CLASS,
    LETTER,
    LONG_AGO,
    MINUTES,
    NOW,
    admin,
    again,
    approve,
    approved,
    carried_out,
    decided_term,
    forged,
    paper_of,
    proposed,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
TODAY = NOW.date()


class TestTheTermsOfAnOffice:
    def test_count_from_when_a_keeper_gives_them(self) -> None:
        assert all(term.years is None for term in queries.office_terms("bintan"))
        decided_term("5")
        decided_term("2")
        (term,) = (one for one in queries.office_terms("bintan") if one.years)
        assert (term.id, term.years, term.basis, term.sure) == (CLASS, 2, BASIS, True)
        assert all(one.years is None for one in queries.office_terms("pontianak"))
        assert queries.latest_terms(hadi().office_id)[CLASS].acted_as.startswith(hadi().full_name)

    def test_are_not_written_twice(self) -> None:
        decided_term()
        decided_term()
        assert models.OfficeTerm.objects.count() == 1

    @pytest.mark.parametrize(
        ("class_id", "years", "basis", "refusal"),
        [
            ("lain", "2", BASIS, TermClassUnknown),
            ("riwayat-permohonan", "2", BASIS, TermClassStays),
            (CLASS, "0", BASIS, TermYears),
            (CLASS, "101", BASIS, TermYears),
            (CLASS, "9" * 5000, BASIS, TermYears),
            (CLASS, "dua", BASIS, TermYears),
            (CLASS, "2", "  ", TermBasis),
        ],
    )
    def test_refuse_what_the_file_refuses(self, class_id: str, years: str, basis: str, refusal: type[Refusal]) -> None:
        with pytest.raises(refusal):
            services.set_term(hadi(), class_id, years, basis, NOW)
        assert not models.OfficeTerm.objects.exists()

    def test_are_given_by_those_who_keep_the_office_alone(self) -> None:
        for officer in (budi(), factories.wati(), factories.officer("bintan.tuti")):
            with pytest.raises(NotAllowed):
                services.set_term(officer, CLASS, "2", BASIS, NOW)

    def test_are_not_given_in_an_emergency(self) -> None:
        decision = organisation.Decision.founding(NOW, "Kepala sakit mendadak")
        organisation.open_emergency("bintan", person=budi().person, hours=2, decision=decision)
        keeping = budi().keeping()
        assert keeping.keeps_office
        with pytest.raises(NotInEmergency):
            services.set_term(keeping, CLASS, "2", BASIS, NOW)


class TestAProposal:
    @pytest.fixture(autouse=True)
    def _terms(self) -> None:
        decided_term()

    def test_freezes_the_list_with_its_digest(self) -> None:
        case = withdrawn(b"%PDF-1.7 satu", b"%PDF-1.7 dua dua")
        one = proposed()
        (item,) = queries.items_of(one.id)
        assert (item.resi, item.service, item.closed_date) == (case.resi, "kk", LONG_AGO.date())
        assert (item.scans, item.bytes, item.stays) == (2, 29, False)
        assert (one.cases, one.scans, one.bytes, one.stays, one.state) == (1, 2, 29, 0, State.PROPOSED)
        assert (one.years, one.basis, one.on_date, len(one.sha256)) == (2, BASIS, TODAY, 64)
        assert all(paper.destroyed_at is None for paper in casework.case_view(case.resi, hadi(), NOW).papers)

    def test_leaves_out_what_stays_and_says_why(self) -> None:
        stays, goes = withdrawn(), withdrawn()
        typed = f"{stays.resi[:4]}-{stays.resi[4:8]}-{stays.resi[8:]}".lower()
        one = proposed(typed)
        assert {item.resi: item.stays for item in queries.items_of(one.id)} == {stays.resi: True, goes.resi: False}
        assert (one.cases, one.stays, one.kept_why) == (1, 1, "sengketa waris")
        carried_out(approve(one.id))
        assert casework.read_paper(stays.resi, paper_of(stays.resi), officer=budi())

    def test_takes_a_case_into_one_list_at_a_time(self) -> None:
        withdrawn()
        proposed()
        with pytest.raises(NothingDue):
            proposed()
        later = withdrawn()
        assert [item.resi for item in queries.items_of(proposed(by=hadi()).id)] == [later.resi]

    def test_loses_to_a_colleague_who_was_quicker(self, monkeypatch: pytest.MonkeyPatch) -> None:
        withdrawn()
        proposed()
        monkeypatch.setattr("loket.keeping.proposing.listed_cases", lambda _office: frozenset())
        with pytest.raises(AlreadyListed):
            proposed(by=hadi())
        assert models.Destruction.objects.count() == 1

    def test_is_refused_with_a_word_for_each_fault(self) -> None:
        with pytest.raises(NothingDue):
            proposed()
        case, young = withdrawn(), withdrawn(at=NOW - datetime.timedelta(days=30))
        with pytest.raises(WhyMissing):
            services.propose(admin(), CLASS, " ", NOW)
        with pytest.raises(NoTerm):
            services.propose(admin(), "pindaian-selesai", "Tahunan", NOW)
        with pytest.raises(NoTerm):
            services.propose(admin(), "register-akta", "Tahunan", NOW)
        for typed in (young.resi, "bukan-resi"):
            with pytest.raises(NotInTheList, match=typed):
                proposed(typed)
        with pytest.raises(WhyItStays):
            services.propose(admin(), CLASS, "Tahunan", NOW, staying=services.Staying([case.resi]))
        with pytest.raises(NothingDue):
            proposed(case.resi)
        for officer in (budi(), factories.officer("bintan.tuti"), factories.dewi()):
            with pytest.raises(NotAllowed):
                proposed(by=officer)
        assert not models.Destruction.objects.exists()

    def test_is_of_the_own_office_alone(self) -> None:
        withdrawn()
        one = proposed()
        assert queries.destruction(one.id, factories.dewi().office_id) is None
        other = factories.officer("pontianak.admin")
        with pytest.raises(ProposalDecided):
            services.approve(other, one.id, instrument=LETTER, instrument_date=TODAY, at=NOW)


class TestTheSecondPerson:
    @pytest.fixture
    def one(self) -> queries.DestructionRecord:
        decided_term()
        withdrawn()
        return proposed()

    def test_is_never_the_one_who_proposed(self, one: queries.DestructionRecord) -> None:
        assert not one.decidable_by(admin())
        assert one.decidable_by(hadi())
        with pytest.raises(OwnProposal):
            services.approve(admin(), one.id, instrument=LETTER, instrument_date=TODAY, at=NOW)
        with pytest.raises(OwnProposal):
            services.decline(admin(), one.id, why="Tidak jadi", at=NOW)
        for officer in (budi(), factories.officer("bintan.tuti")):
            with pytest.raises(NotAllowed):
                services.approve(officer, one.id, instrument=LETTER, instrument_date=TODAY, at=NOW)

    def test_approves_with_the_instrument(self, one: queries.DestructionRecord) -> None:
        with pytest.raises(InstrumentMissing):
            services.approve(hadi(), one.id, instrument=" ", instrument_date=TODAY, at=NOW)
        for day in (None, TODAY + datetime.timedelta(days=1)):
            with pytest.raises(InstrumentDate):
                services.approve(hadi(), one.id, instrument=LETTER, instrument_date=day, at=NOW)
        services.approve(hadi(), one.id, instrument=LETTER, instrument_date=TODAY, at=NOW)
        step = again(one.id).step(StepKind.APPROVED)
        assert step is not None
        assert (step.number, step.date, step.person) == (LETTER, TODAY, hadi().person)
        with pytest.raises(ProposalDecided):
            services.approve(hadi(), one.id, instrument=LETTER, instrument_date=TODAY, at=NOW)

    def test_declines_and_the_list_is_free_again(self, one: queries.DestructionRecord) -> None:
        with pytest.raises(WhyMissing):
            services.decline(hadi(), one.id, why=" ", at=NOW)
        services.decline(hadi(), one.id, why="Masih diperiksa Inspektorat", at=NOW)
        assert again(one.id).state is State.DECLINED
        assert proposed().cases == 1

    def test_has_nothing_to_approve_once_the_proposer_has_left(self, one: queries.DestructionRecord) -> None:
        decision = organisation.Decision(hadi(), NOW, "Pindah tugas")
        organisation.deactivate_person("bintan", person=admin().person, on=TODAY, decision=decision)
        with pytest.raises(ProposerGone):
            services.approve(hadi(), one.id, instrument=LETTER, instrument_date=TODAY, at=NOW)

    def test_or_the_first_calls_it_off_before_it_has_begun(self, one: queries.DestructionRecord) -> None:
        with pytest.raises(NotOfTheTwo):
            services.call_off(hadi(), one.id, why="Tidak jadi", at=NOW)
        services.call_off(admin(), one.id, why="Daftar keliru", at=NOW)
        two = proposed()
        approve(two.id)
        assert again(two.id).ended_by(hadi())
        services.call_off(hadi(), two.id, why="Persetujuan ditarik", at=NOW)
        assert again(two.id).state is State.CALLED_OFF
        with pytest.raises(NotApproved):
            carried_out(two.id)
        assert proposed().cases == 1

    def test_approves_only_what_was_proposed(self, one: queries.DestructionRecord) -> None:
        forged("UPDATE keeping_destructionitem SET scans = 9")
        with pytest.raises(ListChanged):
            services.approve(hadi(), one.id, instrument=LETTER, instrument_date=TODAY, at=NOW)


class TestTheDatabase:
    @pytest.mark.parametrize(
        ("table", "change"),
        [
            ("keeping_officeterm", "years = 1"),
            ("keeping_destruction", "why = 'lain'"),
            ("keeping_destructionitem", "scans = 0"),
            ("keeping_destructionstep", "number = 'lain'"),
            ("keeping_destructionoutcome", "left_out = 'status'"),
        ],
    )
    def test_keeps_what_was_written(self, table: str, change: str) -> None:
        decided_term()
        withdrawn()
        carried_out(approved().id)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] > 0
        statements = [f"UPDATE {table} SET {change}", f"DELETE FROM {table}"]
        if connection.vendor == "sqlite":
            statements.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        else:
            statements.append(f"TRUNCATE {table} CASCADE")
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in statements:
            with pytest.raises(DatabaseError, match="is refused"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)

    def test_takes_no_second_step_of_a_kind(self) -> None:
        decided_term()
        withdrawn()
        one = approved()
        with pytest.raises(DatabaseError), transaction.atomic():
            models.DestructionStep.objects.create(
                destruction_id=one.id, kind="setuju", person=1, acted_as="lain", at=NOW
            )


class TestTheCommand:
    def _run(self, *words: str) -> str:
        told = CliRunner().invoke(app, ["retention", *words])
        assert told.exit_code == 0, told.output
        return " ".join(told.stdout.split())

    def test_counts_by_the_terms_of_each_office(self) -> None:
        decided_term()
        withdrawn()
        assert BASIS in self._run("list", "--office", "bintan")
        assert BASIS not in self._run("list")
        told = self._run("due", "--on", "2026-11-16")
        assert "bintan, pindaian-ditarik: 1 pindaian dari 1 permohonan" in told
        assert "bintan: belum diisi kantor, jadi tidak dihitung: pindaian-selesai, pindaian-ditolak" in told

    def test_names_what_was_destroyed(self) -> None:
        assert "Belum ada" in self._run("history")
        decided_term()
        withdrawn()
        carried_out(approved().id)
        told = self._run("history", "--office", "bintan")
        assert MINUTES in told
        assert LETTER in told
        assert "Belum ada" in self._run("history", "--office", "pontianak")
