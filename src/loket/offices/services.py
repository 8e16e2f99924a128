"""
Writes of offices. Each is one transaction, raises the office's revision, leaves an audit note, and makes this process
forget what it knew.

The officer who decides must hold the power for it; only `Decision.founding` is decided by nobody.
"""

from django.db import transaction

from loket.core.engine.refusals import NotAllowed
from loket.core.procedure.office import OfficeFile
from loket.offices import models, queries
from loket.offices.account_acts import tell_owner
from loket.offices.accounts import change_password, end_session_of_officer, reset_password
from loket.offices.calendars import (
    close_incident,
    declare_closure,
    open_incident,
    remove_holiday,
    set_holiday,
    set_hours_period,
    set_weekly_hours,
)
from loket.offices.changes import Decision, hold_revision, note, raise_revision, require
from loket.offices.emergency import close_emergency, open_emergency, use_emergency
from loket.offices.first_keepers import found_keeper
from loket.offices.hours import week_to_json
from loket.offices.labels import set_label
from loket.offices.memory import changing, forget_all
from loket.offices.passkeys import (
    Asked,
    Site,
    accept_passkey,
    add_passkey,
    ask_passkey,
    offer_passkey,
    remove_passkey,
)
from loket.offices.people import (
    Seating,
    add_person,
    appoint,
    deactivate_person,
    end_absence,
    end_appointment,
    record_absence,
    record_nik,
)
from loket.offices.proposals import (
    Confirmed,
    Newcomer,
    confirm_proposal,
    decline_proposal,
    propose_appointment,
    propose_officer,
)
from loket.offices.records import OfficeRecord
from loket.offices.refusals import WhyMissing
from loket.offices.second_factor import (
    Offer,
    accept_code,
    enrol_second_factor,
    offer_second_factor,
    offered_again,
    renew_recovery_codes,
    take_away_second_factor,
)
from loket.offices.sessions import (
    Place,
    Session,
    begin_session,
    end_one_session,
    end_other_sessions,
    end_session,
    find_session,
    keep_session,
    see_session,
)

__all__ = [
    "Asked",
    "Confirmed",
    "Decision",
    "Newcomer",
    "Offer",
    "Place",
    "Seating",
    "Session",
    "Site",
    "accept_code",
    "accept_passkey",
    "add_passkey",
    "add_person",
    "appoint",
    "ask_passkey",
    "begin_session",
    "change_password",
    "close_emergency",
    "close_incident",
    "confirm_proposal",
    "deactivate_person",
    "declare_closure",
    "decline_proposal",
    "end_absence",
    "end_appointment",
    "end_one_session",
    "end_other_sessions",
    "end_session",
    "end_session_of_officer",
    "enrol_second_factor",
    "find_session",
    "found_keeper",
    "hold_revision",
    "install_office",
    "keep_session",
    "offer_passkey",
    "offer_second_factor",
    "offered_again",
    "open_emergency",
    "open_incident",
    "propose_appointment",
    "propose_officer",
    "record_absence",
    "record_nik",
    "remove_holiday",
    "remove_passkey",
    "renew_recovery_codes",
    "reset_password",
    "see_session",
    "set_holiday",
    "set_hours_period",
    "set_label",
    "set_weekly_hours",
    "take_away_second_factor",
    "tell_owner",
    "use_emergency",
]


def install_office(file: OfficeFile, decision: Decision, parent: str | None = None) -> OfficeRecord:
    """
    Create an office from its file, or bring an existing one up to it: name, hours, units and positions.

    Positions that the file no longer names stay, since events and appointments refer to them. Officers are not
    touched: see `add_person` and `appoint`. Both a new office and a change of one are decided at the server, as foundings.
    Raises WhyMissing, NotOfThisOffice, NotAllowed.
    """
    with changing(), transaction.atomic():
        _require_installer(file.key, decision)
        row = _office_row(file, parent)
        _positions(row, file)
        note(row.pk, decision, f"Kantor {file.name} dipasang dari berkasnya")
        transaction.on_commit(forget_all)
    return queries.office(file.key)


def _require_installer(office_key: str, decision: Decision) -> None:
    if models.Office.objects.filter(key=office_key).exists():
        raise_revision(office_key)
        # The file says what each position may do: who could change it alone could give themselves anything.
        require(office_key, decision, lambda _officer: False)
    elif not decision.why.strip():
        raise WhyMissing(fields=("why",))
    elif not decision.is_founding:
        raise NotAllowed


def _office_row(file: OfficeFile, parent: str | None) -> models.Office:
    above = models.Office.objects.get(key=parent) if parent else None
    row, _ = models.Office.objects.update_or_create(
        key=file.key,
        defaults={
            "code": file.code,
            "name": file.name,
            "short_name": file.short_name,
            "kind": file.kind,
            "address": file.address or "",
            "zone": file.zone,
            "hours": week_to_json(file.hours.week()),
            "labels": dict(file.labels),
            "parent": above,
        },
    )
    return row


def _positions(row: models.Office, file: OfficeFile) -> None:
    units = {}
    for key, unit in file.units.items():
        units[key], _ = models.Unit.objects.update_or_create(office=row, key=key, defaults={"name": unit.title})
    for key, unit in file.units.items():
        if unit.parent is not None:
            models.Unit.objects.filter(pk=units[key].pk).update(parent=units[unit.parent])
    for key, position in file.positions.items():
        models.Position.objects.update_or_create(
            office=row,
            key=key,
            defaults={"title": position.title, "unit": units[position.unit], "powers": list(position.powers)},
        )
