"""What may be asked of entries: one or two statements each, frozen records as answers."""

from collections.abc import Collection, Mapping

from django.db.models import OuterRef, Q, Subquery, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from loket.core.entry.forms import form_of as form_of
from loket.core.procedure.entering import kind_for as kind_for
from loket.core.procedure.entering import may_fill as may_fill
from loket.core.register.change import Act, Paper
from loket.entries import models
from loket.entries.judging import code_lists as code_lists
from loket.entries.judging import judge as judge
from loket.entries.judging import shown as shown
from loket.entries.parties import parties_of as parties_of
from loket.entries.records import Application as Application
from loket.entries.records import EffectRecord, EntryRecord, Overtaken, ProductRecord
from loket.entries.records import Filling as Filling
from loket.entries.rows import effect_record, entry_record, product_records
from loket.entries.rows import latest as latest
from loket.entries.saving import CORRECTION as CORRECTION
from loket.entries.saving import kinds_for as kinds_for
from loket.entries.saving import took_effect as took_effect
from loket.entries.seeing import as_seen as as_seen
from loket.entries.seeing import hidden_from as hidden_from
from loket.entries.seeing import products_as_seen as products_as_seen
from loket.entries.seeing import without_fields as without_fields
from loket.entries.use import uses_register as uses_register


def revisions(resi: str) -> tuple[EntryRecord, ...]:
    """Every revision of the form of an application, oldest first, without ticks."""
    return tuple(entry_record(row) for row in models.Entry.objects.filter(resi=resi).order_by("revision"))


def effects_of(resi: str) -> tuple[EffectRecord, ...]:
    """What an application has changed in the register, oldest first."""
    rows = models.Effect.objects.filter(resi=resi).select_related("entry").order_by("pk")
    return tuple(effect_record(row) for row in rows)


def issued_by(resis: Collection[str]) -> tuple[ProductRecord, ...]:
    """The papers that these applications issue, each application's in the order they follow: two statements."""
    rows = models.Product.objects.filter(resi__in=resis, act=Act.ISSUE).select_related("effect")
    return product_records(rows.order_by("effect", "place"))


def products_of(resi: str) -> tuple[ProductRecord, ...]:
    """The papers an application yields, takes back or annotates, in the order they follow; for whom, `products_as_seen` decides."""
    rows = models.Product.objects.filter(resi=resi).select_related("effect").order_by("effect", "place")
    return product_records(rows)


def overtaken(products: Collection[int]) -> Mapping[int, Overtaken]:
    """
    What the register has done since with the papers of these products, by product; one statement.

    A KK is replaced by the next of the same family, with whatever it is signed; any paper is taken back by a product that
    says so for the same family, or for whom it names first.
    """
    later = models.Product.objects.filter(pk__gt=OuterRef("pk"), paper=OuterRef("paper")).order_by("pk")
    replacing = later.filter(paper=Paper.KK, act=Act.ISSUE, family=OuterRef("family"))
    names_whom = Q(family=None, named__contains=OuterRef("whom"))
    back = later.filter(act=Act.WITHDRAW).annotate(named=Cast("residents", TextField()))
    rows = models.Product.objects.filter(pk__in=products).annotate(
        whom=KeyTextTransform("0", "residents"),
        replaced_at=Subquery(replacing.values("effect__at")[:1]),
        taken_back_at=Subquery(back.filter(Q(family=OuterRef("family")) | names_whom).values("effect__at")[:1]),
    )
    return {
        own: Overtaken(replaced, taken_back)
        for own, replaced, taken_back in rows.values_list("pk", "replaced_at", "taken_back_at")
    }
