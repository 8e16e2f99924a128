"""
Passkeys (WebAuthn): made for one host, taken with a fresh challenge, counted. For other apps they are in `services`.

Whoever calls it keeps the state of a challenge on the server and gives it once; it refuses to know sessions and pages.
"""

import hashlib
import json
import logging
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from loket.offices import models
from loket.offices.changes import Decision, change, found, note
from loket.offices.records import Officer
from loket.offices.refusals import LastWay, PasskeyKnown, PasskeyUnfit
from loket.offices.second_factor import new_codes, own_row

NAME_LENGTH: Final = 60
USUAL_NAME: Final = "Kunci sandi"
LONGEST_ANSWER: Final = 20_000
_NO_STEP: Final = -1
_BROKEN: Final = (AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, struct.error)
"""What reading an answer raises that is none: anybody may send one, and the library expects its own format."""
_alarms: Final = logging.getLogger("loket.alarm")


@dataclass(frozen=True, slots=True)
class Site:
    """For whom a passkey is made: the name of the host, and the origin that the browser puts into its answer."""

    host: str
    origin: str

    def server(self) -> Fido2Server:
        """What judges answers; an answer from any other origin is none."""
        party = PublicKeyCredentialRpEntity(name="Loket", id=self.host)
        return Fido2Server(party, verify_origin=lambda origin: origin == self.origin)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser is asked, and the state that its answer is held against; the state never leaves the server."""

    options: Mapping[str, Any]
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """Whose passkey it was, and the number of that person's second factor, which sessions know."""

    person: int
    account: int
    factor: int


def offer_passkey(officer: Officer, username: str, site: Site) -> Asked:
    """What a browser needs to make a key for this officer; those that are there already are excluded."""
    user = PublicKeyCredentialUserEntity(name=username, id=_handle(officer.person), display_name=officer.full_name)
    options, state = site.server().register_begin(
        user,
        [key for key, _row in _keys(Q(person=officer.person), site)],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Asked(_plain(options), _plain(state))


def _anyone(_officer: Officer) -> bool:
    """Also whoever is on leave or without an appointment."""
    return True


@change(_anyone)
def add_passkey(
    office_key: str, *, site: Site, state: Mapping[str, Any], answer: str, name: str, decision: Decision
) -> tuple[str, ...]:
    """
    Keep the key that the browser has made for the officer who decides.

    Returns recovery codes where this is the officer's first second factor, otherwise nothing. Raises PasskeyUnfit,
    PasskeyKnown, NotAllowed for a founding.
    """
    person = own_row(office_key, decision)
    try:
        data = site.server().register_complete(dict(state), _parsed(answer))
    except _BROKEN as unfit:
        raise PasskeyUnfit from unfit
    attested = data.credential_data
    assert attested is not None
    title = " ".join(name.replace("\x00", "").split())[:NAME_LENGTH] or USUAL_NAME
    _keep(models.Passkey(person=person, name=title, host=site.host, added_at=decision.at), attested, data.counter)
    note(person.office_id, decision, f"{person.full_name} memasang kunci sandi “{title}”")
    if models.SecondFactor.objects.filter(person=person).exists():
        return ()
    factor = models.SecondFactor.objects.create(person=person, sealed=None, last_step=_NO_STEP, enrolled_at=decision.at)
    return new_codes(factor)


def _keep(row: models.Passkey, attested: AttestedCredentialData, counter: int) -> None:
    row.credential_id = websafe_encode(attested.credential_id)
    row.attested, row.sign_count = bytes(attested), counter
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as known:
        raise PasskeyKnown from known


@change(_anyone)
def remove_passkey(office_key: str, *, passkey: int, decision: Decision) -> None:
    """Remove one of the own passkeys. Raises LastWay, NotOfThisOffice for one that is not there, NotAllowed."""
    person = own_row(office_key, decision)
    row = found(models.Passkey.objects.filter(person=person, pk=passkey).first(), "Kunci sandi")
    others = models.Passkey.objects.filter(person=person).exclude(pk=row.pk).exists()
    if not others and models.SecondFactor.objects.filter(person=person, sealed=None).exists():
        raise LastWay
    row.delete()
    note(person.office_id, decision, f"{person.full_name} menghapus kunci sandi “{row.name}”")


def ask_passkey(site: Site, *, person: int | None = None) -> Asked | None:
    """
    What a browser needs to sign with a passkey of this person; None where the person has none for this host.

    Without a person: whichever the browser finds, and then only if it has asked for finger, face or PIN, since
    no password is asked for beside it.
    """
    keys = [key for key, _row in _keys(Q(person=person), site)] if person is not None else None
    if keys is not None and not keys:
        return None
    wanted = UserVerificationRequirement.PREFERRED if keys else UserVerificationRequirement.REQUIRED
    options, state = site.server().authenticate_begin(keys, user_verification=wanted)
    return Asked(_plain(options), _plain(state))


@transaction.atomic
def accept_passkey(
    site: Site, state: Mapping[str, Any], answer: str, *, at: datetime, person: int | None = None
) -> Taken | None:
    """
    Take an answer to `ask_passkey`, of this person or whoever it is of; None when it is none.

    A key that counts backwards has a twin: it is refused and told to the log `loket.alarm`. Basis: WebAuthn 2, 6.1.1.
    """
    try:
        response = AuthenticationResponse.from_dict(_parsed(answer))
        whose = Q(credential_id=websafe_encode(response.raw_id))
        keys = _keys(whose if person is None else whose & Q(person=person), site)
        site.server().authenticate_complete(dict(state), [key for key, _row in keys], response)
    except _BROKEN:
        return None
    ((_key, row),) = keys
    user_handle = response.response.user_handle
    if user_handle and user_handle != _handle(row.person_id):
        return None
    if not _counts_on(row, response.response.authenticator_data, at):
        _alarms.warning("kunci sandi %s milik petugas %s tergandakan", row.pk, row.person_id)
        return None
    factor = models.SecondFactor.objects.filter(person=row.person_id).values_list("pk", flat=True).first()
    return Taken(row.person_id, row.person.user_id, factor) if factor is not None else None


def _counts_on(row: models.Passkey, data: AuthenticatorData, at: datetime) -> bool:
    """Whether the counter is higher than ever; many keys do not count and stay at zero."""
    earlier = Q(sign_count__lt=data.counter) if data.counter else Q(sign_count=0)
    mine = models.Passkey.objects.filter(earlier, pk=row.pk)
    return bool(mine.update(sign_count=data.counter, used_at=at))


def _keys(which: Q, site: Site) -> list[tuple[AttestedCredentialData, models.Passkey]]:
    rows = models.Passkey.objects.filter(which, host=site.host, person__user__is_active=True)
    return [(AttestedCredentialData(bytes(row.attested)), row) for row in rows.select_related("person").order_by("pk")]


def _handle(person: int) -> bytes:
    """What a key knows of its owner: the same for all keys of a person, and nothing that a reader understands."""
    return hashlib.sha256(f"loket passkey {person}".encode()).digest()[:16]


def _parsed(answer: str) -> Mapping[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError(answer[:20])
    parsed = json.loads(answer)
    if not isinstance(parsed, dict):
        raise TypeError(answer[:20])
    # Both name the key; what is looked up must be what is verified.
    websafe_decode(parsed["rawId"])
    return parsed


def _plain(value: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(dict(value)))
    return plain
