"""
The port to whoever makes signatures, and the provider for keys that sign in this process, here or in a token.

A provider hears of a request by its own number, answers it once, and can be asked about it for ever. It refuses to
know what a paper is for.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeAlias
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from loket.core.problems import Refusal
from loket.signing import models
from loket.signing.pades import PreparedPaper, SigningKey, container
from loket.storage.writing import run


class Holder(StrEnum):
    """Where the key of a certificate is, and so which provider signs with it."""

    LOCAL = "local"
    PKCS11 = "pkcs11"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class Signed:
    """The container of the signature."""

    container: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing was signed for this request, and nothing ever will be."""

    reason: str


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nobody knows whether something was signed."""

    reason: str


Answer: TypeAlias = Signed | Failed | NoAnswer


class Provider(Protocol):
    """Whoever makes signatures."""

    def sign(self, request_id: UUID, paper: PreparedPaper) -> Answer:
        """Sign a paper. The same request is signed at most once."""

    def ask(self, request_id: UUID) -> Answer:
        """What became of a request, without sending it. Failed only when it can no longer be signed."""


class LocalProvider:
    """
    Signs in this process with an opened key, its own or that of a token; without one it can only be asked.

    Whoever asks about a request that was not answered ends it: should it come later, it is refused. So the question has an
    answer that stays true.
    """

    def __init__(self, key: SigningKey | None = None) -> None:
        self._key = key

    def sign(self, request_id: UUID, paper: PreparedPaper) -> Answer:
        """Sign, unless the request was answered before: then that was the answer. A token that refuses ends the request."""
        if self._key is None:
            return Failed("Kunci penanda tangan tidak terbuka.")
        try:
            made, reason = container(paper.digest, self._key), ""
        except Refusal as refusal:
            made, reason = b"", refusal.explanation
        return _answered(request_id, made, reason)

    def ask(self, request_id: UUID) -> Answer:
        """What was answered, or from now on that nothing will be signed."""
        return _answered(
            request_id, b"", "Permintaan tidak sampai ke penanda tangan, jadi belum ada yang ditandatangani."
        )


def _answered(request_id: UUID, made: bytes, reason: str) -> Answer:
    answer = models.LocalAnswer(request_id=request_id, container=made, reason=reason, at=timezone.now())
    try:
        run(lambda: answer.save(force_insert=True))
    except IntegrityError:
        answer = models.LocalAnswer.objects.get(pk=request_id)
    return Signed(bytes(answer.container)) if answer.container else Failed(answer.reason)
