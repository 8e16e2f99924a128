"""A telephone or an address of e-mail in what a complainant typed as contact, which may be an address of a house as well."""

import re
from typing import Final

from loket.core.messages.receivers import mail_address, phone_number
from loket.core.problems import BadTerm
from loket.outbox.records import Receiver

_MOBILE: Final = re.compile(r"(?<![\d+])(?:\+?62|0)[ .-]?8\d(?:[ .-]?\d){7,10}(?!\d)")
"""Ten to thirteen digits that begin as a mobile number does: the number of a house or of a street is none."""
_MAIL: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def receiver_in(contact: str) -> Receiver:
    """Where a message may go by these words: the first mobile number and the first address of e-mail; both may be empty."""
    phone, mail = _MOBILE.search(contact), _MAIL.search(contact)
    try:
        return Receiver(phone=phone_number(phone[0]) if phone else "", email=mail_address(mail[0]) if mail else "")
    except BadTerm:
        return Receiver()
