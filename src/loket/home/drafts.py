"""A draft: begun, opened by its code, typed into, given up, and swept away when nobody went on with it."""

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from loket.core.terms import HomeCode
from loket.home import models
from loket.home.records import KEPT, REACHED, DraftRecord, HeldPaper
from loket.home.refusals import AlreadySent, NoSuchDraft
from loket.offices import queries as offices
from loket.storage.files import remove
from loket.storage.writing import run
from loket.vault.refusals import KeyDestroyed, SealBroken
from loket.vault.services import blind, destroy, of_draft, seal, unseal

_LONGEST: Final = 1000
_MOST_FIELDS: Final = 80
_TYPED: Final = "isian"
_SWEPT_AT_ONCE: Final = 20
_PARTS_KEPT: Final = timedelta(days=1)
_SWEPT_PARTS: Final = 200


def begin(office_key: str, service: str, typed: Mapping[str, str]) -> tuple[DraftRecord, HomeCode]:
    """A new draft with what was typed so far, and the code that opens it, which is told this once and kept nowhere."""
    sweep()
    code, now = HomeCode.new(), timezone.now()
    draft = models.Draft(
        digest=digest_of(code),
        office_id=offices.office(office_key).id,
        service=service,
        begun_at=now,
        changed_at=now,
    )
    draft.content = _sealed(draft, typed)
    run(lambda: draft.save(force_insert=True))
    return record(draft), code


def opened(code: HomeCode) -> DraftRecord:
    """The draft that a code opens. Raises NoSuchDraft. Whoever calls it limits how often one may try."""
    return record(row_of(code))


def save(code: HomeCode, typed: Mapping[str, str]) -> DraftRecord:
    """Keep what was typed, beside what was typed before. Raises NoSuchDraft, and AlreadySent while it is being sent."""

    def write() -> models.Draft:
        draft = held(code)
        if draft.is_sending:
            raise AlreadySent
        draft.content = _sealed(draft, {**_typed(draft), **typed})
        draft.changed_at = timezone.now()
        draft.save(update_fields=["content", "changed_at"])
        return draft

    return record(run(write))


def give_up(code: HomeCode) -> None:
    """Take a draft away with all that was typed and uploaded; of one that was sent, only the way to the case. Raises NoSuchDraft."""
    forget(row_of(code))


def sweep() -> None:
    """Give up what nobody went on with in time, some at once, and parts of files that nobody has completed for a day."""
    now = timezone.now()
    stale = models.UploadPart.objects.filter(at__lt=now - _PARTS_KEPT).order_by("at").values_list("pk", flat=True)
    if parts := list(stale[:_SWEPT_PARTS]):
        run(lambda: models.UploadPart.objects.filter(pk__in=parts).delete())
    old = models.Draft.objects.filter(is_sending=False, changed_at__lt=now - KEPT)
    unsent = list(old.filter(resi="").order_by("changed_at")[:_SWEPT_AT_ONCE])
    sent = list(old.filter(changed_at__lt=now - REACHED).exclude(resi="").order_by("changed_at")[:_SWEPT_AT_ONCE])
    for draft in (*unsent, *sent):
        forget(draft)


def forget(draft: models.Draft) -> None:
    """
    Files, key and rows of a draft; done twice it does nothing more.

    Nothing happens to one that somebody has gone on with since the row was read: first the draft is closed to everyone.
    """
    as_read = models.Draft.objects.filter(pk=draft.pk, is_sending=False, changed_at=draft.changed_at)
    if not run(lambda: as_read.update(digest=secrets.token_hex(32))):
        return
    empty(draft)
    run(lambda: models.Draft.objects.filter(pk=draft.pk).delete())


def empty(draft: models.Draft) -> None:
    """Take away what was uploaded in this round, and give up the key of all that was typed in it."""
    papers = list(models.DraftPaper.objects.filter(draft=draft))
    for paper in papers:
        remove(paper.file)

    def write() -> None:
        models.DraftPaper.objects.filter(pk__in=[paper.pk for paper in papers]).delete()
        models.UploadPart.objects.filter(draft=draft).delete()

    run(write)
    destroy(owner_of(draft), why="permohonan dari rumah selesai")


def row_of(code: HomeCode) -> models.Draft:
    """The row that a code opens. Raises NoSuchDraft."""
    draft = models.Draft.objects.filter(digest=digest_of(code)).first()
    if draft is None:
        raise NoSuchDraft
    return draft


def held(code: HomeCode) -> models.Draft:
    """The same, held until the work of `run` ends. Raises NoSuchDraft."""
    rows = models.Draft.objects.filter(digest=digest_of(code))
    draft = (rows.select_for_update() if connection.vendor == "postgresql" else rows).first()
    if draft is None:
        raise NoSuchDraft
    return draft


def owner_of(draft: models.Draft) -> str:
    """By whose key this round of the draft is sealed."""
    return of_draft(f"{draft.pk}:{draft.round}")


def record(draft: models.Draft) -> DraftRecord:
    """The draft with what was typed and uploaded in this round."""
    papers = models.DraftPaper.objects.filter(draft=draft).order_by("pk")
    return DraftRecord(
        draft.pk,
        offices.office_by_id(draft.office_id).key,
        draft.service,
        _typed(draft),
        tuple(HeldPaper(one.pk, one.requirement, one.kind, one.size, one.pages) for one in papers),
        draft.resi,
        draft.round,
        draft.is_sending,
        draft.changed_at + (REACHED if draft.resi else KEPT),
    )


def key_of(draft: models.Draft) -> UUID:
    """Under which key this round is sent, so that it is sent once."""
    return UUID(int=draft.pk.int ^ draft.round)


def _typed(draft: models.Draft) -> dict[str, str]:
    if draft.content is None:
        return {}
    try:
        typed: dict[str, str] = json.loads(unseal(owner_of(draft), _TYPED, bytes(draft.content)))
    except (KeyDestroyed, SealBroken):
        # Sealed for a round that has been sent meanwhile.
        return {}
    return typed


def _sealed(draft: models.Draft, typed: Mapping[str, str]) -> bytes:
    short = {name[:60]: value[:_LONGEST] for name, value in list(typed.items())[:_MOST_FIELDS]}
    return seal(owner_of(draft), _TYPED, json.dumps(short).encode())


def digest_of(code: HomeCode) -> str:
    """By what a code is found."""
    return blind("permohonan-rumah", code.code)
