"""Every form: its kinds of entry, its fields, and what it makes of answers that nobody should give."""

import dataclasses
import itertools
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest

from loket.core.entry import EntryForm, Field, FieldKind, Filled, Values, read
from loket.core.entry.kinds import KINDS
from loket.core.entry.reading import TICKED, Raw, asked_fields
from loket.core.problems import BadTerm, Refusal
from loket.core.procedure.document import load
from loket.core.procedure.expressions import parse, type_faults
from loket.core.procedure.services import ENTRY_KINDS
from loket.core.register import Biodata, Context, Slice
from loket.core.register.decide import check
from loket.core.rules import Level
from tests.core.entry.filling import Ids, known
from tests.core.register.people import TODAY, neighbourhood

ROOT = Path(__file__).parents[3]
LISTS = {path.stem for path in (ROOT / "src/loket/register/data/codes").glob("*.csv")}
NAMING = {FieldKind.RESIDENT, FieldKind.FAMILY}
kinds = pytest.mark.parametrize("kind", sorted(KINDS))


def form_of(kind: str) -> EntryForm:
    return KINDS[kind].form


def every_field(form: EntryForm) -> Iterator[Field]:
    """The fields and the columns of their rows."""
    for field in form.fields.values():
        yield field
        yield from field.columns


def answers_to(field: Field) -> tuple[str, ...]:
    """What may be said to a tick or a choice."""
    return tuple(field.choices) if field.kind is FieldKind.CHOICE else ("", TICKED)


class TestKinds:
    def test_are_those_that_a_procedure_may_name(self) -> None:
        assert set(KINDS) == set(ENTRY_KINDS)

    @kinds
    def test_have_a_form_of_their_own(self, kind: str) -> None:
        form = form_of(kind)
        assert form.kind == kind
        assert len(form.fields) == sum(len(block.fields) for block in form.blocks)


class TestFields:
    @kinds
    def test_have_conditions_over_earlier_questions(self, kind: str) -> None:
        form, seen = form_of(kind), set()
        for name, field in form.fields.items():
            earlier = {n: q for n, q in form.questions.items() if n in seen}
            assert not field.when or not type_faults(parse(field.when), earlier), name
            assert all(column.when is None for column in field.columns), name
            seen.add(name)

    @kinds
    def test_can_all_be_reached(self, kind: str) -> None:
        form = form_of(kind)
        for name, field in form.fields.items():
            asked = [form.fields[q] for q in form.questions if q in _questions_behind(form, field)]
            given = itertools.product(*(answers_to(q) for q in asked))
            raws = (dict(zip((q.name for q in asked), said, strict=True)) for said in given)
            assert any(name in asked_fields(form, raw) for raw in raws), name

    @kinds
    def test_name_lists_that_are_shipped(self, kind: str) -> None:
        for field in every_field(form_of(kind)):
            assert (field.kind is FieldKind.CODE) == (field.list is not None), field.name
            assert field.list is None or field.list in LISTS, field.name

    @kinds
    def test_have_choices_and_defaults_that_agree(self, kind: str) -> None:
        for field in every_field(form_of(kind)):
            assert (field.kind is FieldKind.CHOICE) == bool(field.choices), field.name
            assert not field.default or field.default in field.choices, field.name
            assert not (field.kind is FieldKind.TICK and field.required), field.name

    @kinds
    def test_mirror_elements_of_someone_on_the_form(self, kind: str) -> None:
        form, elements = form_of(kind), {f.name for f in dataclasses.fields(Biodata)}
        for field in form.fields.values():
            assert field.of is None or form.fields[field.of].kind in NAMING, field.name
            assert field.element is None or (field.of and field.element in elements), field.name

    @kinds
    def test_list_people_with_who_first(self, kind: str) -> None:
        for field in form_of(kind).fields.values():
            if field.kind is FieldKind.MEMBERS:
                assert field.of, field.name
                first = field.columns[0]
                assert (first.name, first.kind, first.required) == ("who", FieldKind.RESIDENT, True)
            assert not field.apart or field.kind is FieldKind.MEMBERS, field.name
            assert bool(field.columns) == (field.kind in (FieldKind.MEMBERS, FieldKind.PEOPLE)), field.name

    @kinds
    def test_leave_out_of_lists_people_of_earlier_fields(self, kind: str) -> None:
        form, seen = form_of(kind), set()
        for name, field in form.fields.items():
            earlier = {n: q for n, q in form.questions.items() if n in seen}
            for who, condition in field.apart.items():
                assert who in seen, name
                assert form.fields[who].kind in NAMING, name
                assert not type_faults(parse(condition), earlier), name
            seen.add(name)

    @pytest.mark.parametrize("kind", ["kematian", "pelepasan-kewarganegaraan"])
    def test_list_those_who_stay_without_who_leaves(self, kind: str) -> None:
        assert form_of(kind).fields["members"].apart == {"resident": "true"}

    @kinds
    def test_point_to_papers_that_a_procedure_asks_for(self, kind: str) -> None:
        papers = {field.paper for field in every_field(form_of(kind)) if field.paper}
        assert papers <= requirements().get(kind, papers), papers - requirements()[kind]


