"""The Django app of the papers."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Has templates, services, and the tables of prints and blanks."""

    name = "loket.documents"
    label = "documents"
    verbose_name = "Dokumen"
