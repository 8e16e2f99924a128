"""What is made from the model: JSON Schema and the table of acts."""

from loket.core.procedure.acts import ACTS
from loket.core.procedure.schema import acts_table, office_schema, procedure_schema


class TestSchema:
    def test_names_keys_as_files_write_them(self) -> None:
        outcome = procedure_schema()["$defs"]["Outcome"]["properties"]
        assert "return" in outcome
        assert "return_" not in outcome

    def test_lists_the_acts_for_editors(self) -> None:
        assert procedure_schema()["$defs"]["Step"]["properties"]["acts"]["items"] == {"enum": list(ACTS)}

    def test_refuses_unknown_keys(self) -> None:
        assert procedure_schema()["additionalProperties"] is False
        assert office_schema()["additionalProperties"] is False


class TestActsTable:
    def test_has_a_row_for_every_act(self) -> None:
        rows = acts_table().splitlines()
        assert len(rows) == len(ACTS) + 2
        assert all(row.count("|") == 6 for row in rows)

    def test_says_which_acts_mark_number_or_need_the_person(self) -> None:
        rows = {row.split("`")[1]: row for row in acts_table().splitlines()[2:]}
        assert rows["paraf"].endswith("mark: voidable, once per person |")
        assert rows["register"].endswith("takes a number |")
        assert rows["activate"].endswith("no proxy |")
        assert rows["forward"].endswith("– | – |")
