"""Mass submissions under one number, and scanned papers of a case."""

import datetime
import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import override_settings

from loket.casework import demo, models, queries, services
from loket.casework.papers import seal_old_papers
from loket.casework.records import Acted, BatchRecord, PaperRecord, TakenIn
from loket.casework.refusals import (
    NoBatchStep,
    NoSeat,
    NoSuchCase,
    NothingChosen,
    NotInBatchStep,
    NotReadyForBatch,
    PaperDamaged,
    UnknownRequirement,
)
from loket.core.engine import Claim, Reopen, Withdraw
from loket.core.engine.refusals import CaseClosed, EvidenceMissing, NotYourStep
from loket.core.procedure.model import Step
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.vault import services as vault
from loket.vault.refusals import KeyDestroyed
from tests.apps import factories
from tests.apps.elsewhere import by_another_process
from tests.apps.factories import MONDAY, TODAY, act, budi, dewi

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Scan:
    """A file as the checker of scans hands it on."""

    content: bytes = b"%PDF-1.7 bersih"
    kind: str = "pdf"
    pages: int = 1

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


@pytest.fixture
def _own_store(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=str(tmp_path)):
        yield


def file_of(store: Path, paper: PaperRecord) -> Path:
    return store / paper.file


@pytest.mark.usefixtures("_own_store")
class TestT24:
    """Scans at rest."""

    def test_t24_no_scan_lies_in_the_store_in_the_clear(self, tmp_path: Path) -> None:
        case = factories.take_in()
        for scan in (Scan(), Scan(b"\xff\xd8\xff" + b"KTP" * 50, "jpeg"), Scan(b"\x89PNG" + b"KK" * 50, "png")):
            paper = services.add_paper(case.resi, "f-1-01", scan, officer=budi())
            assert queries.read_paper(case.resi, paper.id, officer=budi())[1] == scan.content
        for file in (path for path in tmp_path.rglob("*") if path.is_file()):
            lying = file.read_bytes()
            assert lying.startswith(b"LKT1")
            assert not any(clear in lying for clear in (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"KTPKTP", b"KKKK"))

    def test_t24_two_files_that_were_swapped_do_not_open(self, tmp_path: Path) -> None:
        cases, scans = (factories.take_in(), factories.take_in()), (Scan(b"%PDF-1.7 satu"), Scan(b"%PDF-1.7 dua."))
        papers = [
            services.add_paper(case.resi, "f-1-01", scan, officer=budi())
            for case, scan in zip(cases, scans, strict=True)
        ]
        first, second = (file_of(tmp_path, paper) for paper in papers)
        one, other = first.read_bytes(), second.read_bytes()
        first.write_bytes(other)
        second.write_bytes(one)
        for case, paper in zip(cases, papers, strict=True):
            with pytest.raises(PaperDamaged):
                queries.read_paper(case.resi, paper.id, officer=budi())

    def test_t24_the_same_scan_of_another_case_has_another_key(self, tmp_path: Path) -> None:
        cases = (factories.take_in(), factories.take_in())
        first, second = (services.add_paper(case.resi, "f-1-01", Scan(), officer=budi()) for case in cases)
        assert vault.destroy(vault.of_case(cases[0].resi), why="Jangka simpan habis")
        with pytest.raises(KeyDestroyed, match="dimusnahkan"):
            queries.read_paper(cases[0].resi, first.id, officer=budi())
        assert queries.read_paper(cases[1].resi, second.id, officer=budi())[1] == Scan().content

    def test_t24_what_was_kept_in_the_clear_before_is_read_and_then_sealed(self, tmp_path: Path) -> None:
        case, scan = factories.take_in(), Scan()
        paper = services.add_paper(case.resi, "f-1-01", scan, officer=budi())
        file_of(tmp_path, paper).unlink()
        clear = f"bintan/{scan.sha256[:2]}/{scan.sha256}.pdf"
        models.Paper.objects.filter(pk=paper.id).update(file=clear)
        (tmp_path / clear).parent.mkdir()
        (tmp_path / clear).write_bytes(scan.content)
        assert queries.read_paper(case.resi, paper.id, officer=budi())[1] == scan.content
        told: list[int] = []
        assert seal_old_papers(done=told.append) == sum(told) == 1
        assert not (tmp_path / clear).exists()
        (sealed,) = tmp_path.rglob("*.lkt")
        assert sealed.read_bytes().startswith(b"LKT1")
        assert queries.read_paper(case.resi, paper.id, officer=budi())[1] == scan.content
        assert seal_old_papers(done=told.append) == 0

    def test_goes_only_when_its_sealed_one_opens(self, tmp_path: Path) -> None:
        """A folder and a database of different days: a sealed file of the same length stands there, of another key."""
        case, other, scan = factories.take_in(), factories.take_in(), Scan()
        paper = services.add_paper(case.resi, "f-1-01", scan, officer=budi())
        clear = f"bintan/lama/{scan.sha256}.pdf"
        models.Paper.objects.filter(pk=paper.id).update(file=clear)
        (tmp_path / "bintan/lama").mkdir()
        (tmp_path / clear).write_bytes(scan.content)
        row = models.Paper.objects.get(pk=paper.id)
        foreign = vault.seal(vault.of_case(other.resi), f"pindaian:{scan.sha256}", scan.content)
        (tmp_path / f"bintan/berkas/{row.case_id}/{scan.sha256}.pdf.lkt").write_bytes(foreign)
        assert seal_old_papers(done=lambda _count: None) == 1
        assert queries.read_paper(case.resi, paper.id, officer=budi())[1] == scan.content


