"""
The history of an office as one list that only grows, signed each time that casework has sealed a day.

Leaves in order: the heads of cases that a checkpoint sealed, the checkpoint itself, then the papers signed before it. It
refuses to sign a list that no longer begins with what it signed before. Basis: RFC 6962; C2SP tlog-checkpoint.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from loket.casework import queries as casework
from loket.casework.queries import CheckpointRecord
from loket.core.problems import BadTerm
from loket.core.proof.note import NoteKey, SignedNote, TreeHead, read_note, signature_line
from loket.core.proof.states import SignatureState
from loket.core.proof.tree import consistency_path, leaf_hash, root_of
from loket.core.proof.witness import Request
from loket.offices import queries as offices
from loket.signing import models
from loket.signing.passphrase import Passphrase
from loket.signing.records import SignedSeal
from loket.signing.refusals import HistoryKeyLost, HistoryRewritten, NothingSealedYet, SizeNeverSealed
from loket.signing.seal import Seal, SealUse, open_seal, public_key
from loket.storage.writing import run

TRIES: Final = 3


def origin_of(office_key: str) -> str:
    """The name under which the history of an office is known outside, which is also the name of its key."""
    return f"loket/{office_key}"


def history_key(office_key: str) -> NoteKey:
    """
    The public key of an office's history, to be given to witnesses and to whoever checks; made on the first run.

    Raises offices' NoSuchOffice, KeyFileBroken, and HistoryKeyLost where another key signed; when it is made,
    RootPassphraseWrong and PassphraseTooShort too.
    """
    latest = _latest(offices.office(office_key).id)
    if latest is not None:
        return _require_same_key(office_key, latest)
    return known_key(office_key) or NoteKey(origin_of(office_key), _seal(office_key).public_key)


def known_key(office_key: str) -> NoteKey | None:
    """The same without opening or making a key; None before the first run. Raises KeyFileBroken."""
    key = public_key(settings.SIGNING_ROOT, office_key, SealUse.HISTORY)
    return NoteKey(origin_of(office_key), key) if key else None


def _require_same_key(office_key: str, latest: models.HistoryNote) -> NoteKey:
    # A fresh key in the place of a lost one would be a new history to every witness, and hide that the old one is gone.
    known = known_key(office_key)
    if known is None or str(known) != latest.public_key:
        raise HistoryKeyLost(office=office_key, folder=settings.SIGNING_ROOT)
    return known


def _seal(office_key: str) -> Seal:
    return open_seal(settings.SIGNING_ROOT, office_key, Passphrase(settings.SIGNING_PASSPHRASE), SealUse.HISTORY)


def sign_latest(office_key: str) -> SignedSeal:
    """
    Sign the newest checkpoint of an office, over the whole list up to it; one that is signed already is answered as it is.

    Of several processes that start together one signs, and all answer the same. Raises HistoryRewritten when the list no
    longer begins as it was signed, HistoryKeyLost when its key is another or gone, NothingSealedYet, offices' NoSuchOffice,
    RootPassphraseWrong, PassphraseTooShort and KeyFileBroken.
    Basis: UU 24/2013 ps. 94 (what was recorded must stand as evidence); PP 71/2019 ps. 22 (traces of processing).
    """
    office = offices.office(office_key).id
    for left in reversed(range(TRIES)):
        latest, seals = _latest(office), casework.seals_of(office_key)
        if not seals:
            raise NothingSealedYet(office=office_key)
        if latest is not None and latest.number >= seals[-1].number:
            return _record(office_key, latest)
        row, papers = _next(office_key, seals[-1], latest)
        try:
            run(lambda: _write(row, papers))  # noqa: B023 (done when this returns)
        except IntegrityError:
            # Another process signed after the same note: what it signed is read anew.
            if not left:
                raise
    return latest_seal(office_key)


def _next(
    office_key: str, seal: CheckpointRecord, latest: models.HistoryNote | None
) -> tuple[models.HistoryNote, list[models.PaperLeaf]]:
    office = offices.office(office_key).id
    if latest is not None:
        _require_same_key(office_key, latest)
        leaves_of(_record(office_key, latest))
    papers = _papers_before(office, seal)
    leaves = [*leaves_upto(office_key, seal.number), *map(paper_leaf, papers)]
    key = _seal(office_key)
    head = TreeHead(origin_of(office_key), len(leaves), root_of(leaves), (seal_line(seal),))
    row = models.HistoryNote(
        office_id=office,
        number=seal.number,
        follows=latest.number if latest else 0,
        size=head.size,
        root=head.root,
        text=SignedNote(head, (signature_line(head, head.origin, key.private_key),)).text,
        public_key=str(NoteKey(head.origin, key.public_key)),
        at=timezone.now(),
    )
    return row, papers


def _write(row: models.HistoryNote, papers: Sequence[models.PaperLeaf]) -> None:
    row.save(force_insert=True)
    for paper in papers:
        paper.note = row
    models.PaperLeaf.objects.bulk_create(papers)


def seal_line(seal: CheckpointRecord) -> str:
    """What a note says of its checkpoint besides size and root."""
    return f"segel {seal.number} {seal.date.isoformat()} {seal.made_at.astimezone(datetime.UTC).isoformat()}"


def _papers_before(office: int, seal: CheckpointRecord) -> list[models.PaperLeaf]:
    """The signed papers that are no leaf yet and that the checkpoint holds: the event that names each is under its heads."""
    rows = models.SigningState.objects.select_related("paper").filter(paper__office=office, state=SignatureState.SIGNED)
    held_already = models.PaperLeaf.objects.filter(signed=OuterRef("pk"))
    signed = list(rows.filter(~Exists(held_already)).order_by("pk"))
    resis = [row.paper.resi for row in signed]
    heads, named = casework.newest_sealed(resis, seal.number), casework.papers_named(resis)
    since = {(one.code, one.sha256): one.seq for papers in named.values() for one in papers}
    held = [
        (row, head)
        for row in signed
        if (head := heads.get(row.paper.resi)) and 0 < since.get((row.paper.code, row.sha256), 0) <= head.version
    ]
    return [
        models.PaperLeaf(
            seq=seq,
            signed=row,
            resi=head.resi,
            version=head.version,
            head_hash=head.head_hash.hex(),
            code=row.paper.code,
            sha256=row.sha256,
        )
        for seq, (row, head) in enumerate(held, start=1)
    ]


def paper_entry(paper: models.PaperLeaf) -> dict[str, object]:
    """What the leaf of a paper says."""
    return {
        "code": paper.code,
        "head": paper.head_hash,
        "resi": paper.resi,
        "sha256": paper.sha256,
        "version": paper.version,
    }


def paper_leaf(paper: models.PaperLeaf) -> bytes:
    """A paper's hash as a leaf; its first word keeps it from passing for the head of a case."""
    text = "\n".join(str(value) for value in paper_entry(paper).values())
    return leaf_hash(f"surat\n{text}".encode())


