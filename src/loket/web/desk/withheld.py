"""
What stands on the screen in the place of specific data that the officer is not shown: the same words whatever lies behind.

Whom it is shown to is decided in casework; this knows neither fields nor officers.
"""

from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WITHHELD: Final = "data-khusus"
"""The answer that stands for a withheld one while a form is drawn."""


def withheld() -> SafeString:
    """The words, with the reason for who points at them. Basis: UU 24/2013 ps. 84."""
    why = _(
        "Dilindungi UU 24/2013 pasal 84 dan UU 27/2022 pasal 4: tampak bagi petugas yang mengisi formulirnya dan atasannya."
    )
    return format_html('<span class="muted" title="{}">{}</span>', why, _("tidak ditampilkan: data khusus"))


def withheld_label() -> str:
    """What a withheld change is called: not even which field it was is told."""
    return _("Data khusus")
