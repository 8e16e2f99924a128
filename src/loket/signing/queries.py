"""What may be asked of signatures: frozen records, a fixed number of statements each."""

import datetime
from typing import Final
from uuid import UUID

from loket.casework import services as casework
from loket.core.problems import BadTerm
from loket.core.proof.code import VerificationCode
from loket.core.proof.states import SignatureState
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.signing import models
from loket.signing.certificates import newest
from loket.signing.certificates import record_of as certificate_record
from loket.signing.keeping import read_pdf, with_states
from loket.signing.records import CertificateRecord as CertificateRecord
from loket.signing.records import ItemOutcome as ItemOutcome
from loket.signing.records import PublicPaper as PublicPaper
from loket.signing.records import SignatureRecord as SignatureRecord
from loket.signing.records import SignedItem as SignedItem
from loket.signing.refusals import NoSuchSignedPaper

SIGNED_PAPER: Final = "surat bertanda tangan"


def certificate_of(officer: Officer) -> CertificateRecord | None:
    """The officer's newest certificate in the office; None without one."""
    row = newest(officer)
    return certificate_record(row) if row else None


def signatures_of(resi: str, officer: Officer) -> tuple[SignatureRecord, ...]:
    """Every attempt to sign a paper of an application of the officer's office, by product, oldest first."""
    rows = models.SignedPaper.objects.filter(resi=resi, office=officer.office_id)
    return tuple(record_of(row, state) for row, state in with_states(rows))


def signature_of(product: int, officer: Officer) -> SignatureRecord | None:
    """The latest attempt to sign the paper of a product; None before the first."""
    rows = models.SignedPaper.objects.filter(product=product, office=officer.office_id)
    return next((record_of(row, state) for row, state in reversed(with_states(rows))), None)


def signed_pdf(paper: UUID, officer: Officer) -> tuple[SignatureRecord, bytes]:
    """
    A signed paper with its bytes, for an officer of its office; the look is on record before it is shown.

    Raises NoSuchSignedPaper, also while it is not signed and for another office's, and SignedFileDamaged.
    """
    rows = models.SignedPaper.objects.filter(uuid=paper, office=officer.office_id)
    row, state = next(iter(with_states(rows)), (None, None))
    if row is None or state is None or state.state != SignatureState.SIGNED:
        raise NoSuchSignedPaper
    casework.require_shown(row.resi, officer, f"{SIGNED_PAPER} {row.pk}")
    return record_of(row, state), read_pdf(row, state.sha256)


def by_code(text: str) -> PublicPaper | None:
    """
    What anyone may learn of the signed paper with this code, typed or spoken; None for every other text.

    One statement whatever the text, so that an unknown code and no code at all take the same way.
    """
    try:
        letters = VerificationCode.parse(text).letters
    except BadTerm:
        letters = ""
    rows = models.SigningState.objects.filter(paper__code=letters, state=SignatureState.SIGNED)
    found = rows.select_related("paper").first()
    return _public(found.paper, found.at) if found else None


def _public(row: models.SignedPaper, signed_at: datetime.datetime) -> PublicPaper:
    return PublicPaper(
        code=str(VerificationCode(row.code)),
        paper=row.paper,
        number=row.number,
        issued_on=row.issued_on,
        initials=row.initials,
        office=offices.office_by_id(row.office_id).name,
        signer_title=row.signer_title,
        signer_name=row.signer_name,
        signed_at=signed_at,
    )


def record_of(row: models.SignedPaper, state: models.SigningState) -> SignatureRecord:
    """An attempt with its present state."""
    return SignatureRecord(
        uuid=row.uuid,
        resi=row.resi,
        product=row.product,
        attempt=row.attempt,
        paper=row.paper,
        number=row.number,
        code=row.code,
        state=SignatureState(state.state),
        reason=state.reason,
        sha256=state.sha256,
        signer_title=row.signer_title,
        signer_name=row.signer_name,
        acted_as=row.acted_as,
        at=row.at,
        state_at=state.at,
    )
