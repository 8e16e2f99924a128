"""The Django app of collection."""

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    """Has mandates, slips, places on shelves and downloads, which know an application by its resi alone."""

    name = "loket.collection"
    label = "collection"
    verbose_name = "Pengambilan"
