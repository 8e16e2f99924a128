"""
Tables of the papers: every print, what became of it, and the ledger of blanks. All of them are only ever added to.

There is no column for a balance or a state: both are sums and folds of what happened.
"""

from django.db import models
from django.db.models import F, Q


class Print(models.Model):
    """
    One paper that was sent to a printer. `key` makes printing idempotent.

    `subject` is whose paper it is ("kk:…", "penduduk:…", "kantor:…") and `edition` for which application or life event:
    copies are counted within both. `asked` is the request, `template` the hash of the template, `sha256` that of the PDF;
    both are blank for a card that the centre's own system made.
    """

    key = models.UUIDField(unique=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    resi = models.CharField(max_length=12, blank=True)
    paper = models.CharField(max_length=60)
    act = models.CharField(max_length=20)
    subject = models.CharField(max_length=60)
    number = models.CharField(max_length=120, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    draft = models.BooleanField()
    copy_number = models.PositiveSmallIntegerField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField(max_length=400, blank=True)
    printer = models.CharField(max_length=100, blank=True)
    blank_kind = models.CharField(max_length=20, blank=True)
    serial = models.CharField(max_length=40, blank=True)
    asked = models.JSONField()
    template = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["office", "at"], name="print_of_office"),
            models.Index(fields=["resi"], condition=~Q(resi=""), name="print_of_case"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "paper", "act", "number", "edition", "draft", "copy_number"], name="copy_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.number} ({self.copy_number})"


class PrintSubject(models.Model):
    """Everyone and every KK on a print."""

    print = models.ForeignKey(Print, models.PROTECT, related_name="subjects")
    resident = models.ForeignKey("register.Resident", models.PROTECT, null=True, related_name="+")
    family = models.ForeignKey("register.Family", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resident__isnull=False, family__isnull=True)
                | Q(resident__isnull=True, family__isnull=False),
                name="print_subject_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.print_id}"


class PrintOutcome(models.Model):
    """How a print came out, as the officer says; good and spoiled are said once, unknown may come before them."""

    print = models.ForeignKey(Print, models.PROTECT, related_name="outcomes")
    outcome = models.CharField(max_length=20)
    reason = models.CharField(max_length=400, blank=True)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["print"], condition=~Q(outcome="tidak diketahui"), name="outcome_is_said_once"
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class BlankMovement(models.Model):
    """
    What happened to a range of blanks: `prefix` and the numbers from `first` to `last`, of `width` digits.

    `holder` is the officer who is given them, gives them back, or had them when they were used or spoiled.
    `was_used` tells a spoiled print from a blank spoiled before. A count has no serials: `quantity` is what was found,
    `expected` what the ledger said then.
    """

    key = models.UUIDField(unique=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    act = models.CharField(max_length=20)
    prefix = models.CharField(max_length=20, blank=True)
    first = models.BigIntegerField(null=True)
    last = models.BigIntegerField(null=True)
    width = models.PositiveSmallIntegerField()
    quantity = models.PositiveIntegerField()
    expected = models.IntegerField(null=True)
    holder = models.BigIntegerField(null=True)
    was_used = models.BooleanField(default=False)
    counterpart = models.CharField(max_length=200, blank=True)
    print = models.ForeignKey(Print, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["office", "kind", "prefix", "first"], name="movement_of_serial"),
            models.Index(fields=["office", "kind", "act", "at"], name="movement_of_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "prefix", "width", "first", "act"],
                condition=Q(act__in=("pakai", "rusak")) & Q(first=F("last")),
                name="serial_used_once",
            ),
            models.CheckConstraint(
                condition=Q(first__isnull=True, last__isnull=True) | Q(last__gte=F("first")), name="range_runs_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.kind} {self.quantity}"


class BlankThreshold(models.Model):
    """From how few blanks on an office counts as short of them; the latest row of an office and kind counts."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    at_least = models.PositiveIntegerField()
    why = models.CharField(max_length=400)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.at_least}"
