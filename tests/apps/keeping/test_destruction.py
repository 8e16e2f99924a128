"""Destruction of scans by two persons: a list that no longer changes, an approval, and what a crash leaves is finished."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from typer.testing import CliRunner

from loket.casework import models as casework_models
from loket.casework import queries as casework
from loket.casework import services as casework_services
from loket.casework.audit.verification import verify
from loket.casework.papers import old_papers, seal_old_papers
from loket.casework.records import Acted, TakenIn
from loket.casework.refusals import PaperDestroyed, ScansDestroyed
from loket.casework.store.seen import forget_cases
from loket.cli import app
from loket.core.engine import Reopen
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal
from loket.core.terms import Nik
from loket.keeping import carrying_out, models, queries, services
from loket.keeping.destruction_refusals import (
    AlreadyListed,
    InstrumentDate,
    InstrumentMissing,
    ListChanged,
    MinutesMissing,
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
from loket.offices.terms import AppointmentKind
from loket.vault import services as vault
from loket.vault.refusals import KeyDestroyed
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
    approved,
    carried_out,
    decided_term,
    proposed,
    withdrawn,
)
from tests.apps.keeping.conftest import Scan

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[Path]:
    with override_settings(MEDIA_ROOT=str(tmp_path / "berkas")):
        yield tmp_path / "berkas"


def files_in(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()]


def notes_of(resi: str) -> list[str]:
    view = casework.case_view(resi, hadi(), NOW)
    return [event.sentence for event in view.events if event.kind == "note-added"]


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
        carried_out(_approve(one.id))
        assert casework.read_paper(stays.resi, _paper(stays.resi), officer=budi())

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
        _approve(two.id)
        assert again(two.id).ended_by(hadi())
        services.call_off(hadi(), two.id, why="Persetujuan ditarik", at=NOW)
        assert again(two.id).state is State.CALLED_OFF
        with pytest.raises(NotApproved):
            carried_out(two.id)
        assert proposed().cases == 1

    def test_approves_only_what_was_proposed(self, one: queries.DestructionRecord) -> None:
        _forged("UPDATE keeping_destructionitem SET scans = 9")
        with pytest.raises(ListChanged):
            services.approve(hadi(), one.id, instrument=LETTER, instrument_date=TODAY, at=NOW)


class TestCarryingOut:
    @pytest.fixture(autouse=True)
    def _terms(self) -> None:
        decided_term()

    def test_destroys_key_and_file_and_leaves_hash_and_history(self, store: Path) -> None:
        case, stays = withdrawn(), factories.take_in()
        casework_services.add_paper(stays.resi, "pengantar", Scan(b"%PDF-1.7 lain"), officer=budi())
        paper = _paper(case.resi)
        one = approved()
        assert carried_out(one.id) == services.Progress(1, 0)
        assert len(files_in(store)) == 1
        with pytest.raises(KeyDestroyed):
            vault.seal(vault.of_case(case.resi), "pindaian", b"lagi")
        with pytest.raises(PaperDestroyed, match=rf"pada \d\d-\d\d-\d{{4}} .*berita acara {MINUTES}"):
            casework.read_paper(case.resi, paper, officer=budi())
        (kept,) = casework.case_view(case.resi, hadi(), NOW).papers
        assert (len(kept.sha256), kept.destroyed_under) == (64, f"berita acara {MINUTES}")
        assert list(casework.bad_papers()) == []
        (note,) = notes_of(case.resi)
        assert MINUTES in note
        assert BASIS in note
        assert verify("bintan").ok
        done = again(one.id)
        assert (done.state, done.destroyed, done.left_out, done.minutes) == (State.FINISHED, 1, 0, MINUTES)
        assert queries.due("bintan", queries.office_terms("bintan"), TODAY) == ()
        assert not models.ListedCase.objects.exists()

    def test_does_so_with_a_finished_application_too(self) -> None:
        case: TakenIn | Acted = factories.case_at("verifikasi-kasi", at=LONG_AGO)
        casework_services.add_paper(case.resi, "pengantar", Scan(), officer=budi())
        while case.step is not None:
            case = factories.complete(case, at=LONG_AGO)
        assert _destroyed("pindaian-selesai") == services.Progress(1, 0)
        assert len(notes_of(case.resi)) == 1
        assert verify("bintan").ok

    def test_does_so_with_a_rejected_application_too(self) -> None:
        """No procedure that is shipped rejects, so the row is made to say it."""
        case = withdrawn()
        casework_models.Case.objects.filter(resi=case.resi).update(status="rejected")
        forget_cases()
        assert _destroyed("pindaian-ditolak") == services.Progress(1, 0)
        assert len(notes_of(case.resi)) == 1

    def test_is_for_one_of_the_two_after_the_approval(self) -> None:
        withdrawn()
        one = proposed()
        with pytest.raises(NotApproved):
            carried_out(one.id)
        _approve(one.id)
        with pytest.raises(NotAllowed):
            carried_out(one.id, by=budi())
        with pytest.raises(MinutesMissing):
            services.carry_out(admin(), one.id, minutes=" ", at=NOW)
        assert carried_out(one.id, by=hadi()).left == 0
        with pytest.raises(NotApproved):
            carried_out(one.id)

    def test_is_not_for_a_third_who_keeps_the_office(self) -> None:
        withdrawn()
        one = approved()
        third = budi().keeping()
        assert third.keeps_office
        assert not one.carried_out_by(third)
        decision = organisation.Decision.founding(NOW, "Pengelola kedua")
        organisation.appoint(
            "bintan",
            person=budi().person,
            position="administrator",
            kind=AppointmentKind.DEFINITIF,
            decree="SK 1/2026",
            valid_from=TODAY,
            decision=decision,
        )
        with pytest.raises(NotOfTheTwo):
            carried_out(one.id, by=budi())

    def test_goes_on_in_batches_under_the_same_minutes(self) -> None:
        cases = [withdrawn() for _ in range(3)]
        one = approved()
        assert carried_out(one.id, most=2) == services.Progress(2, 1)
        assert again(one.id).state is State.RUNNING
        with pytest.raises(ProposalDecided):
            services.call_off(admin(), one.id, why="Terlambat", at=NOW)
        assert services.carry_out(hadi(), one.id, minutes="lain", at=NOW) == services.Progress(1, 0)
        assert again(one.id).minutes == MINUTES
        assert all(MINUTES in note for case in cases for note in notes_of(case.resi))

    def test_leaves_out_and_tells_what_is_no_longer_as_listed(self) -> None:
        reopened, longer = withdrawn(), withdrawn()
        one = approved()
        _reopen(reopened.resi)
        carried_out(one.id)
        left = {item.resi: (item.left_out, item.is_destroyed) for item in queries.items_of(one.id)}
        assert left == {reopened.resi: ("status", False), longer.resi: ("", True)}
        assert casework.read_paper(reopened.resi, _paper(reopened.resi), officer=budi())
        assert (again(one.id).destroyed, again(one.id).left_out) == (1, 1)

    def test_judges_by_the_terms_of_today(self) -> None:
        withdrawn()
        one = approved()
        decided_term("3")
        carried_out(one.id)
        assert [item.left_out for item in queries.items_of(one.id)] == ["belum-lewat"]
        assert again(one.id).destroyed == 0

    def test_leaves_out_a_case_whose_scans_are_others(self) -> None:
        case = withdrawn()
        one = approved()
        casework_models.Paper.objects.filter(case__resi=case.resi).update(sha256="0" * 64)
        carried_out(one.id)
        assert [item.left_out for item in queries.items_of(one.id)] == ["pindaian"]

    def test_leaves_out_the_file_of_the_own_family(self) -> None:
        withdrawn()
        one = approved()
        decision = organisation.Decision(hadi(), NOW, "Dicatat dari KTP-el")
        sari = Nik.parse(factories.SARI.nik)
        organisation.record_nik("bintan", person=admin().person, nik=sari, decision=decision)
        carried_out(one.id)
        assert [item.left_out for item in queries.items_of(one.id)] == ["keluarga"]

    def test_needs_the_list_that_was_approved(self) -> None:
        withdrawn()
        one = approved()
        _forged("UPDATE keeping_destructionitem SET bytes = bytes + 1")
        with pytest.raises(ListChanged):
            carried_out(one.id)
        assert not models.DestructionOutcome.objects.exists()

    @pytest.mark.parametrize("where", ["before", "after"])
    def test_is_finished_by_carrying_out_again_after_a_crash(
        self, where: str, store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Killed at the second of three: before it is judged, or when it is and its file is still there."""
        cases = [withdrawn() for _ in range(3)]
        one = approved()
        seen: list[object] = []

        class Killed(BaseException):
            pass

        def killed_at_the_second(then: Callable[..., None]) -> Callable[..., None]:
            def instead(*args: Any) -> None:
                seen.append(args)
                if len(seen) == 2:
                    raise Killed
                then(*args)

            return instead

        module, name = (carrying_out, "_judge") if where == "before" else (casework_services, "remove_destroyed")
        monkeypatch.setattr(module, name, killed_at_the_second(getattr(module, name)))
        with pytest.raises(Killed):
            carried_out(one.id)
        assert len(files_in(store)) == 2
        assert models.DestructionOutcome.objects.count() == (1 if where == "before" else 2)
        assert list(casework.bad_papers()) == []
        monkeypatch.undo()
        assert carried_out(one.id).left == 0
        assert files_in(store) == []
        assert [len(notes_of(case.resi)) for case in cases] == [1, 1, 1]
        assert (again(one.id).state, again(one.id).destroyed) == (State.FINISHED, 3)
        assert list(casework.bad_papers()) == []

    def test_undoes_all_of_a_case_of_which_a_part_fails(self, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        case = withdrawn()
        one = approved()

        def fails(*_args: object, **_named: object) -> None:
            raise OSError("disk")

        with monkeypatch.context() as patch:
            patch.setattr("loket.casework.destroying.destroy", fails)
            with pytest.raises(OSError, match="disk"):
                carried_out(one.id)
        assert notes_of(case.resi) == []
        assert casework.read_paper(case.resi, _paper(case.resi), officer=budi())
        assert carried_out(one.id) == services.Progress(1, 0)
        assert files_in(store) == []


class TestADestroyedScan:
    @pytest.fixture
    def resi(self) -> str:
        decided_term()
        case = withdrawn()
        carried_out(approved().id)
        return case.resi

    def test_takes_no_other_when_its_case_is_opened_again(self, resi: str) -> None:
        _reopen(resi)
        for content in (b"%PDF-1.7 pengantar", b"%PDF-1.7 baru"):
            with pytest.raises(ScansDestroyed, match="dimusnahkan pada"):
                casework_services.add_paper(resi, "pengantar", Scan(content), officer=budi())

    def test_is_not_due_again(self, resi: str) -> None:
        with pytest.raises(NothingDue):
            proposed()

    def test_lost_without_its_key_destroyed_is_still_told(self, resi: str, store: Path) -> None:
        case = withdrawn(b"%PDF-1.7 masih ada")
        (file,) = files_in(store)
        file.unlink()
        assert len(list(casework.bad_papers())) == 1
        assert casework_models.Paper.objects.filter(case__resi=case.resi, destroyed_at=None).exists()


class TestAScanInTheClear:
    """As they were kept before scans were sealed."""

    def test_goes_too_unless_another_case_is_kept_in_the_same_file(self, store: Path) -> None:
        decided_term()
        scan = Scan()
        goes, stays = withdrawn(scan.content), factories.take_in()
        casework_services.add_paper(stays.resi, "pengantar", scan, officer=budi())
        clear = f"bintan/{scan.sha256[:2]}/{scan.sha256}.pdf"
        for file in files_in(store):
            file.unlink()
        casework_models.Paper.objects.update(file=clear)
        (store / clear).parent.mkdir(parents=True)
        (store / clear).write_bytes(scan.content)
        carried_out(approved().id)
        with pytest.raises(PaperDestroyed):
            casework.read_paper(goes.resi, _paper(goes.resi), officer=budi())
        assert casework.read_paper(stays.resi, _paper(stays.resi), officer=budi())[1] == scan.content
        assert old_papers() == 1
        assert seal_old_papers(done=lambda _count: None) == 1
        assert casework.read_paper(stays.resi, _paper(stays.resi), officer=budi())[1] == scan.content
        assert not (store / clear).exists()
        assert list(casework.bad_papers()) == []

    def test_leaves_no_owner_who_could_still_get_a_key(self) -> None:
        owner = vault.of_case("7K2M94QXB3TD")
        assert not vault.destroy(owner, why="Masa simpan", unmade=True)
        with pytest.raises(KeyDestroyed):
            vault.seal(owner, "pindaian", b"1")


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


def _destroyed(class_id: str) -> services.Progress:
    services.set_term(hadi(), class_id, "2", BASIS, NOW)
    return carried_out(_approve(services.propose(admin(), class_id, "Tahunan", NOW)))


def _forged(statement: str) -> None:
    """By someone with the keys of the database, past its guards."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("DROP TRIGGER keeping_destructionitem_update")
        cursor.execute(statement)


def _approve(number: int) -> int:
    services.approve(hadi(), number, instrument=LETTER, instrument_date=TODAY, at=NOW)
    return number


def _paper(resi: str) -> int:
    return casework_models.Paper.objects.get(case__resi=resi).pk


def _reopen(resi: str) -> None:
    view = casework.case_view(resi, hadi(), NOW)
    casework_services.act(
        resi,
        Reopen(view.state.passages[-1].step, "Pemohon datang lagi"),
        officer=hadi(),
        version=view.case.version,
        key=uuid.uuid4(),
        at=NOW,
    )
