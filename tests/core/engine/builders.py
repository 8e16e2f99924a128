"""A small procedure with named parts, its people, and plain constructors to change one thing at a time."""

import datetime
from collections.abc import Mapping
from typing import TypeVar

from loket.core.engine import (
    Actor,
    CaseState,
    Command,
    Complete,
    Return,
    ReturnLine,
    Submit,
    begin,
    decide,
    fold,
    submit,
)
from loket.core.engine.events import CaseSubmitted, Event
from loket.core.procedure.model import (
    Actor as Lane,
)
from loket.core.procedure.model import (
    Book,
    Clock,
    Identity,
    Outcome,
    PauseReason,
    Procedure,
    Question,
    Requirement,
    SourceDocument,
    Step,
    Waiting,
)
from loket.core.procedure.parts import Part

_Part = TypeVar("_Part", bound=Part)

MONDAY = datetime.datetime(2026, 12, 21, 8, 0, tzinfo=datetime.UTC)

BUDI = Actor(1, frozenset({"loket"}), frozenset({"loket"}), frozenset({"intake", "withdraw"}))
WATI = Actor(2, frozenset({"kasi"}), frozenset({"kasi"}))
KABID = Actor(3, frozenset({"kabid"}), frozenset({"kabid"}))
HADI = Actor(4, frozenset({"kadis"}), frozenset({"kadis"}))
RINA = Actor(5, frozenset({"loket"}), frozenset({"loket"}))
WATI_AS_PLH_KABID = Actor(2, frozenset({"kasi", "kabid"}), frozenset({"kasi"}))
CLOCKWORK = Actor(-1, frozenset(), frozenset(), frozenset({"lapse"}))
SUPERIOR = Actor(6, frozenset(), frozenset(), frozenset({"supervise"}))
DEWI = Actor(9, frozenset(), frozenset())

PAPERS_PRESENT = {
    "checklist": [
        {"requirement": "pengantar", "state": "present"},
        {"requirement": "akta-lahir", "state": "present"},
    ]
}
ENTERED = {"entry_note": "SIAK 881"}
HANDED_OVER = {
    "collector_name": "Sari",
    "collector_nik": "9901014101900001",
    "collector_relation": "self",
    "resi_shown": True,
}
LINE = ReturnLine("pengantar", "berkas-kurang", "belum distempel")


def done(to: str, label: str = "Selesai") -> Outcome:
    return Outcome(label=label, next=to)


def back(to: str, *voids: str, waits: bool = False) -> Outcome:
    return Outcome.model_validate(
        {"label": "Dikembalikan", "return": to, "voids": voids, "waits_for": "applicant" if waits else None}
    )


def ended(label: str = "Selesai") -> Outcome:
    return Outcome(label=label, end="finished")


def rejected() -> Outcome:
    return Outcome(label="Ditolak", end="rejected")


def step(name: str, lane: str, *acts: str, **changes: object) -> Step:
    return Step.model_validate(
        {"id": name, "no": "1", "actor": lane, "activity": f"Mengerjakan {name}", "acts": acts, **changes}
    )


AJUKAN = step("ajukan", "pemohon", "submit", outcomes={"diajukan": done("periksa")})
PERIKSA = step(
    "periksa",
    "loket",
    "check",
    "register",
    book="register",
    outcomes={
        "lengkap": done("entri"),
        "kurang": Outcome(label="Kurang", next="periksa", incomplete=True),
        "tidak-lengkap": back("ajukan", waits=True),
    },
)
ENTRI = step("entri", "loket", "enter", outcomes={"selesai": done("koreksi-kasi")})
KOREKSI_KASI = step(
    "koreksi-kasi",
    "kasi",
    "verify",
    "paraf",
    differs_from=("entri",),
    outcomes={"sesuai": done("koreksi-kabid"), "tidak-sesuai": back("entri"), "tolak": rejected()},
)
KOREKSI_KABID = step(
    "koreksi-kabid",
    "kabid",
    "verify",
    "paraf",
    outcomes={"sesuai": done("tanda-tangan"), "tidak-sesuai": back("koreksi-kasi", "koreksi-kasi")},
)
TANDA_TANGAN = step(
    "tanda-tangan",
    "kadis",
    "sign",
    definitive_only=True,
    outcomes={"ditandatangani": done("serahkan"), "koreksi": back("entri", "koreksi-kasi", "koreksi-kabid")},
)
SERAHKAN = step("serahkan", "loket", "hand_over", outcomes={"diserahkan": ended()})

