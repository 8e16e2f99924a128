"""The Django app of the papers."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Has templates and services, and no tables."""

    name = "loket.documents"
    label = "documents"
    verbose_name = "Dokumen"
