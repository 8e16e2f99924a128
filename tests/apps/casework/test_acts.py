"""What officers do to a case, through the service: claims, returns, recalls, marks, and in whose name."""

import datetime
import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from loket.casework import bulk_acts, demo, queries, services
from loket.casework.records import Acted, TakenIn
from loket.casework.refusals import NoSeat, NoSuchCase, NoSuchOfficer, NothingChosen, TimeRunsBack, TooMany
from loket.core.engine import (
    Claim,
    Command,
    Complete,
    Note,
    Recall,
    Release,
    Return,
    ReturnLine,
    Status,
    Withdraw,
)
from loket.core.engine.refusals import (
    AlreadyMarked,
    EvidenceMissing,
    HeldByAnother,
    NotAllowed,
    NotYourStep,
    SignerActedBefore,
    TooLateToRecall,
)
from loket.offices import services as offices
from loket.offices.terms import AppointmentKind
from tests.apps import factories
from tests.apps.factories import MONDAY, TODAY, act, budi, hadi, officer, wati

pytestmark = pytest.mark.django_db

ENTERED = Complete("diteruskan", {"entry_note": "Pengajuan SIAK 000777"})
WRONG_NAME = (ReturnLine("f-1-01", "salah-ketik", "Nama anak kedua"),)
TOMORROW = TODAY + datetime.timedelta(days=1)


def _appoint(username: str, position: str, kind: AppointmentKind, until: datetime.date | None = None) -> int:
    return offices.appoint(
        "bintan",
        person=officer(username).person,
        position=position,
        kind=kind,
        decree="SK 800/77/2026",
        valid_from=TODAY,
        valid_until=until,
        decision=factories.decision(),
    )


class TestHoldingAStep:
    def test_keeps_others_from_it_until_it_is_released(self) -> None:
        joko, maya = officer("bintan.joko"), officer("bintan.maya")
        case = act(factories.take_in(), Claim(), joko)
        with pytest.raises(HeldByAnother):
            act(case, ENTERED, maya)
        case = act(case, Release(), joko)
        assert act(case, ENTERED, maya).step == "verifikasi-kasi"

    def test_may_be_given_to_a_colleague_by_a_superior(self) -> None:
        joko, maya = officer("bintan.joko"), officer("bintan.maya")
        case = act(factories.take_in(), Claim(), joko)
        case = services.reassign(
            case.resi,
            to_person=maya.person,
            reason="Joko sakit",
            officer=wati(),
            version=case.version,
            key=uuid.uuid4(),
        )
        assert factories.view(case, maya).case.holder == maya.person
        with pytest.raises(NotAllowed):
            services.reassign(
                case.resi, to_person=joko.person, reason="mau", officer=joko, version=case.version, key=uuid.uuid4()
            )

    def test_given_again_by_the_same_form_when_the_colleague_has_left_answers_as_before(self) -> None:
        maya, key = officer("bintan.maya"), uuid.uuid4()
        case = act(factories.take_in(), Claim(), officer("bintan.joko"))

        def send() -> Acted:
            return services.reassign(
                case.resi, to_person=maya.person, reason="Cuti", officer=wati(), version=case.version, key=key
            )

        first = send()
        offices.deactivate_person("bintan", person=maya.person, on=TODAY, decision=factories.decision("mutasi"))
        assert send() == replace(first, replayed=True)

    def test_is_not_given_to_someone_of_another_office(self) -> None:
        case = factories.take_in()
        with pytest.raises(NoSuchOfficer):
            services.reassign(
                case.resi,
                to_person=factories.dewi().person,
                reason="pindah",
                officer=wati(),
                version=case.version,
                key=uuid.uuid4(),
            )

    def test_ends_for_a_leaver_without_losing_a_file(self) -> None:
        joko = officer("bintan.joko")
        cases = [act(factories.take_in(), Claim(), joko) for _ in range(40)]
        offices.deactivate_person("bintan", person=joko.person, on=TODAY, decision=factories.decision("mutasi"))
        results = services.release_held_by(joko.person, officer=wati(), reason="mutasi", key=uuid.uuid4())
        assert [result.ok for result in results] == [True] * 40
        pool = {line.resi for line in queries.desk(officer("bintan.maya"), MONDAY).pool}
        assert pool == {case.resi for case in cases}

    def test_ends_for_a_leaver_with_more_files_than_one_bulk_act_takes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bulk_acts, "MOST_AT_ONCE", 2)
        joko = officer("bintan.joko")
        for _ in range(5):
            act(factories.take_in(), Claim(), joko)
        results = services.release_held_by(joko.person, officer=wati(), reason="mutasi", key=uuid.uuid4())
        assert [result.ok for result in results] == [True] * 5
        assert queries.desk(joko, MONDAY).mine == ()


