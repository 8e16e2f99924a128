"""
The published form of the format: JSON Schema for editors, and the table of acts for the reference.

Both are made from the model and the vocabulary, so that they cannot say anything else.
"""

from typing import Any

from loket.core.procedure.acts import ACTS
from loket.core.procedure.model import Procedure
from loket.core.procedure.office import OfficeFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def procedure_schema() -> dict[str, Any]:
    """JSON Schema of a procedure file; the acts are listed, so that an editor can complete them."""
    schema = Procedure.model_json_schema(by_alias=True)
    schema["$defs"]["Step"]["properties"]["acts"]["items"] = {"enum": list(ACTS)}
    return {"$schema": _DIALECT, **schema, "title": "Prosedur Loket"}


def office_schema() -> dict[str, Any]:
    """JSON Schema of an office file."""
    return {"$schema": _DIALECT, **OfficeFile.model_json_schema(by_alias=True), "title": "Kantor Loket"}


def acts_table() -> str:
    """The closed vocabulary of acts as a Markdown table, one act a row."""
    rows = ["| act | on the button | meaning | evidence it leaves | notes |", "| --- | --- | --- | --- | --- |"]
    for act in ACTS.values():
        evidence = "; ".join(f"{field.label} (`{field.name}`)" for field in act.fields) or "–"
        flags = ((act.mark, "mark: voidable, once per person"), (act.numbered, "takes a number"))
        notes = [note for flag, note in (*flags, (act.in_person, "no proxy")) if flag]
        rows.append(f"| `{act.id}` | {act.title} | {act.meaning} | {evidence} | {', '.join(notes) or '–'} |")
    return "\n".join(rows) + "\n"
