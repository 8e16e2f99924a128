"""No complaint is told without an answer, whichever way the act comes."""

import uuid
from importlib import import_module

import pytest
from django.apps import apps

from loket.casework import queries as casework
from loket.casework import services as cases
from loket.casework.models import Case
from loket.casework.refusals import Unanswered
from loket.complaints import queries, services
from loket.complaints.records import Taken
from loket.core.engine import Complete, Return, ReturnLine
from tests.apps.api.programs import program
from tests.apps.complaints.complaining import ANSWER, do, hadi, nisa, surya, taken, told

pytestmark = pytest.mark.django_db


class TestTelling:
    def checked(self, *, answered: bool = True) -> Taken:
        """A complaint at the step that tells its answer."""
        made = taken()
        do(made.resi, Complete("sederhana"), nisa())
        do(made.resi, Complete("ke-bidang"), hadi())
        if answered:
            services.answer(made.resi, ANSWER, officer=surya())
        do(made.resi, Complete("selesai"), surya())
        do(made.resi, Complete("disetujui"), hadi())
        return made

    def test_needs_an_answer_in_every_way_that_leads_there(self) -> None:
        made = self.checked(answered=False)
        with pytest.raises(Unanswered):
            do(made.resi, Complete("disampaikan"), nisa())
        version = casework.complaint_of(made.resi).case.version
        with pytest.raises(Unanswered):
            cases.require_doable(made.resi, [Complete("disampaikan")], officer=nisa(), version=version)
        (result,) = cases.act_many(
            [(made.resi, version)], lambda _resi: Complete("disampaikan"), officer=nisa(), key=uuid.uuid4()
        )
        assert (result.ok, result.problem_id) == (False, "complaint-unanswered")
        assert casework.complaint_of(made.resi).told_at is None
        services.answer(made.resi, ANSWER, officer=nisa())
        do(made.resi, Complete("disampaikan"), nisa())
        assert queries.follow(made.code).answer == ANSWER

    def test_is_refused_to_programs_too(self) -> None:
        made = self.checked(answered=False)
        version = casework.complaint_of(made.resi).case.version
        body = {"version": version, "command": {"kind": "complete", "outcome": "disampaikan"}}
        refused = program(nisa()).post(f"/cases/{made.resi}/acts", body)
        assert (refused.status, refused.problem) == (409, "complaint-unanswered")
        services.answer(made.resi, ANSWER, officer=nisa())
        assert program(nisa()).post(f"/cases/{made.resi}/acts", body).status == 200

    def test_needs_a_new_answer_after_an_objection(self) -> None:
        made = told()
        services.hear(made.code, 1, "Uangnya belum saya terima sampai hari ini.", key=uuid.uuid4())
        do(made.resi, Complete("ke-bidang"), hadi())
        do(made.resi, Complete("selesai"), surya())
        do(made.resi, Complete("disetujui"), hadi())
        with pytest.raises(Unanswered):
            do(made.resi, Complete("disampaikan"), nisa())
        services.answer(made.resi, "Uangnya kami antar besok pagi.", officer=nisa())
        do(made.resi, Complete("disampaikan"), nisa())
        assert queries.follow(made.code).answer == "Uangnya kami antar besok pagi."

    def test_stays_open_after_its_own_answer_was_sent_back_by_who_checks_it(self) -> None:
        made = taken()
        do(made.resi, Complete("sederhana"), nisa())
        do(made.resi, Complete("ke-bidang"), hadi())
        services.answer(made.resi, ANSWER, officer=surya())
        do(made.resi, Complete("selesai"), surya())
        do(made.resi, Return("diperbaiki", (ReturnLine("jawaban", "jawaban-belum"),)), hadi())
        do(made.resi, Complete("ke-bidang"), hadi())
        do(made.resi, Complete("selesai"), surya())
        do(made.resi, Complete("disetujui"), hadi())
        do(made.resi, Complete("disampaikan"), nisa())
        assert queries.follow(made.code).is_heard


def test_complaints_of_earlier_versions_are_known_to_be_answered() -> None:
    made, silent = told(), taken()
    before = Case.objects.get(resi=made.resi).answered_at
    Case.objects.update(answered_at=None)
    import_module("loket.complaints.migrations.0002_answered_and_service").note_answers(apps, None)
    assert before is not None
    assert Case.objects.get(resi=made.resi).answered_at == before
    assert Case.objects.get(resi=silent.resi).answered_at is None
