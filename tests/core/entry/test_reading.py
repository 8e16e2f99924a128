"""Answers as typed, read field by field."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from loket.core.entry import Block, EntryForm, Field, FieldKind, Values, read
from loket.core.entry.reading import answered_fields, asked_fields, left_out
from loket.core.problems import BadTerm
from loket.core.register.codes import Religion, Shdk
from loket.core.terms import KkNumber, Nik, RegionCode

ID = UUID(int=7)
NIK, KK = "2101062104840001", "2101060601200001"


def form(*fields: Field) -> EntryForm:
    """A form of these fields."""
    return EntryForm(kind="contoh", title="Contoh", form="F-0", effect="-", blocks=(Block(title="A", fields=fields),))


def field(kind: FieldKind = FieldKind.TEXT, name: str = "x", **more: Any) -> Field:
    return Field(name=name, label="Isian", kind=kind, **more)


def value(kind: FieldKind, text: str, **more: Any) -> object:
    """What is read from one answer."""
    answers = read(form(field(kind, **more)), {"x": text})
    assert answers.problems == ()
    return answers.values.held.get("x")


def faults(kind: FieldKind, text: object, **more: Any) -> list[tuple[str, str | None]]:
    """Ids and fields of what is wrong with one answer."""
    answers = read(form(field(kind, **more)), {"x": text}, {"agama": {1, 2}})  # type: ignore[dict-item]
    assert all(p.sentence and p.hint for p in answers.problems)
    return [(p.id, p.field) for p in answers.problems]


class TestRead:
    @pytest.mark.parametrize(
        ("kind", "text", "said"),
        [
            (FieldKind.TEXT, "  Sari \t Lestari ", "Sari Lestari"),
            (FieldKind.TEXT, "D'Souza Śaśī ساري", "D'Souza Śaśī ساري"),
            (FieldKind.LONG_TEXT, "satu\ndua ", "satu\ndua"),
            (FieldKind.DATE, "31-12-2026", datetime.date(2026, 12, 31)),
            (FieldKind.DATE, "1/2/2026", datetime.date(2026, 2, 1)),
            (FieldKind.DATE, "2026-12-31", datetime.date(2026, 12, 31)),
            (FieldKind.TIME, "07.30", "07:30"),
            (FieldKind.TIME, "23:59", "23:59"),
            (FieldKind.NUMBER, "12", 12),
            (FieldKind.CODE, "2", 2),
            (FieldKind.TICK, "ya", True),
            (FieldKind.TICK, "tidak", None),
            (FieldKind.NIK, "2101 0621 0484 0001", Nik(NIK)),
            (FieldKind.KK, KK, KkNumber(KK)),
            (FieldKind.REGION, "21.01.06.1001", RegionCode("2101061001")),
            (FieldKind.RESIDENT, NIK, Nik(NIK)),
            (FieldKind.RESIDENT, str(ID), ID),
            (FieldKind.FAMILY, KK, KkNumber(KK)),
            (FieldKind.FAMILY, str(ID), ID),
            (FieldKind.MEMBERS, "bukan baris", None),
        ],
    )
    def test_takes_an_answer_as_typed(self, kind: FieldKind, text: str, said: object) -> None:
        assert value(kind, text, required=False) == said

    def test_takes_a_choice_or_what_an_empty_one_means(self) -> None:
        choices = {"baru": "Baru", "lama": "Lama"}
        assert value(FieldKind.CHOICE, "lama", choices=choices) == "lama"
        assert value(FieldKind.CHOICE, "", choices=choices, default="baru") == "baru"

    @pytest.mark.parametrize(
        ("kind", "text", "problem"),
        [
            (FieldKind.TEXT, "", "entry-missing"),
            (FieldKind.TEXT, "   ", "entry-missing"),
            (FieldKind.TEXT, ["baris"], "entry-missing"),
            (FieldKind.TEXT, "x" * 101, "entry-too-long"),
            (FieldKind.TEXT, "a\x00b", "entry-unwritable"),
            (FieldKind.LONG_TEXT, "a\ud800b", "entry-unwritable"),
            (FieldKind.TEXT, "Sari 🙂", "entry-unwritable"),
            (FieldKind.TEXT, "ꦱꦫꦶ", "entry-unwritable"),
            (FieldKind.DATE, "31-02-2026", "entry-not-a-date"),
            (FieldKind.DATE, "kemarin", "entry-not-a-date"),
            (FieldKind.TIME, "25:00", "entry-not-a-time"),
            (FieldKind.NUMBER, "1,5", "entry-not-a-number"),
            (FieldKind.NUMBER, "²", "entry-not-a-number"),
            (FieldKind.NUMBER, "-1", "entry-not-a-number"),
            (FieldKind.CODE, "Islam", "entry-not-a-number"),
            (FieldKind.CHOICE, "tengah", "entry-choice-unknown"),
            (FieldKind.NIK, "123", "nik-length"),
            (FieldKind.KK, "123", "kk-shape"),
            (FieldKind.REGION, "Bintan", "region-shape"),
            (FieldKind.RESIDENT, "z" * 36, "nik-letters"),
            (FieldKind.FAMILY, "Sari", "kk-shape"),
            (FieldKind.MEMBERS, "", "entry-rows-missing"),
            (FieldKind.PEOPLE, [], "entry-rows-missing"),
        ],
    )
    def test_names_the_field_of_an_answer_that_is_none(self, kind: FieldKind, text: object, problem: str) -> None:
        assert faults(kind, text) == [(problem, "x")]

    def test_knows_the_codes_in_force(self) -> None:
        assert faults(FieldKind.CODE, "2", list="agama") == []
        assert faults(FieldKind.CODE, "9", list="agama") == [("entry-choice-unknown", "x")]

    @pytest.mark.parametrize(
        ("bounds", "text", "hint"),
        [
            ({"least": 5}, "4", "Paling sedikit 5."),
            ({"most": 5}, "6", "Paling banyak 5."),
            ({"least": 1, "most": 5}, "6", "Paling sedikit 1. Paling banyak 5."),
        ],
    )
    def test_keeps_numbers_within_bounds(self, bounds: dict[str, Any], text: str, hint: str) -> None:
        (problem,) = read(form(field(FieldKind.NUMBER, **bounds)), {"x": text}).problems
        assert (problem.id, problem.hint) == ("entry-out-of-range", hint)
        assert faults(FieldKind.NUMBER, "5", **bounds) == []

    def test_says_with_the_fields_own_help_what_is_missing(self) -> None:
        (problem,) = read(form(field(help="Menurut akta.")), {}).problems
        assert problem.hint == "Menurut akta."

    def test_reads_rows_each_with_its_columns(self) -> None:
        columns = (field(FieldKind.RESIDENT, "who"), field(FieldKind.CODE, "shdk", required=False))
        rows = [{"who": NIK, "shdk": "4"}, {"who": "", "shdk": "x"}, {}]
        answers = read(form(field(FieldKind.MEMBERS, "left", columns=columns)), {"left": rows})
        assert [(p.id, p.field) for p in answers.problems] == [
            ("entry-missing", "left.1.who"),
            ("entry-not-a-number", "left.1.shdk"),
            ("entry-missing", "left.2.who"),
        ]
        first, *_ = answers.values.rows("left")
        assert (first.ref("who"), first.code(Shdk, "shdk"), first.named("who")) == (Nik(NIK), Shdk.CHILD, "left.0.who")

    def test_leaves_out_what_is_not_asked_for(self) -> None:
        asked = form(field(FieldKind.TICK, "late", required=False), field(name="why", when="late"))
        assert read(asked, {"why": "sakit"}).values.held == {}
        assert read(asked, {"late": "ya", "why": "sakit"}).values.text("why") == "sakit"
        assert [p.field for p in read(asked, {"late": "ya"}).problems] == ["why"]

    def test_lets_a_question_that_is_not_asked_answer_nothing(self) -> None:
        chain = form(
            field(FieldKind.TICK, "a", required=False),
            field(FieldKind.CHOICE, "b", when="a", choices={"ya": "Ya"}),
            field(name="c", when='b == "ya"'),
        )
        assert asked_fields(chain, {"b": "ya"}) == ("a",)
        assert asked_fields(chain, {"a": "ya", "b": "ya"}) == ("a", "b", "c")

    def test_finds_what_there_is_to_hold_against_the_papers(self) -> None:
        who, shdk = field(name="who"), field(FieldKind.CODE, "shdk", required=False, default="4")
        asked = form(
            field(name="said"),
            field(name="unsaid", required=False),
            field(FieldKind.CHOICE, "usual", choices={"ya": "Ya"}, default="ya"),
            field(name="unasked", when="said == 'x'"),
            field(FieldKind.MEMBERS, "members", columns=(who, shdk)),
            field(FieldKind.PEOPLE, "persons", columns=(who, shdk)),
        )
        listed = [{"who": NIK, "shdk": "4"}, {}]
        raw: dict[str, Any] = {"said": "a", "unasked": "b", "members": listed, "persons": listed}
        assert answered_fields(asked, raw) == ("said", "usual", "persons")
        raw["members"] = [{"who": NIK, "shdk": "5"}]
        assert answered_fields(asked, raw) == ("said", "usual", "members", "persons")
        assert answered_fields(asked, {}) == ("usual",)

    def test_leaves_out_of_a_list_whom_the_form_is_about(self) -> None:
        who = field(FieldKind.CHOICE, "who", choices={"suami": "Suami", "istri": "Istri"}, default="istri")
        apart = {"child": "true", "wife": 'who == "istri"', "husband": 'who == "suami"'}
        listed = field(FieldKind.MEMBERS, "left", of="child", apart=apart, columns=(field(name="who"),))
        both = form(who, listed)
        assert left_out(both, listed, {}) == ("child", "wife")
        assert left_out(both, listed, {"who": "suami"}) == ("child", "husband")


class TestValues:
    def test_of_an_empty_form_are_missing_and_never_crash(self) -> None:
        empty = Values()
        assert (empty.text("x"), empty.ticked("x"), empty.ref("x"), empty.nik("x")) == ("", False, None, None)
        assert (empty.rows("x"), empty.number_or_none("x"), list(empty.refs())) == ((), None, [])
        for ask in (empty.date, empty.number, empty.region, empty.choice, lambda x: empty.code(Shdk, x)):
            with pytest.raises(BadTerm) as caught:
                ask("x")
            assert (caught.value.problem.id, caught.value.problem.field) == ("entry-missing", "x")

    def test_are_of_the_kind_that_was_asked_for(self) -> None:
        day = datetime.date(2026, 12, 31)
        held = {"d": day, "n": 4, "c": "baru", "r": RegionCode("2101"), "nik": Nik(NIK), "kk": KkNumber(KK)}
        values = Values(held)
        assert (values.date("d"), values.number("n"), values.number_or_none("n")) == (day, 4, 4)
        assert (values.choice("c"), values.region("r"), values.nik("nik")) == ("baru", RegionCode("2101"), Nik(NIK))
        assert (values.nik("kk"), "kk" in values, "x" in values) == (None, True, False)

    def test_refuse_a_code_that_the_register_does_not_know_yet(self) -> None:
        with pytest.raises(BadTerm) as caught:
            Values({"agama": 8}, "people.0.").code(Religion, "agama")
        assert (caught.value.problem.id, caught.value.problem.field) == ("entry-code-unusable", "people.0.agama")

    def test_list_everyone_they_name(self) -> None:
        rows = (Values({"who": ID}), Values({"who": Nik(NIK), "shdk": 4}))
        assert list(Values({"family": KkNumber(KK), "left": rows, "n": 1}).refs()) == [KkNumber(KK), ID, Nik(NIK)]


class TestGuardedAnswers:
    """What is made of answers with faults must rest on none of them."""

    ASKED = form(
        field(name="name"),
        field(FieldKind.NUMBER, "weight"),
        field(FieldKind.TICK, "foreign"),
        field(FieldKind.NIK, "nik"),
        field(FieldKind.RESIDENT, "who"),
        field(FieldKind.PEOPLE, "people", columns=(field(name="a"), field(FieldKind.DATE, "b"))),
    )

    def guarded(self, **raw: Any) -> Values:
        said = {"name": "Adi", "weight": "3100", "foreign": "ya", "nik": NIK, "who": NIK, **raw}
        answers = read(self.ASKED, {"people": [{"a": "x", "b": "01-01-2026"}], **said})
        return answers.values.guarded(answers.problems)

    def test_are_given_where_nothing_is_wrong(self) -> None:
        values = self.guarded()
        assert (values.text("name"), values.number("weight"), values.ticked("foreign")) == ("Adi", 3100, True)
        assert [row.date("b") for row in values.rows("people")] == [datetime.date(2026, 1, 1)]

    @pytest.mark.parametrize(
        ("raw", "ask", "problem"),
        [
            ({"name": ""}, lambda v: v.text("name"), ("entry-missing", "name")),
            ({"weight": "berat"}, lambda v: v.number_or_none("weight"), ("entry-not-a-number", "weight")),
            ({"nik": "12"}, lambda v: v.nik("nik"), ("nik-length", "nik")),
            ({"who": "12"}, lambda v: v.ref("who"), ("nik-length", "who")),
            ({"people": []}, lambda v: v.rows("people"), ("entry-rows-missing", "people")),
            ({"people": [{"a": "x"}]}, lambda v: v.rows("people")[0].date("b"), ("entry-missing", "people.0.b")),
        ],
    )
    def test_are_refused_where_they_have_a_problem(
        self, raw: dict[str, Any], ask: Callable[[Values], object], problem: tuple[str, str]
    ) -> None:
        values = self.guarded(**raw)
        with pytest.raises(BadTerm) as caught:
            ask(values)
        assert (caught.value.problem.id, caught.value.problem.field) == problem
        assert values.ticked("foreign")

    def test_are_given_as_left_empty_to_who_prints_them(self) -> None:
        values = self.guarded(weight="berat", name="")
        assert (values.as_read.number_or_none("weight"), values.as_read.text("name")) == (None, "")
