"""The forms of `data/`, each read when first asked for: one that cannot be read is a fault of the program, not of a user."""

from functools import cache
from pathlib import Path
from typing import Final

from loket.core.entry.model import EntryForm
from loket.core.procedure.document import load

_DATA: Final = Path(__file__).parent / "data"


@cache
def form_of(kind: str) -> EntryForm:
    """The form of a kind of entry. Raises pydantic's ValidationError for a file that is no form."""
    return EntryForm.model_validate(load(_DATA / f"{kind}.yaml").data)
