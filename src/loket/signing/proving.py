"""The proof of what was signed: every checkpoint against the list as it is stored, every paper against its bytes."""

from collections.abc import Iterator
from dataclasses import dataclass

from loket.casework import queries as casework
from loket.core.problems import BadTerm, Refusal
from loket.core.proof.note import NoteKey, proves, read_line, read_note
from loket.core.proof.states import SignatureState
from loket.core.proof.tree import EMPTY, Growing
from loket.offices import queries as offices
from loket.signing import models
from loket.signing.history import known_key, leaves_by_seal, seal_line
from loket.signing.keeping import read_pdf
from loket.signing.refusals import KeyFileBroken
from loket.signing.stamping import bad_stamps


@dataclass(frozen=True, slots=True)
class HistoryReport:
    """What was checked of that which is signed, and a sentence for each thing that is not as it was."""

    seals: int
    papers: int
    bad: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The report as a machine reads it."""
        return {"seals": self.seals, "papers": self.papers, "bad": list(self.bad)}


def prove_history(office_key: str | None = None) -> HistoryReport:
    """
    Check every signed checkpoint and every signed paper of one office, or of all. It changes nothing.

    Raises offices' NoSuchOffice.
    """
    keys = [office_key] if office_key else [record.key for record in offices.offices()]
    seals = papers = 0
    bad: list[str] = []
    for key in keys:
        office = offices.office(key).id
        notes = list(models.HistoryNote.objects.filter(office=office).order_by("number"))
        if notes:
            bad.extend(_bad_notes(key, notes))
            bad.extend(f"{key}, {why}" for why in bad_stamps(office))
        signed = models.SigningState.objects.filter(paper__office=office, state=SignatureState.SIGNED)
        papers += signed.count()
        seals += len(notes)
        bad.extend(_bad_papers(office))
    return HistoryReport(seals, papers, tuple(bad))


def _bad_notes(office_key: str, notes: list[models.HistoryNote]) -> Iterator[str]:
    growing, roots = Growing(), {0: (0, EMPTY)}
    try:
        own = known_key(office_key)
    except KeyFileBroken as broken:
        own = None
        yield f"{office_key}: {broken.explanation}"
    for number, leaves in leaves_by_seal(office_key):
        for leaf in leaves:
            growing.add(leaf)
        roots[number] = (growing.size, growing.root)
    lines = {seal.number: seal_line(seal) for seal in casework.seals_of(office_key)}
    yield from (f"{office_key}, jawaban saksi {line.public_key} bukan atas segel itu" for line in _bad_lines(notes))
    for row, before in zip(notes, [0, *(row.number for row in notes)], strict=False):
        why = _judged(row, own, roots.get(row.number), lines.get(row.number, ""))
        if row.follows != before:
            yield f"{office_key}, segel bertanda tangan no. {row.follows} hilang"
        if why:
            yield f"{office_key}, segel bertanda tangan no. {row.number}: {why}"


def _judged(row: models.HistoryNote, own: NoteKey | None, found: tuple[int, bytes] | None, line: str) -> str:
    try:
        note = read_note(row.text)
    except BadTerm as wrong:
        return wrong.problem.sentence
    head = note.head
    if own is None:
        return "kunci riwayat kantor ini tidak ada lagi di tempatnya"
    if not note.is_signed_by(own) or (head.origin, row.public_key) != (own.name, str(own)):
        return "tanda tangannya bukan dari kunci riwayat kantor ini"
    if (row.size, bytes(row.root)) != (head.size, head.root) or head.extension != (line,):
        return "barisnya bukan yang ditandatangani"
    if found != (head.size, head.root):
        return "riwayat yang disegel telah diubah"
    return ""


def _bad_lines(notes: list[models.HistoryNote]) -> Iterator[models.Cosignature]:
    for row in models.Cosignature.objects.filter(note__office=notes[0].office_id).select_related("note").order_by("pk"):
        try:
            if proves(read_line(row.line), read_note(row.note.text).head, NoteKey.read(row.public_key)):
                continue
        except BadTerm:
            pass
        yield row


def _bad_papers(office: int) -> Iterator[str]:
    rows = models.SigningState.objects.filter(paper__office=office, state=SignatureState.SIGNED)
    leaves = {leaf.signed_id: leaf for leaf in models.PaperLeaf.objects.filter(note__office=office)}
    told = casework.papers_named([*rows.order_by("pk").values_list("paper__resi", flat=True)])
    named = {(one.code, one.sha256) for papers in told.values() for one in papers}
    for row in rows.select_related("paper").order_by("pk").iterator():
        leaf = leaves.pop(row.pk, None)
        if leaf is not None and (leaf.resi, leaf.code, leaf.sha256) != (row.paper.resi, row.paper.code, row.sha256):
            yield f"surat {row.paper.code}: bukan yang tercatat dalam riwayat yang disegel"
        if (row.paper.code, row.sha256) not in named:
            yield f"surat {row.paper.code}: tidak disebut dalam riwayat permohonannya"
        try:
            read_pdf(row.paper, row.sha256)
        except Refusal as refusal:
            yield f"surat {row.paper.code}: {refusal.explanation}"
    for leaf in leaves.values():
        yield f"surat {leaf.code}: disegel, tetapi tanda tangannya tidak tercatat lagi"
