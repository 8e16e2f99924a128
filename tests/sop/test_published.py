"""What is made from the model is up to date where it is published."""

import json
import re

from loket.core.procedure.schema import acts_table, office_schema, procedure_schema
from tests.sop.procedures import COMPLAINTS, KEYS, SOP, procedure

FORMAT = SOP.parent / "docs/reference/procedure-format.md"


class TestPublished:
    def test_schema_of_procedures_is_up_to_date(self) -> None:
        assert json.loads((SOP / "procedure.schema.json").read_text("utf-8")) == procedure_schema()

    def test_schema_of_offices_is_up_to_date(self) -> None:
        assert json.loads((SOP / "office.schema.json").read_text("utf-8")) == office_schema()

    def test_table_of_acts_is_up_to_date(self) -> None:
        table = re.search(r"<!-- acts: begin -->\n(.*?)<!-- acts: end -->", FORMAT.read_text("utf-8"), re.DOTALL)
        assert table is not None
        assert table[1] == acts_table()

    def test_list_of_procedures_counts_their_steps(self) -> None:
        rows = re.findall(r"^\| `([a-z/-]+)` \|[^|]*\| (\d+) \|", (SOP / "README.md").read_text("utf-8"), re.MULTILINE)
        assert {key: int(steps) for key, steps in rows} == {key: len(procedure(key).steps) for key in KEYS + COMPLAINTS}
