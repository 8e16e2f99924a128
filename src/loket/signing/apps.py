"""The Django app of the signatures."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Has the tables of certificates, signed papers and what became of each, and services."""

    name = "loket.signing"
    label = "signing"
    verbose_name = "Tanda tangan elektronik"
