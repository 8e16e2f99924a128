"""
Which names the rule on names applies to: those given since it came into force. It does not know what a good name is.

Basis: Permendagri 73/2022, in force since 21 April 2022; names recorded before stay valid.
"""

import datetime
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from loket.core.register.slice import Slice
from loket.core.register.values import Resident

IN_FORCE: Final = datetime.date(2022, 4, 21)


def new_names(part: Slice) -> Iterator[tuple[Resident, str]]:
    """The names in force of residents born, or renamed, since the rule came into force."""
    for resident in part.residents.values():
        born_since = resident.biodata.birth_date >= IN_FORCE
        if born_since or any(
            later.from_date >= IN_FORCE and later.biodata.full_name != earlier.biodata.full_name
            for earlier, later in pairwise(resident.records)
        ):
            yield resident, resident.name
