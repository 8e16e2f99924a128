"""
Tables of the lobby: the survey's first, then the queue's.

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


class QueueSetting(models.Model):
    """The rules of an office's queue from a moment on, and who set them. It is only added to; the latest counts."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    rules = models.JSONField()
    person = models.BigIntegerField(null=True)
    acted_as = models.TextField(blank=True)
    why = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "-id"], name="queue_rules_of_office")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.at}"


class QueueDay(models.Model):
    """
    The queue of an office on a day. Every write to its tickets holds this row, so that one follows the other.

    `opened_at`: the first act of the day itself. `closed_at`, `counts`: how many tickets ended how.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    date = models.DateField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    person = models.BigIntegerField(null=True)
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "date"], name="queue_day_once")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.date}"


class QueueLine(models.Model):
    """A letter on a day: the last number given, and how many were called."""

    day = models.ForeignKey(QueueDay, models.PROTECT, related_name="+", db_index=False)
    letter = models.CharField(max_length=1)
    last = models.IntegerField(default=0)
    calls = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "letter"], name="queue_line_once")]

    def __str__(self) -> str:
        return f"{self.letter} {self.last}"


class QueueCounter(models.Model):
    """A counter on a day: how many with priority it has called in a row."""

    day = models.ForeignKey(QueueDay, models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField()
    run = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "number"], name="queue_counter_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class QueueTicket(models.Model):
    """
    A ticket as it stands: the fold of its events, kept so that lists are one query.

    `mark` is a keyed digest of who took it, so that nobody holds two; it differs from day to day and goes with the close.
    """

    day = models.ForeignKey(QueueDay, models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=13)
    letter = models.CharField(max_length=1)
    number = models.IntegerField()
    service = models.SlugField(max_length=40, db_index=False)
    priority = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=10)
    slot_at = models.DateTimeField(null=True)
    mark = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10)
    line = models.CharField(max_length=1)
    since = models.DateTimeField(null=True)
    counter = models.IntegerField(null=True)
    recalls = models.IntegerField(default=0)
    after = models.IntegerField(default=0)
    resi = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["day", "state", "line"], name="queue_tickets_waiting"),
            models.Index(fields=["day", "mark"], name="queue_ticket_of_person", condition=~Q(mark="")),
            models.Index(fields=["resi"], name="queue_ticket_of_case", condition=~Q(resi="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["day", "letter", "number"], name="queue_number_once"),
            models.UniqueConstraint(fields=["code"], name="queue_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}-{self.number:03}"


class QueueEvent(models.Model):
    """
    One thing that happened to a ticket. `key` makes sending it twice the same as once.

    The database refuses to change or remove it.
    """

    day = models.ForeignKey(QueueDay, models.PROTECT, related_name="+", db_index=False)
    ticket = models.ForeignKey(QueueTicket, models.PROTECT, related_name="+")
    key = models.UUIDField()
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    counter = models.IntegerField(null=True)
    line = models.CharField(max_length=1, blank=True)
    since = models.DateTimeField(null=True)
    after = models.IntegerField(default=0)
    resi = models.CharField(max_length=12, blank=True)
    person = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["day", "kind", "-id"], name="queue_calls_of_day")]
        constraints = [models.UniqueConstraint(fields=["day", "key"], name="queue_act_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
