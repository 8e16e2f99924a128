"""
What keepers do to somebody else's account: a new password, or a lost second factor taken away. For other apps it is in `services`.

Both together are the account. So one keeper does one of them, and another keeper the other, until the owner has been told and a
day has passed.
"""

import datetime
import logging
from typing import Final

from django.db import transaction
from django.db.models import Q

from loket.offices import models, queries
from loket.offices.changes import Decision
from loket.offices.records import KeptAct
from loket.offices.refusals import SecondKeeper
from loket.offices.terms import AccountAct
from loket.storage.writing import run

APART: Final = datetime.timedelta(hours=24)
_alarms: Final = logging.getLogger("loket.alarm")
_WORDS: Final = {
    AccountAct.PASSWORD: "diberi kata sandi baru",
    AccountAct.SECOND_FACTOR: "dicabut verifikasi dua langkahnya",
}


def keep_act(row: models.Person, kind: AccountAct, decision: Decision) -> None:
    """
    Keep that this is done to a person's account, for its owner to be told, in the caller's transaction.

    Raises SecondKeeper where the same keeper has done the other one. The server's command line may do both. The log
    `loket.alarm` is told of every second factor that is taken away, of both by two keepers, and of who was refused.
    """
    other = AccountAct.SECOND_FACTOR if kind is AccountAct.PASSWORD else AccountAct.PASSWORD
    recent = Q(at__gt=decision.at - APART) | Q(seen_at=None)
    others = models.AccountAct.objects.filter(recent, person=row, kind=other.value)
    keeper = decision.by.person if decision.by else None
    office = queries.office_by_id(row.office_id).key
    done = f"petugas {row.pk} {_WORDS[kind]} oleh {keeper or 'komputer server'}"
    if keeper is not None and others.filter(by=keeper).exists():
        _alarms.warning("%s: %s: ditolak, karena yang lain juga olehnya", office, done)
        raise SecondKeeper(fields=("person",))
    both = ": keduanya sekarang, oleh dua orang" if others.exists() else ""
    models.AccountAct.objects.create(
        person=row, kind=kind.value, by_id=keeper, at=decision.at, why=decision.why.strip()
    )
    if both or kind is AccountAct.SECOND_FACTOR:
        transaction.on_commit(lambda: _alarms.warning("%s: %s%s", office, done, both))


def tell_owner(person: int, at: datetime.datetime) -> tuple[KeptAct, ...]:
    """What was done to the account of who has just signed in, oldest first; each is told once."""
    untold = models.AccountAct.objects.filter(person=person, seen_at=None)
    rows = tuple(untold.order_by("at", "pk").values_list("pk", "kind", "at", "by__full_name", "why"))
    if rows:
        run(lambda: untold.filter(pk__in=[row[0] for row in rows]).update(seen_at=at))
    return tuple(KeptAct(AccountAct(kind), done, keeper or "", why) for _pk, kind, done, keeper, why in rows)
