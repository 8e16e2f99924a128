"""
Tables of entries: every revision of a filled form, the verifiers' ticks, what took effect, and the papers that follow.

All are only added to. A case is named by its resi: entries know no cases.
"""

from django.db import models


class Entry(models.Model):
    """
    One revision of the form of an application, whole. The latest counts.

    `values` are the answers as typed; `accepted` the officer's reason for each warning, by rule. `outside` says why the
    application does without a form: then nothing changes in the register, and everyone can see that.
    """

    resi = models.CharField(max_length=12)
    revision = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    values = models.JSONField()
    accepted = models.JSONField()
    outside = models.CharField(max_length=400, blank=True)
    sha256 = models.CharField(max_length=64)
    key = models.UUIDField(unique=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resi", "revision"], name="entry_revision_once")]

    def __str__(self) -> str:
        return f"{self.resi}/{self.revision} {self.kind}"


class Tick(models.Model):
    """What a verifier says of one field of one revision; the latest of a field counts."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="ticks")
    field = models.CharField(max_length=80)
    verdict = models.CharField(max_length=10)
    note = models.CharField(max_length=400, blank=True)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry_id} {self.field} {self.verdict}"


class Effect(models.Model):
    """
    A step of an application changed the register: by which revision, with which life events, in order.

    `step` is the step, or the station of a card, which a case that was sent back may pass again.
    """

    resi = models.CharField(max_length=12)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="effects")
    step = models.CharField(max_length=40)
    life_events = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["resi"], name="effect_of_case")]

    def __str__(self) -> str:
        return f"{self.resi} {self.step}"


class Product(models.Model):
    """
    A paper that an application yields, takes back or annotates: for residents or for a KK, with its number.

    `paper` and `act` are those of the core; what became of it on paper is the business of prints.
    """

    resi = models.CharField(max_length=12)
    effect = models.ForeignKey(Effect, models.PROTECT, related_name="products")
    place = models.PositiveSmallIntegerField()
    paper = models.CharField(max_length=60)
    act = models.CharField(max_length=20)
    residents = models.JSONField()
    family = models.UUIDField(null=True)
    number = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    life_event = models.UUIDField()
    issued_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["resi"], name="product_of_case"),
            models.Index(fields=["family"], name="product_of_family", condition=models.Q(family__isnull=False)),
            models.Index(fields=["paper"], name="product_taken_back", condition=models.Q(act="tarik")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "number"],
                condition=models.Q(act="terbit") & ~models.Q(number=""),
                name="product_number_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.resi} {self.paper} {self.number}"


class LetterSeries(models.Model):
    """The last serial of a kind of letter in a regency on a day; taken in the transaction that uses it."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class Use(models.Model):
    """Whether an office changes its register by its applications; the latest row counts, none means that it does not yet."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    used = models.BooleanField()
    person = models.BigIntegerField(null=True)
    acted_as = models.TextField(blank=True)
    why = models.CharField(max_length=400)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.office_id} {self.used}"
