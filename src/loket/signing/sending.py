"""
One attempt on its way: sent once, answered or not, and asked about when nobody knows.

Every state is on record before the next act. It refuses to decide who may sign, and to send a paper that was sent.
"""

import datetime
from collections.abc import Callable
from functools import partial

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils import timezone

from loket.casework import services as casework
from loket.core.engine import RecordPaper
from loket.core.proof.code import VerificationCode
from loket.core.proof.states import SignatureState
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.signing import models
from loket.signing.keeping import keep_pdf, move, read_pdf, state_of
from loket.signing.pades import PreparedPaper, prepared
from loket.signing.providers import Answer, Failed, NoAnswer, Provider, Signed
from loket.signing.standalone.loket_verify import check_paper, taken_apart

_SILENT = "Penyedia tanda tangan tidak menjawab."
_UNUSABLE = "Jawaban penyedia tidak dapat dipakai: {found}."


def send(paper: models.SignedPaper, provider: Provider, officer: Officer) -> models.SigningState:
    """
    Send a prepared paper to be signed, and return the state it is in then; a signed one is named in its case by `officer`.

    When another process was first, this one sends nothing. Raises SignedFileDamaged; then nothing was sent. Raises
    casework's NoSeat and OfficeChanging when the office moved after it was sent: it is then to be asked about.
    """
    ready = _ready(paper)
    if not move(paper, state_of(paper), SignatureState.SENT, timezone.now()):
        return state_of(paper)
    try:
        answer = provider.sign(paper.request_id, ready)
    except Exception as fault:  # noqa: BLE001 (whatever went wrong, it may have been signed)
        answer = NoAnswer(f"{_SILENT} ({type(fault).__name__})")
    return _heard(paper, ready, answer, officer)


def ask(paper: models.SignedPaper, provider: Provider, officer: Officer) -> models.SigningState:
    """
    Ask the provider about a paper that was sent, and return the state it is in then; without an answer it stays unknown.

    Raises SignedFileDamaged, casework's NoSeat and OfficeChanging.
    """
    ready = _ready(paper)
    latest = state_of(paper)
    if latest.state == SignatureState.SENT:
        move(paper, latest, SignatureState.UNKNOWN, timezone.now(), reason=_SILENT)
    try:
        answer = provider.ask(paper.request_id)
    except Exception as fault:  # noqa: BLE001 (not to be told is no answer)
        answer = NoAnswer(f"{_SILENT} ({type(fault).__name__})")
    return _heard(paper, ready, answer, officer)


def give_up(paper: models.SignedPaper, reason: str) -> models.SigningState:
    """End an attempt that was prepared and never sent; one that was sent meanwhile stays as it is."""
    move(paper, state_of(paper), SignatureState.FAILED, timezone.now(), reason=reason)
    return state_of(paper)


def _ready(paper: models.SignedPaper) -> PreparedPaper:
    """The same bytes and digest however often it is made: they follow from the kept paper and its row."""
    pdf = read_pdf(paper, paper.prepared_sha256)
    return prepared(pdf, code=VerificationCode(paper.code), facts=bytes.fromhex(paper.facts), at=paper.at)


def _heard(paper: models.SignedPaper, ready: PreparedPaper, answer: Answer, officer: Officer) -> models.SigningState:
    """Write down an answer: signed bytes are kept before the rows that name them, of which the case has one."""
    now = timezone.now()
    match _judged(paper, ready, answer):
        case bytes() as signed:
            digest = keep_pdf(offices.office_by_id(paper.office_id).key, signed)
            named = RecordPaper(paper.code, digest)
            told = partial(casework.record_paper, paper.resi, named, officer=officer, key=paper.request_id)
            _write(paper, SignatureState.SIGNED, now, sha256=digest, told=told)
        case Failed(reason):
            _write(paper, SignatureState.FAILED, now, reason=reason)
        case NoAnswer(reason):
            _write(paper, SignatureState.UNKNOWN, now, reason=reason)
    return state_of(paper)


def _write(
    paper: models.SignedPaper,
    state: SignatureState,
    at: datetime.datetime,
    *,
    reason: str = "",
    sha256: str = "",
    told: Callable[[], None] | None = None,
) -> None:
    """Someone who asked meanwhile moved the paper one state on; a second look is enough, for then it ends."""
    for _ in range(2):
        if move(paper, state_of(paper), state, at, reason=reason, sha256=sha256, told=told):
            return


def _judged(paper: models.SignedPaper, ready: PreparedPaper, answer: Answer) -> bytes | Failed | NoAnswer:
    """The signed paper where the answer is one that holds: a provider's word alone is not believed."""
    if not isinstance(answer, Signed):
        return answer
    try:
        signed = ready.filled(answer.container)
    except ValueError:
        return NoAnswer(_UNUSABLE.format(found="terlalu panjang"))
    root = x509.load_pem_x509_certificate(paper.certificate.root.encode())
    report = check_paper(signed, [root], paper.at)
    if report.verdict != "valid":
        return NoAnswer(_UNUSABLE.format(found=report.findings[-1].id))
    own = x509.load_pem_x509_certificate(paper.certificate.certificate.encode())
    if own.public_bytes(Encoding.DER) not in taken_apart(answer.container)[0]:
        return NoAnswer(_UNUSABLE.format(found="sertifikat orang lain"))
    return signed
