"""Choices of the installation: a wrong word stops the start, instead of meaning something weaker."""

import datetime
import os
import re
from importlib.util import find_spec
from typing import Final

from django.core.exceptions import ImproperlyConfigured

_SITE: Final = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?", re.ASCII | re.IGNORECASE)
_HOST: Final = re.compile(
    r"([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?", re.ASCII | re.IGNORECASE
)
_LONGEST_SITE: Final = 77
"""What a QR has room for, without the path it adds."""


def one_of(variable: str, usual: str, *others: str) -> str:
    """What the environment chooses, or the usual. Raises ImproperlyConfigured for any other word."""
    chosen = os.environ.get(variable, "") or usual
    if chosen not in (usual, *others):
        raise ImproperlyConfigured(f"{variable} is {chosen!r}; it must be one of {', '.join((usual, *others))}.")
    return chosen


def site_address(variable: str) -> str:
    """An address of a site without a slash at its end, or empty. Raises ImproperlyConfigured for what is no address."""
    said = os.environ.get(variable, "").rstrip("/")
    if said and not (len(said) <= _LONGEST_SITE and _SITE.fullmatch(said)):
        raise ImproperlyConfigured(
            f"{variable} is {said!r}; it must be an address like https://dukcapil.contoh.go.id, "
            f"of at most {_LONGEST_SITE} letters."
        )
    return said


def host_of_files() -> str:
    """
    The second name of this server, for scans: a host with or without a port; empty for none.

    Raises ImproperlyConfigured for anything else: it stands in the security policy of every page.
    """
    chosen = os.environ.get("LOKET_FILES_HOST", "")
    if chosen and not _HOST.fullmatch(chosen):
        raise ImproperlyConfigured(
            f"LOKET_FILES_HOST is {chosen!r}; it must be a host as a browser writes it, like pindaian.contoh.go.id or "
            "127.0.0.1:8001, without https:// and without a path."
        )
    return chosen


def whole_number(variable: str, usual: int, *, least: int, most: int) -> int:
    """The number that the environment chooses, or the usual. Raises ImproperlyConfigured for anything else."""
    chosen = os.environ.get(variable, "") or str(usual)
    if not (chosen.isascii() and chosen.isdigit() and least <= int(chosen) <= most):
        raise ImproperlyConfigured(f"{variable} is {chosen!r}; it must be a whole number from {least} to {most}.")
    return int(chosen)


def a_date(variable: str) -> datetime.date | None:
    """The day that the environment names, like 2027-06-30, or none. Raises ImproperlyConfigured for any other text."""
    given = os.environ.get(variable, "")
    try:
        return datetime.date.fromisoformat(given) if given else None
    except ValueError:
        raise ImproperlyConfigured(f"{variable} is {given!r}; it must be a day, for example 2027-06-30.") from None


def store_of_files() -> str:
    """
    The bucket in which files are kept, as s3://bucket/prefix; empty for the folder of this machine.

    Raises ImproperlyConfigured for another form, without credentials, and without the library that speaks to it.
    """
    chosen = os.environ.get("LOKET_STORE", "")
    if not chosen:
        return ""
    if not re.fullmatch(r"s3://[a-z0-9.-]{3,63}(/[\w./-]*)?", chosen):
        raise ImproperlyConfigured(f"LOKET_STORE is {chosen!r}; it must look like s3://bucket/prefix.")
    if not os.environ.get("LOKET_STORE_CREDENTIALS", ""):
        raise ImproperlyConfigured("LOKET_STORE needs LOKET_STORE_CREDENTIALS, a file with the key and its secret.")
    if find_spec("boto3") is None:
        raise ImproperlyConfigured("LOKET_STORE needs the library boto3: pip install boto3.")
    return chosen


def scanner_for_viruses() -> str:
    """Where clamd listens: unix:/path or host:port; empty for none. Raises ImproperlyConfigured for another form."""
    chosen = os.environ.get("LOKET_CLAMD", "")
    if chosen and not re.fullmatch(r"unix:/.+|[^:/]+:[0-9]{1,5}", chosen):
        raise ImproperlyConfigured(
            f"LOKET_CLAMD is {chosen!r}; it must look like unix:/run/clamav/clamd.ctl or host:3310."
        )
    return chosen
