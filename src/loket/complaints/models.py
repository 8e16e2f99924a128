"""
Tables of complaints, beside the cases by which they run. The database refuses to change or remove a row.

What was said, and who said it, is sealed by the key of the case: it goes with the case when that is destroyed. Of a complaint
without a name nothing is kept of who made it.
"""

import uuid

from django.db import models


class BoxOpening(models.Model):
    """One opening of a suggestion box: where, when, how many letters lay in it, who opened it and who was there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    place = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    letters = models.IntegerField()
    witnesses = models.CharField(max_length=400)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "opened_at"], name="boxes_of_office")]

    def __str__(self) -> str:
        return self.place


class Complaint(models.Model):
    """
    One complaint, by the resi of its case; its id is the key of the form that made it.

    `digest` is that of the code it is followed by. `said` are its words and whom it names, `reporter` name and contact of
    whoever made it, both sealed; the latter null for who gave none. `about_resi` names the application it speaks of, as typed,
    `about_service` the service that was chosen, null where nobody said.
    """

    id = models.UUIDField(primary_key=True)
    resi = models.CharField(max_length=12)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    channel = models.CharField(max_length=20)
    secrecy = models.CharField(max_length=10)
    about_resi = models.CharField(max_length=12, blank=True)
    about_service = models.CharField(max_length=40, null=True)
    box = models.ForeignKey(BoxOpening, models.PROTECT, null=True, related_name="complaints", db_index=False)
    said = models.BinaryField()
    reporter = models.BinaryField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office"], name="complaints_of_office")]
        constraints = [
            models.UniqueConstraint(fields=["resi"], name="complaint_case_once"),
            models.UniqueConstraint(fields=["digest"], name="complaint_code_once"),
            models.CheckConstraint(
                condition=~models.Q(secrecy="anonim") | models.Q(reporter__isnull=True), name="anonymous_is_nobody"
            ),
        ]

    def __str__(self) -> str:
        return self.resi


class LaporTicket(models.Model):
    """The number that SP4N-LAPOR! gave to a complaint."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="tickets", db_index=False)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=40)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint"], name="one_lapor_number"),
            models.UniqueConstraint(fields=["office", "number"], name="lapor_number_once"),
        ]

    def __str__(self) -> str:
        return self.number


class Answer(models.Model):
    """What the office answers, sealed; the latest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="answers")
    content = models.BinaryField()
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.complaint_id)


class Hearing(models.Model):
    """What the complainant says of an answer: a mark of 1 to 4, and the objection, sealed, where there is one."""

    id = models.UUIDField(primary_key=True)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="hearings")
    mark = models.SmallIntegerField()
    objection = models.BinaryField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.complaint_id)


class Withholding(models.Model):
    """Whom a complaint is kept from since a moment, why, and by whom; the latest counts, and stands with the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="withholdings")
    persons = models.TextField(blank=True)
    why = models.CharField(max_length=400)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.complaint_id)
