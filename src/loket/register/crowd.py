"""Many whole families of an office at once, with everyone in them: for demonstrations, which need all kinds of them."""

from django.db.models import Exists, OuterRef

from loket.core.register import Resident, Slice
from loket.core.register.codes import ResidentStatus
from loket.register import models
from loket.register.store import loading


def crowd(office_id: int, *, families: int) -> Slice:
    """Up to so many KKs in force of an office with all who ever were in them; which ones is always the same."""
    rows = models.Family.objects.filter(office=office_id, closed_date=None).order_by("region", "street", "pk")
    return loading.load_families(list(rows.values_list("pk", flat=True)[:families])).part


def with_status(office_id: int, status: ResidentStatus, *, limit: int) -> tuple[Resident, ...]:
    """Up to so many residents of an office who stand so, each with the whole history."""
    rows = models.Resident.objects.filter(office=office_id, status=status).order_by("name_key", "pk")
    ids = list(rows.values_list("pk", flat=True)[:limit])
    part = loading.load(ids, ()).part
    return tuple(part.residents[i] for i in ids)


def guests(office_id: int, *, limit: int) -> tuple[Resident, ...]:
    """Up to so many residents of an office who live here and are in no KK: foreigners with limited leave to stay."""
    here = models.Resident.objects.filter(office=office_id, status=ResidentStatus.ACTIVE)
    placed = models.Membership.objects.filter(resident=OuterRef("pk"), until_date=None)
    ids = list(here.exclude(Exists(placed)).order_by("name_key", "pk").values_list("pk", flat=True)[:limit])
    part = loading.load(ids, ()).part
    return tuple(part.residents[i] for i in ids)
