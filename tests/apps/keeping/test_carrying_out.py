"""Carrying out a destruction: key, file and mark together or not at all, and what a crash leaves is finished."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loket.casework import models as casework_models
from loket.casework import queries as casework
from loket.casework import services as casework_services
from loket.casework.audit.verification import verify
from loket.casework.papers import old_papers, seal_old_papers
from loket.casework.records import Acted, TakenIn
from loket.casework.refusals import PaperDestroyed, ScansDestroyed
from loket.casework.store.seen import forget_cases
from loket.core.engine.refusals import NotAllowed
from loket.core.terms import Nik
from loket.keeping import carrying_out, models, queries, services
from loket.keeping.destruction_refusals import (
    ListChanged,
    MinutesMissing,
    NotApproved,
    NothingDue,
    NotOfTheTwo,
)
from loket.keeping.queries import State
from loket.offices import services as organisation
from loket.offices.refusals import ProposalDecided
from loket.offices.terms import AppointmentKind
from loket.vault import services as vault
from loket.vault.refusals import KeyDestroyed
from tests.apps import factories
from tests.apps.factories import budi, hadi
from tests.apps.keeping.archive import (
    BASIS,
    CLASS,
    LONG_AGO,
    MINUTES,
    NOW,
    admin,
    again,
    approve,
    approved,
    carried_out,
    decided_term,
    destroyed,
    files_in,
    forged,
    notes_of,
    paper_of,
    proposed,
    reopen,
    withdrawn,
)
from tests.apps.keeping.conftest import Scan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
TODAY = NOW.date()


class TestCarryingOut:
    @pytest.fixture(autouse=True)
    def _terms(self) -> None:
        decided_term()

    def test_destroys_key_and_file_and_leaves_hash_and_history(self, store: Path) -> None:
        case, stays = withdrawn(), factories.take_in()
        casework_services.add_paper(stays.resi, "pengantar", Scan(b"%PDF-1.7 lain"), officer=budi())
        paper = paper_of(case.resi)
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
        assert destroyed("pindaian-selesai") == services.Progress(1, 0)
        assert len(notes_of(case.resi)) == 1
        assert verify("bintan").ok

    def test_does_so_with_a_rejected_application_too(self) -> None:
        """No procedure that is shipped rejects, so the row is made to say it."""
        case = withdrawn()
        casework_models.Case.objects.filter(resi=case.resi).update(status="rejected")
        forget_cases()
        assert destroyed("pindaian-ditolak") == services.Progress(1, 0)
        assert len(notes_of(case.resi)) == 1

    def test_is_for_one_of_the_two_after_the_approval(self) -> None:
        withdrawn()
        one = proposed()
        with pytest.raises(NotApproved):
            carried_out(one.id)
        approve(one.id)
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

    def test_keeps_what_was_typed_on_one_line(self) -> None:
        case = withdrawn()
        decided_term("2")
        services.set_term(hadi(), CLASS, "2", " Perbup\x00 contoh\n12/2024 ", NOW)
        one = approved()
        services.carry_out(admin(), one.id, minutes="045\x00\nBA", at=NOW)
        assert again(one.id).minutes == "045 BA"
        (note,) = notes_of(case.resi)
        assert "Perbup contoh 12/2024" in note

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
        reopen(reopened.resi)
        carried_out(one.id)
        left = {item.resi: (item.left_out, item.is_destroyed) for item in queries.items_of(one.id)}
        assert left == {reopened.resi: ("status", False), longer.resi: ("", True)}
        assert casework.read_paper(reopened.resi, paper_of(reopened.resi), officer=budi())
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
        forged("UPDATE keeping_destructionitem SET bytes = bytes + 1")
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
        assert casework.read_paper(case.resi, paper_of(case.resi), officer=budi())
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
        reopen(resi)
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
            casework.read_paper(goes.resi, paper_of(goes.resi), officer=budi())
        assert casework.read_paper(stays.resi, paper_of(stays.resi), officer=budi())[1] == scan.content
        assert old_papers() == 1
        assert seal_old_papers(done=lambda _count: None) == 1
        assert casework.read_paper(stays.resi, paper_of(stays.resi), officer=budi())[1] == scan.content
        assert not (store / clear).exists()
        assert list(casework.bad_papers()) == []

    def test_leaves_no_owner_who_could_still_get_a_key(self) -> None:
        owner = vault.of_case("7K2M94QXB3TD")
        assert not vault.destroy(owner, why="Masa simpan", unmade=True)
        with pytest.raises(KeyDestroyed):
            vault.seal(owner, "pindaian", b"1")
