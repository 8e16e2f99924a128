"""The Django app of the keys."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Has the table of wrapped keys, and services."""

    name = "loket.vault"
    label = "vault"
    verbose_name = "Kunci data"
