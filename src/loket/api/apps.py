"""The Django app of the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens and operations."""

    name = "loket.api"
    label = "api"
