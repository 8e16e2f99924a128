"""Figures of a survey as they are printed in Indonesia, and the words of the core in the language of the screen."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def comma(value: Decimal) -> str:
    """A value with two decimals after a comma, whatever the language: as the report has it."""
    return f"{value:.2f}".replace(".", ",")


@register.filter
def in_words(text: str) -> str:
    """Words of the core."""
    return _(text)