@pytest.mark.usefixtures("_own_store")
class TestAPaper:
    def test_is_kept_once_and_read_back(self) -> None:
        case = factories.take_in()
        first = services.add_paper(case.resi, "f-1-01", Scan(), officer=budi())
        again = services.add_paper(case.resi, "f-1-01", Scan(), officer=budi())
        assert first == again
        assert [paper.id for paper in factories.view(case, budi()).papers] == [first.id]
        assert queries.read_paper(case.resi, first.id, officer=budi()) == (first, Scan().content)

    def test_is_whole_also_after_a_crash_left_half_of_it(self, tmp_path: Path) -> None:
        case, scan = factories.take_in(), Scan()
        half = file_of(tmp_path, services.add_paper(case.resi, "f-1-01", scan, officer=budi()))
        half.write_bytes(half.read_bytes()[:5])
        paper = services.add_paper(case.resi, "f-1-01", scan, officer=budi())
        assert queries.read_paper(case.resi, paper.id, officer=budi())[1] == scan.content

    def test_belongs_to_a_requirement_or_to_the_rest(self) -> None:
        case = factories.take_in()
        assert services.add_paper(case.resi, "lainnya", Scan(), officer=budi()).requirement == "lainnya"
        with pytest.raises(UnknownRequirement):
            services.add_paper(case.resi, "akta-nikah", Scan(), officer=budi())

    def test_is_not_there_for_another_office(self) -> None:
        case = factories.take_in()
        paper = services.add_paper(case.resi, "f-1-01", Scan(), officer=budi())
        with pytest.raises(NoSuchCase):
            queries.read_paper(case.resi, paper.id, officer=dewi())
        with pytest.raises(NoSuchCase):
            services.add_paper(case.resi, "f-1-01", Scan(), officer=dewi())
        with pytest.raises(NoSuchCase):
            queries.read_paper(case.resi, paper.id + 1, officer=budi())

    @pytest.mark.parametrize(
        "damage", [lambda file: file.write_bytes(b"%PDF-1.7 diganti"), Path.unlink], ids=["changed", "gone"]
    )
    def test_whose_file_is_not_what_was_kept_is_not_shown(
        self, tmp_path: Path, damage: Callable[[Path], object]
    ) -> None:
        case, scan = factories.take_in(), Scan()
        paper = services.add_paper(case.resi, "f-1-01", scan, officer=budi())
        damage(file_of(tmp_path, paper))
        with pytest.raises(PaperDamaged):
            queries.read_paper(case.resi, paper.id, officer=budi())
        assert services.add_paper(case.resi, "f-1-01", scan, officer=budi()) == paper
        assert queries.read_paper(case.resi, paper.id, officer=budi())[1] == scan.content

    def test_is_not_added_to_a_closed_case(self) -> None:
        case = act(factories.take_in(), Withdraw("tidak jadi"), budi())
        with pytest.raises(CaseClosed):
            services.add_paper(case.resi, "f-1-01", Scan(), officer=budi())


