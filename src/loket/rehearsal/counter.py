"""The counter of a rehearsal: applications taken in, some with papers missing, some sent twice."""

import random
from dataclasses import dataclass
from uuid import UUID

from loket.casework import demo, services
from loket.casework.queries import standing
from loket.casework.records import Applicant, ChecklistLine, TakenIn, TurnedAway
from loket.core.procedure.model import Procedure
from loket.offices.records import Officer
from loket.rehearsal.score import Score


@dataclass(frozen=True, slots=True)
class Counter:
    """Where applications of one procedure are taken in."""

    office_key: str
    service: str
    procedure: Procedure
    chance: random.Random
    score: Score

    def take_in(self, officer: Officer) -> TakenIn:
        """Take one application in, with all its papers; the accidents of the counter happen on the way."""
        answers = {name: self.chance.random() < 0.3 for name, q in self.procedure.questions.items() if not q.choices}
        papers = demo.complete_papers(self.procedure, answers)
        if self.procedure.counter_incomplete == "refuse" and self.chance.random() < 0.1:
            self._come_with_too_little(officer, answers, papers)
        applicant, key = demo.applicant(self.chance), UUID(int=self.chance.getrandbits(128))
        taken = self._send(officer, applicant, answers, papers, key)
        if isinstance(taken, TurnedAway):
            raise TypeError(f"{self.office_key}/{self.service}: complete papers were turned away")
        self.score.count("permohonan")
        self.score.acknowledge(taken.resi, taken.version, taken.register_number or None)
        if self.chance.random() < 0.1:
            again = self._send(officer, applicant, answers, papers, key)
            if not isinstance(again, TakenIn) or again.resi != taken.resi:
                self.score.violation(f"{taken.resi}: formulir yang sama membuat permohonan kedua")
            self.score.count("formulir terkirim dua kali")
        return taken

    def _come_with_too_little(
        self, officer: Officer, answers: dict[str, bool], papers: tuple[ChecklistLine, ...]
    ) -> None:
        # One of several alternatives may well be missing; a paper without an alternative may not.
        needed = [p for p in papers if self.procedure.requirements[p.requirement].any_of is None]
        if not needed:
            return
        forgotten = self.chance.choice(needed).requirement
        lacking = tuple(
            ChecklistLine(p.requirement, "missing", "dibawa besok") if p.requirement == forgotten else p for p in papers
        )
        key = UUID(int=self.chance.getrandbits(128))
        answer = self._send(officer, demo.applicant(self.chance), answers, lacking, key)
        if isinstance(answer, TakenIn) and self._has_passed_the_check(answer.resi):
            self.score.violation(f"{answer.resi}: berkas kurang tetapi diterima")
        self.score.count("ditolak di loket")

    def _has_passed_the_check(self, resi: str) -> bool:
        """An officer who only takes files over leaves the check to a colleague; that is no acceptance yet."""
        return any("check" in self.procedure.by_id[p.step].acts for p in standing(resi).state.passages)

    def _send(
        self,
        officer: Officer,
        applicant: Applicant,
        answers: dict[str, bool],
        papers: tuple[ChecklistLine, ...],
        key: UUID,
    ) -> TakenIn | TurnedAway:
        return services.take_in(
            self.office_key,
            self.service,
            officer=officer,
            applicant=applicant,
            answers=answers,
            checklist=papers,
            key=key,
            extra_evidence=demo.extra_evidence(self.procedure),
        )
