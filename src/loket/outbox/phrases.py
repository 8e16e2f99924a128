"""What messages say beside the office's own words, in the language of who reads it: dates, services, what a reminder is about."""

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext, override

from loket.core.procedure.services import SERVICES
from loket.documents.dates import plain_date

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "berkas menunggu Anda lengkapi": "your file waits to be completed",
        "dokumen menunggu diambil": "your document waits to be collected",
        "diambil": "it is collected",
    }
)


def phrase(text: str, language: str) -> str:
    """One of our own phrases; what has no translation stays as it is."""
    return _ENGLISH.get(text, text) if language == "en" else text


def date_in(day: datetime.date, language: str) -> str:
    """`23 Agustus 2026`, or `23 August 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if language == "en" else plain_date(day)


def service_in(service: str, language: str, otherwise: str = "") -> str:
    """The common name of a service; an uncommon one is called what its procedure calls it."""
    if service not in SERVICES:
        return otherwise or service
    with override(language):
        return gettext(SERVICES[service])
