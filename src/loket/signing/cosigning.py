"""
What witnesses answered: kept beside the checkpoint that they saw, and shown with it.

It refuses to keep a line that the witness's key does not prove.
"""

from contextlib import suppress

from django.db import IntegrityError
from django.utils import timezone

from loket.core.proof.note import NoteKey, SignedNote, Signs, proves, read_line, read_note
from loket.offices import queries as offices
from loket.signing import models
from loket.signing.records import SignedSeal
from loket.signing.refusals import CosignatureUnusable
from loket.storage.writing import run


def keep_cosignature(office_key: str, key: str, line: str) -> int:
    """
    Keep the line that a witness answered, proved by its `key`; the number of the checkpoint that it saw.

    The same answer again changes nothing. Raises CosignatureUnusable, BadTerm for a key or line of another spelling, and
    offices' NoSuchOffice. Basis: C2SP tlog-cosignature.
    """
    known, said = NoteKey.read(key), read_line(line)
    notes = models.HistoryNote.objects.filter(office=offices.office(office_key).id).order_by("-number")
    seen = known.signs is Signs.SEEN
    row = next((row for row in notes.iterator() if seen and proves(said, read_note(row.text).head, known)), None)
    if row is None:
        raise CosignatureUnusable(name=said.name, office=office_key)
    made = models.Cosignature(note=row, public_key=str(known), line=str(said), at=timezone.now())
    with suppress(IntegrityError):
        run(lambda: made.save(force_insert=True))
    return row.number


def cosigned(seal: SignedSeal) -> SignedNote:
    """A signed checkpoint with the lines of the witnesses who saw it."""
    rows = models.Cosignature.objects.filter(
        note__number=seal.number, note__office=offices.office(seal.office_key).id
    ).order_by("pk")
    return SignedNote(seal.note.head, (*seal.note.lines, *(read_line(row.line) for row in rows)))
