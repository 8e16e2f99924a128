"""
The log `loket.access`: who came in, who was refused, whose session ended.

It names people by number, and tells nothing that was typed: what stands in the field of a name may be a password.
"""

import logging
from enum import StrEnum
from types import MappingProxyType
from typing import Final

_log: Final = logging.getLogger("loket.access")


class Access(StrEnum):
    """What happened at the door."""

    SIGNED_IN = "signed-in"
    PASSWORD_TAKEN = "password-taken"  # noqa: S105 (what happened, not a password)
    PROVED_AGAIN = "proved-again"
    REFUSED = "refused"
    FACTOR_REFUSED = "second-factor-refused"
    SESSION_ENDED = "session-ended"
    TOKEN_USED = "token-used"  # noqa: S105 (what happened, not a token)
    TOKEN_REFUSED = "token-refused"  # noqa: S105 (what happened, not a token)


_WORDS: Final = MappingProxyType(
    {
        Access.SIGNED_IN: "masuk",
        Access.PASSWORD_TAKEN: "kata sandi cocok, langkah kedua diminta",
        Access.PROVED_AGAIN: "membuktikan diri sekali lagi",
        Access.REFUSED: "kata sandi atau kunci sandi ditolak",
        Access.FACTOR_REFUSED: "langkah kedua ditolak",
        Access.SESSION_ENDED: "sesi berakhir",
        Access.TOKEN_USED: "token dipakai, pertama kali hari ini",
        Access.TOKEN_REFUSED: "token ditolak",
    }
)
_REFUSALS: Final = frozenset({Access.REFUSED, Access.FACTOR_REFUSED, Access.TOKEN_REFUSED})


def tell(event: Access, request: object = None, **fields: str | int | None) -> None:
    """
    Tell the log what happened; of the `request` the line says the address and the page.

    `fields` are some of `who` (the number of a person), `session`, `way` (password, code, passkey), `reason`, and `tried`:
    the keyed digest of the name and address that a sign-in was tried with.
    """
    level = logging.WARNING if event in _REFUSALS else logging.INFO
    _log.log(level, _WORDS[event], extra={"event": event.value, "request": request, **fields})
