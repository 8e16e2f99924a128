"""The Django app of offices."""

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    """Offices, officers and calendars."""

    name = "loket.offices"
    label = "offices"
