"""
A register that lives by chance: whatever happens, everyone is in one KK, and the past stays as it was.

The laws are written here a second time, in another way than the rules, and are asked for days long gone as well.
"""

import datetime
from collections import Counter
from random import Random

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from loket.core.problems import Refusal
from loket.core.register import Context, FamilyId, ResidentId, Slice
from loket.core.register.change import Act, Change, Paper
from loket.core.register.codes import MaritalStatus, PermitKind, ResidentStatus, Sex, Shdk
from loket.core.register.decide import HANDLERS, apply, check, decide
from loket.core.register.events import LifeEvent
from loket.core.rules import RULES, Level
from tests.core.register.chance import Chance, draw_event
from tests.core.register.people import SINCE, neighbourhood

ACCEPTED = {rule.RULE.id: "diperiksa" for rule in RULES if rule.RULE.level is Level.WARNING}
ONE_DAY = datetime.timedelta(days=1)
# A failing run is told by its steps; making it smaller takes minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


def members_on(part: Slice, day: datetime.date) -> dict[FamilyId, list[ResidentId]]:
    """Who was in which KK, from the bare memberships."""
    found: dict[FamilyId, list[ResidentId]] = {}
    for m in part.memberships:
        if m.from_date <= day and (m.until_date is None or day < m.until_date):
            found.setdefault(m.family_id, []).append(m.resident_id)
    return found


def require_sound(part: Slice, day: datetime.date) -> None:
    """The laws of section 7, for one day."""
    then = part.as_of(day)
    families = members_on(part, day)
    everyone = [person for people in families.values() for person in people]
    assert len(everyone) == len(set(everyone))
    assert set(families) == {f.id for f in then.open_families}
    active = {r.id for r in then.residents.values() if r.is_active and not _is_guest(then, r.id)}
    assert set(everyone) == active
    for family_id, people in families.items():
        kk = then.kk(family_id)
        assert kk is not None
        assert sorted(map(str, people)) == sorted(str(row.resident_id) for row in kk.rows)
        heads = [row for row in kk.rows if row.shdk is Shdk.HEAD]
        assert [row.resident_id for row in heads] == [kk.head_id]
        assert kk.rows[0] == heads[0]
        head = heads[0].biodata
        spouses = [row.biodata for row in kk.rows if row.shdk in (Shdk.HUSBAND, Shdk.WIFE)]
        assert all(s.sex is not head.sex and s.marital_status.is_married for s in spouses)
        assert not spouses or head.marital_status.is_married


def _is_guest(part: Slice, resident_id: ResidentId) -> bool:
    permit = part.residents[resident_id].biodata.permit
    return permit is not None and permit.kind is PermitKind.ITAS


def require_adult_heads(part: Slice, today: datetime.date) -> None:
    for family in part.open_families:
        head = part.residents[family.head_id].biodata
        birthday = (head.birth_date.year + 17, head.birth_date.month, head.birth_date.day)
        adult = birthday <= (today.year, today.month, today.day)
        assert adult or head.marital_status is not MaritalStatus.BELUM_KAWIN


def require_unique_numbers(part: Slice) -> None:
    niks = [r.nik for r in part.residents.values() if r.nik is not None]
    numbers = [f.kk_number for f in part.families.values() if f.kk_number is not None]
    assert len(niks) == len(set(niks))
    assert len(numbers) == len(set(numbers))


def require_two_sided_marriages(part: Slice) -> None:
    for r in part.residents.values():
        for spouse_id in r.biodata.spouse_ids:
            spouse = part.residents[spouse_id]
            assert not r.is_active or r.id in spouse.biodata.spouse_ids
            assert spouse.status not in (ResidentStatus.DEAD, ResidentStatus.ANNULLED)
        assert r.biodata.sex is Sex.MALE or len(r.biodata.spouse_ids) <= 1


def forgetting_numbers(part: Slice) -> object:
    """A register without its numbers, which are not dated."""
    residents = {i: r.records for i, r in part.residents.items()}
    families = {i: (f.head_id, f.stays, f.follows) for i, f in part.families.items()}
    return residents, families, part.memberships


class RegisterMachine(RuleBasedStateMachine):
    """The neighbourhood through the years."""

    happened: Counter[type[LifeEvent]] = Counter()
    refused: Counter[type[LifeEvent]] = Counter()

    @initialize()
    def opens(self) -> None:
        self.part = neighbourhood()
        self.today = datetime.date(2026, 12, 21)
        self.next_id = 1000

    @rule(seed=st.integers(0, 2**64 - 1))
    def something_happens(self, seed: int) -> None:
        random = Random(seed)
        self.today += datetime.timedelta(days=random.choice((0, 1, 30, 200)))
        chance = Chance(self.part, self.today, random, self.next_id)
        event = draw_event(chance)
        self.next_id = chance.next_id
        loaded = self.part.around(event.named_residents, event.named_families)
        context = Context(self.today, ACCEPTED)
        try:
            change = decide(loaded, event, context)
        except Refusal:
            self.refused[type(event)] += 1
            return
        if _takes_a_number(self.part, change):
            return
        self.happened[type(event)] += 1
        self._keeps_the_laws(loaded, change, random)

    def _keeps_the_laws(self, loaded: Slice, change: Change, random: Random) -> None:
        before, self.part = self.part, apply(self.part, change)
        assert all(f.level is Level.WARNING for f in check(loaded, change.event, Context(self.today)))
        eve = change.effective_date - ONE_DAY
        assert forgetting_numbers(self.part.as_of(eve)) == forgetting_numbers(before.as_of(eve))
        for family in change.families:
            assert (family.before, family.after) == (before.kk(family.family_id), self.part.kk(family.family_id))
        untouched = before.families.keys() - {f.family_id for f in change.families}
        assert all(before.kk(i) == self.part.kk(i) for i in untouched)
        printed = {o.family_id for o in change.outputs if o.paper is Paper.KK and o.act is Act.ISSUE and o.family_id}
        anew = {o.family_id for o in change.outputs if o.note in ("hilang", "rusak") and o.family_id}
        assert printed == {f.family_id for f in change.families if f.after is not None} | anew
        long_ago = SINCE + datetime.timedelta(days=random.randrange((self.today - SINCE).days + 1))
        for day in (change.effective_date, self.today, long_ago):
            require_sound(self.part, day)
        require_adult_heads(self.part, self.today)
        require_unique_numbers(self.part)
        require_two_sided_marriages(self.part)


def _takes_a_number(part: Slice, change: Change) -> bool:
    """Whether the change brings a number that is taken outside the loaded part: there the store's unique column refuses."""
    after = apply(part, change)
    try:
        require_unique_numbers(after)
    except AssertionError:
        return True
    return False


class TestRegister:
    def test_keeps_its_laws_whatever_happens(self) -> None:
        RegisterMachine.happened.clear()
        RegisterMachine.refused.clear()
        run_state_machine_as_test(
            RegisterMachine, settings=settings(max_examples=200, stateful_step_count=50, phases=PHASES)
        )
        assert set(RegisterMachine.happened) == set(HANDLERS)
        assert RegisterMachine.refused.total() > RegisterMachine.happened.total() // 10
