"""
Time stamps over signed checkpoints, by a server of the outside: that a history stood as it did on that day, whatever our clock said.

It refuses to keep a stamp that is not over this checkpoint and by an authority that the installation trusts. Basis: RFC
3161; PP 71/2019 ps. 74 (electronic time stamps).
"""

import asyncio
import datetime
import hashlib
import logging
import ssl
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from secrets import randbits
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from asn1crypto import cms, core, pem, tsp, x509  # type: ignore[import-untyped]
from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from loket.offices import queries as offices
from loket.signing import models
from loket.signing.records import StampRecord
from loket.signing.refusals import NothingSealedYet, StampFailed, StampSettingWrong
from loket.storage.exchange import Media, NoReply, NotSent, Server, exchange
from loket.storage.writing import run

MEDIA: Final = Media("application/timestamp-query", "application/timestamp-reply")
_SHA256: Final = "sha256"
CLOCK_TOLERANCE: Final = datetime.timedelta(seconds=120)
_alarms: Final = logging.getLogger("loket.alarm")
_GRANTED: Final = frozenset({"granted", "granted_with_mods"})


class _Answer(core.Sequence):  # type: ignore[misc]
    """What a server answers; the library's own class cannot read a refusal, which has no token."""

    _fields: ClassVar = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]


def stamp_latest(office_key: str) -> StampRecord | None:
    """
    Have the newest signed checkpoint of an office stamped; the stamp that it has, and None where no server is set.

    A clock of ours that is more than two minutes away from the server's is told to the log `loket.alarm`.

    Raises StampSettingWrong, StampFailed (nothing is kept; ask again later), NothingSealedYet and offices' NoSuchOffice.
    """
    if not settings.STAMP_ADDRESS:
        return None
    row = _latest(office_key)
    kept = models.SealStamp.objects.filter(note=row).first()
    if kept is None:
        server, roots = server_at(settings.STAMP_ADDRESS), _roots(settings.STAMP_TRUST)
        token = _asked(server, row.text.encode())
        at, now = _proved(token, row.text.encode(), roots), timezone.now()
        if abs(at - now) > CLOCK_TOLERANCE:
            _alarms.error(
                "%s: jam server menunjuk %s, server cap waktu %s", office_key, now.isoformat(), at.isoformat()
            )
        made = models.SealStamp(note=row, token=token, at=at, kept_at=now)
        with suppress(IntegrityError):  # Another process asked as well; the first stamp stays.
            run(lambda: made.save(force_insert=True))
        kept = models.SealStamp.objects.get(note=row)
    return _record(office_key, row, kept)


def stamp_of(office_key: str) -> StampRecord | None:
    """The newest stamp of an office with the text that it is over. Raises offices' NoSuchOffice."""
    stamps = models.SealStamp.objects.filter(note__office=offices.office(office_key).id).select_related("note")
    kept = stamps.order_by("-note__number").first()
    return _record(office_key, kept.note, kept) if kept else None


def bad_stamps(office: int) -> list[str]:
    """
    A sentence for each stamp of an office that does not hold any more.

    Where the certificates to be trusted are not set or unreadable, each stamp is one that cannot be judged.
    """
    rows = models.SealStamp.objects.filter(note__office=office).select_related("note").order_by("note__number")
    found = []
    for row in rows:
        try:
            at = _proved(bytes(row.token), row.note.text.encode(), _roots(settings.STAMP_TRUST))
            why = "" if at == row.at else "waktunya bukan yang tercatat."
        except (StampFailed, StampSettingWrong) as wrong:
            why = wrong.explanation
        if why:
            found.append(f"cap waktu segel no. {row.note.number}: {why}")
    return found


def _latest(office_key: str) -> models.HistoryNote:
    row = models.HistoryNote.objects.filter(office=offices.office(office_key).id).order_by("-number").first()
    if row is None:
        raise NothingSealedYet(office=office_key)
    return row


def _record(office_key: str, row: models.HistoryNote, kept: models.SealStamp) -> StampRecord:
    return StampRecord(office_key, row.number, row.text, bytes(kept.token), kept.at)


def server_at(address: str) -> Server:
    """The server of an address. Plain http will do: a stamp proves itself, and says nothing but a hash. Raises StampSettingWrong."""
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        parts, port = urlsplit(""), 0
    is_line = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme not in ("http", "https") or not parts.hostname or not is_line or parts.username or parts.fragment:
        raise StampSettingWrong(setting="LOKET_STAMP_ADDRESS")
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    tls = ssl.create_default_context() if parts.scheme == "https" else None
    return Server(host=parts.hostname, port=port, path=path, tls=tls)


def _roots(trust: str) -> list[x509.Certificate]:
    try:
        data = Path(trust).read_bytes() if trust else b""
        roots = (
            [x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(data, multiple=True)] if data else []
        )
    except (OSError, ValueError):
        roots = []
    if not roots:
        raise StampSettingWrong(setting="LOKET_STAMP_TRUST")
    return roots


def _asked(server: Server, text: bytes) -> bytes:
    """The token that the server answers for this text, not proved yet. Raises StampFailed."""
    nonce = randbits(63)
    imprint = {"hash_algorithm": {"algorithm": _SHA256}, "hashed_message": hashlib.sha256(text).digest()}
    question = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": nonce, "cert_req": True})
    try:
        reply = exchange(server, "POST", "", question.dump(), MEDIA)
    except (NotSent, NoReply):
        raise StampFailed(why="server cap waktu tidak menjawab.") from None
    if reply.status != HTTPStatus.OK or reply.content_type != MEDIA.wanted:
        raise StampFailed(why=f"server cap waktu menjawab dengan kode {reply.status}.")
    try:
        answer = _Answer.load(reply.body, strict=True)
        status = answer["status"]["status"].native
        if status not in _GRANTED:
            raise StampFailed(why=f"server cap waktu menolak ({status}).")
        token = answer["time_stamp_token"]
        if _info(token)["nonce"].native != nonce:
            raise StampFailed(why="jawaban itu bukan untuk permintaan ini.")
        return bytes(token.dump())
    except (ValueError, TypeError, KeyError, AttributeError):
        raise StampFailed(why="jawaban server cap waktu tidak dapat dibaca.") from None


def _info(token: cms.ContentInfo) -> Any:
    return token["content"]["encap_content_info"]["content"].parsed


def _proved(token: bytes, text: bytes, roots: list[x509.Certificate]) -> datetime.datetime:
    """
    The time that a token proves for a text.

    It was good when it was made, and stays so when the certificate of the server has ended since. Raises StampFailed.
    """
    try:
        made = cms.ContentInfo.load(token, strict=True)
        at: datetime.datetime = _info(made)["gen_time"].native
        context = ValidationContext(trust_roots=roots, moment=at, allow_fetching=False)
        judged = validate_tst_signed_data(
            made["content"], context, lambda algorithm: hashlib.new(algorithm, text).digest()
        )
        status = TimestampSignatureStatus(**asyncio.run(judged))
    except Exception as error:  # noqa: BLE001 (whatever a stranger's bytes do to the library, they are no stamp)
        raise StampFailed(why=f"cap waktu itu tidak dapat dibaca ({type(error).__name__}).") from None
    if not (status.intact and status.valid):
        raise StampFailed(why="cap waktu itu bukan atas segel ini, atau telah diubah.")
    if not status.trusted:
        raise StampFailed(why="cap waktu itu bukan dari otoritas yang dipercaya kantor ini.")
    return at