@cache
def requirements() -> dict[str, set[str]]:
    """The requirements of Bintan's procedures, by the kinds of entry they lead to."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "sop/bintan").glob("*/*.yaml")):
        data = load(path).data
        assert isinstance(data, dict)
        # How complaints are handled changes nothing in the register.
        for kind in data.get("entry", {}).get("kinds", ()):
            found.setdefault(kind["kind"], set()).update(data["requirements"])
    return found


def _questions_behind(form: EntryForm, field: Field) -> set[str]:
    """The questions on which it depends whether a field is asked, and those on which these depend."""
    words = set(re.findall(r"\w+", field.when or ""))
    direct = {name for name in form.questions if name in words}
    return direct.union(*(_questions_behind(form, form.fields[name]) for name in direct))


TYPED = (
    *("", " ", "ya", "1", "2", "4", "7", "11", "0", "99", "-1", "31-12-2026", "29-02-2011", "01-01-1900", "21.01"),
    *("21.01.06.1001", "x" * 300, "07:30", "Sari Lestari", "2101062104840001", "🙂", "a\x00b", "<b>", "0" * 36),
)


class Scrawl:
    """Forms filled in at random, mostly with things that could be meant."""

    def __init__(self, seed: str, part: Slice) -> None:
        self.random = Random(seed)
        niks = tuple(r.nik.digits for r in part.residents.values() if r.nik)
        numbers = tuple(f.kk_number.digits for f in part.families.values() if f.kk_number)
        self.meant: dict[FieldKind, tuple[str, ...]] = {
            **dict.fromkeys((FieldKind.RESIDENT, FieldKind.NIK), niks),
            **dict.fromkeys((FieldKind.FAMILY, FieldKind.KK), numbers),
            **dict.fromkeys((FieldKind.CODE, FieldKind.NUMBER), ("1", "2", "4", "11")),
            FieldKind.DATE: ("20-12-2026", "01-06-2025", "17-08-1990"),
            FieldKind.TICK: ("", TICKED),
            FieldKind.REGION: ("21.01.06.1001", "18.72.01.1001", "21.01"),
            FieldKind.TIME: ("07:30",),
        }

    def __call__(self, form: EntryForm) -> Raw:
        """One more of them."""
        return {n: self._rows(f) if f.columns else self._one(f) for n, f in form.fields.items()}

    def _one(self, field: Field) -> str:
        if self.random.random() < 0.1:
            return self.random.choice(TYPED)
        meant = tuple(field.choices) or self.meant.get(field.kind, ("Budi Hartono", "12/2026"))
        return self.random.choice(meant)

    def _rows(self, field: Field) -> list[dict[str, str]]:
        return [{c.name: self._one(c) for c in field.columns} for _ in range(self.random.randrange(4))]


class TestAnyAnswer:
    @kinds
    def test_of_an_empty_form_is_wrong_or_refused(self, kind: str) -> None:
        assert outcome(kind, Values(), neighbourhood()) in ("wrong", "refused")
        assert read(form_of(kind), {}).problems

    @kinds
    def test_is_read_judged_and_never_crashes(self, kind: str) -> None:
        part, form = neighbourhood(), form_of(kind)
        scrawl, outcomes = Scrawl(kind, part), set()
        for _ in range(150):
            answers = read(form, scrawl(form))
            assert {(p.field or "").split(".")[0] for p in answers.problems} <= form.fields.keys()
            outcomes.add(outcome(kind, answers.values, part))
        assert outcomes <= {"wrong", "refused", "allowed"}


def outcome(kind: str, values: Values, part: Slice) -> str:
    """How a form ends: wrong at one of its fields, refused by the register, or allowed."""
    form = Filled(values, known(part), TODAY, Ids())
    try:
        events = KINDS[kind].events(form)
    except BadTerm as bad:
        said = bad.problem
        named = (said.field or "").split(".")[0]
        return "wrong" if said.sentence and said.hint and named in form_of(kind).fields else f"unclear: {said}"
    for event in events:
        try:
            found = check(part.around(event.named_residents, event.named_families), event, Context(TODAY))
        except Refusal:
            return "refused"
        if any(finding.level is Level.REFUSAL for finding in found):
            return "refused"
    return "allowed"
