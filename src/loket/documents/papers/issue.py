"""
What every issued paper carries, whatever it says: whose it is, its number, who signs it where and when, and which copy.

It knows how a draft is marked, and refuses to know when a paper is one: that is decided where its numbers are read.
"""

from dataclasses import dataclass
from datetime import date, datetime

from loket.core.register import Biodata
from loket.core.terms import KkNumber, Nik
from loket.documents.dates import plain_date, short_date
from loket.documents.qr import sealed_qr_svg
from loket.documents.records import Letterhead
from loket.documents.typesetting import Sheet

AWAITED = "menunggu SIAK"
"""Printed where a number of the centre has not come yet."""
NONE = "-"
"""Printed in a cell that has nothing to say, so that nobody can write into it later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs: `title` as printed ("Plh. Kepala Dinas …"), `on_behalf` the line above it ("a.n. Kepala Dinas …")."""

    title: str
    name: str
    nip: str = ""
    on_behalf: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """
    The frame of an issued paper. `draft` says in words why it is a konsep; empty: it is none.

    `printed_at` becomes the date inside the PDF. `code` is what the QR at the signature reads, and `certificate` the
    sentence about the electronic signature; both stay empty while nobody has signed electronically.
    """

    letterhead: Letterhead
    signer: Signer
    issued_date: date
    place: str
    printed_at: datetime
    number: str = ""
    copy_number: int = 1
    draft: tuple[str, ...] = ()
    code: str = ""
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet and the template that sets it."""

    template: str
    sheet: Sheet


def page(template: str, title: str, issue: Issue, texts: dict[str, object]) -> Page:
    """The page of a paper: its own texts within the frame that all papers share."""
    drawings = {"qr": sealed_qr_svg(issue.code)} if issue.code else {}
    return Page(template, Sheet(title, issue.printed_at, {**_frame(issue), **texts}, drawings))


def _frame(issue: Issue) -> dict[str, object]:
    head, signer = issue.letterhead, issue.signer
    return {
        "head": {
            "government": head.government,
            "office": head.office,
            "address": head.address,
            "contact": head.contact,
            "complaints": head.complaints,
        },
        "number": issue.number,
        "copy": issue.copy_number,
        "draft": list(issue.draft),
        "code": issue.code,
        "certificate": issue.certificate,
        "issued_on": short_date(issue.issued_date),
        "dated": f"{issue.place}, {plain_date(issue.issued_date)}" if issue.place else plain_date(issue.issued_date),
        "signer": {
            "on_behalf": signer.on_behalf,
            "title": signer.title,
            "name": signer.name,
            "nip": signer.nip,
        },
    }


def full_name(biodata: Biodata) -> str:
    """The name as KK and KTP-el print it: in capitals, with titles as written. Basis: Permendagri 73/2022."""
    name = " ".join(part for part in (biodata.title_before, biodata.full_name.upper()) if part)
    return f"{name}, {biodata.title_after}" if biodata.title_after else name


def number_or_awaited(number: Nik | KkNumber | None) -> str:
    """The digits without blanks, or that SIAK has not given them yet."""
    return number.digits if number is not None else AWAITED


def rt_rw(rt: str, rw: str) -> str:
    """`001/002`, or a dash for an address without both."""
    return f"{rt or NONE}/{rw or NONE}" if rt or rw else NONE
