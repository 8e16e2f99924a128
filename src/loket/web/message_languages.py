"""The languages that messages come in, as they are offered to who applies: each named in itself."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import get_language

from loket.core.messages.kinds import LANGUAGES

MESSAGE_LANGUAGES: Final = (("id", "Bahasa Indonesia"), ("en", "English"))
USUAL: Final = LANGUAGES[0]


def language_of(typed: Mapping[str, str], otherwise: str) -> str:
    """What was chosen, or the other where nothing was that we have words in."""
    chosen = typed.get("language", "")
    return chosen if chosen in LANGUAGES else otherwise


def screen_language() -> str:
    """The language of the page that is being answered, if messages come in it."""
    shown = (get_language() or "").partition("-")[0]
    return shown if shown in LANGUAGES else USUAL
