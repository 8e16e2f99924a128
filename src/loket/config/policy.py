"""Choices of the installation: a wrong word stops the start, instead of meaning something weaker."""

import os

from django.core.exceptions import ImproperlyConfigured


def one_of(variable: str, usual: str, *others: str) -> str:
    """What the environment chooses, or the usual. Raises ImproperlyConfigured for any other word."""
    chosen = os.environ.get(variable, "") or usual
    if chosen not in (usual, *others):
        raise ImproperlyConfigured(f"{variable} is {chosen!r}; it must be one of {', '.join((usual, *others))}.")
    return chosen
