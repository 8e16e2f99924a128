"""The Django app of complaints."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """Has the tables of complaints, their queries and services."""

    name = "loket.complaints"
    label = "complaints"
    verbose_name = "Pengaduan"
