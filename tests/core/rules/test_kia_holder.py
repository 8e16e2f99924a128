"""A KIA until the seventeenth birthday or marriage."""

from loket.core.register import Documents
from loket.core.register.codes import MaritalStatus
from loket.core.rules import kia_holder as rule
from tests.core.register.people import ADI, TODAY, day, neighbourhood, with_biodata, with_record
from tests.core.rules.found import found


class TestKiaHolder:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_card_past_the_birthday(self) -> None:
        assert found(
            rule, with_record(neighbourhood(), ADI, documents=Documents(kia_until_date=day("2029-03-02")))
        ) == [(ADI,)]

    def test_finds_a_card_of_someone_married_until_it_ends(self) -> None:
        part = with_biodata(neighbourhood(), ADI, marital_status=MaritalStatus.CERAI_MATI)
        assert found(rule, part) == [(ADI,)]
        assert found(rule, with_record(part, ADI, documents=Documents(kia_until_date=TODAY))) == []
