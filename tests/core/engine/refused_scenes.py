"""The cases and people that refused acts begin with."""

from collections.abc import Callable
from dataclasses import dataclass

from loket.core.engine import (
    Actor,
    Claim,
    Command,
    Complete,
    PauseClock,
)
from loket.core.problems import Refusal
from loket.core.procedure.model import Complaint
from tests.core.engine.builders import (
    BUDI,
    ENTERED,
    PROCEDURE,
    Case,
    case_at,
    with_changes,
)


@dataclass(frozen=True)
class Refused:
    """A case, an act that is refused there, and what the officer reads."""

    refusal: type[Refusal]
    case: Callable[[], Case]
    actor: Actor
    command: Command
    sentence: str
    hint: str = ""


def finished() -> Case:
    return case_at("serahkan").passes("serahkan")


def held_by_budi() -> Case:
    case = case_at("entri")
    case.does(BUDI, Claim())
    return case


def paused() -> Case:
    case = case_at("entri")
    case.does(BUDI, PauseClock("jaringan"))
    return case


def waiting_for_the_applicant() -> Case:
    return case_at("periksa").goes_back(BUDI, "tidak-lengkap")


def paraf_by_wati() -> Case:
    return case_at("koreksi-kabid")


HADI_AT_THE_COUNTER = Actor(4, frozenset({"loket", "kadis"}), frozenset({"loket", "kadis"}))
PLT_KADIS = Actor(7, frozenset({"kadis"}))
WATI_AT_THE_COUNTER = Actor(2, frozenset({"kasi", "loket"}), frozenset({"kasi", "loket"}))


def taken_in_by_the_signer() -> Case:
    case = Case(actor=HADI_AT_THE_COUNTER)
    case.does(HADI_AT_THE_COUNTER, Complete("diajukan"))
    return case.passes("periksa", "entri", "koreksi-kasi", "koreksi-kabid")


def entered_by_wati() -> Case:
    case = case_at("entri")
    case.does(WATI_AT_THE_COUNTER, Complete("selesai", ENTERED))
    return case


def lines(*pairs: tuple[str, str]) -> dict[str, object]:
    return {"checklist": [{"requirement": name, "state": state} for name, state in pairs]}


CLOSED = "Permohonan ini sudah ditutup."
PRESENT = ("pengantar", "present")


def heard(name: str) -> Case:
    """A case that stands at a step, where handing over is what a complainant says of an answer."""
    steps = tuple(
        one.model_copy(update={"time": "10 hari kerja"}) if one.id == "serahkan" else one for one in PROCEDURE.steps
    )
    named = Complaint(verified_by="periksa", told_by="tanda-tangan", heard_by="serahkan")
    return case_at(name, with_changes(steps=steps, complaint=named))


def heard_and_paused() -> Case:
    """The same, while its clock stands."""
    case = heard("serahkan")
    case.does(BUDI, PauseClock("konfirmasi"))
    return case
