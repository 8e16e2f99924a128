"""
Certificates of signers: made by the authority of this installation, kept with a key that only the signer opens.

Those that come from outside are `enrolling`.
"""

import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

from loket.documents.services import signer_of
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.signing import models
from loket.signing.acting import require_seat
from loket.signing.authority import SignerFile, SignerName, open_authority
from loket.signing.passphrase import Passphrase
from loket.signing.providers import Holder
from loket.signing.records import CertificateRecord
from loket.signing.refusals import CertificateHeldElsewhere
from loket.storage.writing import run


def make_certificate(
    officer: Officer, passphrase: Passphrase, *, at: datetime.datetime | None = None
) -> CertificateRecord:
    """
    Make a key and a certificate of two years for the officer who asks, and no one else; it takes the place of the one before.

    The key is encrypted with the officer's passphrase, which is written nowhere: without it the key is lost. The
    certificate names the position in which the officer is seated first today. It comes from the office's own training
    authority, which no law certifies. Raises NoSeatToSign, CertificateHeldElsewhere, PassphraseTooShort,
    SignerNameUnusable, NipMalformed, RootPassphraseWrong and KeyFileBroken.
    Basis: UU 11/2008 jo. UU 1/2024 ps. 11 to ps. 13 (whoever signs alone holds the key); PP 71/2019 ps. 59 to ps. 61.
    """
    moment = at or timezone.now()
    now = require_seat(officer, moment)
    held = newest(now)
    if held is not None and held.provider != Holder.LOCAL and moment <= held.valid_until:
        raise CertificateHeldElsewhere
    office = offices.office_by_id(now.office_id)
    signer = signer_of(now, office)
    name = SignerName(full_name=signer.name, nip=signer.nip, title=signer.title, office=office.name)
    authority = open_authority(settings.SIGNING_ROOT, Passphrase(settings.SIGNING_PASSPHRASE), moment)
    made = authority.issue(name, passphrase, moment)
    row = _row(made, now, moment)
    run(lambda: row.save(force_insert=True))
    return record_of(row)


def _row(made: SignerFile, officer: Officer, at: datetime.datetime) -> models.SignerCertificate:
    certificate = x509.load_pem_x509_certificate(made.certificate)
    return models.SignerCertificate(
        office_id=officer.office_id,
        person=officer.person,
        provider=Holder.LOCAL.value,
        certificate=made.certificate.decode(),
        root=made.root.decode(),
        encrypted_key=made.encrypted_key.decode(),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        made_by=officer.person,
        acted_as=officer.signature(next(iter(officer.seats), None)),
        at=at,
    )


def newest(officer: Officer) -> models.SignerCertificate | None:
    """The officer's certificate in the office, in one statement."""
    rows = models.SignerCertificate.objects.filter(office=officer.office_id, person=officer.person)
    return rows.order_by("-pk").first()


def file_of(row: models.SignerCertificate) -> SignerFile:
    """The certificate as it was issued."""
    return SignerFile(row.certificate.encode(), row.root.encode(), row.encrypted_key.encode())


def record_of(row: models.SignerCertificate) -> CertificateRecord:
    """What may be shown of a certificate."""
    return CertificateRecord(
        id=row.pk,
        person=row.person,
        provider=row.provider,
        issuer=issuer_of(row),
        certificate=row.certificate,
        root=row.root,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        at=row.at,
    )


def issuer_of(row: models.SignerCertificate) -> str:
    """The name of the authority that issued a certificate; one that has none is named whole."""
    subject = x509.load_pem_x509_certificate(row.root.encode()).subject
    names = [str(name.value) for name in subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    return ", ".join(names) or subject.rfc4514_string()
