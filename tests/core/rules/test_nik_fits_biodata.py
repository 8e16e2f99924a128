"""Date and sex in a NIK agree with the biodata."""

from dataclasses import replace

from loket.core.register.codes import Sex
from loket.core.rules import nik_fits_biodata as rule
from tests.core.register.people import LIA, day, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestNikFitsBiodata:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_another_date(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), LIA, birth_date=day("2018-07-10"))) == [(LIA,)]

    def test_finds_another_sex(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), LIA, sex=Sex.MALE)) == [(LIA,)]

    def test_leaves_who_waits_for_a_nik(self) -> None:
        part = with_biodata(neighbourhood(), LIA, sex=Sex.MALE)
        waiting = replace(part.residents[LIA], nik=None)
        assert found(rule, replace(part, residents={**part.residents, LIA: waiting})) == []
