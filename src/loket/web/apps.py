"""The Django app of the screens."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Has templates, static files and views, and no tables."""

    name = "loket.web"
    label = "web"
    verbose_name = "Layar kantor"
