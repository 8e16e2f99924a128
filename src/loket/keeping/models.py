"""The tables of keeping. All but `ListedCase` are only ever added to."""

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


class OfficeTerm(models.Model):
    """How long an office keeps a class of records, by which instrument; of several for one class the latest counts."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    class_id = models.CharField(max_length=40)
    years = models.SmallIntegerField()
    basis = models.CharField(max_length=200)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "class_id"], name="term_of_office")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.class_id} {self.years}"


class Destruction(models.Model):
    """
    A proposal to destroy the scans of one class that were past their term on a day.

    `sha256` is over the list with its head; `kept_why` says why some stay past their term. What became of it is told by its
    steps.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    class_id = models.CharField(max_length=40)
    years = models.SmallIntegerField()
    basis = models.CharField(max_length=200)
    on_date = models.DateField()
    why = models.CharField(max_length=400)
    kept_why = models.CharField(max_length=400, blank=True)
    sha256 = models.CharField(max_length=64)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.office_id} {self.class_id} {self.on_date}"


class DestructionItem(models.Model):
    """One application of the list as it was when proposed; `sha256` is over its scans, `stays`: not to be destroyed."""

    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="items", db_index=False)
    resi = models.CharField(max_length=12)
    service = models.CharField(max_length=40)
    closed_date = models.DateField()
    scans = models.IntegerField()
    bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    stays = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["destruction", "resi"], name="destruction_item_once")]

    def __str__(self) -> str:
        return self.resi


class DestructionStep(models.Model):
    """
    What was decided or done about a destruction: each kind of step at most once.

    `number` and `date` are those of the approval, or of the minutes (berita acara); empty for other kinds.
    """

    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="steps", db_index=False)
    kind = models.CharField(max_length=10)
    number = models.CharField(max_length=200, blank=True)
    date = models.DateField(null=True)
    why = models.CharField(max_length=400, blank=True)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["destruction", "kind"], name="destruction_step_once")]

    def __str__(self) -> str:
        return f"{self.destruction_id} {self.kind}"


class DestructionOutcome(models.Model):
    """That the scans of an application of a list were destroyed; `left_out` says why they were not."""

    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="outcomes", db_index=False)
    resi = models.CharField(max_length=12)
    left_out = models.CharField(max_length=20, blank=True)
    person = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["destruction", "resi"], name="destruction_outcome_once")]

    def __str__(self) -> str:
        return f"{self.resi} {self.left_out}"


class ListedCase(models.Model):
    """
    An application that stands in a destruction which has not ended: in one at most, and gone when its files are.

    No proof but what is left to do: whoever carries on after a crash begins with these.
    """

    resi = models.CharField(max_length=12, primary_key=True)
    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="listed")

    def __str__(self) -> str:
        return self.resi
