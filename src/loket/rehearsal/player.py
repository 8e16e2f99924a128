"""
Plays one invented case from the counter to its end, with the accidents of a real office.

Every accident has its expected answer; another answer is a violation.
"""

import datetime
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from loket.casework import demo, services
from loket.casework.records import Acted
from loket.casework.refusals import StaleVersion
from loket.casework.standing import Standing
from loket.casework.standing import standing as standing_of
from loket.core.engine import (
    Claim,
    Command,
    Complete,
    Note,
    Offer,
    PauseClock,
    Recall,
    Release,
    ResumeClock,
    Return,
    ReturnLine,
    Status,
    Withdraw,
    available,
)
from loket.core.problems import Refusal
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.rehearsal.absence import call_back
from loket.rehearsal.counter import Counter
from loket.rehearsal.score import Score

MOST_ACTS: Final = 300
"""A case that needs more acts than this runs in circles."""
PATIENT_ACTS: Final = 40
"""After so many acts nobody sends the case back any more, so that every case ends."""


@dataclass(slots=True)
class Player:
    """One worker's way of playing cases of one procedure."""

    counter: Counter
    chance: random.Random
    score: Score
    second_hands: ThreadPoolExecutor

    def play(self) -> str:
        """Take one case in and play it to its end. Returns the resi."""
        procedure = self.counter.procedure
        able = offices.officers_for(procedure, procedure.first, self.counter.office_key, self._today())
        taken = self.counter.take_in(self.chance.choice(able))
        for turn in range(MOST_ACTS):
            standing = standing_of(taken.resi)
            if standing.state.step is None:
                self._after_the_end(standing)
                return taken.resi
            try:
                self._turn(standing, calm=turn > PATIENT_ACTS)
            except LookupError as stuck:
                self.score.violation(str(stuck))
                return taken.resi
        self.score.violation(f"{taken.resi}: tidak berakhir dalam {MOST_ACTS} tindakan")
        return taken.resi

    def _turn(self, standing: Standing, *, calm: bool) -> None:
        offered = self._offers(standing)
        if not offered:
            self._nobody(standing)
            return
        officer, offers = self.chance.choice(offered)
        waiting = [o for o in offers if o.command == "resume"]
        if waiting and not any(o.command == "complete" for o in offers):
            self._act(standing, officer, ResumeClock("Yang ditunggu sudah datang"), "dilanjutkan")
            return
        accident = None if calm else self._accident(offers)
        if accident is None:
            self._finish(standing, officer, offers)
        else:
            accident(standing, officer, offers)

    def _accident(self, offers: tuple[Offer, ...]) -> Callable[[Standing, Officer, tuple[Offer, ...]], None] | None:
        kinds = {o.command for o in offers}
        dice = self.chance.random()
        table = (
            (0.06, "return", self._send_back),
            (0.10, "pause", self._pause),
            (0.16, "claim", self._claim),
            (0.18, "release", self._release),
            (0.20, "note", self._note),
            (0.24, "complete", self._stranger),
            (0.30, "complete", self._race),
            (0.34, "recall", self._recall),
            (0.345, "withdraw", self._withdraw),
        )
        for threshold, kind, accident in table:
            if dice < threshold:
                return accident if kind in kinds else None
        return None

    def _finish(self, standing: Standing, officer: Officer, offers: tuple[Offer, ...]) -> None:
        choices = [o for o in offers if o.command == "complete"]
        if not choices:
            self._nobody(standing)
            return
        way = self._way_on(standing, choices)
        key = self._key()
        acted = self._act(standing, officer, self._complete(standing, way), "langkah selesai", key=key)
        if acted is not None and self.chance.random() < 0.05:
            again = services.act(
                standing.resi, self._complete(standing, way), officer=officer, version=standing.state.version, key=key
            )
            if not again.replayed or again.version != acted.version or again.number != acted.number:
                self.score.violation(f"{standing.resi}: kunci yang sama dijawab lain")
            self.score.count("kiriman ulang")

    def _way_on(self, standing: Standing, choices: list[Offer]) -> str:
        """Mostly the ordinary way; sometimes another forward outcome that does not call the papers incomplete."""
        step = standing.procedure.by_id[standing.state.step or ""]
        ordinary = demo.forward_outcome(step)
        others = [o.choice for o in choices if o.choice and not step.outcomes[o.choice].incomplete]
        return self.chance.choice(others) if others and self.chance.random() < 0.2 else ordinary

    def _complete(self, standing: Standing, outcome: str) -> Complete:
        step = standing.procedure.by_id[standing.state.step or ""]
        evidence = demo.evidence(
            standing.procedure, step, standing.state.answers, standing.state.opened_at, standing.applicant
        )
        return Complete(outcome, evidence)

    def _send_back(self, standing: Standing, officer: Officer, offers: tuple[Offer, ...]) -> None:
        outcome = self.chance.choice([o.choice for o in offers if o.command == "return" and o.choice])
        reason = next(iter(standing.procedure.return_reasons), "lainnya")
        subject = next(iter(standing.procedure.requirements), "berkas")
        command = Return(outcome, (ReturnLine(subject, reason, "Latihan: periksa kembali"),))
        self._act(standing, officer, command, "dikembalikan")

    def _pause(self, standing: Standing, officer: Officer, offers: tuple[Offer, ...]) -> None:
        reason = self.chance.choice([o.choice for o in offers if o.command == "pause" and o.choice])
        self._act(standing, officer, PauseClock(reason), "menunggu")

    def _claim(self, standing: Standing, officer: Officer, _offers: tuple[Offer, ...]) -> None:
        self._act(standing, officer, Claim(), "diambil")

    def _release(self, standing: Standing, officer: Officer, _offers: tuple[Offer, ...]) -> None:
        self._act(standing, officer, Release("Latihan"), "dilepas")

    def _note(self, standing: Standing, officer: Officer, _offers: tuple[Offer, ...]) -> None:
        self._act(standing, officer, Note("Catatan latihan"), "catatan")

    def _withdraw(self, standing: Standing, officer: Officer, _offers: tuple[Offer, ...]) -> None:
        self._act(standing, officer, Withdraw("Pemohon berubah pikiran"), "dicabut")

    def _recall(self, standing: Standing, officer: Officer, _offers: tuple[Offer, ...]) -> None:
        self._act(standing, officer, Recall(), "ditarik kembali")

    def _stranger(self, standing: Standing, _officer: Officer, offers: tuple[Offer, ...]) -> None:
        """Someone to whom the step is not offered tries to finish it: it must be refused, and nothing may change."""
        strangers = [o for o in self._everyone() if not _may_complete(standing, o)]
        way = self._way_on(standing, [o for o in offers if o.command == "complete"])
        if not strangers:
            return
        stranger = self.chance.choice(strangers)
        try:
            services.act(
                standing.resi,
                self._complete(standing, way),
                officer=stranger,
                version=standing.state.version,
                key=self._key(),
            )
        except StaleVersion:
            self.score.violation(f"{standing.resi}: berubah tanpa ada yang mengerjakan")
        except Refusal:
            self.score.count("ditolak: bukan pelaksananya")
        else:
            self.score.violation(f"{standing.resi}: {standing.state.step} dikerjakan {stranger.full_name} tanpa hak")

    def _race(self, standing: Standing, officer: Officer, offers: tuple[Offer, ...]) -> None:
        """Two press the button at the same instant: exactly one wins, the other is told who did what."""
        rivals = [o for o in self._everyone() if _may_complete(standing, o)]
        way = self._way_on(standing, [o for o in offers if o.command == "complete"])
        command = self._complete(standing, way)
        rival = self.chance.choice(rivals) if rivals else officer
        key, rival_key = self._key(), self._key()

        def rivals_try() -> Acted | Refusal:
            try:
                return _try(standing, command, rival, rival_key)
            finally:
                connection.close()

        second = self.second_hands.submit(rivals_try)
        results = [_try(standing, command, officer, key), second.result()]
        winners = [r for r in results if isinstance(r, Acted)]
        if len(winners) != 1:
            self.score.violation(f"{standing.resi}: {len(winners)} dari dua kiriman bersamaan menang")
        if any(isinstance(r, Refusal) and not isinstance(r, StaleVersion) for r in results):
            self.score.violation(f"{standing.resi}: yang kalah tidak diberi tahu siapa yang mendahului")
        for winner in winners:
            self._won(standing, winner, "langkah selesai")
        self.score.count("bentrok")

    def _act(
        self, standing: Standing, officer: Officer, command: Command, what: str, key: UUID | None = None
    ) -> Acted | None:
        version = standing.state.version
        try:
            acted = services.act(standing.resi, command, officer=officer, version=version, key=key or self._key())
        except Refusal as refusal:
            self.score.violation(f"{standing.resi}: ditawarkan tetapi ditolak ({refusal.id}): {refusal.explanation}")
            return None
        self._won(standing, acted, what)
        return acted

    def _won(self, standing: Standing, acted: Acted, what: str) -> None:
        self.score.count(what)
        self.score.acknowledge(standing.resi, acted.version, acted.number)
        if acted.version != standing.state.version + 1:
            self.score.violation(f"{standing.resi}: versi melompat ke {acted.version}")

    def _nobody(self, standing: Standing) -> None:
        """
        Nobody may act: someone is on leave, and who stands in has marked this file already.

        The head's board shows such a file; the head calls the absent one back. Without anyone to call it is stuck.
        """
        self.score.count("tanpa pemegang")
        if not call_back(self.counter.office_key, timezone.now()) and not self._offers(standing):
            raise LookupError(f"{standing.resi}: tidak ada yang dapat mengerjakan {standing.state.step}")

    def _after_the_end(self, standing: Standing) -> None:
        if standing.state.status is Status.WITHDRAWN:
            return
        for officer in self._everyone()[:3]:
            answer = _try(standing, Complete("selesai"), officer, self._key())
            if isinstance(answer, Acted):
                self.score.violation(f"{standing.resi}: masih dapat dikerjakan setelah selesai")

    def _offers(self, standing: Standing) -> list[tuple[Officer, tuple[Offer, ...]]]:
        step = standing.procedure.by_id[standing.state.step or ""]
        able = offices.officers_for(standing.procedure, step, self.counter.office_key, self._today())
        offered = []
        for officer in able:
            offers = available(standing.procedure, standing.state, officer.actor(standing.procedure))
            if any(o.command in ("complete", "resume") for o in offers):
                offered.append((officer, offers))
        return offered

    def _everyone(self) -> tuple[Officer, ...]:
        seated = (o for position in offices.positions(self.counter.office_key, self._today()) for o in position.holders)
        return tuple({officer.person: officer for officer in seated}.values())

    def _today(self) -> datetime.date:
        return offices.today(self.counter.office_key, timezone.now())

    def _key(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128))


def _may_complete(standing: Standing, officer: Officer) -> bool:
    offers = available(standing.procedure, standing.state, officer.actor(standing.procedure))
    return any(o.command == "complete" for o in offers)


def _try(standing: Standing, command: Command, officer: Officer, key: UUID) -> Acted | Refusal:
    try:
        return services.act(standing.resi, command, officer=officer, version=standing.state.version, key=key)
    except Refusal as refusal:
        return refusal
