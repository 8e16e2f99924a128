"""Every printed text of a procedure stands in its source, letter by letter, on the line that is named for it."""

from collections.abc import Iterator

import pytest

from loket.core.procedure.model import Identity, Procedure
from tests.sop.procedures import KEYS, PRINTED, TEMPLATES, plain, procedure, source_lines, source_text

PRINTED_LISTS = ("letterhead", "legal_basis", "related", "qualifications", "equipment", "warnings", "records")
PRINTED_TEXTS = ("unit", "number", "name", "name_as_printed", "flow_title")
COMPONENT_LINES = 4  # One component of Bintan's KK runs on over three more lines.


def identity_texts(identity: Identity) -> Iterator[str]:
    for name in PRINTED_LISTS:
        yield from getattr(identity, name)
    yield from (getattr(identity, name) for name in PRINTED_TEXTS if getattr(identity, name) is not None)
    for date in (identity.created, identity.revised, identity.ratified, identity.effective):
        if date is not None:
            yield date.printed
    if identity.ratified_by is not None:
        yield from filter(None, (identity.ratified_by.title, identity.ratified_by.name, identity.ratified_by.nip))


def missing(texts: Iterator[str] | list[str], source: str) -> list[str]:
    return [text for text in texts if plain(text) not in source]


def around(procedure: Procedure, line: int, count: int) -> str:
    return plain(" ".join(source_lines(procedure.identity.source.file)[line - 1 : line - 1 + count]))


@pytest.mark.parametrize("key", KEYS)
class TestPrintedHead:
    def test_stands_in_the_source(self, key: str) -> None:
        identity = procedure(key).identity
        assert len(list(identity_texts(identity))) > 4
        assert missing(identity_texts(identity), source_text(identity.source.file)) == []


@pytest.mark.parametrize("key", TEMPLATES)
class TestTemplates:
    def test_say_that_they_are_templates_and_on_which_pattern(self, key: str) -> None:
        sop = procedure(key)
        assert sop.template is not None
        pattern = procedure(f"bintan/{sop.template.pattern}")
        assert pattern.template is None
        assert len(sop.steps) == len(pattern.steps)
        assert sop.clock.promise == procedure("bintan/kk").clock.promise

    def test_are_services_that_the_printed_head_names(self, key: str) -> None:
        identity = procedure(key).identity
        assert identity.name_as_printed is not None
        assert identity.name in identity.name_as_printed.split(", ")


@pytest.mark.parametrize("key", PRINTED)
class TestPrintedText:
    def test_is_no_template(self, key: str) -> None:
        assert procedure(key).template is None

    def test_of_each_step_stands_on_its_line(self, key: str) -> None:
        sop = procedure(key)
        for step in sop.steps:
            assert step.source_line is not None
            line = around(sop, step.source_line, 1)
            printed = [step.activity, *step.inputs, *step.outputs, *filter(None, (step.time, step.remark))]
            assert missing(printed, line) == [], step.id
            if sop.flow == "table":
                assert line.startswith(f"{step.no} {plain(step.activity)}")

    def test_of_each_component_stands_on_its_lines(self, key: str) -> None:
        sop = procedure(key)
        for component in sop.standard.components if sop.standard else ():
            assert component.source_line is not None
            first = around(sop, component.source_line, 1)
            assert first.startswith(f"{component.no} {plain(component.title)}")
            assert missing(list(component.text), around(sop, component.source_line, COMPONENT_LINES)) == []

    def test_of_actors_columns_requirements_product_and_promise_stands_in_the_source(self, key: str) -> None:
        sop = procedure(key)
        source = source_text(sop.identity.source.file).casefold()
        texts = [actor.title for actor in sop.actors.values()] + list(sop.columns) + [sop.product]
        texts += [requirement.text for requirement in sop.requirements.values() if requirement.printed]
        texts += [text for text in (sop.clock.promise, sop.legalised_by) if text is not None]
        if sop.standard is not None:
            texts += [sop.standard.unit, sop.standard.kind]
        assert missing([text.casefold() for text in texts], source) == []

    def test_leaves_no_row_of_the_flow_table_behind(self, key: str) -> None:
        sop = procedure(key)
        lines = source_lines(sop.identity.source.file)
        first, last = sop.steps[0].source_line, sop.steps[-1].source_line
        assert first is not None
        assert last is not None
        rows = [number for number in range(first, last + 1) if lines[number - 1]]
        assert sorted({step.source_line for step in sop.steps if step.source_line}) == rows

    def test_leaves_no_word_of_the_standard_behind(self, key: str) -> None:
        sop = procedure(key)
        for component in sop.standard.components if sop.standard else ():
            assert component.source_line is not None
            line = around(sop, component.source_line, 1).removeprefix(f"{component.no} {plain(component.title)}")
            said = plain(" ".join(component.text))
            assert [word for word in line.replace("- ", " ").split() if word not in said] == []
