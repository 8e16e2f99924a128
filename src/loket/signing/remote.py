"""
The provider that signs elsewhere, asked over HTTP: a certified one, or the office's own gate to it.

A passphrase goes to the provider and nowhere else. Nothing that the provider writes is repeated on a screen or kept.
"""

import base64
import binascii
import datetime
import json
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from loket.signing.pades import PreparedPaper
from loket.signing.passphrase import Passphrase
from loket.signing.providers import Answer, Failed, NoAnswer, Signed
from loket.signing.refusals import ProviderNotSet, ProviderPassphraseMissing, ProviderSettingWrong
from loket.storage.exchange import NoReply, NotSent, Reply, Server, exchange, place_of, trusting

LASTS: Final = datetime.timedelta(minutes=10)
"""How long after it was sent the provider may still sign a request: the request says so."""
FORGOTTEN: Final = datetime.timedelta(hours=1)
"""After this a request that the provider does not know can no longer be signed, however wrong a clock is."""
_SILENCES: Final = 2
_REFUSED: Final[Mapping[str, str]] = {
    "passphrase": "Penyedia menolak frasa sandi.",
    "signer": "Penyedia tidak mengenal penanda tangan ini.",
    "certificate": "Menurut penyedia, sertifikat penanda tangan tidak berlaku.",
    "quota": "Kuota tanda tangan kantor pada penyedia habis.",
    "expired": "Permintaan sampai terlambat di penyedia, jadi tidak ditandatangani.",
}
_NEVER: Final = "Penyedia menolak permintaan ini."
_UNREACHED: Final = "Penyedia tanda tangan tidak dapat dihubungi; permintaan tidak dikirim."
_NOT_TRIED: Final = "Tidak dikirim: {why}"
_TURNED_DOWN: Final = "frasa sandi ditolak penyedia untuk surat sebelumnya."
_TOO_SILENT: Final = "penyedia tidak menjawab untuk surat sebelumnya."
_SILENT: Final = "Penyedia tanda tangan tidak menjawab dengan utuh."
_ODD: Final = "Jawaban penyedia tidak dapat dipakai: {found}."
_UNKNOWN: Final = "Penyedia belum mengenal permintaan ini."
_NEVER_CAME: Final = "Permintaan tidak sampai ke penyedia, dan masa berlakunya sudah lewat."
_WAITING: Final = "Penyedia masih mengerjakan permintaan ini."
_HEARD_WITH: Final = frozenset({200, 400, 401, 403, 404, 409, 410, 422, 429})
_LONGEST: Final = 64 * 1024


class RemoteProvider:
    """
    A signer at a provider elsewhere; with the passphrase it signs, without it can only be asked.

    `signer` is the number by which the provider knows the signer, `sent_at` when the request that is asked about was sent.
    After a passphrase that is refused, or two answers missing in a row, no further request of the batch is sent.
    """

    def __init__(
        self,
        server: Server,
        signer: str,
        passphrase: Passphrase | None = None,
        sent_at: datetime.datetime | None = None,
    ) -> None:
        self._server = server
        self._signer = signer
        self._passphrase = passphrase
        self._sent_at = sent_at
        self._silences = 0
        self._stopped = ""

    def sign(self, request_id: UUID, paper: PreparedPaper) -> Answer:
        """Send the digest of a paper, once; whether it was signed is what the answer says, or not known."""
        if self._passphrase is None:
            return Failed("Kunci penanda tangan tidak terbuka.")
        if self._stopped:
            return Failed(_NOT_TRIED.format(why=self._stopped))
        body = json.dumps(_wish(request_id, self._signer, self._passphrase, paper.digest)).encode()
        try:
            answer = self._judged(request_id, exchange(self._server, "POST", "/sign", body))
        except NotSent:
            # Nothing was heard of it and this number is never sent again, so nothing will ever be signed for it.
            answer = Failed(_UNREACHED)
            self._stopped = _TOO_SILENT
        except NoReply:
            answer = NoAnswer(_SILENT)
        self._silences = self._silences + 1 if isinstance(answer, NoAnswer) else 0
        if self._silences >= _SILENCES:
            self._stopped = _TOO_SILENT
        return answer

    def ask(self, request_id: UUID) -> Answer:
        """What became of a request. One that the provider does not know an hour after it was sent was never signed."""
        try:
            return self._judged(request_id, exchange(self._server, "GET", f"/sign/{request_id}"))
        except (NotSent, NoReply):
            return NoAnswer(_SILENT)

    def _judged(self, request_id: UUID, reply: Reply) -> Answer:
        """Failed only for a whole answer to this request that says so; whatever is odd leaves the doubt."""
        said = _read(reply)
        if said is None:
            return NoAnswer(_ODD.format(found=f"status {reply.status}"))
        if said.get("id") != str(request_id):
            return NoAnswer(_ODD.format(found="untuk permintaan lain"))
        status = said.get("status")
        if status == "SIGNED" and reply.status == 200:
            return _signed(said.get("signature"))
        if status == "REJECTED":
            return self._refused(said.get("code"))
        if status == "PENDING":
            return NoAnswer(_WAITING)
        if status == "UNKNOWN":
            return Failed(_NEVER_CAME) if self._is_forgotten() else NoAnswer(_UNKNOWN)
        return NoAnswer(_ODD.format(found="keadaannya tidak dikenal"))

    def _refused(self, code: object) -> Failed:
        # A second wrong passphrase would bring the signer closer to being locked out.
        self._stopped = _TURNED_DOWN if code == "passphrase" else self._stopped
        return Failed(_REFUSED.get(code, _NEVER) if isinstance(code, str) else _NEVER)

    def _is_forgotten(self) -> bool:
        return self._sent_at is not None and timezone.now() > self._sent_at + FORGOTTEN