STEPS = (AJUKAN, PERIKSA, ENTRI, KOREKSI_KASI, KOREKSI_KABID, TANDA_TANGAN, SERAHKAN)
LANES = {
    "pemohon": Lane(title="Pemohon", kind="applicant", assisted_by=("loket",)),
    "loket": Lane(title="Petugas loket"),
    "kasi": Lane(title="Kepala Seksi"),
    "kabid": Lane(title="Kepala Bidang"),
    "kadis": Lane(title="Kepala Dinas"),
}
QUESTIONS = {
    "pindahan": Question(text="Apakah pindahan?"),
    "alasan": Question(text="Mengapa KK dibuat?", kind="choice", choices={"baru": "KK baru", "hilang": "KK hilang"}),
}
REQUIREMENTS = {
    "pengantar": Requirement(text="Pengantar RT/RW"),
    "akta-lahir": Requirement(text="Akta lahir", any_of="bukti-lahir"),
    "ijazah": Requirement(text="Ijazah", any_of="bukti-lahir"),
    "skpwni": Requirement(text="Surat pindah", when="pindahan"),
}
CLOCK = Clock(
    waiting=Waiting(remind_after=(5, 10), close_after=15),
    pauses={
        "konfirmasi": PauseReason(label="Menunggu jawaban pemohon", waits_for="applicant"),
        "jaringan": PauseReason(label="Jaringan pusat terganggu", waits_for="centre", steps=("entri",)),
        "kantor-lain": PauseReason(label="Menunggu kantor lain", waits_for="office", steps=("entri",)),
    },
)
PROCEDURE = Procedure(
    format=1,
    identity=Identity(office="99.01", name="Pelayanan KK", source=SourceDocument(file="contoh.txt")),
    service="kk",
    product="Kartu Keluarga",
    actors=LANES,
    questions=QUESTIONS,
    requirements=REQUIREMENTS,
    withdrawable_until="koreksi-kabid",
    return_reasons={"berkas-kurang": "Berkas kurang", "salah-ketik": "Salah ketik"},
    books={"register": Book(title="Buku register")},
    clock=CLOCK,
    steps=STEPS,
)

GOOD_EVIDENCE: Mapping[str, Mapping[str, object]] = {
    "periksa": PAPERS_PRESENT,
    "entri": ENTERED,
    "serahkan": HANDED_OVER,
}
OFFICER_OF = {
    "ajukan": BUDI,
    "periksa": BUDI,
    "entri": BUDI,
    "koreksi-kasi": WATI,
    "koreksi-kabid": KABID,
    "tanda-tangan": HADI,
    "serahkan": BUDI,
}
FORWARD = {
    "ajukan": "diajukan",
    "periksa": "lengkap",
    "entri": "selesai",
    "koreksi-kasi": "sesuai",
    "koreksi-kabid": "sesuai",
    "tanda-tangan": "ditandatangani",
    "serahkan": "diserahkan",
}


def _changed(part: _Part, changes: Mapping[str, object]) -> _Part:
    """A new part with some values changed; a copy would keep what the old part had worked out from its old values."""
    return type(part).model_validate({**{name: getattr(part, name) for name in type(part).model_fields}, **changes})


def with_changes(**changes: object) -> Procedure:
    """The procedure with some of its own parts changed."""
    return _changed(PROCEDURE, changes)


def with_step(name: str, **changes: object) -> Procedure:
    """The procedure with one step changed."""
    return with_changes(steps=tuple(_changed(s, changes) if s.id == name else s for s in STEPS))


class Case:
    """A case under way: each act is decided, recorded and folded, one minute after the one before."""

    def __init__(
        self, procedure: Procedure = PROCEDURE, actor: Actor = BUDI, answers: Mapping[str, object] | None = None
    ) -> None:
        self.procedure = procedure
        self.now = MONDAY
        (first,) = submit(procedure, Submit(answers or {}), self.now, actor)
        assert isinstance(first, CaseSubmitted)
        self.events: list[Event] = [first]
        self.state: CaseState = begin(first)

    def does(self, actor: Actor, command: Command) -> Event:
        """The command's one event, recorded."""
        self.now += datetime.timedelta(minutes=1)
        (event,) = decide(self.procedure, self.state, command, self.now, actor)
        self.events.append(event)
        self.state = fold(self.events)
        return event

    def passes(self, *names: str) -> "Case":
        """Each of the steps, done forward by its usual officer."""
        for name in names:
            assert self.state.step == name
            self.does(OFFICER_OF[name], Complete(FORWARD[name], GOOD_EVIDENCE.get(name, {})))
        return self

    def goes_back(self, actor: Actor, outcome: str) -> "Case":
        """A return with one line."""
        self.does(actor, Return(outcome, (LINE,)))
        return self


def case_at(name: str, procedure: Procedure = PROCEDURE) -> Case:
    """A case that stands at a step for the first time."""
    names = [s.id for s in procedure.steps]
    return Case(procedure).passes(*names[: names.index(name)])
