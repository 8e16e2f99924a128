"""Couples divorced in the register itself, so that a court can annul it: no made-up family has that past."""

import datetime
import random
import uuid

from loket.core.register.codes import Sex, Shdk
from loket.core.register.events import Divorce
from loket.core.register.placements import NewKk
from loket.core.rules import Level
from loket.entries.sample.asking import REASON
from loket.entries.sample.pool import Pool, is_nuclear, row_of
from loket.offices.records import Officer
from loket.register import queries, services


def divorce(pool: Pool, officer: Officer, chance: random.Random, *, count: int) -> None:
    """Record the divorce of so many couples without children; the wife has a KK of her own since."""
    for _ in range(count):
        kk = pool.take(lambda kk: is_nuclear(kk) and len(kk.rows) == 2 and kk.rows[0].biodata.sex is Sex.MALE)
        husband, wife = kk.rows[0], row_of(kk, Shdk.WIFE)
        day = max(pool.resident(husband).latest.from_date, pool.today - datetime.timedelta(days=30))
        event = Divorce(
            date=day,
            husband_id=husband.resident_id,
            wife_id=wife.resident_id,
            akta_number="2101-CR-01102026-0001",
            placements=(NewKk(services.new_id(), wife.resident_id),),
        )
        found = queries.foresee((event,), officer=officer).findings
        if any(finding.level is Level.REFUSAL for finding in found):
            continue
        accepted = {finding.rule: REASON for finding in found}
        key = uuid.UUID(int=chance.getrandbits(128))
        services.record_life_event(event, officer=officer, key=key, accepted=accepted)
        pool.divorced.append((husband, wife))
