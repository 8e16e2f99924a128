"""What the queue calls its states and priorities, in the language of the screen."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from loket.core.queue.ticket import STATES, State

WORDS = (
    gettext_noop("dipesan"),
    gettext_noop("menunggu"),
    gettext_noop("dipanggil"),
    gettext_noop("dilayani"),
    gettext_noop("ditahan"),
    gettext_noop("tidak hadir"),
    gettext_noop("selesai"),
    gettext_noop("dibatalkan"),
)
"""What the core says of a ticket, marked here since the core marks nothing; a test holds the two together."""


def state_words(state: State) -> str:
    """A state in the language of the screen."""
    return _(STATES[state])


def priority_choices() -> tuple[tuple[str, str], ...]:
    """Who is called before others."""
    return (
        ("lansia", _("Lanjut usia (60 tahun ke atas)")),
        ("disabilitas", _("Penyandang disabilitas")),
        ("hamil", _("Hamil atau membawa bayi")),
    )


def priority_words(priority: str) -> str:
    """A priority in the language of the screen; empty for none."""
    return dict(priority_choices()).get(priority, "")
