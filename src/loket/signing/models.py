"""
Tables of the electronic signatures. All of them are only ever added to.

A paper has no column for its state: that is the latest row of what became of it.
"""

from django.db import models
from django.db.models import F, Q


class SignerCertificate(models.Model):
    """
    A signer's certificate; the newest of a person in an office counts. `encrypted_key` opens by passphrase alone.

    Where the key is kept elsewhere it is empty, and `key_name` says which key it is there: in a token, or at a provider.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    person = models.BigIntegerField()
    provider = models.CharField(max_length=20)
    certificate = models.TextField()
    root = models.TextField()
    encrypted_key = models.TextField()
    key_name = models.CharField(max_length=220, null=True, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    made_by = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "person"], name="certificate_of_signer")]

    def __str__(self) -> str:
        return f"{self.person} {self.valid_until:%Y-%m-%d}"


class SignedPaper(models.Model):
    """
    One attempt to sign the paper of a product of an application.

    `prepared_sha256` names the typeset bytes in the store of files; `facts` is the digest of what the sheet says, `payload`
    the text of its QR. `subject`: a later paper of the same kind and subject takes its place; empty where none does.
    `number` is never that of a person or a KK. `request_id` names the attempt to the provider.
    """

    uuid = models.UUIDField(unique=True)
    key = models.UUIDField(unique=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    resi = models.CharField(max_length=12)
    product = models.BigIntegerField()
    attempt = models.PositiveSmallIntegerField()
    paper = models.CharField(max_length=60)
    subject = models.CharField(max_length=36, blank=True)
    number = models.CharField(max_length=40, blank=True)
    initials = models.CharField(max_length=4, blank=True)
    issued_on = models.DateField()
    code = models.CharField(max_length=12)
    facts = models.CharField(max_length=64)
    payload = models.CharField(max_length=320)
    prepared_sha256 = models.CharField(max_length=64)
    certificate = models.ForeignKey(SignerCertificate, models.PROTECT, related_name="+", db_index=False)
    signer_title = models.CharField(max_length=300)
    signer_name = models.CharField(max_length=200)
    request_id = models.UUIDField(unique=True)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["resi"], name="signed_paper_of_case"),
            models.Index(fields=["subject", "paper"], name="signed_paper_of_subject", condition=~Q(subject="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="verification_code_once"),
            models.UniqueConstraint(fields=["product", "attempt"], name="attempt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.code}"


class SigningState(models.Model):
    """What became of an attempt: `seq` counts from one, `sha256` names the signed bytes in the store of files."""

    paper = models.ForeignKey(SignedPaper, models.PROTECT, related_name="states", db_index=False)
    seq = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)
    reason = models.CharField(max_length=400, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "seq"], name="state_in_order"),
            models.UniqueConstraint(fields=["paper"], condition=Q(state="signed"), name="signed_once"),
            models.CheckConstraint(
                condition=(Q(state="signed") & ~Q(sha256="")) | (~Q(state="signed") & Q(sha256="")),
                name="signed_has_bytes",
            ),
        ]

    def __str__(self) -> str:
        return self.state


class StandingDecision(models.Model):
    """That a signed paper was revoked, or made valid again, by whom and why; `seq` counts from one."""

    paper = models.ForeignKey(SignedPaper, models.PROTECT, related_name="decisions", db_index=False)
    seq = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=20)
    reason = models.CharField(max_length=400)
    person = models.BigIntegerField()
    acted_as = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "seq"], name="decision_in_order")]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.standing}"


class LocalAnswer(models.Model):
    """What the local provider answered to a request, once and for ever; `container` is empty where it refused."""

    request_id = models.UUIDField(primary_key=True)
    container = models.BinaryField()
    reason = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.request_id)


class HistoryNote(models.Model):
    """
    The signed form of one checkpoint of casework: how many leaves the office's list had, and the root over all of them.

    `number` is the checkpoint's, `follows` that of the note before, which no other note follows, or 0; `text` the whole
    signed note, `public_key` the spelled key that proves it.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField()
    follows = models.IntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    text = models.TextField()
    public_key = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="note_once"),
            models.UniqueConstraint(fields=["office", "follows"], name="note_in_one_line"),
            models.CheckConstraint(condition=Q(follows__lt=F("number")), name="note_follows_an_earlier"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id}/{self.number} {self.size}"


class PaperLeaf(models.Model):
    """
    A signed paper as a leaf of the office's list, behind the checkpoint of its note.

    It binds the bytes of the paper to the history that they were issued on: the sealed head of the case, at `version`.
    """

    note = models.ForeignKey(HistoryNote, models.PROTECT, related_name="papers", db_index=False)
    seq = models.IntegerField()
    signed = models.ForeignKey(SigningState, models.PROTECT, related_name="+", db_index=False)
    resi = models.CharField(max_length=12)
    version = models.IntegerField()
    head_hash = models.CharField(max_length=64)
    code = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["resi"], name="paper_leaf_of_case")]
        constraints = [
            models.UniqueConstraint(fields=["note", "seq"], name="paper_leaf_in_order"),
            models.UniqueConstraint(fields=["signed"], name="paper_leaf_once"),
        ]

    def __str__(self) -> str:
        return f"{self.resi} {self.code}"


class Cosignature(models.Model):
    """What a witness outside answered to a signed checkpoint: the line as it came, and the key that proves it."""

    note = models.ForeignKey(HistoryNote, models.PROTECT, related_name="cosignatures", db_index=False)
    public_key = models.CharField(max_length=200)
    line = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "public_key"], name="cosignature_once")]

    def __str__(self) -> str:
        return self.line


class SealStamp(models.Model):
    """The time stamp over a signed checkpoint as a server outside gave it (RFC 3161), and the time that it proves."""

    note = models.OneToOneField(HistoryNote, models.PROTECT, related_name="stamp")
    token = models.BinaryField()
    at = models.DateTimeField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.note_id} {self.at}"
