"""
The second factor of officers: codes of a telephone, and recovery codes on paper. For other apps it is in `services`.

Whoever calls it has counted the attempt before; it knows neither sessions nor pages.
"""

import base64
import datetime
import logging
import secrets
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.db import transaction

from loket.core import totp
from loket.core.engine.refusals import NotAllowed
from loket.offices import models
from loket.offices.account_acts import keep_act
from loket.offices.changes import Decision, change, found, keeps_office, note
from loket.offices.records import Officer
from loket.offices.refusals import CodeWrong, EnrolmentTooOld, NoSecondFactor, OwnSecondFactor
from loket.offices.sealing import Unreadable, digests_of, seal, unseal
from loket.offices.terms import AccountAct

SHOWN_FOR: Final = datetime.timedelta(minutes=15)
RECOVERY_CODES: Final = 10
ISSUER: Final = "Loket"
_SECRET_BYTES: Final = 20
_NEVER: Final = -1
# Without letters and digits that look alike on paper; 12 of 31 signs are 59 bits.
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret for a telephone that is not confirmed yet: to be typed, to be scanned, and sealed for the way back."""

    secret: str
    uri: str
    token: str


def offer_second_factor(officer: Officer, username: str, at: datetime.datetime) -> Offer:
    """A new secret. Nothing is written: it is the person's own once a code confirms it within `SHOWN_FOR`."""
    secret = secrets.token_bytes(_SECRET_BYTES)
    sealed = seal(int(at.timestamp()).to_bytes(8, "big") + secret, _offered_to(officer.person))
    return _offer(secret, username, base64.urlsafe_b64encode(sealed).decode())


def offered_again(officer: Officer, username: str, token: str, at: datetime.datetime) -> Offer:
    """The same secret once more, after a slip. Raises EnrolmentTooOld."""
    return _offer(_secret_of(officer.person, token, at), username, token)


def _offer(secret: bytes, username: str, token: str) -> Offer:
    text = base64.b32encode(secret).decode()
    return Offer(text, f"otpauth://totp/{ISSUER}:{quote(username)}?secret={text}&issuer={ISSUER}", token)


def _offered_to(person: int) -> str:
    return f"offer {person}"


def _secret_of(person: int, token: str, at: datetime.datetime) -> bytes:
    try:
        clear = unseal(base64.urlsafe_b64decode(token.encode("ascii")), _offered_to(person))
    except (ValueError, Unreadable) as broken:
        raise EnrolmentTooOld from broken
    age = at.timestamp() - int.from_bytes(clear[:8], "big")
    if not 0 <= age <= SHOWN_FOR.total_seconds():
        raise EnrolmentTooOld
    return clear[8:]


def _anyone(_officer: Officer) -> bool:
    """Also whoever is on leave or without an appointment."""
    return True


@change(_anyone)
def enrol_second_factor(office_key: str, *, token: str, code: str, decision: Decision) -> tuple[str, ...]:
    """
    Make what was offered the second factor of the officer who decides, in place of any other; return recovery codes.

    `code` is of the new telephone and counts as used. The codes are kept as digests alone: they are shown now or
    never. Raises EnrolmentTooOld, CodeWrong, NotAllowed for a founding, which is nobody's.
    """
    person = own_row(office_key, decision)
    secret = _secret_of(person.pk, token, decision.at)
    step = totp.step_of(secret, _plain(code), decision.at.timestamp(), after=_NEVER)
    if step is None:
        raise CodeWrong(fields=("code",))
    replaced = models.SecondFactor.objects.filter(person=person, sealed__isnull=False).exists()
    models.SecondFactor.objects.filter(person=person).delete()
    factor = models.SecondFactor.objects.create(
        person=person, sealed=seal(secret, _owner(person.pk)), last_step=step, enrolled_at=decision.at
    )
    what = "mengganti telepon verifikasi dua langkahnya" if replaced else "memasang verifikasi dua langkah"
    note(person.office_id, decision, f"{person.full_name} {what}")
    return new_codes(factor)


