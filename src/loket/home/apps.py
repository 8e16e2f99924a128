"""The Django app of applying from home."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Has the tables of drafts, their queries and services."""

    name = "loket.home"
    label = "home"
    verbose_name = "Permohonan dari rumah"
