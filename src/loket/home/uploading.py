"""
Uploads: a picture or PDF for a requirement, whole or in parts that come whenever the line allows.

A part that came stays; whoever begins again after a dropped line is told from where to go on.
"""

import secrets
from typing import Final
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from loket.core.terms import HomeCode
from loket.documents.refusals import ScanBroken, ScanTooLarge
from loket.documents.scan_limits import MAX_BYTES, ScanKind
from loket.documents.services import CleanScan, accept_scan_now
from loket.home import models
from loket.home.drafts import held, owner_of, record, row_of
from loket.home.records import MOST_PAPERS, DraftRecord
from loket.home.refusals import AlreadySent, PaperLost, PartOutOfPlace, TooManyPapers
from loket.offices import queries as offices
from loket.storage.files import keep, kept, remove
from loket.storage.writing import run
from loket.vault.refusals import SealBroken
from loket.vault.services import seal, unseal

LARGEST_PART: Final = 256 * 1024
_MOST_UPLOADS: Final = 3


def add_file(code: HomeCode, requirement: str, name: str, content: bytes, *, upload: UUID | None = None) -> DraftRecord:
    """
    Check a file and keep it with the draft; the same one for the same requirement is kept once. `upload`: it came in parts.

    Raises NoSuchDraft, AlreadySent, TooManyPapers, and what `accept_scan` raises; where the scanner for viruses is away,
    ScanNotChecked, for what comes from a stranger waits in no queue of the office.
    """
    draft = row_of(code)
    _require_room(draft)
    scan = accept_scan_now(name, content)
    _kept(draft, requirement, scan, upload)
    return record(row_of(code))


def add_part(code: HomeCode, upload: UUID, offset: int, part: bytes) -> int:
    """
    Keep a part of a file that begins at `offset`, and return from where to go on; a part that came before is not kept twice.

    Raises NoSuchDraft, AlreadySent, ScanTooLarge, and PartOutOfPlace for one that leaves a gap.
    """

    def write() -> int:
        draft = held(code)
        _require_open(draft)
        there = _received(draft, upload)
        if offset + len(part) <= there:
            return there
        if offset != there or not 0 < len(part) <= LARGEST_PART:
            raise PartOutOfPlace(offset=there)
        if there + len(part) > MAX_BYTES:
            raise ScanTooLarge(name="", why=f"lebih dari {MAX_BYTES // 1024 // 1024} MB")
        _forget_others(draft, upload)
        models.UploadPart.objects.create(
            draft=draft,
            upload=upload,
            offset=offset,
            size=len(part),
            content=seal(owner_of(draft), _as_part(upload, offset), part),
            at=timezone.now(),
        )
        return there + len(part)

    return run(write)


def received(code: HomeCode, upload: UUID) -> int:
    """How many bytes of a file have come: from there to go on. Raises NoSuchDraft."""
    return _received(row_of(code), upload)


def finish(code: HomeCode, upload: UUID, requirement: str, name: str, size: int) -> DraftRecord:
    """
    Check a file all of whose parts have come, and keep it; done twice it is kept once.

    Raises PartOutOfPlace while parts are missing, and as `add_file`. One that was refused is to come again from its beginning.
    """
    draft = row_of(code)
    parts = list(models.UploadPart.objects.filter(draft=draft, upload=upload).order_by("offset"))
    if not parts and models.DraftPaper.objects.filter(draft=draft, upload=upload).exists():
        # Finished before, and the answer was lost: what is uploaded stands in the record.
        return record(draft)
    if not parts:
        raise PartOutOfPlace(offset=0)
    if sum(part.size for part in parts) != size:
        raise PartOutOfPlace(offset=sum(part.size for part in parts))
    owner = owner_of(draft)
    try:
        content = b"".join(unseal(owner, _as_part(upload, part.offset), bytes(part.content)) for part in parts)
    except SealBroken as broken:
        raise ScanBroken(name=name[-60:]) from broken
    try:
        return add_file(code, requirement, name, content, upload=upload)
    finally:
        # A file that is refused is sent from its beginning again, another one.
        run(lambda: models.UploadPart.objects.filter(draft=draft, upload=upload).delete())


def drop_file(code: HomeCode, paper: int) -> DraftRecord:
    """Take a file away that was uploaded; one that is not there is away already. Raises NoSuchDraft, AlreadySent."""
    draft = row_of(code)
    _require_open(draft)
    found = models.DraftPaper.objects.filter(draft=draft, pk=paper).first()
    if found is not None:
        run(found.delete)
        remove(found.file)
    return record(draft)


def content_of(paper: models.DraftPaper, draft: models.Draft) -> CleanScan:
    """A kept file as it was checked. Raises PaperLost."""
    sealed = kept(paper.file)
    try:
        content = unseal(owner_of(draft), _as_paper(paper.sha256), sealed) if sealed is not None else None
    except SealBroken:
        content = None
    if content is None:
        raise PaperLost
    return CleanScan(ScanKind(paper.kind), content, paper.sha256, paper.pages)


def _kept(draft: models.Draft, requirement: str, scan: CleanScan, upload: UUID | None) -> None:
    office = offices.office_by_id(draft.office_id).key
    name = f"{office}/rumah/{draft.pk}/{scan.sha256[:16]}-{secrets.token_hex(4)}.{scan.kind}.lkt"
    paper = models.DraftPaper(
        draft=draft,
        requirement=requirement[:40],
        file=name,
        sha256=scan.sha256,
        kind=scan.kind,
        size=len(scan.content),
        pages=scan.pages,
        at=timezone.now(),
        upload=upload,
    )
    keep(name, seal(owner_of(draft), _as_paper(scan.sha256), scan.content))

    def write() -> None:
        # Not into a round that was sent while the file was checked.
        still = models.Draft.objects.filter(pk=draft.pk, round=draft.round, is_sending=False)
        if not still.update(changed_at=timezone.now()):
            raise AlreadySent
        paper.save(force_insert=True)

    try:
        run(write)
    except IntegrityError:
        # The same file was there.
        remove(name)
    except AlreadySent:
        remove(name)
        raise


def _require_open(draft: models.Draft) -> None:
    if draft.is_sending:
        raise AlreadySent


def _require_room(draft: models.Draft) -> None:
    _require_open(draft)
    if models.DraftPaper.objects.filter(draft=draft).count() >= MOST_PAPERS:
        raise TooManyPapers(most=MOST_PAPERS)


def _received(draft: models.Draft, upload: UUID) -> int:
    sizes = models.UploadPart.objects.filter(draft=draft, upload=upload).values_list("size", flat=True)
    return sum(sizes)


def _forget_others(draft: models.Draft, upload: UUID) -> None:
    """Of the files that have begun to come, the newest few stay: a telephone sends one after the other."""
    rows = models.UploadPart.objects.filter(draft=draft, offset=0).exclude(upload=upload).order_by("-at")
    old = list(rows.values_list("upload", flat=True)[_MOST_UPLOADS - 1 :])
    if old:
        models.UploadPart.objects.filter(draft=draft, upload__in=old).delete()


def _as_part(upload: UUID, offset: int) -> str:
    return f"bagian:{upload}:{offset}"


def _as_paper(sha256: str) -> str:
    return f"unggahan:{sha256}"
