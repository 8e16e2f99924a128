"""
Tables of looking: who looked at whom and for what, what left the register, who is watched, and what raised an alarm.

Every one of them is only added to; the database refuses the rest.
"""

from django.db import models
from django.db.models import Q

_OF_ONE = Q(resident__isnull=False, family__isnull=True) | Q(resident__isnull=True, family__isnull=False)


class Reading(models.Model):
    """
    One look at a resident, a KK, or who lived where a KK was: who, in which position, when, for what. Only added to.

    `purpose`, `reason` and `resi` are null in looks of before purposes were noted.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(
        "register.Resident", models.PROTECT, null=True, related_name="readings", db_index=False
    )
    family = models.ForeignKey("register.Family", models.PROTECT, null=True, related_name="readings", db_index=False)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    what = models.CharField(max_length=40)
    at = models.DateTimeField()
    purpose = models.CharField(max_length=20, null=True)
    reason = models.CharField(max_length=200, null=True)
    resi = models.CharField(max_length=12, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["resident", "at"], condition=Q(resident__isnull=False), name="reading_of_resident"),
            models.Index(fields=["family", "at"], condition=Q(family__isnull=False), name="reading_of_family"),
            models.Index(fields=["office", "person", "at"], name="register_reading_by_person"),
        ]
        constraints = [models.CheckConstraint(condition=_OF_ONE, name="reading_is_of_one")]

    def __str__(self) -> str:
        return f"{self.what} {self.acted_as} {self.at}"


class StatedPurpose(models.Model):
    """For what an officer wants to look at a resident or KK, where no application is in hand."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey("register.Resident", models.PROTECT, null=True, related_name="+", db_index=False)
    family = models.ForeignKey("register.Family", models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.BigIntegerField()
    purpose = models.CharField(max_length=20)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="stated_purpose_by_person")]
        constraints = [models.CheckConstraint(condition=_OF_ONE, name="stated_purpose_is_of_one")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.at}"


class Watch(models.Model):
    """A resident, or a NIK that nobody has, whom a look raises an alarm for; `ends` takes the one before it back."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey("register.Resident", models.PROTECT, null=True, related_name="+", db_index=False)
    nik = models.CharField(max_length=16)
    ends = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    why = models.CharField(max_length=400)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "at"], name="watch_of_office")]
        constraints = [
            models.UniqueConstraint(fields=["ends"], condition=Q(ends__isnull=False), name="watch_ends_once")
        ]

    def __str__(self) -> str:
        return f"{self.acted_as} {self.at}"


class Alarm(models.Model):
    """Something a superior or auditor must see: a walk along numbers, a look at who is watched."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    resident = models.ForeignKey("register.Resident", models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    text = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "at"], name="alarm_of_office")]

    def __str__(self) -> str:
        return f"{self.kind} {self.acted_as} {self.at}"


class ConcealmentOrder(models.Model):
    """A written order of an authority by which looks on an official request are not told to the resident before a day."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey("register.Resident", models.PROTECT, related_name="+", db_index=False)
    letter = models.CharField(max_length=100)
    letter_date = models.DateField()
    issuer = models.CharField(max_length=200)
    until_date = models.DateField()
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["resident"], name="concealment_of_resident")]

    def __str__(self) -> str:
        return f"{self.letter} {self.until_date}"


class ExportSubject(models.Model):
    """Whom a file that left the register was about."""

    run = models.ForeignKey("register.ExchangeRun", models.PROTECT, related_name="subjects", db_index=False)
    resident = models.ForeignKey("register.Resident", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "resident"], name="export_subject_once")]
        indexes = [models.Index(fields=["resident"], name="export_of_resident")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.resident_id}"


class Breach(models.Model):
    """
    A failure to protect data: what, when it was found, and by which looks or which file people are affected.

    `about` is the person of the officer whose looks count, null for those of all; `run` is the file; the period is whole days.
    Without a file and a period it is not known when it happened.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=400)
    data = models.CharField(max_length=400)
    how = models.CharField(max_length=1000)
    found_at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    about = models.BigIntegerField(null=True)
    run = models.ForeignKey("register.ExchangeRun", models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "found_at"], name="breach_of_office")]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=False, until__isnull=False) | Q(since__isnull=True, until__isnull=True),
                name="breach_period_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.found_at}"


class BreachStep(models.Model):
    """What was done about a breach: a note, people or the agency told, the closing. Only added to."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="steps", db_index=False)
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=1000)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["breach", "at"], name="step_of_breach")]
        constraints = [
            models.UniqueConstraint(fields=["breach"], condition=Q(kind="tutup"), name="breach_is_closed_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
