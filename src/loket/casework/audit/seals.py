"""
The proof of what is frozen beside the cases: the checkpoints, and the procedures that cases run by.

Each checkpoint covers the one before and its own leaves, and no sealed case is gone.
"""

import json
from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from loket.casework import models
from loket.casework.audit.one_case import BadRow
from loket.casework.store import chain
from loket.core.procedure.model import Procedure
from loket.core.procedure.reader import fingerprint
from loket.offices import queries as offices


def bad_checkpoints(office_id: int | None) -> Iterator[BadRow | None]:
    """Each checkpoint in turn: None when it holds."""
    rows = models.Checkpoint.objects.order_by("office", "number")
    if office_id is not None:
        rows = rows.filter(office=office_id)
    latest: models.Checkpoint | None = None
    for row in rows.iterator():
        before = latest if latest is not None and latest.office_id == row.office_id else None
        yield _judge(row, before)
        latest = row


def _judge(row: models.Checkpoint, before: models.Checkpoint | None) -> BadRow | None:
    key = offices.office_by_id(row.office_id).key
    expected = before.number + 1 if before else 1
    prev_root = bytes(before.root) if before else chain.EMPTY_ROOT
    name = f"{key}/segel"
    if row.number != expected:
        return BadRow(name, expected, _("segel ini hilang"), "checkpoint")
    if bytes(row.prev_root) != prev_root:
        return BadRow(name, row.number, _("tidak menyambung pada segel sebelumnya"), "checkpoint")
    leaves = leaf_hashes(row.pk)
    root = chain.checkpoint_root(prev_root, row.number, key, row.date, row.made_at, leaves)
    if row.count != len(leaves) or bytes(row.root) != root:
        return BadRow(name, row.number, _("isi segel ini diubah"), "checkpoint")
    return None


def leaf_hashes(checkpoint_id: int) -> list[bytes]:
    """The hashes of a checkpoint's leaves in their order."""
    rows = models.CheckpointLeaf.objects.filter(checkpoint=checkpoint_id).order_by("resi")
    values = rows.values_list("resi", "version", "head_hash").iterator()
    return [chain.leaf_hash(resi, version, bytes(head_hash)) for resi, version, head_hash in values]


def removed_cases(office_id: int | None) -> Iterator[BadRow]:
    """Cases that a checkpoint sealed and that are no longer there, at the latest version known of them."""
    rows = models.CheckpointLeaf.objects.filter(~Exists(models.Case.objects.filter(resi=OuterRef("resi"))))
    if office_id is not None:
        rows = rows.filter(checkpoint__office=office_id)
    latest = dict(rows.order_by("resi", "version").values_list("resi", "version").iterator())
    for resi, version in latest.items():
        yield BadRow(resi, version, _("seluruh permohonan ini hilang; segel masih menyebutnya"), "removed")


def bad_procedures(office_key: str | None) -> Iterator[BadRow]:
    """Published versions whose text is not the one that their cases have bound into their root."""
    rows = models.ProcedureVersion.objects.order_by("pk")
    if office_key is not None:
        rows = rows.filter(office_key=office_key)
    for row in rows.iterator():
        try:
            found = fingerprint(Procedure.model_validate(json.loads(row.text)))
        except ValueError:
            found = ""
        if found != row.fingerprint:
            name = f"{row.office_key}/{row.service}/{row.effective_date}"
            yield BadRow(name, 0, _("prosedur yang sudah dibekukan diubah"), "procedure")
