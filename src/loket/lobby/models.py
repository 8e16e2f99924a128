"""
Tables of the lobby.

What binds an answer to a case must not be found here: not by a column, nor by a row that was written in one transaction with
the answer, which PostgreSQL would tell by `xmin`. So the use of an invitation removes it, and leaves nothing but the answer.
"""

import uuid

from django.db import models
from django.db.models import Q

from loket.core.survey.elements import ANSWERS, KEYS


class Issued(models.Model):
    """
    That the invitation of a case was given, so that none is given twice: the resi as a digest by a key that is not in the database.

    Written when it is given, and never again. The database refuses to change or remove it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mark"], name="invitation_issued_once")]

    def __str__(self) -> str:
        return self.mark


class Invitation(models.Model):
    """An invitation that nobody has used yet, by the digest of its token, and what its answer will say of the service."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    digest = models.CharField(max_length=64)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    service = models.SlugField(max_length=40, db_index=False)
    unit = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest"], name="invitation_once")]

    def __str__(self) -> str:
        return self.service


class Answer(models.Model):
    """
    One filled-in survey: the day and not the moment, and a number that tells no order.

    The nine elements are columns of their own, null where one was left out. The database refuses to change or remove it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    service = models.SlugField(max_length=40, db_index=False)
    unit = models.CharField(max_length=200, blank=True)
    answered_date = models.DateField()
    channel = models.CharField(max_length=10)
    persyaratan = models.SmallIntegerField(null=True)
    prosedur = models.SmallIntegerField(null=True)
    waktu = models.SmallIntegerField(null=True)
    biaya = models.SmallIntegerField(null=True)
    produk = models.SmallIntegerField(null=True)
    kompetensi = models.SmallIntegerField(null=True)
    perilaku = models.SmallIntegerField(null=True)
    sarana = models.SmallIntegerField(null=True)
    pengaduan = models.SmallIntegerField(null=True)
    sex = models.CharField(max_length=10, blank=True)
    age = models.CharField(max_length=10, blank=True)
    education = models.CharField(max_length=10, blank=True)
    occupation = models.CharField(max_length=10, blank=True)
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["office", "answered_date"], name="answers_of_period")]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{key}__isnull": True}) | Q(**{f"{key}__in": ANSWERS}), name=f"answer_{key}"
            )
            for key in KEYS
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.answered_date}"


class PaperTally(models.Model):
    """How many forms of paper an officer has typed in on a day; which, nobody knows."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    person = models.BigIntegerField()
    typed_date = models.DateField()
    forms = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "typed_date", "person"], name="tally_of_day_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.typed_date}: {self.forms}"


class PlanItem(models.Model):
    """One thing that the office means to do about an element, by the semester it follows from. It is only added to."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    semester_date = models.DateField()
    element = models.CharField(max_length=20)
    what = models.CharField(max_length=400)
    by_date = models.DateField()
    who = models.CharField(max_length=200)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "semester_date"], name="plan_of_semester")]

    def __str__(self) -> str:
        return f"{self.semester_date} {self.element}"
