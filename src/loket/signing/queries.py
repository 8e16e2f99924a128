"""What may be asked of signatures: frozen records, a fixed number of statements each."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from loket.casework import queries as casework_queries
from loket.casework import services as casework
from loket.core.problems import BadTerm
from loket.core.proof.code import VerificationCode
from loket.core.proof.payload import read, without_address
from loket.core.proof.standing import Standing, today
from loket.core.proof.states import Next, SignatureState, next_of
from loket.entries import queries as entries
from loket.entries.records import Overtaken, ProductRecord
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.signing import models
from loket.signing.backup_seal import backup_key as backup_key
from loket.signing.case_export import CaseExport as CaseExport
from loket.signing.case_export import export_case as export_case
from loket.signing.certificates import newest
from loket.signing.certificates import record_of as certificate_record
from loket.signing.history import extension as extension
from loket.signing.history import history_key as history_key
from loket.signing.history import known_key as known_key
from loket.signing.history import latest_seal as latest_seal
from loket.signing.keeping import read_pdf, with_states
from loket.signing.preparing import signable
from loket.signing.printed_seal import printed_seal as printed_seal
from loket.signing.providers import Holder
from loket.signing.proving import prove_history as prove_history
from loket.signing.records import CertificateRecord as CertificateRecord
from loket.signing.records import DecisionRecord as DecisionRecord
from loket.signing.records import ItemOutcome as ItemOutcome
from loket.signing.records import PublicPaper as PublicPaper
from loket.signing.records import SignatureRecord as SignatureRecord
from loket.signing.records import SignedItem as SignedItem
from loket.signing.records import StampRecord as StampRecord
from loket.signing.records import WaitingCase as WaitingCase
from loket.signing.refusals import NoSuchSignedPaper
from loket.signing.stamping import stamp_of as stamp_of

SIGNED_PAPER: Final = "surat bertanda tangan"
LOOKED_AT: Final = 1000
LOOKED_BACK: Final = 300


def certificate_of(officer: Officer) -> CertificateRecord | None:
    """The officer's newest certificate in the office; None without one."""
    row = newest(officer)
    return certificate_record(row) if row else None


def signatures_of(resi: str, officer: Officer) -> tuple[SignatureRecord, ...]:
    """
    Every attempt to sign a paper of an application of the officer's office, by product, oldest first; four statements.

    What is signed is shown with its standing of today.
    """
    rows = models.SignedPaper.objects.filter(resi=resi, office=officer.office_id)
    signed = tuple(_with_decision(models.SigningState.objects.filter(paper__resi=resi, state=SignatureState.SIGNED)))
    overtaken = entries.overtaken([state.paper.product for state in signed]) if signed else {}
    standings = {state.paper_id: _standing_of(state, overtaken) for state in signed}
    return tuple(
        replace(record_of(row, state), standing=standings.get(row.pk, Standing.VALID))
        for row, state in with_states(rows)
    )


def waiting_for(officer: Officer) -> tuple[WaitingCase, ...]:
    """
    The applications that this officer signed, still run, and whose papers are not signed, the latest first: six statements.

    What is closed was handed over as it was, signed with ink. What is unknown waits for an answer, not for a signature. Of
    the signed applications of the office that run, the `LOOKED_AT` that moved last.
    """
    signed = casework_queries.signed_and_open(officer.office_id, LOOKED_AT)
    signers = casework_queries.signers_of(signed)
    own = [resi for resi in signed if signers.get(resi) == officer.person]
    by_case = defaultdict(list)
    for product in entries.issued_by(own):
        by_case[product.resi].append(product)
    office = offices.office_by_id(officer.office_id)
    papers = {resi: signable(tuple(by_case[resi]), office) for resi in own}
    rows = models.SignedPaper.objects.filter(product__in=[one.id for every in papers.values() for one in every])
    latest = {row.product: state for row, state in with_states(rows)}
    found = (_waiting(resi, every, latest) for resi, every in papers.items())
    return tuple(one for one in found if one.papers)


def signers_in_training(now: datetime.datetime) -> int:
    """How many officials sign now with a key of the office's own training authority, in two statements at most."""
    newest: dict[tuple[int, int], models.SignerCertificate] = {}
    for row in models.SignerCertificate.objects.order_by("pk"):
        newest[row.office_id, row.person] = row
    return sum(row.provider == Holder.LOCAL and row.valid_until > now for row in newest.values())


def _waiting(resi: str, products: tuple[ProductRecord, ...], latest: Mapping[int, models.SigningState]) -> WaitingCase:
    due = [one for one in products if next_of(_states(latest.get(one.id))) in (Next.PREPARE, Next.SEND)]
    failed = (latest[one.id].reason for one in due if one.id in latest)
    return WaitingCase(resi, tuple(one.paper for one in due), next(failed, ""))


def _states(state: models.SigningState | None) -> tuple[SignatureState, ...]:
    return (SignatureState(state.state),) if state else ()


