"""The Django app of keeping."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """Has the table of restores that were proved, and services."""

    name = "loket.keeping"
    label = "keeping"
    verbose_name = "Cadangan"
