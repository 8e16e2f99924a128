"""How long a text is as SMS. Basis: 3GPP TS 23.038 (the alphabet of seven bits), TS 23.040 (parts of a long message)."""

from dataclasses import dataclass
from typing import Final

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED: Final = frozenset("\f^{}\\[~]|€")
_ESCAPE: Final = 2
"""A sign of the extension takes two places, which are never parted."""


@dataclass(frozen=True, slots=True)
class SmsLength:
    """`units` of the alphabet, in so many `parts`, each of which is paid for; `narrow`: in the alphabet of seven bits."""

    units: int
    parts: int
    narrow: bool


def sms_length(text: str) -> SmsLength:
    """The length of a text; one sign outside the alphabet makes all of it wide."""
    if all(sign in _BASIC or sign in _EXTENDED for sign in text):
        widths = [_ESCAPE if sign in _EXTENDED else 1 for sign in text]
        return SmsLength(sum(widths), _parts(widths, 160, 153), narrow=True)
    widths = [len(sign.encode("utf-16-be")) // 2 for sign in text]
    return SmsLength(sum(widths), _parts(widths, 70, 67), narrow=False)


def _parts(widths: list[int], alone: int, of_many: int) -> int:
    if sum(widths) <= alone:
        return 1 if widths else 0
    parts, left = 1, of_many
    for width in widths:
        if width > left:
            parts, left = parts + 1, of_many
        left -= width
    return parts
