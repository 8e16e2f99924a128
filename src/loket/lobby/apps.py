"""The Django app of the lobby."""

from django.apps import AppConfig


class LobbyConfig(AppConfig):
    """Has the tables of the survey and of the queue, their queries and services."""

    name = "loket.lobby"
    label = "lobby"
    verbose_name = "Ruang tunggu"
