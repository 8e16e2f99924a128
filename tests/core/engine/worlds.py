"""Well-formed procedures, people and evidence drawn by chance, and the procedures of the repository."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from loket.core.engine import Actor, CaseState
from loket.core.engine.evidence import fields_of
from loket.core.procedure.acts import Field, Kind
from loket.core.procedure.model import Procedure, Step
from loket.core.procedure.reader import catalogue
from loket.core.procedure.requirements import applicable
from tests.core.engine.builders import QUESTIONS, REQUIREMENTS, with_changes

SOP = Path(__file__).resolve().parents[3] / "sop"
REAL = (
    "bintan/kia",
    "bintan/kk",
    "bintan/ktp-el",
    "bintan/pengaduan",
    "bintan/sk-kelahiran",
    "bintan/sk-kematian",
    "bintan/sk-lahir-mati",
    "bintan/sk-pelepasan-kewarganegaraan",
    "bintan/sk-pembatalan-perceraian",
    "bintan/sk-pembatalan-perkawinan",
    "bintan/sk-pengangkatan-anak",
    "bintan/skdln",
    "bintan/skdwni",
    "bintan/skpln",
    "bintan/skps",
    "bintan/skpti",
    "bintan/skpwni",
    "bintan/sktt",
    "metro/pengaduan",
    "metro/siaga",
    "pesisir-selatan/ktp-el",
    "pesisir-selatan/pengaduan",
    "pontianak/kk",
    "pontianak/pengaduan",
    "sumbersuko/kk",
    "sumbersuko/pengaduan",
)
WAITING = {"remind_after": (5,), "close_after": 15}
POWERS = ("intake", "supervise", "withdraw", "lapse")
LANES = ("loket", "kasi", "kabid", "kadis")
ACT_SETS = (
    ("receive",),
    ("check", "register"),
    ("check",),
    ("enter",),
    ("verify",),
    ("verify", "paraf"),
    ("paraf",),
    ("sign",),
    ("tte",),
    ("number", "stamp"),
    ("print",),
    ("record_biometrics",),
    ("visit",),
    ("hand_over", "acknowledge"),
)
GOOD: Mapping[Kind, object] = {
    Kind.TEXT: "881",
    Kind.LONG_TEXT: "sesuai berkas",
    Kind.TICK: True,
    Kind.DATE: "2026-12-21",
    Kind.NIK: "9901014101900001",
    Kind.COUNT: 0,
    Kind.SIGNATURE: "lembar",
}
BAD: Mapping[Kind, object] = {
    Kind.TEXT: "  ",
    Kind.LONG_TEXT: 881,
    Kind.TICK: "on",
    Kind.CHOICE: "lain",
    Kind.DATE: "21-12-2026",
    Kind.NIK: "99AB014101900001",
    Kind.COUNT: True,
    Kind.CHECKLIST: "semua",
    Kind.SIGNATURE: None,
}


@cache
def real_procedure(key: str) -> Procedure:
    reading = catalogue(SOP).latest(key)
    assert reading is not None
    assert reading.procedure is not None, reading.problems
    return reading.procedure


@st.composite
def outcomes(draw: st.DrawFn, names: list[str], place: int) -> dict[str, object]:
    """Ways out of one step: always one on or to the end, perhaps others, perhaps back."""
    later, earlier = names[place + 1 :], names[: place + 1]
    on: dict[str, object] = {"next": draw(st.sampled_from(later))} if later else {"end": "finished"}
    ways: dict[str, object] = {"ya": on}
    if draw(st.booleans()):
        ways["tidak"] = {
            "return": draw(st.sampled_from(earlier)),
            "voids": tuple(draw(st.lists(st.sampled_from(earlier), unique=True))),
            "waits_for": draw(st.sampled_from([None, None, "applicant", "centre", "office"])),
        }
    if draw(st.integers(0, 3)) == 0:
        ways["tolak"] = {"end": "rejected"}
    if draw(st.integers(0, 3)) == 0:
        ways["kurang"] = {"next": names[place], "incomplete": True}
    return ways


@st.composite
def steps(draw: st.DrawFn, names: list[str], place: int) -> Step:
    others = [name for name in names if name != names[place]]
    return Step.model_validate(
        {
            "id": names[place],
            "no": str(place + 1),
            "actor": draw(st.sampled_from(["pemohon", "pusat", *LANES])),
            "activity": f"Langkah {names[place]}",
            "acts": draw(st.sampled_from(ACT_SETS)),
            "outcomes": draw(outcomes(names, place)),
            "book": "register",
            "differs_from": draw(st.sampled_from([(), (), (), *((name,) for name in others)])),
            "definitive_only": draw(st.sampled_from([False, False, True])),
            "no_proxy": draw(st.booleans()),
            "recallable": draw(st.sampled_from([True, True, False])),
            "delegable": draw(st.sampled_from([True, True, False])),
        }
    )


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    names = [f"langkah-{n}" for n in range(draw(st.integers(2, 6)))]
    pauses = {
        "tunggu": {"label": "Menunggu", "waits_for": draw(st.sampled_from(["applicant", "centre", "office"]))},
        "gangguan": {
            "label": "Gangguan",
            "waits_for": "centre",
            "steps": tuple(draw(st.lists(st.sampled_from(names)))),
        },
    }
    return with_changes(
        actors={
            "pemohon": {"title": "Pemohon", "kind": "applicant", "assisted_by": ("loket",)},
            "pusat": {"title": "Pusat", "kind": "external", "assisted_by": ("loket", "kasi")},
            **{name: {"title": name.title()} for name in LANES},
        },
        questions=QUESTIONS,
        requirements=draw(st.sampled_from([{}, REQUIREMENTS])),
        withdrawable_until=draw(st.sampled_from([None, *names])),
        return_reasons=draw(st.sampled_from([{}, {"salah": "Salah"}])),
        clock={"pauses": draw(st.sampled_from([{}, pauses])), "waiting": draw(st.sampled_from([None, WAITING]))},
        steps=tuple(draw(steps(names, place)) for place in range(len(names))),
    )


@st.composite
def people(draw: st.DrawFn, procedure: Procedure) -> tuple[Actor, ...]:
    """A small office, short of hands: some hold several lanes, some act for others, somebody may supervise."""
    lanes = sorted(name for name, lane in procedure.actors.items() if lane.kind == "position")

    def officer(person: int) -> Actor:
        held = frozenset(draw(st.lists(st.sampled_from(lanes), unique=True)))
        powers = frozenset(draw(st.lists(st.sampled_from(POWERS), unique=True)))
        return Actor(person, held, frozenset(n for n in sorted(held) if draw(st.booleans())), powers)

    return (everyone(procedure, 1), *(officer(person) for person in range(2, 6)))


def everyone(procedure: Procedure, person: int) -> Actor:
    """One who fills every lane in own right and has every power."""
    lanes = frozenset(procedure.actors)
    return Actor(person, lanes, lanes, frozenset(POWERS))


def _good_value(procedure: Procedure, state: CaseState, field: Field) -> object:
    if field.kind is Kind.CHOICE:
        return field.choices[0][0]
    if field.kind is Kind.CHECKLIST:
        return [{"requirement": name, "state": "present"} for name in applicable(procedure, state.answers)]
    return GOOD[field.kind]


def good_evidence(procedure: Procedure, state: CaseState) -> dict[str, object]:
    """What the open step must leave behind, complete; nothing for a closed case."""
    if state.step is None:
        return {}
    fields = fields_of(procedure.by_id[state.step])
    return {field.name: _good_value(procedure, state, field) for field in fields}


@st.composite
def bad_evidence(draw: st.DrawFn, procedure: Procedure, state: CaseState) -> dict[str, object]:
    """The good evidence with one fault that must be noticed at the open step."""
    good = good_evidence(procedure, state)
    step = procedure.by_id[state.step] if state.step else procedure.first
    faults: list[dict[str, object]] = [{**good, "warna": "biru"}]
    for field in fields_of(step):
        if field.required:
            faults.append({name: value for name, value in good.items() if name != field.name})
        faults.append({**good, field.name: BAD[field.kind]})
    if procedure.requirements and "checklist" in good:
        twice = {"requirement": next(iter(procedure.requirements)), "state": "present"}
        faults.append({**good, "checklist": [twice, twice]})
        faults.append({**good, "checklist": [{"requirement": "bukan-syarat", "state": "present"}]})
    if step.in_person and "collector_relation" in good:
        faults.append({**good, "collector_relation": "proxy"})
    return draw(st.sampled_from(faults))
