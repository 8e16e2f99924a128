"""
Two residents side by side, field by field, for whoever decides whether they are one; and the pairs that wait for that.

It shows what the register says now and judges nothing; masking is for the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from loket.core.register import Record
from loket.core.register.codes import ResidentStatus
from loket.register import models
from loket.register.finding.decisions import Decision, decisions_on
from loket.register.store import reading


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both, as text: `field` names it in code, `label` on the screen. Empty is what is not known."""

    field: str
    label: str
    left: str
    right: str

    @property
    def same(self) -> bool:
        """Whether both say the same, written in capitals or not."""
        return self.left.casefold() == self.right.casefold()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two residents, what is said of each, and what was decided about them so far, oldest first."""

    left: UUID
    right: UUID
    fields: tuple[FieldPair, ...]
    decisions: tuple[Decision, ...]

    @property
    def differences(self) -> tuple[FieldPair, ...]:
        """The fields in which they differ."""
        return tuple(pair for pair in self.fields if not pair.same)


@dataclass(frozen=True, slots=True)
class OpenPair:
    """A pair that somebody must still look at: undecided, or the same and both still active."""

    decision: Decision
    first_name: str
    second_name: str


def compare(left: UUID, right: UUID) -> Comparison | None:
    """Two residents of any office side by side as the register says now; None when it does not know both. Three statements."""
    versions = models.ResidentVersion.objects.filter(
        resident__in=(left, right), superseded_at=None, valid_until=None
    ).select_related("resident")
    rows = {row.resident_id: row for row in versions}
    if len(rows) != 2:
        return None
    places = models.Membership.objects.filter(resident__in=(left, right), until_date=None).select_related("family")
    homes = {place.resident_id: place.family for place in places}
    one, other = (list(_told(rows[who], homes.get(who))) for who in (left, right))
    fields = tuple(
        FieldPair(field, label, text, there) for (field, label, text), (_, _, there) in zip(one, other, strict=True)
    )
    return Comparison(left, right, fields, decisions_on(left, right))


def _told(row: models.ResidentVersion, home: models.Family | None) -> Iterator[tuple[str, str, str]]:
    record: Record = reading.record_of(row)
    biodata, papers = record.biodata, record.documents
    address = reading.address_of(home) if home else record.address
    yield "nik", "NIK", row.resident.nik or ""
    yield "full_name", "Nama lengkap", biodata.full_name
    yield "sex", "Jenis kelamin", biodata.sex.label
    yield "birth_place", "Tempat lahir", biodata.birth_place
    yield "birth_date", "Tanggal lahir", f"{biodata.birth_date:%d-%m-%Y}"
    yield "mother_name", "Nama ibu", biodata.mother_name
    yield "father_name", "Nama ayah", biodata.father_name
    yield "religion", "Agama", biodata.religion.label
    yield "marital_status", "Status perkawinan", biodata.marital_status.label
    yield "birth_akta", "Nomor akta kelahiran", papers.birth_akta or ""
    yield "status", "Status", str(record.status)
    yield "kk_number", "Nomor KK", (home.kk_number or "") if home else ""
    yield "address", "Alamat", f"{address.street} RT {address.rt} RW {address.rw}" if address else ""
    yield "region", "Desa/kelurahan", str(address.region) if address else ""


def pairs_to_review(office_id: int, limit: int = 100) -> tuple[OpenPair, ...]:
    """
    Pairs about which this office decided last, and that are not done with: those longest waiting first. One statement.

    Undecided ones, and those decided to be the same while both are still active: a life event must follow.
    """
    later = models.DuplicateDecision.objects.filter(first=OuterRef("first"), second=OuterRef("second"))
    newest = Subquery(later.order_by("-at", "-pk").values("pk")[:1])
    active = str(ResidentStatus.ACTIVE)
    waiting = Q(decision="undecided") | Q(decision="same", first__status=active, second__status=active)
    rows = models.DuplicateDecision.objects.filter(waiting, office=office_id, pk=newest)
    return tuple(
        OpenPair(
            Decision(row.first_id, row.second_id, row.decision, row.reason, row.acted_as, row.at),
            row.first_name,
            row.second_name,
        )
        for row in rows.annotate(first_name=F("first__full_name"), second_name=F("second__full_name")).order_by(
            "at", "pk"
        )[:limit]
    )