def doubtful(office_id: int) -> tuple[SignatureRecord, ...]:
    """
    The papers of an office that were sent and not answered, oldest first: two statements.

    The latest state of an attempt counts; one that is signed or failed is in no doubt.
    """
    later = models.SigningState.objects.filter(paper=OuterRef("paper"), seq__gt=OuterRef("seq"))
    states = models.SigningState.objects.filter(
        ~Exists(later), state__in=(SignatureState.SENT, SignatureState.UNKNOWN), paper__office=office_id
    )
    rows = states.select_related("paper").order_by("paper")[:LOOKED_BACK]
    return tuple(record_of(state.paper, state) for state in rows)


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


def own_signed_pdf(paper: UUID, resi: str, office_id: int) -> bytes:
    """
    A signed paper of one application, for its applicant, whose right to it casework has judged and keeps a trace of.

    Raises NoSuchSignedPaper, also while it is not signed, and SignedFileDamaged.
    """
    rows = models.SignedPaper.objects.filter(uuid=paper, resi=resi, office=office_id)
    row, state = next(iter(with_states(rows)), (None, None))
    if row is None or state is None or state.state != SignatureState.SIGNED:
        raise NoSuchSignedPaper
    return read_pdf(row, state.sha256)


def by_code(text: str) -> PublicPaper | None:
    """
    What anyone may learn of the signed paper with this code, typed or spoken; None for every other text.

    One statement whatever the text, so that an unknown code and no code at all take the same way; one more for a paper that
    is known, which the register may have replaced or taken back since.
    """
    try:
        letters = VerificationCode.parse(text).letters
    except BadTerm:
        letters = ""
    found = _signed_with(letters)
    return _public(found) if found else None


def by_scan(text: str) -> PublicPaper | None:
    """
    What anyone may learn of the signed paper whose QR says this, with or without its address; None for every other text.

    A QR that names the code of a paper and is not that paper's own QR, letter for letter, is unknown. As many statements
    as `by_code`.
    """
    try:
        letters = read(text).payload.code
    except BadTerm:
        letters = ""
    found = _signed_with(letters)
    is_its_own = found is not None and without_address(found.paper.payload) == without_address(text)
    return _public(found) if is_its_own else None


def _signed_with(letters: str) -> models.SigningState | None:
    return _with_decision(models.SigningState.objects.filter(paper__code=letters, state=SignatureState.SIGNED)).first()


def _with_decision(states: QuerySet[models.SigningState]) -> QuerySet[models.SigningState]:
    """Signed states with the latest decision about their paper: one statement."""
    decisions = models.StandingDecision.objects.filter(paper=OuterRef("paper")).order_by("-seq")
    return states.select_related("paper__certificate").annotate(
        decided=Subquery(decisions.values("standing")[:1]), decided_at=Subquery(decisions.values("at")[:1])
    )


_NOTHING: Final = Overtaken(None, None)


def _standing_of(state: Any, since: Mapping[int, Overtaken]) -> Standing:
    of_register = since.get(state.paper.product, _NOTHING)
    return today(
        Standing(state.decided) if state.decided else None,
        has_later=of_register.replaced_at is not None,
        is_taken_back=of_register.taken_back_at is not None,
    )


def _public(state: Any) -> PublicPaper:
    row = state.paper
    overtaken = entries.overtaken([row.product])
    standing, of_register = _standing_of(state, overtaken), overtaken.get(row.product, _NOTHING)
    revoked_at = state.decided_at if state.decided == Standing.REVOKED else of_register.taken_back_at
    since = {Standing.REVOKED: revoked_at, Standing.REPLACED: of_register.replaced_at}.get(standing)
    return PublicPaper(
        code=str(VerificationCode(row.code)),
        paper=row.paper,
        number=row.number,
        issued_on=row.issued_on,
        initials=row.initials,
        office=offices.office_by_id(row.office_id).name,
        signer_title=row.signer_title,
        signer_name=row.signer_name,
        signed_at=state.at,
        standing=standing,
        since=since,
        in_training=row.certificate.provider == Holder.LOCAL,
    )


def decisions_on(paper: UUID, officer: Officer) -> tuple[SignatureRecord, tuple[DecisionRecord, ...]]:
    """
    A signed paper of the officer's office, with what was decided about it, oldest first: three statements.

    Raises NoSuchSignedPaper, for another office's as well.
    """
    states = models.SigningState.objects.filter(paper__uuid=paper, paper__office=officer.office_id)
    state: Any = _with_decision(states.filter(state=SignatureState.SIGNED)).first()
    if state is None:
        raise NoSuchSignedPaper
    rows = models.StandingDecision.objects.filter(paper=state.paper_id).order_by("seq")
    overtaken = entries.overtaken([state.paper.product])
    trail = tuple(DecisionRecord(Standing(one.standing), one.reason, one.acted_as, one.at) for one in rows)
    return replace(record_of(state.paper, state), standing=_standing_of(state, overtaken)), trail


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
