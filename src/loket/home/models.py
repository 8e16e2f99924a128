"""
Tables of applying from home. Nothing here is proof: once sent, what counts stands with the case, and this is taken away.

What was typed and uploaded is sealed with a key of the draft, which is destroyed when the draft is sent or given up.
"""

import uuid

from django.db import models
from django.db.models import Q


class Draft(models.Model):
    """
    An application that somebody makes at home; after it was sent, the applicant's way to the case.

    `digest` is that of the code that opens it. `content` is what was typed since it was begun or sent, sealed for `round`,
    which counts the sendings. `is_sending` from the moment somebody has sent it until all of it is with the case and cleared away
    here; `letter` is what was sent, sealed likewise, and goes when all of it is with the case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    digest = models.CharField(max_length=64)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    service = models.SlugField(max_length=40, db_index=False)
    content = models.BinaryField(null=True)
    letter = models.BinaryField(null=True)
    round = models.IntegerField(default=0)
    is_sending = models.BooleanField(default=False)
    resi = models.CharField(max_length=12, blank=True)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["changed_at"], name="draft_by_age"),
            models.Index(fields=["changed_at"], condition=Q(is_sending=True), name="draft_sending"),
        ]
        constraints = [models.UniqueConstraint(fields=["digest"], name="draft_code_once")]

    def __str__(self) -> str:
        return self.service


class DraftPaper(models.Model):
    """A checked picture or PDF that goes with the draft when it is sent; its bytes are in the store, sealed for the draft. `upload`: in which parts it came."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="papers", db_index=False)
    requirement = models.CharField(max_length=40)
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    size = models.IntegerField()
    pages = models.IntegerField()
    at = models.DateTimeField()
    upload = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "requirement", "sha256"], name="draft_paper_once")]

    def __str__(self) -> str:
        return self.requirement


class OneTimeCode(models.Model):
    """A code that was sent to the applicant's telephone to open a sent application again; as a keyed digest, and for some minutes."""

    draft = models.OneToOneField(Draft, models.CASCADE, primary_key=True, related_name="one_time_code")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.pk)


class UploadPart(models.Model):
    """One part of a file that has not come whole yet, sealed for the draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="parts", db_index=False)
    upload = models.UUIDField()
    offset = models.IntegerField()
    size = models.IntegerField()
    content = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="upload_part_by_age")]
        constraints = [models.UniqueConstraint(fields=["draft", "upload", "offset"], name="upload_part_once")]

    def __str__(self) -> str:
        return f"{self.upload} {self.offset}"
