"""Every field of a resident and of a form is general or specific, and somebody has decided which."""

import dataclasses
import datetime

import pytest

from loket.core.entry.forms import form_of
from loket.core.entry.kinds import KINDS
from loket.core.register import values
from loket.core.register.codes import Disability, Religion, Sex
from loket.core.register.field_classes import (
    GENERAL,
    OPEN_TO,
    SEALED,
    SPECIFIC,
    FieldClass,
    Undecided,
    class_of,
    specific_in,
    without,
)

RECORDS = (
    *(values.Address, values.Permit, values.Biodata, values.Documents, values.Transit, values.Record),
    *(values.Resident, values.Stay, values.Family, values.Membership),
)


def _of_form(kind: str) -> set[str]:
    return {each.name for one in form_of(kind).fields.values() for each in (one, *one.columns)}


def _of_the_register() -> set[str]:
    return {one.name for record in RECORDS for one in dataclasses.fields(record)}


class TestEveryField:
    @pytest.mark.parametrize("kind", sorted(KINDS))
    def test_of_a_form_has_a_class(self, kind: str) -> None:
        for name in _of_form(kind):
            assert class_of(name, kind), f"{name} of {kind}: decide it in field_classes.py"

    def test_of_a_resident_has_a_class(self) -> None:
        for name in _of_the_register():
            assert class_of(name), f"{name}: decide it in field_classes.py"

    def test_that_is_new_has_none(self) -> None:
        with pytest.raises(Undecided):
            class_of("fingerprint")

    def test_in_the_table_exists(self) -> None:
        known = _of_the_register().union(*(_of_form(kind) for kind in KINDS))
        assert GENERAL - known == set()
        for one in SPECIFIC:
            kinds = one.kinds or {kind for kind in KINDS if one.name in _of_form(kind)}
            assert kinds, one.name
            assert all(one.name in _of_form(kind) for kind in kinds), one.name

    def test_that_is_specific_says_by_which_law(self) -> None:
        assert all(one.basis.startswith("UU ") for one in SPECIFIC)


class TestSpecific:
    def test_is_a_disability_wherever_it_stands(self) -> None:
        assert class_of("disability") is FieldClass.SPECIFIC
        assert class_of("disability", "pindah-datang") is FieldClass.SPECIFIC
        assert "disability" in specific_in("")

    def test_depends_on_the_form_where_one_name_means_two_things(self) -> None:
        assert class_of("cause", "kematian") is FieldClass.SPECIFIC
        assert class_of("cause", "ganti-kepala") is FieldClass.GENERAL
        assert "cause" not in specific_in("ganti-kepala")

    def test_is_kept_sealed_where_it_is_a_disability(self) -> None:
        assert {"disability", "disability_basis", "change_disability"} == SEALED

    def test_is_open_to_no_administrator_and_no_auditor(self) -> None:
        assert not OPEN_TO & {"author", "audit", "intake"}


class TestWithout:
    def test_takes_out_what_is_specific_and_nothing_else(self) -> None:
        sari = values.Biodata(
            full_name="Sari Wulandari",
            sex=Sex.FEMALE,
            birth_place="Kijang",
            birth_date=datetime.date(1986, 3, 3),
            religion=Religion.ISLAM,
            disability=Disability.BLIND,
        )
        bare = without(sari, frozenset({"disability", "cause", "full_name"}))
        assert bare == dataclasses.replace(sari, disability=None)
        assert without(sari, frozenset()) == sari
