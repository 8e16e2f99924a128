"""
Tables of the outbox. What a message is and what happened to it is only added to; what it says lies apart, sealed, and goes.

`Standing` is the fold of a message's steps, kept beside them so that what is due is found without reading any.
"""

import uuid

from django.db import models


class Message(models.Model):
    """
    One message to one citizen. `key` is what it follows from, once in an office; `receiver` is masked.

    `ways` is by how many channels it may go, in the order of `channels`, parted by blanks. The database refuses to change or
    remove it.
    """

    uuid = models.UUIDField(default=uuid.uuid4)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    resi = models.CharField(max_length=12, blank=True)
    receiver = models.CharField(max_length=80, blank=True)
    channels = models.CharField(max_length=60, blank=True)
    until = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["office", "-id"], name="messages_of_office"),
            models.Index(fields=["resi"], condition=~models.Q(resi=""), name="messages_of_case"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "key"], name="message_once"),
            models.UniqueConstraint(fields=["uuid"], name="message_uuid_once"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.key}"


class Content(models.Model):
    """What a message says on each of its ways and to whom, sealed; removed when its term is over, of a code when it was sent."""

    message = models.OneToOneField(Message, models.PROTECT, primary_key=True, related_name="content")
    owner = models.CharField(max_length=60)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class Step(models.Model):
    """One thing that happened to a message. The database refuses to change or remove it, and lets nobody write the same one twice."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="steps", db_index=False)
    seq = models.SmallIntegerField()
    state = models.CharField(max_length=20)
    way = models.SmallIntegerField()
    at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "seq"], name="message_step_once")]

    def __str__(self) -> str:
        return f"{self.message_id}/{self.seq} {self.state}"


class Standing(models.Model):
    """Where a message stands after its latest step; `due_at` is null when nothing more is done by itself."""

    message = models.OneToOneField(Message, models.PROTECT, primary_key=True, related_name="standing")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=20)
    reason = models.CharField(max_length=20, blank=True)
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    to_call = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="messages_due"),
            models.Index(fields=["office"], condition=models.Q(to_call=True), name="messages_to_call"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Called(models.Model):
    """That somebody telephoned about a message that did not arrive, and what came of it. Only added to."""

    message = models.OneToOneField(Message, models.PROTECT, related_name="called")
    result = models.CharField(max_length=20)
    note = models.CharField(max_length=200, blank=True)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.message_id} {self.result}"


class Setting(models.Model):
    """One decision of an office about its messages; of several of one name the latest counts. Only added to."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    value = models.TextField()
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "name", "-id"], name="setting_of_messages")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.name}"


class Secret(models.Model):
    """By what a gateway of an office knows it, sealed; replaced, and never shown."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "channel"], name="message_secret_once")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.channel}"


class Followed(models.Model):
    """Up to which of its events a case was followed."""

    case_id = models.BigIntegerField(primary_key=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    seq = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq}"


class Follower(models.Model):
    """Since when the cases of an office were followed to the end the last time."""

    office = models.OneToOneField("offices.Office", models.PROTECT, primary_key=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.office_id} {self.at}"