def _wish(request_id: UUID, signer: str, passphrase: Passphrase, digest: bytes) -> dict[str, str]:
    return {
        "id": str(request_id),
        "nik": signer,
        "passphrase": passphrase.encoded().decode("utf-8", "replace"),
        "hashAlgorithm": "SHA-256",
        "hash": base64.b64encode(digest).decode(),
        "expiresAt": (timezone.now() + LASTS).astimezone(datetime.UTC).isoformat(timespec="seconds"),
    }


def _read(reply: Reply) -> dict[str, Any] | None:
    """The one object of JSON that an answer is, whose names stand once; None for everything else."""
    if reply.status not in _HEARD_WITH or reply.content_type != "application/json":
        return None
    try:
        said = json.loads(reply.body.decode("utf-8"), object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("A name stands twice.")
    return said


def _signed(text: object) -> Answer:
    try:
        made = base64.b64decode(text, validate=True) if isinstance(text, str) and len(text) <= _LONGEST else b""
    except (binascii.Error, ValueError):
        made = b""
    return Signed(made) if made else NoAnswer(_ODD.format(found="tanpa tanda tangan"))


def server_at(address: str, credentials: str, trust: str) -> Server:
    """
    The provider of this installation, from its settings: an address, and files with the credentials and whom to trust.

    The file of credentials is one line, `NAME:PASSWORD` or `Bearer TOKEN`, which nobody but the owner and group reads.
    Without `trust` the authorities of this machine count. Raises ProviderNotSet and ProviderSettingWrong.
    """
    if not address or not credentials:
        raise ProviderNotSet
    try:
        scheme, host, port, path = place_of(address)
    except ValueError:
        scheme, host, port, path = "", "", 0, ""
    if scheme != "https":
        raise ProviderSettingWrong(setting="LOKET_SIGNING_ADDRESS")
    return Server(host=host, port=port, path=path, tls=_tls(trust), authorization=_authorization(Path(credentials)))


def signer_at(server: Server, signer: str, passphrase: Passphrase) -> RemoteProvider:
    """The provider for one batch of a signer. Raises ProviderPassphraseMissing: an empty passphrase is not tried."""
    if not passphrase.encoded():
        raise ProviderPassphraseMissing
    return RemoteProvider(server, signer, passphrase)


def _tls(trust: str) -> ssl.SSLContext:
    try:
        return trusting(trust)
    except (OSError, ValueError):
        raise ProviderSettingWrong(setting="LOKET_SIGNING_TRUST") from None


def _authorization(file: Path) -> str:
    try:
        line, mode = file.read_text("ascii").strip(), file.stat().st_mode
    except (OSError, ValueError):
        raise ProviderSettingWrong(setting="LOKET_SIGNING_CREDENTIALS") from None
    is_bearer = line.startswith("Bearer ")
    if mode & 0o007 or not line.isprintable() or not (is_bearer or ":" in line):
        raise ProviderSettingWrong(setting="LOKET_SIGNING_CREDENTIALS")
    return line if is_bearer else f"Basic {base64.b64encode(line.encode()).decode()}"
