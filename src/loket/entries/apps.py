"""The Django app of entries."""

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """Filled forms, verifiers' ticks, and the products of an application."""

    name = "loket.entries"
    label = "entries"
