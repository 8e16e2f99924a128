"""The Django app of the register."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Residents, families, regions and code lists."""

    name = "loket.register"
    label = "register"
