"""The Idempotency-Key of a request as the key of the service: sent twice, it is done once."""

from typing import Annotated, Final
from uuid import UUID, uuid5

from ninja import Header
from pydantic import StringConstraints

from loket.api.records import Caller

_SPACE: Final = UUID("5f3d5f0e-6a6e-4a7e-9b0c-6c6f6b657400")

KeyHeader = Annotated[
    str,
    StringConstraints(min_length=8, max_length=100, pattern=r"^[A-Za-z0-9._:-]+$"),
    Header(
        alias="Idempotency-Key",
        description="A random key of the client, such as a UUID. What is sent again with the same key is done once.",
    ),
]


def key_for(caller: Caller, given: str) -> UUID:
    """
    The key for the service.

    Each officer has keys of his own: a key guessed or used before by another office finds nothing of it.
    """
    return uuid5(_SPACE, f"{caller.officer.person}/{given}")
