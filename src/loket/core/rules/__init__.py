"""
The rules of a valid register: one rule, one file, one test file.

Each file names its `RULE` and has `check(part, context)`, which yields every breach in a part of the register as it would be
after a life event. What was broken before and is not made worse is no breach of the event: old names stay valid, and an
imported register can be repaired one step at a time.
"""

from typing import Final

from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules import (
    arrival_fits_letter,
    arrival_from_elsewhere,
    birth_bond_fits,
    birth_not_recorded_twice,
    birth_order_fits,
    child_in_law_is_married,
    child_younger_than_head,
    closed_family_is_empty,
    couple_shares_kk,
    dates_in_order,
    ended_stays_ended,
    every_resident_in_a_kk,
    foreigner_has_itap,
    grandchild_younger_than_child,
    head_is_eligible,
    kia_holder,
    ktp_el_holder,
    marital_dates_known,
    marriage_age,
    minors_not_alone,
    more_than_one_wife,
    mother_age_fits,
    mother_lives_at_birth,
    name_length,
    name_letters,
    name_two_words,
    nik_fits_biodata,
    no_future_dates,
    one_head,
    one_husband,
    one_open_membership,
    only_active_members,
    parent_older_than_head,
    parents_age_gap,
    parents_are_older,
    parents_sex,
    siblings_birth_gap,
    spouse_is_the_heads,
    spouse_of_head_is_married,
    spouse_sex_fits_head,
    spouses_are_mutual,
    spouses_are_not_kin,
    unique_kk_number,
    unique_nik,
)
from loket.core.rules.rule import Finding, Level, Rule, RuleModule

RULES: Final[tuple[RuleModule, ...]] = (
    one_open_membership,
    one_head,
    closed_family_is_empty,
    head_is_eligible,
    minors_not_alone,
    every_resident_in_a_kk,
    only_active_members,
    foreigner_has_itap,
    spouse_sex_fits_head,
    spouse_of_head_is_married,
    spouse_is_the_heads,
    one_husband,
    more_than_one_wife,
    spouses_are_mutual,
    spouses_are_not_kin,
    marriage_age,
    couple_shares_kk,
    child_in_law_is_married,
    parent_older_than_head,
    child_younger_than_head,
    grandchild_younger_than_child,
    parents_are_older,
    parents_age_gap,
    mother_age_fits,
    parents_sex,
    mother_lives_at_birth,
    siblings_birth_gap,
    birth_not_recorded_twice,
    birth_order_fits,
    birth_bond_fits,
    arrival_from_elsewhere,
    arrival_fits_letter,
    name_letters,
    name_length,
    name_two_words,
    nik_fits_biodata,
    unique_nik,
    unique_kk_number,
    dates_in_order,
    no_future_dates,
    ended_stays_ended,
    ktp_el_holder,
    kia_holder,
    marital_dates_known,
)


def judge(before: Slice, after: Slice, context: Context) -> tuple[Finding, ...]:
    """Every breach that `after` has and `before` had not, refusals first, in the order of RULES."""
    new: list[Finding] = []
    for rule in RULES:
        found = list(rule.check(after, context))
        if found:
            old = {f.key for f in rule.check(before, context)}
            new += [f for f in found if f.key not in old]
    return tuple(sorted(new, key=lambda f: f.level is Level.WARNING))


__all__ = ["RULES", "Finding", "Level", "Rule", "RuleModule", "judge"]
