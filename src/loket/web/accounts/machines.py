"""What a browser says of itself, in the few words that tell its owner which machine is meant. Keeps no version."""

from typing import Final

OTHER: Final = "Peramban lain"
# In this order: each of them also names those after it.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_MACHINES: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def browser_of(agent: str) -> str:
    """The family of the browser; empty where nothing is said at all."""
    return next((name for sign, name in _BROWSERS if sign in agent), OTHER if agent else "")


def machine_of(agent: str) -> str:
    """The kind of machine; empty where none is recognised."""
    return next((name for sign, name in _MACHINES if sign in agent), "")
