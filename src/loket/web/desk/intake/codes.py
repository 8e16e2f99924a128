"""Two letters for each service, so that the counter chooses one without leaving the keyboard."""

from collections.abc import Iterable, Mapping


def _letters(service: str) -> str:
    return "".join(letter for letter in service.upper() if letter.isalnum())


def shortcut_codes(services: Iterable[str]) -> Mapping[str, str]:
    """
    Give every service two signs of its own: its first letter and the nearest later one that no other service shares.

    `kk` is KK, `ktp-el` KT; `skpwni` and `skdwni` are SP and SD. A service that shares every letter gets a digit.
    """
    keys = list(dict.fromkeys(services))
    letters = {key: _letters(key) for key in keys}
    codes: dict[str, str] = {}
    for key in keys:
        codes[key] = _own_pair(key, letters, set(codes.values()))
    return codes


def _own_pair(key: str, letters: Mapping[str, str], taken: set[str]) -> str:
    own = letters[key]
    for place in range(1, len(own)):
        pair = own[0] + own[place]
        shared = any(_pair_at(text, place) == pair for other, text in letters.items() if other != key)
        if not shared and pair not in taken:
            return pair
    return next(own[0] + str(digit) for digit in range(1, 10) if own[0] + str(digit) not in taken)


def _pair_at(text: str, place: int) -> str:
    return text[0] + text[place] if place < len(text) else ""
