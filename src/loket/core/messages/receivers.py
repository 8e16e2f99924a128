"""To whom a message goes: a telephone or an address, in one form, and as it may be shown; and in which language."""

import re
from typing import Final

from loket.core.messages.kinds import LANGUAGES
from loket.core.problems import BadTerm, Problem

_SHORTEST: Final = 9
_LONGEST: Final = 15
_MAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
_SHOWN: Final = 3


def phone_number(text: str) -> str:
    """A telephone in the international form, "+6281200000001"; one that begins with 0 is Indonesian. Raises BadTerm."""
    digits = "".join(sign for sign in text if sign.isdigit() and sign.isascii())
    if text.strip().startswith("+"):
        found = digits
    elif digits.startswith("0"):
        found = f"62{digits[1:]}"
    else:
        found = digits if digits.startswith("62") else ""
    if not _SHORTEST <= len(found) <= _LONGEST:
        raise BadTerm(Problem("message-phone", "Nomor telepon ini tidak dapat dikirimi pesan.", field="phone"))
    return f"+{found}"


def mail_address(text: str) -> str:
    """An address of e-mail, which cannot carry a second one or a line of its own. Raises BadTerm."""
    found = text.strip()
    if len(found) > 200 or not _MAIL.fullmatch(found):
        raise BadTerm(Problem("message-mail", "Alamat surel ini tidak dapat dikirimi pesan.", field="email"))
    return found


def language_in(text: str) -> str:
    """A language that there are words in. Raises BadTerm."""
    if text not in LANGUAGES:
        raise BadTerm(Problem("message-language", "Pilih bahasa pesan yang ada.", field="language"))
    return text


def masked(receiver: str) -> str:
    """As it may be shown and kept: the last three digits of a telephone, the first sign and the host of an address."""
    name, at, host = receiver.partition("@")
    if at:
        return f"{name[:1]}•••@{host}"
    return f"•••{receiver[-_SHOWN:]}" if receiver else ""
