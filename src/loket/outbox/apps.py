"""The Django app of the outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Has the tables of messages, their queries and services."""

    name = "loket.outbox"
    label = "outbox"
    verbose_name = "Pesan"
