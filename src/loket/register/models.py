"""
Tables of the register. Periods are half-open; an open end is null.

A version of a resident is never overwritten: one that a later entry of the same day replaces gets `superseded_at`, so that
what the register said at any time can be told. Ids are made by the caller, since a life event names what is new.
"""

from django.db import models
from django.db.models import F, Q

from loket.register.look_models import Alarm as Alarm
from loket.register.look_models import Breach as Breach
from loket.register.look_models import BreachStep as BreachStep
from loket.register.look_models import ConcealmentOrder as ConcealmentOrder
from loket.register.look_models import ExportSubject as ExportSubject
from loket.register.look_models import Reading as Reading
from loket.register.look_models import StatedPurpose as StatedPurpose
from loket.register.look_models import Watch as Watch
from loket.register.setting_models import Recognition as Recognition
from loket.register.setting_models import RegisterSetting as RegisterSetting


class Region(models.Model):
    """A region with the code of Kemendagri, digits only; codes are retired by `valid_until` and never removed."""

    code = models.CharField(max_length=10, primary_key=True)
    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    postal_code = models.CharField(max_length=5, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=100)

    class Meta:
        indexes = [models.Index(fields=["level", "code"], name="region_of_level")]

    def __str__(self) -> str:
        return self.name


class CodeEntry(models.Model):
    """One line of a code list, in one of its versions; another wording is another row with its own period."""

    list = models.SlugField(max_length=40, db_index=False)
    code = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["list", "code"], condition=Q(valid_until__isnull=True), name="code_in_force_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="code_runs_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.code} {self.name}"


class Resident(models.Model):
    """
    A person for life. The columns beside id and nik repeat the version in force, for lists, search and relatives.

    `office` is the one that keeps the person; `name_key` is how the name is looked for.
    """

    id = models.UUIDField(primary_key=True)
    nik = models.CharField(max_length=16, null=True, unique=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    full_name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    sex = models.PositiveSmallIntegerField()
    birth_place = models.CharField(max_length=100)
    birth_date = models.DateField()
    marital_status = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=30)
    mother = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    father = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["office", "name_key", "id"], name="resident_by_name"),
            models.Index(fields=["office", "birth_date", "id"], name="resident_by_birth"),
        ]

    def __str__(self) -> str:
        return self.full_name


class ResidentVersion(models.Model):
    """What the register says of a resident for a time, and when it was written. `event` is null for imported data."""

    resident = models.ForeignKey(Resident, models.PROTECT, related_name="versions", db_index=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=30)
    why = models.CharField(max_length=40)
    biodata = models.JSONField()
    documents = models.JSONField()
    transit = models.JSONField(null=True)
    address = models.JSONField(null=True)
    event = models.ForeignKey("register.LifeEvent", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["resident", "valid_from"], name="version_of_resident")]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "valid_from"], condition=Q(superseded_at__isnull=True), name="version_of_day_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="version_runs_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} {self.valid_from}"


class Family(models.Model):
    """One KK: one number, one head. The address columns repeat the latest version."""

    id = models.UUIDField(primary_key=True)
    kk_number = models.CharField(max_length=16, null=True, unique=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    head = models.ForeignKey(Resident, models.PROTECT, related_name="+")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    opened_date = models.DateField()
    closed_date = models.DateField(null=True)
    street = models.CharField(max_length=200)
    hamlet = models.CharField(max_length=100, blank=True)
    rt = models.CharField(max_length=3)
    rw = models.CharField(max_length=3)
    region = models.CharField(max_length=10)
    postal_code = models.CharField(max_length=5, blank=True)

    class Meta:
        indexes = [models.Index(fields=["office", "region", "street", "id"], name="family_by_address")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_date__isnull=True) | Q(closed_date__gte=F("opened_date")), name="family_runs_on"
            ),
        ]

    def __str__(self) -> str:
        return self.kk_number or str(self.id)


