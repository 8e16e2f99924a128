"""The table of wrapped data keys. What a key opens is elsewhere; what unwraps it is a file outside the database."""

from django.db import models


class DataKey(models.Model):
    """
    The key of one owner, a person or a case, wrapped by the key-encryption key named `kek`.

    A destroyed one keeps its row, with nothing wrapped in it, so that nobody makes that owner another.
    """

    owner = models.CharField(max_length=60, unique=True)
    kek = models.CharField(max_length=20, db_index=True)
    wrapped = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.owner
