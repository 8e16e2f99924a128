"""
Tables of collection. Each row says that something happened; nothing is changed or removed, and the latest counts.

An application is known by its resi: what a case is, these tables do not know.
"""

import uuid

from django.db import models


class Mandate(models.Model):
    """
    The applicant's word that somebody else may apply, correct or collect. The database refuses to change or remove it.

    Name, NIK and telephone of the taker lie in `sealed`, under the key of the application; `taker` finds the NIK again
    without telling it. `paper` is the SHA-256 of the scanned letter.
    """

    uuid = models.UUIDField(default=uuid.uuid4)
    key = models.UUIDField()
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    resi = models.CharField(max_length=12)
    scope = models.CharField(max_length=40)
    relation = models.CharField(max_length=20)
    taker = models.CharField(max_length=64)
    sealed = models.BinaryField()
    valid_until = models.DateField()
    paper = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=20)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["resi"], name="mandate_of_case"),
            models.Index(fields=["office", "at"], name="mandate_of_office"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["uuid"], name="mandate_uuid_once"),
            models.UniqueConstraint(fields=["key"], name="mandate_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.resi} {self.scope} {self.valid_until}"


class MandateEnd(models.Model):
    """That a mandate was taken back, by whom and why. Once for each."""

    mandate = models.OneToOneField(Mandate, models.PROTECT, related_name="end")
    reason = models.CharField(max_length=200)
    channel = models.CharField(max_length=20)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="mandate_end_by_time")]

    def __str__(self) -> str:
        return f"{self.mandate_id} {self.at}"


class MandateCheck(models.Model):
    """That an officer has looked at the letter of a mandate and accepted it. The database refuses to change or remove it."""

    mandate = models.OneToOneField(Mandate, models.PROTECT, related_name="check_of")
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.mandate_id} {self.at}"


class Slip(models.Model):
    """A slip that took the place of a lost one, the number-th of its application; `mark` is the digest of what stands on it alone."""

    key = models.UUIDField()
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    resi = models.CharField(max_length=12)
    number = models.SmallIntegerField()
    mark = models.CharField(max_length=64)
    sealed = models.BinaryField()
    statement = models.CharField(max_length=200)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "at"], name="slip_of_office")]
        constraints = [
            models.UniqueConstraint(fields=["resi", "number"], name="slip_once"),
            models.UniqueConstraint(fields=["key"], name="slip_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.resi} DUPLIKAT {self.number}"


class Shelving(models.Model):
    """Where the finished papers of an application were put: on a shelf of the counter, or back into the archive."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    resi = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    place = models.CharField(max_length=60)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["resi", "-id"], name="shelf_of_case"),
            models.Index(fields=["office", "-id"], name="shelf_of_office"),
        ]

    def __str__(self) -> str:
        return f"{self.resi} {self.place}"


class Fetch(models.Model):
    """That a signed paper was downloaded by the applicant: which, with the hash of what went out."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    resi = models.CharField(max_length=12)
    code = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["resi"], name="fetch_of_case")]

    def __str__(self) -> str:
        return f"{self.resi} {self.code} {self.at}"


class Rule(models.Model):
    """How an office deals with what nobody collects; of several the latest counts."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    remind_after = models.CharField(max_length=60, blank=True)
    archive_after = models.SmallIntegerField(null=True)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "-id"], name="pickup_rule_of_office")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.remind_after}"