def seal_leaf(seal: CheckpointRecord) -> bytes:
    """A checkpoint's hash as a leaf: each one makes the list longer, also on a day without work."""
    return leaf_hash(f"segel\n{seal.number}\n{seal.root.hex()}".encode())


def leaves_upto(office_key: str, number: int) -> Iterator[bytes]:
    """The leaves of an office's list up to checkpoint `number` with the papers behind it."""
    return (leaf for at, leaves in leaves_by_seal(office_key) if at <= number for leaf in leaves)


def leaves_by_seal(office_key: str) -> Iterator[tuple[int, list[bytes]]]:
    """The number of each checkpoint with the leaves that it added, oldest first, in three statements."""
    heads, papers = defaultdict(list), defaultdict(list)
    for head in casework.sealed_heads(office_key):
        heads[head.number].append(head.leaf)
    rows = models.PaperLeaf.objects.filter(note__office=offices.office(office_key).id).select_related("note")
    for paper in rows.order_by("note", "seq").iterator():
        papers[paper.note.number].append(paper_leaf(paper))
    for seal in casework.seals_of(office_key):
        yield seal.number, [*heads[seal.number], seal_leaf(seal), *papers[seal.number]]


def latest_seal(office_key: str) -> SignedSeal:
    """The newest signed checkpoint. Raises NothingSealedYet, HistoryRewritten and offices' NoSuchOffice."""
    row = _latest(offices.office(office_key).id)
    if row is None:
        raise NothingSealedYet(office=office_key)
    return _record(office_key, row)


def _record(office_key: str, row: models.HistoryNote) -> SignedSeal:
    try:
        return SignedSeal(office_key, row.number, read_note(row.text))
    except BadTerm:
        raise HistoryRewritten(office=office_key, number=row.number) from None


def _latest(office: int) -> models.HistoryNote | None:
    return models.HistoryNote.objects.filter(office=office).order_by("-number").first()


def leaves_of(seal: SignedSeal) -> list[bytes]:
    """All leaves under a signed checkpoint. Raises HistoryRewritten when they are not those that were signed."""
    leaves = [*leaves_upto(seal.office_key, seal.number)]
    if (len(leaves), root_of(leaves)) != (seal.note.head.size, seal.note.head.root):
        raise HistoryRewritten(office=seal.office_key, number=seal.number)
    return leaves


def extension(office_key: str, old_size: int) -> Request:
    """
    The newest signed checkpoint with the proof that it continues the list as it was at `old_size`, for a witness.

    Raises NothingSealedYet, SizeNeverSealed, HistoryRewritten and offices' NoSuchOffice.
    """
    seal = latest_seal(office_key)
    if old_size > seal.note.head.size:
        raise SizeNeverSealed(size=seal.note.head.size, old=old_size)
    return Request(old_size, consistency_path(leaves_of(seal), old_size), seal.note)
