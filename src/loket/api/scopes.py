"""What a token may be used for. The officer behind it still needs the right: a scope only narrows."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Scope(StrEnum):
    """One kind of use; a token carries some of them."""

    OFFICE_READ = "office:read"
    CASES_READ = "cases:read"
    CASES_INTAKE = "cases:intake"
    CASES_ACT = "cases:act"
    BOOKS_READ = "books:read"


MEANINGS: Final = MappingProxyType(
    {
        Scope.OFFICE_READ: "Read offices, positions, procedures and the calendar.",
        Scope.CASES_READ: "Read cases, their events and due times, and the officer's desk.",
        Scope.CASES_INTAKE: "Take applications in.",
        Scope.CASES_ACT: "Act on cases.",
        Scope.BOOKS_READ: "Read the register books and the pickup book.",
    }
)
