"""
Tables of casework. Events are the truth; a case row is the snapshot of their fold.

Column order is meant: PostgreSQL logs only what lies between the common head and tail of the old and the new row,
so what never or seldom changes stands first, and `trail`, which grows at its front, last of what a step changes.
"""

from django.db import models
from django.db.models import Q


class ProcedureVersion(models.Model):
    """One published procedure, frozen; its cases finish on it."""

    office_key = models.SlugField(max_length=40)
    service = models.SlugField(max_length=40)
    effective_date = models.DateField()
    fingerprint = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["office_key", "service", "-effective_date"], name="procedure_in_force")]

    def __str__(self) -> str:
        return f"{self.office_key}/{self.service}/{self.effective_date}"


class Case(models.Model):
    """
    A permohonan. Indexed are only columns that stand still while the case is open: a step then updates in place.

    `key` makes the intake idempotent; `holder` and `preferred` are persons of the offices app. `due_revision` is the
    revision of the office by whose calendar the due times were computed. `parties` are the NIKs, KK numbers and ids that
    its form named when the form last took part in a step, each `as_party` of the register, parted by blanks; in cases of
    earlier versions as they are. `kept_from` is null but for a complaint: then it stands in no common list, and holds the persons,
    parted by blanks, for whom it does not exist; `answered_at` says when its answer was written last, never what it says.
    """

    resi = models.CharField(max_length=12)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    procedure = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="cases", db_index=False)
    applicant_name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    applicant_nik = models.CharField(max_length=16, blank=True)
    applicant_phone = models.CharField(max_length=30, blank=True)
    subject = models.CharField(max_length=400, blank=True)
    channel = models.CharField(max_length=20)
    key = models.UUIDField(unique=True)
    answers = models.TextField()
    submitted_at = models.DateTimeField()
    submitted_by = models.BigIntegerField()
    due_revision = models.IntegerField()

    register_number = models.CharField(max_length=100, blank=True)
    promise_due_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=30)
    holder = models.BigIntegerField(null=True)
    preferred = models.BigIntegerField(null=True)
    touched = models.BooleanField()
    sent_back = models.BooleanField()
    closed_at = models.DateTimeField(null=True)
    occurrence = models.IntegerField()
    version = models.IntegerField()
    opened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    step_due_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=40, null=True)
    head_hash = models.BinaryField(max_length=32)
    trail = models.TextField()
    parties = models.TextField(null=True)
    kept_from = models.TextField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["office"], condition=Q(closed_at__isnull=True), name="case_open"),
            models.Index(fields=["office", "closed_at"], condition=Q(closed_at__isnull=False), name="case_closed"),
            models.Index(fields=["office", "applicant_nik"], name="case_nik"),
        ]
        # Not `unique=True`: on PostgreSQL that makes a second index for LIKE, which nobody asks of a resi.
        constraints = [models.UniqueConstraint(fields=["resi"], name="case_resi_once")]

    def __str__(self) -> str:
        return self.resi


class Acting(models.Model):
    """
    A way of signing an event, "Budi · Kepala Seksi · NIP … · Seksi …", kept once for the thousands of events that bear it.

    What an event's hash covers is the text, so that a row changed here breaks every chain that points to it.
    """

    text = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text"], name="acting_once")]

    def __str__(self) -> str:
        return self.text


class Event(models.Model):
    """
    One link of a case's history. The database refuses to change or delete it.

    References are plain numbers: the row is written from the case row that the same statement has just moved. Who
    acted stands in `acting`; in `acted_as` where the text is this event's alone.
    """

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(Case, models.PROTECT, related_name="events", db_constraint=False, db_index=False)
    seq = models.IntegerField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    person = models.BigIntegerField()
    number = models.IntegerField(null=True)
    key = models.UUIDField()
    prev_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=30)
    step = models.CharField(max_length=40, null=True)
    channel = models.CharField(max_length=20)
    series = models.CharField(max_length=100, null=True)
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    acted_as = models.TextField(blank=True)
    payload = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"], condition=Q(number__isnull=False), name="event_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.kind}"


class Series(models.Model):
    """
    The counter of one register book in one year, named `office/book/year`; the book itself is a query over events.

    Locked by whoever takes a number until that commits, so that no number is skipped or given twice. The name alone
    keeps a series single: a second constraint would refuse whoever comes at the same moment for its first number.
    """

    name = models.CharField(max_length=100, primary_key=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    book = models.CharField(max_length=40)
    year = models.IntegerField()
    value = models.IntegerField()
    format = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class IntakeRefusal(models.Model):
    """An application turned away at the counter because papers were missing; it has no resi and no number."""

    key = models.UUIDField(unique=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    procedure = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=200)
    applicant_nik = models.CharField(max_length=16, blank=True)
    applicant_phone = models.CharField(max_length=30, blank=True)
    subject = models.CharField(max_length=400, blank=True)
    channel = models.CharField(max_length=20)
    answers = models.JSONField()
    checklist = models.JSONField()
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "at"], name="refusal_by_day")]

    def __str__(self) -> str:
        return f"{self.applicant_name} {self.at}"


class Checkpoint(models.Model):
    """
    A seal over the heads of all cases of an office that changed since the last one; printed, it is a witness.

    `root` covers `prev_root`, so a removed checkpoint shows as well.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    number = models.IntegerField()
    date = models.DateField()
    made_at = models.DateTimeField()
    count = models.IntegerField()
    prev_root = models.BinaryField(max_length=32)
    root = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "number"], name="checkpoint_once")]

    def __str__(self) -> str:
        return f"{self.office_id}/{self.number} {self.date}"


class CheckpointLeaf(models.Model):
    """The head of one case in a checkpoint. It names the case by its resi, so that it outlives a removed case."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="leaves", db_constraint=False)
    resi = models.CharField(max_length=12)
    version = models.IntegerField()
    head_hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resi", "version"], name="leaf_once")]

    def __str__(self) -> str:
        return f"{self.resi}/{self.version}"


class Paper(models.Model):
    """
    A scanned paper of a case; the file was checked and written anew before it came here.

    A destroyed one keeps its row with the hash: `destroyed_under` names the minutes (berita acara) under which it went.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    requirement = models.CharField(max_length=40)
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    size = models.IntegerField()
    pages = models.IntegerField()
    uploaded_by = models.BigIntegerField()
    at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
    destroyed_under = models.CharField(max_length=200, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "requirement", "sha256"], name="paper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.requirement}"


class Batch(models.Model):
    """One mass submission: many cases handed on together under one number of the batch book."""

    key = models.UUIDField(unique=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    step = models.CharField(max_length=40)
    series = models.CharField(max_length=100)
    number = models.IntegerField()
    label = models.CharField(max_length=100)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()
    resis = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="batch_number_once")]

    def __str__(self) -> str:
        return self.label


class Reading(models.Model):
    """One look into a case or one of its papers: who, in which position, when. Only added to."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="readings", db_index=False)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    what = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["case", "at"], name="reading_of_case"),
            models.Index(fields=["person", "at"], name="reading_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.acted_as} {self.at}"


class MessageLanguage(models.Model):
    """In which language the applicant of a case wants messages, as chosen once; of several the latest counts. Only added to."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=5)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="language_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.language}"
