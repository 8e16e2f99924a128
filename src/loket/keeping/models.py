"""The table of keeping. It is only ever added to."""

from django.db import models


class RestoreProof(models.Model):
    """
    One rehearsal of a restore: which backup, by whose key it was opened, and whether it was equal.

    `digest` is the SHA-256 of the backup's manifest, empty where that could not be read. `opened_by` is "malam" for the key
    of one night that nobody keeps, else "pemegang". `told` says line by line what was not equal.
    """

    backup = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, blank=True)
    backup_made_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=10)
    equal = models.BooleanField()
    events = models.BigIntegerField()
    papers = models.BigIntegerField()
    seconds = models.FloatField()
    told = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["equal", "-at"], name="proof_latest")]

    def __str__(self) -> str:
        return f"{self.backup} {self.equal}"