class FamilyVersion(models.Model):
    """A family at one address for a time; between two of them it may have been under way."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    street = models.CharField(max_length=200)
    hamlet = models.CharField(max_length=100, blank=True)
    rt = models.CharField(max_length=3)
    rw = models.CharField(max_length=3)
    region = models.CharField(max_length=10)
    postal_code = models.CharField(max_length=5, blank=True)
    event = models.ForeignKey("register.LifeEvent", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["region", "street", "rt", "rw"], name="version_at_address")]
        constraints = [
            models.UniqueConstraint(fields=["family", "number"], name="version_of_family_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="stay_runs_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family_id} {self.valid_from}"


class Membership(models.Model):
    """A resident in a family as `shdk`; one open membership per resident, one open head per family."""

    resident = models.ForeignKey(Resident, models.PROTECT, related_name="memberships")
    family = models.ForeignKey(Family, models.PROTECT, related_name="memberships")
    shdk = models.PositiveSmallIntegerField()
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    why = models.CharField(max_length=40)
    ended_why = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident"], condition=Q(until_date__isnull=True), name="one_open_membership"
            ),
            models.UniqueConstraint(
                fields=["family"], condition=Q(until_date__isnull=True, shdk=1), name="one_open_head"
            ),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")), name="membership_runs_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} {self.shdk} {self.family_id}"


class LifeEvent(models.Model):
    """
    Something that happened to residents and families, and who recorded it; only ever added to.

    `key` makes recording idempotent; `case` is the resi of the application, or blank. `families` holds every touched KK
    before and after, as it would have been printed. `reference` is what the centre answered under.
    """

    id = models.UUIDField(primary_key=True)
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=40)
    happened_on = models.DateField()
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    case = models.CharField(max_length=12, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    days_late = models.PositiveIntegerField()
    accepted = models.JSONField()
    payload = models.JSONField()
    families = models.JSONField()
    outputs = models.JSONField()
    numbers = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["office", "recorded_at"], name="life_event_of_office"),
            models.Index(fields=["case"], condition=~Q(case=""), name="life_event_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"


class EventSubject(models.Model):
    """Whom or which KK a life event changed; only ever added to."""

    event = models.ForeignKey(LifeEvent, models.PROTECT, related_name="subjects")
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resident__isnull=False, family__isnull=True)
                | Q(resident__isnull=True, family__isnull=False),
                name="subject_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}"


class NumberSeries(models.Model):
    """The last serial given out by this office alone for a region and date; taken in the transaction that uses it."""

    name = models.CharField(max_length=20, primary_key=True)
    value = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class ExchangeRun(models.Model):
    """
    A file taken into the register, whole or not at all, or given out, and why; the same file is not taken in twice.

    `person` and `acted_as` are null where it happened at the machine itself, without a sign-in.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    person = models.BigIntegerField(null=True)
    acted_as = models.TextField(null=True)

    class Meta:
        indexes = [models.Index(fields=["office", "at"], name="exchange_of_office")]
        constraints = [
            models.UniqueConstraint(fields=["office", "sha256"], condition=Q(direction="masuk"), name="import_once"),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.name}"


class SearchKey(models.Model):
    """
    How a resident is looked for: derived from the versions, and made anew from them at any time.

    A name that has changed keeps its row, no longer `current`: who was called so is still found. `tokens` are the folded
    words of the name, the mother and the birth place, and the numbers of documents, each with a letter that says which.
    """

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="search_keys")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    current = models.BooleanField()
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=250)
    sex = models.PositiveSmallIntegerField()
    birth_year = models.PositiveSmallIntegerField()
    birth_date = models.DateField()
    birth_place = models.CharField(max_length=100)
    mother_name = models.CharField(max_length=200)
    tokens = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["birth_date"], name="search_by_birth")]

    def __str__(self) -> str:
        return self.name


class Spelling(models.Model):
    """A folded word that is in some name, under one of the keys by which a misspelt one meets it. No word is ever taken out."""

    key = models.CharField(max_length=250)
    word = models.CharField(max_length=250)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="spelling_once")]

    def __str__(self) -> str:
        return f"{self.key} → {self.word}"


class DuplicateDecision(models.Model):
    """What a person decided about two residents who may be one; only ever added to, the latest counts."""

    first = models.ForeignKey(Resident, models.PROTECT, related_name="+")
    second = models.ForeignKey(Resident, models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10)
    reason = models.CharField(max_length=400)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "at"], name="decision_of_office")]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
            models.CheckConstraint(
                condition=Q(decision__in=("same", "different", "undecided")), name="decision_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.decision} {self.second_id}"