@change(_anyone)
def renew_recovery_codes(office_key: str, *, decision: Decision) -> tuple[str, ...]:
    """
    Give the officer who decides ten other recovery codes; the earlier ones, used or not, are void.

    Raises NoSecondFactor, NotAllowed for a founding.
    """
    person = own_row(office_key, decision)
    factor = _factor_of(person.pk)
    factor.recovery_codes.all().delete()
    note(person.office_id, decision, f"{person.full_name} membuat kode pemulihan baru")
    return new_codes(factor)


@change(keeps_office)
def take_away_second_factor(office_key: str, *, person: int, decision: Decision) -> None:
    """
    Free somebody else of a second factor that is lost, telephone and passkeys; the password alone opens the desk again, or a new enrolment.

    Raises OwnSecondFactor, NotOfThisOffice, NoSecondFactor, and SecondKeeper where the same keeper has given a new password.
    """
    if decision.by is not None and decision.by.person == person:
        raise OwnSecondFactor(fields=("person",))
    row = found(models.Person.objects.filter(office__key=office_key, pk=person).first(), "Petugas")
    factor = _factor_of(row.pk)
    keep_act(row, AccountAct.SECOND_FACTOR, decision)
    factor.delete()
    models.Passkey.objects.filter(person=row).delete()
    note(row.office_id, decision, f"Verifikasi dua langkah {row.full_name} dicabut")


@transaction.atomic
def accept_code(officer: Officer, typed: str, *, at: datetime.datetime) -> int | None:
    """
    Take a code of the telephone or a recovery code, once; the number of the second factor, or None.

    Of the same code typed twice at the same moment one is taken: the database decides.
    """
    factor = models.SecondFactor.objects.filter(person=officer.person, person__user__is_active=True).first()
    if factor is None:
        return None
    code = _plain(typed)
    if _takes_step(factor, code, at):
        return factor.pk
    if len(code) != totp.DIGITS and _takes_recovery_code(factor, code, at):
        decision = Decision(officer, at, "Telepon tidak ada di tangan")
        note(officer.office_id, decision, f"{officer.full_name} memakai satu kode pemulihan")
        return factor.pk
    return None


def _takes_step(factor: models.SecondFactor, code: str, at: datetime.datetime) -> bool:
    if factor.sealed is None:
        return False
    try:
        secret = unseal(bytes(factor.sealed), _owner(factor.person_id))
    except Unreadable:
        # The key of the server is another one: nobody's code fits until it is back.
        _log.error("second factor %s cannot be opened with the key of this server", factor.pk)
        return False
    step = totp.step_of(secret, code, at.timestamp(), after=factor.last_step)
    if step is None:
        return False
    return bool(models.SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step))


def _takes_recovery_code(factor: models.SecondFactor, code: str, at: datetime.datetime) -> bool:
    unused = factor.recovery_codes.filter(used_at=None, digest__in=digests_of(code, _owner(factor.person_id)))
    return bool(unused.update(used_at=at))


def new_codes(factor: models.SecondFactor) -> tuple[str, ...]:
    """Ten recovery codes for a second factor, kept as digests alone, in the caller's transaction."""
    codes = tuple("-".join(_group() for _part in range(3)) for _code in range(RECOVERY_CODES))
    owner = _owner(factor.person_id)
    models.RecoveryCode.objects.bulk_create(
        models.RecoveryCode(factor=factor, digest=digests_of(_plain(code), owner)[0]) for code in codes
    )
    return codes


def _group() -> str:
    return "".join(secrets.choice(_SIGNS) for _sign in range(4))


def own_row(office_key: str, decision: Decision) -> models.Person:
    """The officer who decides, as a row. Raises NotAllowed for a founding, which is nobody's."""
    if decision.by is None:
        raise NotAllowed
    return found(models.Person.objects.filter(office__key=office_key, pk=decision.by.person).first(), "Petugas")


def _factor_of(person: int) -> models.SecondFactor:
    factor = models.SecondFactor.objects.filter(person=person).first()
    if factor is None:
        raise NoSecondFactor(fields=("person",))
    return factor


def _owner(person: int) -> str:
    return f"second factor {person}"


def _plain(typed: str) -> str:
    """A code without the blanks and hyphens that people read it in."""
    return "".join(typed.split()).replace("-", "").lower()
