"""Tables of how an office works with the centre: every decision a row, and what waits for a second person."""

from django.db import models
from django.db.models import F, Q


class RegisterSetting(models.Model):
    """How an office works with the centre; the latest row of an office counts, none means the adapter `local`."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    national = models.CharField(max_length=20)
    transit_days = models.PositiveSmallIntegerField()
    certificate = models.CharField(max_length=200, blank=True, default="")
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()
    why = models.CharField(max_length=400)

    def __str__(self) -> str:
        return f"{self.office_id} {self.national}"


class Recognition(models.Model):
    """
    That an office's own numbers count, as one person has proposed it and another must confirm it: then a setting says so.

    Nobody confirms their own proposal: the database holds that too. Decided by nobody, and yet confirmed: from the command
    line of the server.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    certificate = models.CharField(max_length=200)
    why = models.CharField(max_length=400)
    proposed_by = models.BigIntegerField()
    proposed_as = models.TextField()
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True)
    decided_by = models.BigIntegerField(null=True)
    decided_as = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office"], condition=Q(outcome=""), name="one_open_recognition"),
            models.CheckConstraint(
                condition=~Q(outcome="confirmed") | Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="recognition_by_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} {self.proposed_at}"
