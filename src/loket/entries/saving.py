"""Filling and verifying a form: each saving is a revision, each tick a row, and nothing is overwritten."""

import copy
import datetime
import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from loket.core.entry.kinds import KINDS
from loket.core.problems import Refusal
from loket.core.procedure.entering import kind_for, may_fill
from loket.core.procedure.model import Procedure
from loket.entries import models
from loket.entries.parties import named_in, parties_of
from loket.entries.records import Application, EntryRecord, Filling, Verdict
from loket.entries.refusals import (
    EntryChanged,
    FormClosed,
    KeyReused,
    NoFormHere,
    ReasonMissing,
    UnknownField,
)
from loket.entries.rows import entry_record, latest
from loket.entries.use import uses_register
from loket.offices.records import Officer
from loket.register.refusals import UnstorableText
from loket.register.services import acted_as, require_no_kin
from loket.storage.writing import run
from loket.vault.leaves import holds_specific, sealed_leaves
from loket.vault.services import blind, of_case

CORRECTION: Final = "perubahan-data"
"""What a form may be of once the first one has taken effect."""


def kinds_for(application: Application) -> tuple[str, ...]:
    """The kinds of form that this application may be given: its own, and a correction of data."""
    own = kind_for(application.procedure, application.answers)
    return tuple(dict.fromkeys(kind for kind in (own, CORRECTION) if kind in KINDS)) if own else ()


def save_entry(
    application: Application,
    filling: Filling,
    *,
    officer: Officer,
    revision: int,
    key: UUID,
    at: datetime.datetime | None = None,
    require: Callable[[], object] | None = None,
) -> EntryRecord:
    """
    Keep a form as it is, right or wrong: work is never lost; the step goes on only with one that stands.

    `revision` is that of the form the officer saw, 0 for none. `require` raises the caller's own refusal where this officer
    may not save now. The same `key` gives the same answer, also when the case has moved on and the form is closed since.
    Raises NoFormHere, FormClosed, EntryChanged, KeyReused, ReasonMissing, UnstorableText, OwnFamily and what `require` raises.
    """
    if filling.outside and not filling.outside.strip():
        raise ReasonMissing(fields=("outside",))
    kept = [filling.kind, filling.values, dict(filling.accepted), filling.outside.strip()]
    body = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    if not _storable(body):
        raise UnstorableText
    row = models.Entry(
        resi=application.resi,
        revision=revision + 1,
        kind=filling.kind,
        values=filling.values,
        accepted=dict(filling.accepted),
        outside=filling.outside.strip(),
        sha256=_digest(filling, body),
        key=key,
        office_id=officer.office_id,
        person=officer.person,
        acted_as=acted_as(officer),
        at=at or timezone.now(),
    )
    try:
        if require is not None:
            require()
        require_no_kin(officer, named_in(filling.values))
        _require_open(application, filling.kind, officer)
    except Refusal:
        # Looked for only now: a form that arrived twice may have been kept, and the case moved on, just before.
        if (first := _replay(row)) is None:
            raise
        return first
    try:
        return run(lambda: _saved(row))
    except IntegrityError:
        # A colleague saved, or this very form arrived twice, in the same moment: the next look finds it.
        return run(lambda: _saved(row))


def _storable(body: str) -> bool:
    """No U+0000 and no half of a pair: PostgreSQL holds neither."""
    try:
        body.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in body


def _replay(row: models.Entry) -> EntryRecord | None:
    before = models.Entry.objects.filter(key=row.key).first()
    if before is None:
        return None
    if (before.resi, before.sha256) != (row.resi, row.sha256):
        raise KeyReused
    return entry_record(before, replayed=True)


def _saved(row: models.Entry) -> EntryRecord:
    if (first := _replay(row)) is not None:
        return first
    newest = models.Entry.objects.filter(resi=row.resi).order_by("-revision").first()
    if (newest.revision if newest else 0) != row.revision - 1:
        raise EntryChanged(who=newest.acted_as if newest else "")
    # On a copy: this may be done again from its start.
    kept = copy.copy(row)
    kept.values = sealed_leaves(row.values, of_case(row.resi))
    kept.save(force_insert=True)
    return entry_record(kept)


def _digest(filling: Filling, body: str) -> str:
    """What tells one form from another; of one with specific data nobody can find the answers by trying them out."""
    return blind("isian", body) if holds_specific(filling.values) else hashlib.sha256(body.encode()).hexdigest()


def _require_open(application: Application, kind: str, officer: Officer) -> None:
    if not uses_register(officer.office_id) or kind not in kinds_for(application):
        raise NoFormHere
    if not may_fill(application.procedure, application.step or ""):
        raise FormClosed
    steps = models.Effect.objects.filter(resi=application.resi).values_list("step", flat=True)
    if kind != CORRECTION and took_effect(application.procedure, steps):
        raise FormClosed


def took_effect(procedure: Procedure, steps: Iterable[str]) -> bool:
    """Whether the step of effect is among those that changed the register; a card's stations leave the form open."""
    return procedure.entry is not None and procedure.entry.effect in steps


def tick(
    application: Application,
    field: str,
    verdict: Verdict | None,
    *,
    officer: Officer,
    revision: int,
    note: str = "",
    at: datetime.datetime | None = None,
) -> EntryRecord:
    """
    Say of one field of a revision that it agrees with the papers, or does not; None takes a verdict back.

    `revision` is that of the form the officer saw; a later one keeps the ticks of fields that did not change.
    Raises NoFormHere, UnknownField, OwnFamily, EntryChanged when a colleague saved a revision meanwhile, and FormClosed where no form
    is open or this very revision has taken effect: what is wrong with it now is corrected, and a doubt would hold the case.
    """
    if not may_fill(application.procedure, application.step or ""):
        raise FormClosed
    require_no_kin(officer, parties_of(application.resi))
    row = models.Tick(
        field=field,
        verdict=verdict or "",
        note=note.strip(),
        person=officer.person,
        acted_as=acted_as(officer),
        at=at or timezone.now(),
    )
    run(lambda: _ticked(application, revision, row))
    again = latest(application.resi)
    assert again is not None
    return again


def _ticked(application: Application, revision: int, row: models.Tick) -> None:
    newest = models.Entry.objects.filter(resi=application.resi).order_by("-revision").first()
    if newest is None:
        raise NoFormHere
    if newest.revision != revision:
        raise EntryChanged(who=newest.acted_as)
    if newest.outside:
        raise NoFormHere
    if took_effect(application.procedure, newest.effects.values_list("step", flat=True)):
        raise FormClosed
    if row.field not in KINDS[newest.kind].form.fields:
        raise UnknownField(field=row.field)
    # A revision that is saved in this very moment leaves the verdict with the one it was given for.
    row.entry = newest
    row.save(force_insert=True)
