"""The office that the benchmark runs: Bintan with its KK, founded in the database of DATABASE_URL."""

import os
import random
import uuid
from dataclasses import dataclass
from typing import Any

CASES = 300
"""Cases a worker has before it starts: more than it can finish in the time of a round."""
RETURN_CHANCE = 0.1


def set_up(url: str) -> None:
    """Point Django at a database and load the apps."""
    os.environ["DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "loket.config.settings"
    import django

    django.setup()


def found() -> None:
    """Create tables and the office of Bintan."""
    from pathlib import Path

    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from loket.casework.founding import found as found_offices

    call_command("migrate", verbosity=0)
    found_offices(Path(settings.SOP_ROOT), now=timezone.now(), only={"bintan"})


@dataclass(slots=True)
class Turn:
    """Where one case of a worker stands, as the form on the screen would know it; `forms` are filled in beforehand."""

    resi: str
    version: int
    step: str | None
    forms: dict[str, Any]


class Cast:
    """
    Who does what next in a Bintan KK: the officers, the commands and the dice of one worker.

    Measured is what a request costs: finding the officer, the act, the answer. What people type is there already.
    """

    def __init__(self, number: int) -> None:
        from django.utils import timezone

        from loket.casework.procedures import current
        from loket.offices import queries as offices

        self.now = timezone.now()
        self.day = offices.today("bintan", self.now)
        self.procedure = current("bintan", "kk", self.day).procedure
        self.persons = {
            step.id: found[0].person
            for step in self.procedure.steps
            if (found := offices.officers_for(self.procedure, step, "bintan", self.day))
        }
        self.dice = random.Random(number)
        self.cases = [self._take_in() for _ in range(CASES)]
        self.at = 0

    def _take_in(self) -> Turn:
        from loket.casework import demo, services
        from loket.casework.records import TakenIn

        applicant = demo.applicant(self.dice)
        taken = services.take_in(
            "bintan",
            "kk",
            officer=self.officer("periksa"),
            applicant=applicant,
            answers={},
            checklist=demo.complete_papers(self.procedure, {}),
            key=self.key(),
        )
        if not isinstance(taken, TakenIn):
            raise TypeError("complete papers were turned away")
        return Turn(taken.resi, taken.version, taken.step, self._forms(applicant))

    def _forms(self, applicant: Any) -> dict[str, Any]:
        from loket.casework import demo
        from loket.core.engine import Complete

        return {
            step.id: Complete(demo.forward_outcome(step), demo.evidence(self.procedure, step, {}, self.now, applicant))
            for step in self.procedure.steps
        }

    def officer(self, step: str) -> Any:
        """The officer behind a session, as every request finds one: by number, from what the process remembers."""
        from loket.offices import queries as offices

        return offices.officer_by_id(self.persons[step], self.day)

    def key(self) -> uuid.UUID:
        """A fresh idempotency key."""
        return uuid.uuid4()

    def next_turn(self) -> Turn:
        """The next case, one after the other; a finished one is replaced by a new application."""
        self.at = (self.at + 1) % len(self.cases)
        turn = self.cases[self.at]
        if turn.step is None:
            turn = self.cases[self.at] = self._take_in()
        return turn

    def command(self, turn: Turn) -> Any:
        """What the officer does: finish the open step, or now and then send it back as the Kabid may."""
        from loket.core.engine import Return, ReturnLine

        if turn.step == "verifikasi-kabid" and self.dice.random() < RETURN_CHANCE:
            return Return("tidak-valid", (ReturnLine("pengantar", "berkas-kurang", "tanpa cap"),))
        return turn.forms[turn.step or ""]

    def do(self, turn: Turn) -> None:
        """Do the open step of a case through the service that desk and API call."""
        from loket.casework import services

        acted = services.act(
            turn.resi,
            self.command(turn),
            officer=self.officer(turn.step or ""),
            version=turn.version,
            key=self.key(),
        )
        turn.version, turn.step = acted.version, acted.step
