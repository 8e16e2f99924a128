"""
Signing the papers of one or many applications with a key opened once, and the papers of which nobody knows.

Every paper has its own result. It refuses to begin a second attempt while an earlier one could still be signed.
"""

import datetime
from collections.abc import Sequence
from typing import Final
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from loket.core.problems import Refusal
from loket.core.proof.states import Next, SignatureState, next_of
from loket.entries import queries as entries
from loket.entries.records import ProductRecord
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.signing import models
from loket.signing.acting import require_seat, require_signer
from loket.signing.certificates import newest
from loket.signing.keeping import begin, sent_at, state_of, with_states
from loket.signing.opening import opened, to_be_asked
from loket.signing.passphrase import Passphrase
from loket.signing.preparing import Signing, prepare, signable
from loket.signing.providers import Provider
from loket.signing.queries import record_of
from loket.signing.records import ItemOutcome, SignatureRecord, SignedItem
from loket.signing.refusals import (
    CertificateOutOfTime,
    NoCertificate,
    NoSuchSignedPaper,
    NothingUnknown,
    SignedFileDamaged,
    SigningBusy,
)
from loket.signing.seal import open_seal
from loket.signing.sending import ask, give_up, send
from loket.storage.writing import run

TRIES: Final = 4
LARGEST_BATCH: Final = 100
_OTHER_SIGNER: Final = "Tidak jadi dikirim: penanda tangan atau sertifikatnya berganti."
_OUTDATED: Final = "Tidak jadi dikirim: surat itu disiapkan terlalu lama sebelumnya."
_PREPARED_FOR: Final = datetime.timedelta(minutes=5)
"""How long after it was typeset a paper may be sent: what it says, its time too, must still be so."""
_IN_WORDS: Final = {
    SignatureState.PREPARED: "belum dikirim",
    SignatureState.SENT: "sedang dikirim",
    SignatureState.SIGNED: "sudah ditandatangani",
    SignatureState.FAILED: "tidak ditandatangani",
    SignatureState.UNKNOWN: "belum diketahui",
}
_SENTENCES: Final = {
    ItemOutcome.SIGNED: "Sudah ditandatangani secara elektronik.",
    ItemOutcome.FAILED: "Belum ditandatangani: {reason}",
    ItemOutcome.UNKNOWN: "Belum diketahui apakah sudah ditandatangani. Tanyakan dahulu, jangan dikirim lagi.",
}


def sign_products(
    resi: str,
    officer: Officer,
    passphrase: Passphrase,
    key: UUID,
    *,
    at: datetime.datetime | None = None,
    provider: Provider | None = None,
) -> tuple[SignedItem, ...]:
    """
    Sign every issued paper of an application that is no draft: `sign_batch` for one.

    Basis: as `sign_batch`.
    """
    return sign_batch((resi,), officer, passphrase, key, at=at, provider=provider)


def sign_batch(
    resis: Sequence[str],
    officer: Officer,
    passphrase: Passphrase,
    key: UUID,
    *,
    at: datetime.datetime | None = None,
    provider: Provider | None = None,
) -> tuple[SignedItem, ...]:
    """
    Sign the papers of these applications, at most a hundred, with the officer's own key, opened once.

    The officer has a position today and did the last signature of each case that still counts. Each paper has its own
    result: signed, failed, unknown, or refused with the reason; one that is refused stops none of the others. The same
    `key` gives the same result, except that what was prepared and never sent goes on. A paper signed already is signed.
    One that was sent and not answered is unknown, and only `resolve_unknown` changes that; after a failure another `key`
    begins a new attempt, and so it does instead of one that was prepared more than five minutes ago or lost its file.
    `provider` is that of the certificate unless another is given.
    Raises NoSeatToSign, NoCertificate, CertificateOutOfTime, RootPassphraseWrong, as `opening.opened`, and ValueError for
    a larger batch; then nothing was signed.
    Basis: UU 11/2008 jo. UU 1/2024 ps. 11 (conditions of an electronic signature); PP 71/2019 ps. 59; Permendagri
    109/2019 ps. 6 and ps. 20 (papers of registration are signed electronically); UU 30/2014 ps. 14 (Plh. and Plt.).
    """
    if len(resis) > LARGEST_BATCH:
        raise ValueError("A batch has at most a hundred applications.")
    moment = (at or timezone.now()).replace(microsecond=0)
    now, certificate, own, seal = _opened(officer, passphrase, moment)
    batch = _Batch(now, certificate, seal, provider or own, key, moment)
    return tuple(item for resi in dict.fromkeys(resis) for item in batch.of_case(resi))


def require_key(officer: Officer, passphrase: Passphrase, *, at: datetime.datetime | None = None) -> None:
    """
    Refuse what `sign_batch` would refuse before it looks at any application; for what must not be done unless it can begin.

    Raises NoSeatToSign, NoCertificate, CertificateOutOfTime, RootPassphraseWrong, and as `opening.opened`.
    Basis: as `sign_batch`.
    """
    _opened(officer, passphrase, at or timezone.now())


