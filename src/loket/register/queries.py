"""What may be asked of the register: each answer is a fixed number of statements, two mostly, however much it holds."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from loket.core.register import Address, Kk, KkRow
from loket.core.register.codes import Shdk
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.register import models
from loket.register.alarms import AlarmKind as AlarmKind
from loket.register.alarms import AlarmRecord as AlarmRecord
from loket.register.alarms import alarms_of as alarms_of
from loket.register.breaches import BreachRecord as BreachRecord
from loket.register.breaches import breach as breach
from loket.register.breaches import breach_problems as breach_problems
from loket.register.breaches import breaches_of as breaches_of
from loket.register.breaches import may_keep_breaches as may_keep_breaches
from loket.register.code_lists import codes as codes
from loket.register.code_lists import lists_of as lists_of
from loket.register.code_versions import code_lists_known as code_lists_known
from loket.register.code_versions import code_versions as code_versions
from loket.register.codec import coded
from loket.register.crowd import crowd as crowd
from loket.register.crowd import guests as guests
from loket.register.crowd import with_status as with_status
from loket.register.exchange.leaving import ExportRecord as ExportRecord
from loket.register.exchange.leaving import exports_of as exports_of
from loket.register.finding.comparing import Comparison as Comparison
from loket.register.finding.comparing import OpenPair as OpenPair
from loket.register.finding.comparing import compare as compare
from loket.register.finding.comparing import pairs_to_review as pairs_to_review
from loket.register.finding.decisions import Decision as Decision
from loket.register.finding.decisions import decisions_on as decisions_on
from loket.register.finding.duplicates import Match as Match
from loket.register.finding.duplicates import likely_same as likely_same
from loket.register.finding.people import PersonHit as PersonHit
from loket.register.finding.people import find_people as find_people
from loket.register.finding.query import PeopleQuery as PeopleQuery
from loket.register.finding.query import read_query as read_query
from loket.register.foreseeing import Foreseen as Foreseen
from loket.register.foreseeing import foresee as foresee
from loket.register.keeping import addresses_of as addresses_of
from loket.register.keeping import families_named as families_named
from loket.register.keeping import family_record as family_record
from loket.register.keeping import keeper_of as keeper_of
from loket.register.keeping import people as people
from loket.register.keeping import setting_decisions as setting_decisions
from loket.register.keeping import waiting as waiting
from loket.register.kinship import concerns_family_of as concerns_family_of
from loket.register.known import known as known
from loket.register.known import part_around as part_around
from loket.register.known import party_of as party_of
from loket.register.lists import families as families
from loket.register.lists import residents as residents
from loket.register.look_figures import looks_of as looks_of
from loket.register.numbers import is_draft as is_draft
from loket.register.office_settings import settings_of as settings_of
from loket.register.places import places as places
from loket.register.purposes import household_of as household_of
from loket.register.purposes import last_stated as last_stated
from loket.register.purposes import stated_purpose as stated_purpose
from loket.register.readings import ReadingRecord as ReadingRecord
from loket.register.readings import readings_of as readings_of
from loket.register.recognising import RecognitionRecord as RecognitionRecord
from loket.register.recognising import open_recognition as open_recognition
from loket.register.recognising import recognition_waits_for as recognition_waits_for
from loket.register.records import History, LifeEventRecord, ResidentRecord
from loket.register.regions import in_region
from loket.register.regions import region as region
from loket.register.regions import regions_of as regions_of
from loket.register.regions import regions_under as regions_under
from loket.register.rows import life_event_record
from loket.register.running_out import EndedLetter as EndedLetter
from loket.register.running_out import RunningOut as RunningOut
from loket.register.running_out import running_out as running_out
from loket.register.store import reading
from loket.register.telling import OrderRecord as OrderRecord
from loket.register.telling import orders_in_force as orders_in_force
from loket.register.telling import orders_on as orders_on
from loket.register.watching import WatchRecord as WatchRecord
from loket.register.watching import may_watch as may_watch
from loket.register.watching import watched_by as watched_by


def _on(day: datetime.date, prefix: str = "", start: str = "valid_from", end: str = "valid_until") -> Q:
    """A half-open period contains the day."""
    began = Q(**{f"{prefix}{start}__lte": day})
    return began & (Q(**{f"{prefix}{end}__isnull": True}) | Q(**{f"{prefix}{end}__gt": day}))


def _versions(day: datetime.date) -> QuerySet[models.ResidentVersion]:
    """What the register said for that day of each resident, as it is now known."""
    return models.ResidentVersion.objects.filter(_on(day), superseded_at=None).select_related("resident")


def family(kk: KkNumber | UUID, on: datetime.date) -> Kk | None:
    """
    A KK, by number or id, as it stood at the end of that day; None when there is none or it was not in force.

    Numbers are not dated: one that the centre has given since is shown.
    """
    wanted = Q(family__kk_number=kk.digits) if isinstance(kk, KkNumber) else Q(family=kk)
    stay = models.FamilyVersion.objects.filter(wanted & _on(on)).select_related("family").order_by("-number").first()
    if stay is None:
        return None
    rows = _versions(on).filter(
        _on(on, "resident__memberships__", "from_date", "until_date"), resident__memberships__family=stay.family_id
    )
    members = [
        KkRow(v.resident_id, reading.nik_of(v.resident.nik), reading.record_of(v).biodata, coded(Shdk, v.shdk))
        for v in rows.annotate(shdk=F("resident__memberships__shdk"))
    ]
    members.sort(key=lambda row: (row.shdk, row.biodata.birth_date))
    home = stay.family
    return Kk(home.id, reading.kk_of(home.kk_number), home.head_id, reading.address_of(stay), tuple(members))


def who_lived_at(where: RegionCode | Address, on: datetime.date) -> tuple[ResidentRecord, ...]:
    """Everyone whose KK was at an address, or anywhere in a region of any level, that day; by KK, then as printed there."""
    at = Q(**reading.address_columns(where)) if isinstance(where, Address) else in_region(where)
    stays = _homes(on).filter(at)
    there = stays.values("family__memberships__resident")
    homes = {stay.resident: stay for stay in stays.annotate(resident=F("family__memberships__resident"))}
    found = [_resident_record(v, homes[v.resident_id]) for v in _versions(on).filter(resident__in=there)]
    return tuple(sorted(found, key=_as_printed))


def resident(who: Nik | UUID, on: datetime.date) -> ResidentRecord | None:
    """A resident, by NIK or id, as of that day; None when the register did not know the person then."""
    wanted = Q(resident__nik=who.digits) if isinstance(who, Nik) else Q(resident=who)
    version = _versions(on).filter(wanted).first()
    if version is None:
        return None
    return _resident_record(version, _homes(on, Q(family__memberships__resident=version.resident_id)).first())


def _homes(day: datetime.date, whose: Q = Q()) -> QuerySet[Any]:  # noqa: B008 (an empty Q never changes)
    """The KKs of that day where they then were, once for each member, as `shdk`."""
    members = _on(day, "family__memberships__", "from_date", "until_date")
    stays = models.FamilyVersion.objects.filter(_on(day) & members & whose)
    return stays.annotate(shdk=F("family__memberships__shdk")).select_related("family")


def _as_printed(found: ResidentRecord) -> tuple[str, int, datetime.date]:
    return str(found.family_id), found.shdk or 0, found.record.biodata.birth_date


def _resident_record(version: models.ResidentVersion, stay: Any) -> ResidentRecord:
    record = reading.record_of(version)
    return ResidentRecord(
        id=version.resident_id,
        nik=reading.nik_of(version.resident.nik),
        record=record,
        family_id=stay.family_id if stay else None,
        kk_number=reading.kk_of(stay.family.kk_number) if stay else None,
        shdk=coded(Shdk, stay.shdk) if stay else None,
        address=reading.address_of(stay) if stay else record.address,
    )


def history_of(resident_id: UUID) -> History | None:
    """All the register knows of a resident's past, in three statements; None for someone it does not know."""
    versions = models.ResidentVersion.objects.filter(resident=resident_id, superseded_at=None)
    rows = list(versions.select_related("resident").order_by("valid_from"))
    if not rows:
        return None
    places = models.Membership.objects.filter(resident=resident_id).order_by("from_date", "pk")
    return History(
        resident_id,
        reading.nik_of(rows[0].resident.nik),
        tuple(reading.record_of(row) for row in rows),
        tuple(reading.membership_of(row) for row in places),
        _events(Q(subjects__resident=resident_id)),
    )


def events_of_family(family_id: UUID) -> tuple[LifeEventRecord, ...]:
    """The life events that changed a KK, oldest first."""
    return _events(Q(subjects__family=family_id))


def events_of_case(resi: str) -> tuple[LifeEventRecord, ...]:
    """The life events recorded for an application, oldest first."""
    return _events(Q(case=resi)) if resi else ()


def _events(which: Q) -> tuple[LifeEventRecord, ...]:
    rows = models.LifeEvent.objects.filter(which).order_by("recorded_at", "pk")
    return tuple(life_event_record(row) for row in rows)