class TestABatch:
    def _gathered(self, count: int) -> tuple[str, list[TakenIn | Acted]]:
        factories.install("sumbersuko")
        procedure = factories.procedure("sumbersuko")
        step = next(step for step in procedure.steps if "batch" in step.acts)
        return step.id, [factories.case_at(step.id, "sumbersuko") for _ in range(count)]

    def _officer(self, step: str) -> Officer:
        procedure = factories.procedure("sumbersuko")
        return demo.officer_for(procedure, procedure.by_id[step], "sumbersuko", MONDAY)

    def _submit(
        self,
        step: str,
        resis: list[str],
        key: uuid.UUID,
        *,
        by: Officer | None = None,
        evidence: dict[str, object] | None = None,
    ) -> tuple[BatchRecord, list[bool]]:
        procedure = factories.procedure("sumbersuko")
        given = demo.evidence(procedure, procedure.by_id[step], {}, MONDAY) if evidence is None else evidence
        batch, results = services.submit_batch(
            "sumbersuko", step, resis, officer=by or self._officer(step), evidence=given, key=key
        )
        return batch, [result.ok for result in results]

    def _without_the_lane(self, step: Step) -> Officer:
        procedure = factories.procedure("sumbersuko")
        able = {o.person for o in offices.officers_for(procedure, step, "sumbersuko", TODAY)}
        others = (offices.officer_by_id(p.person, TODAY) for p in offices.persons("sumbersuko"))
        return next(o for o in others if o is not None and o.seats and o.person not in able)

    def test_has_one_number_and_completes_every_case_with_it(self) -> None:
        step, cases = self._gathered(3)
        key = uuid.uuid4()
        batch, done = self._submit(step, [case.resi for case in cases], key)
        assert batch.label.startswith("PM/1/")
        assert done == [True, True, True]
        procedure = factories.procedure("sumbersuko")
        officer = demo.officer_for(procedure, procedure.first, "sumbersuko", MONDAY)
        for case in cases:
            payload = queries.case_view(case.resi, officer, MONDAY).events[-1].payload
            assert payload["evidence"]["batch_reference"] == batch.label
        assert [found.label for found in queries.batches("sumbersuko")] == [batch.label]

    def test_sent_twice_is_one(self) -> None:
        step, cases = self._gathered(2)
        key, resis = uuid.uuid4(), [case.resi for case in cases]
        first, _ = self._submit(step, resis, key)
        again, done = self._submit(step, resis, key)
        assert (again.label, again.replayed, done) == (first.label, True, [True, True])
        assert len(queries.batches("sumbersuko")) == 1

    def test_with_a_case_elsewhere_takes_no_number(self) -> None:
        step, cases = self._gathered(1)
        other = factories.take_in("sumbersuko")
        with pytest.raises(NotInBatchStep):
            self._submit(step, [cases[0].resi, other.resi], uuid.uuid4())
        assert queries.batches("sumbersuko") == ()
        batch, _ = self._submit(step, [cases[0].resi], uuid.uuid4())
        assert batch.label.startswith("PM/1/")

    def test_that_its_officer_may_not_submit_takes_no_number(self) -> None:
        step, (case,) = self._gathered(1)
        stranger = self._without_the_lane(factories.procedure("sumbersuko").by_id[step])
        with pytest.raises(NotYourStep):
            self._submit(step, [case.resi], uuid.uuid4(), by=stranger)
        assert queries.batches("sumbersuko") == ()

    def test_that_lacks_evidence_takes_no_number(self) -> None:
        step, (case,) = self._gathered(1)
        with pytest.raises(EvidenceMissing):
            self._submit(step, [case.resi], uuid.uuid4(), evidence={})
        assert queries.batches("sumbersuko") == ()

    def test_with_a_case_on_a_colleagues_desk_takes_no_number(self) -> None:
        step, cases = self._gathered(2)
        procedure = factories.procedure("sumbersuko")
        able = offices.officers_for(procedure, procedure.by_id[step], "sumbersuko", TODAY)
        act(cases[0], Claim(), next(o for o in able if o != self._officer(step)))
        with pytest.raises(NotReadyForBatch) as refused:
            self._submit(step, [case.resi for case in cases], uuid.uuid4())
        assert cases[0].resi in refused.value.explanation
        assert cases[1].resi not in refused.value.explanation
        assert queries.batches("sumbersuko") == ()

    def test_by_an_officer_whose_seat_has_ended_elsewhere_takes_no_number(self) -> None:
        step, cases = self._gathered(1)
        procedure = factories.procedure("sumbersuko")
        given = demo.evidence(procedure, procedure.by_id[step], {}, MONDAY)
        by = self._officer(step)
        by_another_process(lambda: factories.away(by, until=datetime.date(2099, 1, 1)))
        with pytest.raises(NoSeat):
            services.submit_batch("sumbersuko", step, [cases[0].resi], officer=by, evidence=given, key=uuid.uuid4())
        assert queries.batches("sumbersuko") == ()

    def test_takes_no_number_from_another_office(self) -> None:
        step, (case,) = self._gathered(1)
        procedure = factories.procedure("sumbersuko")
        given = demo.evidence(procedure, procedure.by_id[step], {}, MONDAY)
        by = self._officer(step)
        with pytest.raises(NoBatchStep):
            services.submit_batch("bintan", step, [case.resi], officer=by, evidence=given, key=uuid.uuid4())
        assert queries.register_books("bintan") == ()

    def test_sent_again_with_fewer_cases_answers_for_those_it_has(self) -> None:
        step, cases = self._gathered(2)
        key = uuid.uuid4()
        first, _ = self._submit(step, [case.resi for case in cases], key)
        again, done = self._submit(step, [cases[0].resi], key)
        assert (again.label, again.resis, done) == (first.label, first.resis, [True, True])

    def test_sent_again_leaves_a_case_alone_that_has_come_back(self) -> None:
        step, (case,) = self._gathered(1)
        key = uuid.uuid4()
        self._submit(step, [case.resi], key)
        head = offices.supervisors_of("sumbersuko", TODAY)[0]
        moved = queries.lines_of("sumbersuko", [case.resi])[0]
        services.act(case.resi, Reopen(step, "salah berkas"), officer=head, version=moved.version, key=uuid.uuid4())
        back = queries.lines_of("sumbersuko", [case.resi])[0]
        assert back.step == step
        assert self._submit(step, [case.resi], key)[1] == [True]
        assert queries.lines_of("sumbersuko", [case.resi])[0] == back

    def test_needs_cases_and_a_step_that_gathers(self) -> None:
        case = factories.take_in()
        with pytest.raises(NothingChosen):
            services.submit_batch("bintan", "teruskan", [], officer=budi(), evidence={}, key=uuid.uuid4())
        with pytest.raises(NoBatchStep):
            services.submit_batch("bintan", "teruskan", [case.resi], officer=budi(), evidence={}, key=uuid.uuid4())
