"""Words for the numbers and addresses of the register, as its pages show them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from loket.core.oversight.purposes import PurposeKind
from loket.core.register import Address
from loket.core.terms import KkNumber, Nik
from loket.register import queries as register_queries
from loket.web.desk.register.words import PURPOSES, masked_number

register = template.Library()


register.filter("masked_number", masked_number)


@register.filter
def whole_number(number: Nik | KkNumber | None) -> SafeString:
    """A NIK or KK number to be read off, in groups of four; marked while it is an office's own draft, or awaited."""
    if number is None:
        return format_html('<span class="chip chip--soon">{}</span>', _("menunggu SIAK"))
    digits = number.digits
    shown = format_html('<span class="code">{}</span>', " ".join(digits[at : at + 4] for at in range(0, 16, 4)))
    if not register_queries.is_draft(number):
        return shown
    return format_html('{} <span class="chip chip--soon">{}</span>', shown, _("KONSEP"))


@register.filter
def purpose_words(kind: str | None) -> str:
    """For what somebody was looked at; looks of before purposes were noted say so."""
    return str(PURPOSES[PurposeKind(kind)]) if kind else _("tujuan belum dicatat waktu itu")


@register.filter
def street_line(address: Address | None) -> str:
    """Street, hamlet, RT and RW on one line."""
    if address is None:
        return "–"
    parts = (address.street, address.hamlet, f"RT {address.rt}/RW {address.rw}", address.postal_code)
    return ", ".join(part for part in parts if part)