class TestTheTimeOfAnAct:
    def test_never_runs_back_where_a_clock_is_slow(self) -> None:
        ahead = timezone.now() + datetime.timedelta(minutes=7)
        taken = factories.take_in(at=ahead)
        services.act(taken.resi, ENTERED, officer=officer("bintan.maya"), version=taken.version, key=uuid.uuid4())
        times = [event.occurred_at for event in factories.view(taken, budi()).events]
        assert times == sorted(times)

    def test_of_a_late_entry_lies_after_what_it_follows(self) -> None:
        taken = factories.take_in()
        with pytest.raises(TimeRunsBack):
            act(taken, ENTERED, officer("bintan.maya"), at=MONDAY - datetime.timedelta(seconds=1))
        assert act(taken, ENTERED, officer("bintan.maya")).step == "verifikasi-kasi"


class TestAReturn:
    def test_keeps_its_lines_and_comes_back_to_who_did_the_step(self) -> None:
        maya = officer("bintan.maya")
        case = act(factories.take_in(), ENTERED, maya)
        case = act(case, Complete("valid"), wati())
        case = act(case, Complete("valid"), officer("bintan.surya"))
        case = act(case, Return("dikoreksi", WRONG_NAME), hadi())
        view = factories.view(case, maya)
        assert view.events[-1].payload["lines"] == [
            {"subject": "f-1-01", "reason": "salah-ketik", "note": "Nama anak kedua"}
        ]
        assert (view.state.preferred, view.state.sent_back, view.state.occurrence) == (maya.person, True, 2)
        assert [line.resi for line in queries.desk(maya, MONDAY).sent_back] == [case.resi]

    def test_voids_the_parafs_the_procedure_names(self) -> None:
        case = factories.case_at("sahkan")
        assert len(factories.view(case, wati()).state.live_marks) == 2
        case = act(case, Return("dikoreksi", WRONG_NAME), hadi())
        assert factories.view(case, wati()).state.live_marks == ()

    def test_to_the_applicant_stops_the_clock(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        case = act(case, Return("tidak-valid", WRONG_NAME), wati())
        case = act(case, Return("tidak-lengkap", WRONG_NAME), budi())
        assert (case.status, case.step_due_at) == (Status.WAITING_FOR_APPLICANT, None)
        assert case.promise_due_at is None

    def test_takes_no_second_number(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        case = act(case, Return("tidak-valid", WRONG_NAME), wati())
        again = demo.complete_open_step(case, "bintan", MONDAY)
        assert (again.step, again.number) == ("teruskan", None)
        assert queries.numbers_given(case.resi) == {"1/2026"}


class TestARecall:
    def test_is_possible_until_the_next_touches_it(self) -> None:
        case = act(factories.case_at("verifikasi-kasi"), Complete("valid"), wati())
        case = act(case, Recall(), wati())
        assert case.step == "verifikasi-kasi"
        assert factories.view(case, wati()).state.holder == wati().person
        case = act(case, Complete("valid"), wati())
        case = act(case, Claim(), officer("bintan.surya"))
        with pytest.raises(TooLateToRecall):
            act(case, Recall(), wati())


class TestMarks:
    def test_are_never_two_of_one_person_through_two_seats(self) -> None:
        factories.away(officer("bintan.surya"))
        _appoint("bintan.wati", "kabid-dafduk", AppointmentKind.PLH, TOMORROW)
        case = act(factories.case_at("verifikasi-kasi"), Complete("valid"), wati())
        assert "kabid-dafduk" in {seat.position for seat in wati().seats}
        with pytest.raises(AlreadyMarked):
            act(case, Complete("valid"), wati())

    def test_are_not_a_signature_of_who_handled_the_file(self) -> None:
        factories.away(hadi())
        _appoint("bintan.maya", "kadis", AppointmentKind.PLH, TOMORROW)
        maya = officer("bintan.maya")
        case = act(factories.take_in(), ENTERED, maya)
        case = demo.complete_open_step(demo.complete_open_step(case, "bintan", MONDAY), "bintan", MONDAY)
        with pytest.raises(SignerActedBefore):
            act(case, Complete("ditandatangani"), maya)


class TestInWhoseName:
    def _latest(self, case: TakenIn | Acted) -> str:
        return factories.view(case, budi()).events[-1].acted_as

    def test_the_officer_acts_with_title_nip_and_unit(self) -> None:
        case = act(factories.case_at("verifikasi-kasi"), Complete("valid"), wati())
        expected = "Wati Rahmawati, S.Sos. · Kepala Seksi Identitas Penduduk · NIP 999901012026012009 · Seksi Identitas Penduduk"
        assert self._latest(case) == expected

    @pytest.mark.parametrize(
        ("kind", "prefix"), [(AppointmentKind.PLT, "Plt."), (AppointmentKind.PLH, "Plh."), (AppointmentKind.PJ, "Pj.")]
    )
    def test_an_acting_officer_says_so(self, kind: AppointmentKind, prefix: str) -> None:
        offices.deactivate_person("bintan", person=wati().person, on=TODAY, decision=factories.decision("pensiun"))
        _appoint("bintan.agus", "kasi-identitas", kind, TOMORROW)
        case = act(factories.case_at("verifikasi-kasi"), Complete("valid"), officer("bintan.agus"))
        assert f"Agus Salim · {prefix} Kepala Seksi Identitas Penduduk · " in self._latest(case)

    def test_a_plh_acts_for_the_absent_holder(self) -> None:
        factories.away(wati())
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PLH, TOMORROW)
        case = act(factories.case_at("verifikasi-kasi"), Complete("valid"), officer("bintan.agus"))
        assert self._latest(case).endswith(" · a.n. Wati Rahmawati, S.Sos.")

    def test_the_counter_records_for_the_applicant(self) -> None:
        events = factories.view(factories.take_in(), budi()).events
        assert events[0].acted_as.endswith(" · a.n. Sari Wulandari (pemohon)")
        assert "a.n." not in events[-1].acted_as

    def test_the_text_of_the_day_stays_when_the_holder_changes(self) -> None:
        case = act(factories.case_at("verifikasi-kasi"), Complete("valid"), wati())
        before = self._latest(case)
        offices.deactivate_person("bintan", person=wati().person, on=TODAY, decision=factories.decision("pensiun"))
        assert factories.view(case, hadi()).events[-1].acted_as == before

    def test_nobody_acts_without_a_seat(self) -> None:
        offices.record_absence(
            "bintan",
            person=wati().person,
            valid_from=TODAY,
            valid_until=TOMORROW,
            reason="cuti tahunan",
            decision=factories.decision(),
        )
        with pytest.raises(NoSeat) as caught:
            act(factories.case_at("teruskan"), Note("dari rumah"), wati())
        assert "cuti tahunan" in caught.value.explanation


class TestManyAtOnce:
    def test_judges_each_by_itself_in_the_order_asked(self) -> None:
        good, moved, elsewhere = (factories.case_at("verifikasi-kasi") for _ in range(3))
        act(moved, Note("sudah disentuh"), budi())
        act(elsewhere, Withdraw("tidak jadi"), budi())
        items = [(moved.resi, moved.version), (good.resi, good.version), (elsewhere.resi, elsewhere.version + 1)]
        results = services.act_many(
            [*items, ("7K2M94QXB3TD", 1)], lambda _: Complete("valid"), officer=wati(), key=uuid.uuid4()
        )
        assert [result.problem_id for result in results] == ["stale-version", "", "case-closed", "no-such-case"]
        assert [result.ok for result in results] == [False, True, False, False]
        assert factories.view(good, wati()).case.step == "verifikasi-kabid"

    def test_answers_a_repeated_form_the_same(self) -> None:
        cases = [factories.case_at("verifikasi-kasi") for _ in range(3)]
        items, key = [(case.resi, case.version) for case in cases], uuid.uuid4()
        first = services.act_many(items, lambda _: Complete("valid"), officer=wati(), key=key)
        assert services.act_many(items, lambda _: Complete("valid"), officer=wati(), key=key) == first

    def test_reads_once(self) -> None:
        cases = [factories.case_at("verifikasi-kasi") for _ in range(5)]
        items = [(case.resi, case.version) for case in cases]
        with CaptureQueriesContext(connection) as seen:
            services.act_many(items, lambda _: Complete("valid"), officer=wati(), key=uuid.uuid4())
        read = [query["sql"] for query in seen.captured_queries if query["sql"].startswith("SELECT id, resi")]
        assert len(read) == 1

    def test_has_a_limit_and_wants_a_choice(self) -> None:
        def command(_resi: str) -> Command:
            return Note("x")

        with pytest.raises(NothingChosen):
            services.act_many([], command, officer=wati(), key=uuid.uuid4())
        with pytest.raises(TooMany):
            services.act_many([("7K2M94QXB3TD", 1)] * 501, command, officer=wati(), key=uuid.uuid4())


class TestRequireDoable:
    def test_judges_what_follows_one_another_and_writes_nothing(self) -> None:
        case, joko = factories.take_in(), officer("bintan.joko")

        def require(*commands: Command, version: int = case.version) -> None:
            services.require_doable(case.resi, commands, officer=joko, version=version)

        require(Note("satu"), ENTERED)
        with pytest.raises(EvidenceMissing):
            require(Note("satu"), Complete("diteruskan"))
        with pytest.raises(NotYourStep):
            require(ENTERED, Complete("diteruskan"))
        assert factories.view(case, joko).case.version == case.version

    def test_leaves_a_form_of_an_earlier_version_to_the_act_itself(self) -> None:
        case, joko = factories.take_in(), officer("bintan.joko")
        act(case, ENTERED, joko)
        services.require_doable(case.resi, [ENTERED], officer=joko, version=case.version)
        with pytest.raises(NoSuchCase):
            services.require_doable(case.resi, [ENTERED], officer=factories.dewi(), version=case.version)


class TestEvidence:
    def test_that_lacks_is_refused_and_nothing_is_written(self) -> None:
        case = factories.take_in()
        with pytest.raises(EvidenceMissing):
            act(case, Complete("diteruskan"), officer("bintan.joko"))
        assert factories.view(case, budi()).case.version == case.version

    def test_of_hand_over_and_archive_is_found_in_the_books(self) -> None:
        case: TakenIn | Acted = factories.case_at("serahkan", "pontianak")
        done = demo.complete_open_step(case, "pontianak", MONDAY)
        assert done.number == "1/KK/2026"
        (line,) = queries.archive_places("pontianak", "rak a")
        assert (line.resi, line.place) == (case.resi, "Rak A-3, kotak 12")
