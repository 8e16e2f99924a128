"""Rows as records, with the ticks that still count: those of fields that no later revision has changed."""

from collections.abc import Collection, Iterable
from typing import cast
from uuid import UUID

from loket.entries import models
from loket.entries.records import EffectRecord, EntryRecord, ProductRecord, TickRecord, Verdict
from loket.register import queries as register
from loket.register.keeping import FamilyName
from loket.vault.leaves import opened_leaves
from loket.vault.services import of_case


def entry_record(row: models.Entry, ticks: Iterable[TickRecord] = (), *, replayed: bool = False) -> EntryRecord:
    """A revision as a record."""
    return EntryRecord(
        row.pk,
        row.resi,
        row.revision,
        row.kind,
        opened_leaves(row.values, of_case(row.resi)),
        row.accepted,
        row.outside,
        row.sha256,
        row.acted_as,
        row.person,
        row.at,
        {t.field: t for t in ticks},
        replayed,
    )


def latest(resi: str) -> EntryRecord | None:
    """The latest revision with the ticks that count, in two statements; None when nothing was saved."""
    row = models.Entry.objects.filter(resi=resi).order_by("-revision").first()
    if row is None:
        return None
    rows = models.Tick.objects.filter(entry__resi=resi).select_related("entry").order_by("pk")
    ticks: dict[str, TickRecord] = {}
    said = {row.pk: opened_leaves(row.values, of_case(resi))}
    for tick in rows:
        if tick.entry_id not in said:
            said[tick.entry_id] = opened_leaves(tick.entry.values, of_case(resi))
        same = tick.entry.kind == row.kind and said[tick.entry_id].get(tick.field) == said[row.pk].get(tick.field)
        if tick.verdict and same:
            verdict = cast("Verdict", tick.verdict)
            ticks[tick.field] = TickRecord(tick.field, verdict, tick.note, tick.acted_as, tick.at)
        else:
            ticks.pop(tick.field, None)
    return entry_record(row, ticks.values())


def latest_of(resi: str, kinds: Collection[str]) -> EntryRecord | None:
    """The latest form of one of these kinds, without ticks, also where a correction of another kind came after it."""
    rows = models.Entry.objects.filter(resi=resi, kind__in=kinds, outside="").order_by("-revision")
    row = rows.first()
    return entry_record(row) if row else None


def effect_record(row: models.Effect) -> EffectRecord:
    """An effect as a record; `entry` must be selected."""
    return EffectRecord(row.step, row.entry.revision, tuple(UUID(i) for i in row.life_events), row.at)


def product_records(rows: Iterable[models.Product]) -> tuple[ProductRecord, ...]:
    """Products as records, with the KKs they are for as the register calls them, in one statement more; `effect` must be selected."""
    found = tuple(rows)
    families = register.families_named(row.family for row in found)
    return tuple(_product_record(row, families.get(row.family) if row.family else None) for row in found)


def _product_record(row: models.Product, family: FamilyName | None) -> ProductRecord:
    return ProductRecord(
        row.pk,
        row.resi,
        row.paper,
        row.act,
        tuple(UUID(i) for i in row.residents),
        row.family,
        row.number,
        row.note,
        row.life_event,
        row.issued_on,
        row.effect.at,
        family,
    )
