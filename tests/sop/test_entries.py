"""What each service changes in the register: filled in at one step, in effect at another, of exactly one kind."""

import pytest

from loket.core.procedure.acts import MARKS
from loket.core.procedure.expressions import evaluate, parse
from loket.core.procedure.model import Entry
from loket.core.procedure.services import ENTRY_KINDS
from tests.sop.procedures import KEYS, procedure

PRINTED_BEFORE = ("bintan/skdwni", "bintan/skpwni")
TAKES_EFFECT = MARKS - {"paraf"} | {"print"}
SINGLE = {
    "bintan/skdwni": "pindah-datang",
    "bintan/skpln": "pindah-luar-negeri",
    "bintan/skdln": "datang-luar-negeri",
    "bintan/sk-kelahiran": "kelahiran",
    "bintan/sk-lahir-mati": "lahir-mati",
    "bintan/sk-pembatalan-perkawinan": "pembatalan-perkawinan",
    "bintan/sk-pembatalan-perceraian": "pembatalan-perceraian",
    "bintan/sk-kematian": "kematian",
    "bintan/sk-pengangkatan-anak": "pengangkatan-anak",
    "bintan/sk-pelepasan-kewarganegaraan": "pelepasan-kewarganegaraan",
    "bintan/skpti": "skpti",
    "bintan/skps": "skps",
    "metro/siaga": "biodata-baru",
}


def entry(key: str) -> Entry:
    found = procedure(key).entry
    assert found is not None
    return found


@pytest.mark.parametrize("key", KEYS)
class TestEntries:
    def test_take_effect_with_the_first_step_that_prints_or_signs(self, key: str) -> None:
        sop, found = procedure(key), entry(key)
        later = sop.steps[sop.order[found.fill] :]
        assert next(step.id for step in later if set(step.acts) & TAKES_EFFECT) == found.effect

    def test_take_effect_after_the_last_verification_unless_the_letter_is_printed_before(self, key: str) -> None:
        sop, found = procedure(key), entry(key)
        verified = [sop.order[step.id] for step in sop.steps if "verify" in step.acts]
        assert (sop.order[found.effect] > max(verified)) == (key not in PRINTED_BEFORE)

    def test_are_of_the_kind_that_the_answers_choose(self, key: str) -> None:
        sop, found = procedure(key), entry(key)
        if key in SINGLE:
            assert [(kind.kind, kind.when) for kind in found.kinds] == [(SINGLE[key], None)]
            assert "keperluan" not in sop.questions
            return
        chosen = sop.questions["keperluan"].choices
        assert [kind.kind for kind in found.kinds] == list(chosen)
        for choice in chosen:
            answers: dict[str, object] = {"keperluan": choice}
            assert [kind.kind for kind in found.kinds if evaluate(parse(kind.when or ""), answers)] == [choice]


class TestKinds:
    def test_are_each_offered_by_an_office(self) -> None:
        assert {kind.kind for key in KEYS for kind in entry(key).kinds} == set(ENTRY_KINDS)