def _opened(
    officer: Officer, passphrase: Passphrase, at: datetime.datetime
) -> tuple[Officer, models.SignerCertificate, Provider, Ed25519PrivateKey]:
    now = require_seat(officer, at)
    certificate = newest(now)
    if certificate is None:
        raise NoCertificate(name=now.full_name)
    own = opened(certificate, passphrase)
    since, until = certificate.valid_from, certificate.valid_until
    if not since <= at <= until:
        raise CertificateOutOfTime(name=now.full_name, since=f"{since:%Y-%m-%d}", until=f"{until:%Y-%m-%d}")
    seal = open_seal(settings.SIGNING_ROOT, now.office_key, Passphrase(settings.SIGNING_PASSPHRASE))
    return now, certificate, own, seal.private_key


def resolve_unknown(
    paper: UUID, officer: Officer, *, at: datetime.datetime | None = None, provider: Provider | None = None
) -> SignatureRecord:
    """
    Ask the provider what became of a paper that was sent and not answered; it is never sent again.

    Any officer of the office may ask: nothing is signed by it. The answer is signed, failed, or still unknown. Raises
    NoSeatToSign, NoSuchSignedPaper (for another office's paper as well), NothingUnknown, SignedFileDamaged, and as
    `opening.to_be_asked`.
    Basis: PP 71/2019 ps. 59 (what was signed, and whether, must be certain).
    """
    now = require_seat(officer, at or timezone.now())
    row = models.SignedPaper.objects.select_related("certificate").filter(uuid=paper, office=now.office_id).first()
    if row is None:
        raise NoSuchSignedPaper
    latest = state_of(row)
    if next_of((SignatureState(latest.state),)) is not Next.ASK:
        raise NothingUnknown(state=_IN_WORDS[SignatureState(latest.state)])
    return record_of(row, ask(row, provider or to_be_asked(row.certificate, sent_at(row)), now))


class _Batch:
    """One signer with an opened key, at one time."""

    def __init__(
        self,
        officer: Officer,
        certificate: models.SignerCertificate,
        seal: Ed25519PrivateKey,
        provider: Provider,
        key: UUID,
        at: datetime.datetime,
    ) -> None:
        self._officer = officer
        self._certificate = certificate
        self._seal = seal
        self._provider = provider
        self._key = key
        self._at = at

    def of_case(self, resi: str) -> list[SignedItem]:
        """The results of one application."""
        try:
            code, seat = require_signer(resi, self._officer, self._at)
        except Refusal as refusal:
            return [_refused(resi, refusal)]
        signing = Signing(officer=self._officer, seat=seat, certificate=self._certificate, seal=self._seal, at=self._at)
        office = offices.office_by_id(self._officer.office_id)
        return [self._of_product(product, signing) for product in signable(entries.products_of(code), office)]

    def _of_product(self, product: ProductRecord, signing: Signing) -> SignedItem:
        try:
            for _ in range(TRIES):
                item = self._step(product, signing)
                if item is not None:
                    return item
            raise SigningBusy(resi=product.resi)
        except Refusal as refusal:
            return _refused(product.resi, refusal, product)

    def _step(self, product: ProductRecord, signing: Signing) -> SignedItem | None:
        """The result, or None when the paper has moved and is to be looked at again."""
        rows = models.SignedPaper.objects.filter(product=product.id).select_related("certificate")
        attempts = with_states(rows)
        key = uuid5(self._key, str(product.id))
        row, state = attempts[-1] if attempts else (None, None)
        due = next_of(SignatureState(one.state) for _row, one in attempts)
        if row is None or state is None or (due is Next.PREPARE and all(old.key != key for old, _ in attempts)):
            _begin(prepare(product, signing, attempt=len(attempts) + 1, key=key))
            return None
        if due is not Next.SEND:
            return _item(product, row, state)
        if (row.certificate_id, row.acted_as) != (self._certificate.pk, self._officer.signature(signing.seat)):
            give_up(row, _OTHER_SIGNER)
            return None
        if self._at - row.at > _PREPARED_FOR:
            give_up(row, _OUTDATED)
            return None
        try:
            state = send(row, self._provider, self._officer)
        except SignedFileDamaged as damaged:
            # Seen before anything is sent: another attempt begins with a file of its own.
            give_up(row, damaged.explanation)
            return None
        # Not sent: the database found no signature in the case that counts any more.
        return None if state.state == SignatureState.PREPARED else _item(product, row, state)


def _begin(paper: models.SignedPaper) -> None:
    try:
        run(lambda: begin(paper))
    except IntegrityError:
        # Someone else prepared the same paper meanwhile: the next look finds it.
        return


def _item(product: ProductRecord, row: models.SignedPaper, state: models.SigningState) -> SignedItem:
    outcome = {
        SignatureState.SIGNED.value: ItemOutcome.SIGNED,
        SignatureState.FAILED.value: ItemOutcome.FAILED,
    }.get(state.state, ItemOutcome.UNKNOWN)
    sentence = _SENTENCES[outcome].format(reason=state.reason)
    return SignedItem(product.resi, outcome, sentence, product.paper, product.id, row.uuid)


def _refused(resi: str, refusal: Refusal, product: ProductRecord | None = None) -> SignedItem:
    paper, number = (product.paper, product.id) if product else ("", None)
    return SignedItem(resi, ItemOutcome.REFUSED, refusal.explanation, paper, number, problem_id=refusal.id)
