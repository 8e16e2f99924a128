"""A draft is sent once and whole, whatever drops in between."""

import datetime
import hashlib
from typing import Any

import pytest
from django.utils import timezone

from loket.casework import queries as casework
from loket.casework import services as casework_services
from loket.casework.records import Applicant
from loket.core.engine import Status
from loket.core.problems import BadTerm
from loket.core.terms import HomeCode
from loket.home import models, queries, sending, services
from loket.home.drafts import empty, forget, row_of
from loket.home.refusals import AlreadySent, NoSuchDraft, NothingChanged, PaperLost
from loket.home.services import Letter
from loket.storage.files import kept, remove
from loket.vault import models as keys
from tests.apps.factories import SARI, budi, wati
from tests.apps.home.drafts import ANSWERS, LETTER, begun, photo, send_back, sent

pytestmark = pytest.mark.django_db


def _papers(resi: str) -> list[tuple[str, int]]:
    view = casework.case_view(resi, budi(), timezone.now())
    return [(paper.requirement, paper.uploaded_by) for paper in view.papers]


class TestSending:
    def test_makes_a_case_with_its_papers(self) -> None:
        code, resi = sent()
        view = casework.case_view(resi, wati(), timezone.now())
        assert (view.case.step, view.case.applicant_nik) == ("terima", SARI.nik)
        assert _papers(resi) == [("pengantar", 0)]
        record, content = casework.read_paper(resi, view.papers[0].id, officer=budi())
        assert hashlib.sha256(content).hexdigest() == record.sha256
        assert queries.opened(code).resi == resi

    def test_leaves_nothing_of_what_was_typed_and_uploaded(self) -> None:
        code = begun()
        file = models.DraftPaper.objects.get().file
        assert kept(file) is not None
        services.send(code, LETTER, of_round=0)
        draft = models.Draft.objects.get()
        assert (draft.content, draft.letter, draft.papers.count()) == (None, None, 0)
        assert kept(file) is None
        assert keys.DataKey.objects.get(owner=f"rumah:{draft.pk}:0").wrapped == ""

    def test_twice_is_one_case(self) -> None:
        code = begun()
        first, again = (services.send(code, LETTER, of_round=0) for _ in range(2))
        assert (first.resi, first.round) == (again.resi, again.round) == (again.resi, 1)

    def test_refused_leaves_the_draft_as_it_was(self) -> None:
        code = begun()
        with pytest.raises(BadTerm):
            services.send(code, Letter(Applicant("Sari", "123"), ANSWERS), of_round=0)
        draft = queries.opened(code)
        assert (draft.resi, draft.is_sending, len(draft.papers)) == ("", False, 1)
        assert draft.typed == {"full_name": "Sari Wulandari"}

    def test_tells_of_a_lost_paper_before_anything_is_sent(self) -> None:
        code = begun()
        remove(models.DraftPaper.objects.get().file)
        with pytest.raises(PaperLost):
            services.send(code, LETTER, of_round=0)
        assert queries.opened(code).resi == ""

    @pytest.mark.parametrize("place", ["apply", "bring_paper", "empty"])
    def test_goes_on_where_the_server_went_down(self, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
        code = begun()
        where = "loket.home.sending.empty" if place == "empty" else f"loket.casework.services.{place}"
        with monkeypatch.context() as patch:
            patch.setattr(where, _goes_down)
            with pytest.raises(SystemExit):
                services.send(code, LETTER, of_round=0)
        with pytest.raises(AlreadySent):
            services.save(code, {"full_name": "Lain"})
        assert services.take_up_unsent() == 0
        models.Draft.objects.update(changed_at=timezone.now() - datetime.timedelta(minutes=3))
        assert services.take_up_unsent() == 1
        draft = queries.opened(code)
        assert (draft.round, draft.is_sending) == (1, False)
        assert _papers(draft.resi) == [("pengantar", 0)]

    def test_goes_on_where_the_server_went_down_when_all_was_cleared_away(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        code = begun()

        def clears_and_goes_down(draft: models.Draft) -> None:
            empty(draft)
            raise SystemExit

        with monkeypatch.context() as patch:
            patch.setattr("loket.home.sending.empty", clears_and_goes_down)
            with pytest.raises(SystemExit):
                services.send(code, LETTER, of_round=0)
        models.Draft.objects.update(changed_at=timezone.now() - datetime.timedelta(minutes=3))
        assert services.take_up_unsent() == 1
        draft = queries.opened(code)
        assert (draft.round, draft.is_sending) == (1, False)
        assert services.save(code, {"note": "Sudah diperbaiki"}).typed == {"note": "Sudah diperbaiki"}

    def test_while_it_is_sent_says_so_and_sends_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        code, told = begun(), []
        whole = casework_services.apply

        def meanwhile(*words: Any, **named: Any) -> Any:
            told.append(services.send(code, LETTER, of_round=0).is_sending)
            return whole(*words, **named)

        monkeypatch.setattr(casework_services, "apply", meanwhile)
        assert services.send(code, LETTER, of_round=0).round == 1
        assert told == [True]

    def test_that_somebody_else_has_finished_is_no_fault(self, monkeypatch: pytest.MonkeyPatch) -> None:
        code = begun()

        def late(draft: models.Draft, _letter: Letter) -> None:
            monkeypatch.undo()
            models.Draft.objects.update(changed_at=timezone.now() - datetime.timedelta(minutes=3))
            assert services.take_up_unsent() == 1
            raise PaperLost

        monkeypatch.setattr("loket.home.sending._bring", late)
        draft = services.send(code, LETTER, of_round=0)
        assert (draft.round, draft.is_sending) == (1, False)

    def test_of_others_fails_on_nobodys_page(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        code = begun()
        with monkeypatch.context() as patch:
            patch.setattr("loket.casework.services.apply", _goes_down)
            with pytest.raises(SystemExit):
                services.send(code, LETTER, of_round=0)
        models.Draft.objects.update(changed_at=timezone.now() - datetime.timedelta(minutes=3), letter=b"rusak")
        monkeypatch.setattr("loket.home.sending._letter", lambda _draft: 1 / 0)
        assert services.take_up_unsent() == 0
        assert [line.levelname for line in caplog.records] == ["ERROR"]
        assert SARI.name not in caplog.text

    def test_is_held_up_by_no_five_that_always_fail(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        codes = [begun() for _ in range(6)]
        with monkeypatch.context() as patch:
            patch.setattr("loket.casework.services.apply", _goes_down)
            for code in codes:
                with pytest.raises(SystemExit):
                    services.send(code, LETTER, of_round=0)
        last = row_of(codes[-1]).pk
        models.Draft.objects.update(changed_at=timezone.now() - datetime.timedelta(minutes=4))
        models.Draft.objects.filter(pk=last).update(changed_at=timezone.now() - datetime.timedelta(minutes=3))
        whole = sending._letter  # noqa: SLF001 (what fails is the reading of a letter)
        monkeypatch.setattr(sending, "_letter", lambda draft: whole(draft) if draft.pk == last else 1 / 0)
        assert [services.take_up_unsent() for _ in range(3)] == [0, 1, 0]
        assert not queries.opened(codes[-1]).is_sending
        assert all(queries.opened(code).is_sending for code in codes[:-1])
        assert len(caplog.records) == 5

    def test_that_is_refused_at_the_sweep_is_the_applicants_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        code = begun()
        with monkeypatch.context() as patch:
            patch.setattr("loket.casework.services.apply", _goes_down)
            with pytest.raises(SystemExit):
                services.send(code, LETTER, of_round=0)
        remove(models.DraftPaper.objects.get().file)
        models.Draft.objects.update(changed_at=timezone.now() - datetime.timedelta(minutes=3))
        assert services.take_up_unsent() == 0
        assert not queries.opened(code).is_sending


def _goes_down(*_args: object, **_named: object) -> None:
    raise SystemExit


class TestACorrection:
    def test_answers_what_the_file_was_sent_back_for(self) -> None:
        code, resi = sent()
        send_back(resi)
        services.add_file(code, "f-1-15", "baru.jpg", photo(10))
        draft = services.send(code, Letter(SARI, {}, note="F-1.15 sudah ditandatangani"), of_round=1)
        view = casework.case_view(resi, budi(), timezone.now())
        assert (view.case.status, view.case.step, draft.round) == (Status.IN_PROCESS, "terima", 2)
        assert _papers(resi) == [("pengantar", 0), ("f-1-15", 0)]

    def test_of_nothing_is_refused(self) -> None:
        code, resi = sent()
        send_back(resi)
        with pytest.raises(NothingChanged):
            services.send(code, Letter(SARI, {}, note=" "), of_round=1)

    def test_the_second_has_a_key_of_its_own(self) -> None:
        code, resi = sent()
        for place in range(2):
            send_back(resi)
            services.send(code, Letter(SARI, {}, note=f"Perbaikan {place}"), of_round=place + 1)
        view = casework.case_view(resi, budi(), timezone.now())
        assert [event.kind for event in view.events].count("step-completed") == 5
        assert view.case.step == "terima"


class TestTheWayToADraft:
    def test_is_its_code_alone(self) -> None:
        begun()
        with pytest.raises(NoSuchDraft):
            queries.opened(HomeCode.new())

    def test_ends_when_it_is_given_up(self) -> None:
        code = begun()
        file = models.DraftPaper.objects.get().file
        services.give_up(code)
        with pytest.raises(NoSuchDraft):
            queries.opened(code)
        assert kept(file) is None
        assert keys.DataKey.objects.get(owner__startswith="rumah:").wrapped == ""

    def test_ends_when_nobody_went_on_with_it(self) -> None:
        old, (done, _resi) = begun(), sent()
        models.Draft.objects.update(changed_at=timezone.now() - datetime.timedelta(days=15))
        fresh = begun()
        with pytest.raises(NoSuchDraft):
            queries.opened(old)
        assert queries.opened(fresh).typed
        assert queries.opened(done).resi
        models.Draft.objects.update(changed_at=timezone.now() - datetime.timedelta(days=401))
        begun()
        with pytest.raises(NoSuchDraft):
            queries.opened(done)

    def test_keeps_what_was_typed_sealed(self) -> None:
        code = begun()
        services.save(code, {"nik": SARI.nik})
        assert queries.opened(code).typed == {"full_name": "Sari Wulandari", "nik": SARI.nik}
        row = models.Draft.objects.get()
        assert SARI.nik.encode() not in bytes(row.content or b"")

    def test_stays_where_somebody_went_on_with_it_just_before_it_is_swept(self) -> None:
        code = begun()
        old = row_of(code)
        services.save(code, {"full_name": "Sari W."})
        forget(old)
        assert queries.opened(code).typed == {"full_name": "Sari W."}
        assert len(queries.opened(code).papers) == 1
