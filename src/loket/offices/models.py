"""Tables of offices. Periods have an open, exclusive end (`valid_until`)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from loket.offices.terms import AccountAct as ActKind
from loket.offices.terms import AppointmentKind, HolidayKind, ProposalOutcome, SessionEnd


class Office(models.Model):
    """A civil-registration office; `key` names its folder under sop/ and its number series, so it never changes."""

    key = models.SlugField(max_length=40, unique=True)
    code = models.CharField(max_length=13)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, default="dinas")
    address = models.CharField(max_length=400, blank=True)
    zone = models.CharField(max_length=40)
    hours = models.JSONField()
    labels = models.JSONField(default=dict)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    is_open = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A section of an office."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="units")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "key"], name="unit_key_once")]

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """A position (jabatan); procedures name it by `key`, persons come and go."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="positions")
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="positions")
    powers = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "key"], name="position_key_once")]

    def __str__(self) -> str:
        return self.title


class Person(models.Model):
    """An officer as a human being; never deleted, since events name this person."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="person")
    office = models.ForeignKey(Office, models.PROTECT, related_name="persons")
    full_name = models.CharField(max_length=200)
    nip = models.CharField(max_length=18, blank=True)
    # Whose family it is: nobody works on the file of the own family. Shown to nobody whole.
    nik = models.CharField(max_length=16, blank=True, default="")
    # Someone else has made the password and knows it.
    must_change_password = models.BooleanField(default=False)
    password_made_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nip"], condition=~Q(nip=""), name="nip_once"),
            models.UniqueConstraint(fields=["nik"], condition=~Q(nik=""), name="officer_nik_once"),
        ]

    def __str__(self) -> str:
        return self.full_name


class SecondFactor(models.Model):
    """
    What makes the codes of a person's telephone, and the number of the step whose code was taken last.

    `sealed` is null for who has passkeys and no telephone: the row then holds the recovery codes alone. A telephone that replaces another is a new row with a new number: sessions know by it which one they were
    opened with.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="second_factor")
    sealed = models.BinaryField(null=True)
    last_step = models.BigIntegerField()
    enrolled_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.enrolled_at}"


class RecoveryCode(models.Model):
    """One of the codes on paper for who has no telephone at hand; only its digest is kept, and it is used once."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["factor", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return self.digest[:8]


class Passkey(models.Model):
    """A key that a browser or a stick keeps for a person and this site; only its public half is here."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="passkeys")
    name = models.CharField(max_length=60)
    # The site it was made for: under another name the browser does not offer it.
    host = models.CharField(max_length=255)
    credential_id = models.CharField(max_length=1400, unique=True)
    attested = models.BinaryField()
    sign_count = models.BigIntegerField()
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.name}"


class AccountAct(models.Model):
    """What a keeper did to somebody else's account; `by` is null for the server, `seen_at` until its owner is told."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="account_acts")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in ActKind])
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=400)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(by__isnull=True) | ~Q(by=F("person")), name="account_act_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id} {self.at}"


class Session(models.Model):
    """
    One browser at which somebody has signed in, or stands between the pages of the door (`account` is null).

    Of the cookie only a digest is kept, so that a stolen table opens nothing. Ended ones stay for a while, with why.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    data = models.JSONField(default=dict)
    browser = models.CharField(max_length=40, blank=True)
    machine = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=45, blank=True)
    began_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in SessionEnd])

    class Meta:
        indexes = [
            models.Index(fields=["account", "-last_seen_at"], name="sessions_of_one"),
            models.Index(fields=["began_at"], name="sessions_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="session_end_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.began_at}"


class Appointment(models.Model):
    """Who fills a position, in what capacity, by which decree, from when until when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    position = models.ForeignKey(Position, models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in AppointmentKind])
    decree = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="appointment_runs_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.position_id}"


class Proposal(models.Model):
    """
    An appointment, or a new account with its first one, that one person has proposed and another must confirm.

    `person` is null for a new account. Nobody confirms what they have proposed, or what gives themselves something:
    the database holds that too. Decided by nobody, and yet confirmed: from the command line of the server.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="proposals")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    username = models.CharField(max_length=60, blank=True)
    full_name = models.CharField(max_length=200, blank=True)
    nip = models.CharField(max_length=18, blank=True)
    position = models.ForeignKey(Position, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in AppointmentKind])
    decree = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    why = models.CharField(max_length=400)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in ProposalOutcome])
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["office", "outcome"], name="proposals_open")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="confirmed")
                | Q(decided_by__isnull=True)
                | (~Q(decided_by=F("proposed_by")) & (Q(person__isnull=True) | ~Q(decided_by=F("person")))),
                name="proposal_by_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position_id} {self.proposed_at}"


class Emergency(models.Model):
    """
    Access in an emergency: for some hours one named person keeps the office as its administrator does.

    Opened at the server alone. It is over when it is closed, when `until` has come, or when it was left unused.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="emergencies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(max_length=400)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office"], condition=Q(closed_at__isnull=True), name="emergency_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="emergency_runs_on"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.opened_at}"


class Absence(models.Model):
    """Leave, illness or duty travel: the person fills no position on these days."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    valid_from = models.DateField()
    valid_until = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="absence_runs_on"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.valid_from}"


class Holiday(models.Model):
    """A holiday beyond the shipped national table: of one office, or (office null) of all."""

    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="holidays")
    date = models.DateField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in HolidayKind])
    decree = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "date"], name="holiday_once"),
            models.UniqueConstraint(fields=["date"], condition=Q(office__isnull=True), name="national_holiday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class HoursChange(models.Model):
    """Another ordinary week from a date on; before the first of them the week of the office itself holds."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="hours_changes")
    valid_from = models.DateField()
    hours = models.JSONField()
    decree = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "valid_from"], name="hours_change_once")]

    def __str__(self) -> str:
        return self.decree


class HoursPeriod(models.Model):
    """Other opening hours for some weeks, such as Ramadan."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="hours_periods")
    valid_from = models.DateField()
    valid_until = models.DateField()
    hours = models.JSONField()
    label = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.label


class Closure(models.Model):
    """A stretch in which the office was or will be closed; may be declared after the fact."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="closures")
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(end_at__gt=F("start_at")), name="closure_runs_on")]

    def __str__(self) -> str:
        return self.reason


class Incident(models.Model):
    """An outage (SIAK, power, network); its time does not count for the office, and stays visible."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="incidents")
    start_at = models.DateTimeField()
    end_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end_at__isnull=True) | Q(end_at__gt=F("start_at")), name="incident_runs_on"
            )
        ]

    def __str__(self) -> str:
        return self.reason


class AuditNote(models.Model):
    """Who changed the organisation, when and why; only ever added to."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="audit_notes")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=400)
    why = models.CharField(max_length=400)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.what
