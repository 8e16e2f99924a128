"""The shortest way through: an application is taken in and goes on."""

import pytest

from tests.apps import factories


class TestACase:
    @pytest.mark.django_db
    def test_goes_from_the_counter_to_the_end(self) -> None:
        taken = factories.take_in()
        assert taken.register_number == "1/2026"
        assert taken.step == "teruskan"
        last = factories.case_at("tanda-tangan-buku")
        assert last.step == "tanda-tangan-buku"

    def test_is_kept_on_a_committed_database(self, own_database: object) -> None:
        assert factories.take_in().register_number == "1/2026"
        assert factories.take_in().register_number == "2/2026"
        assert factories.case_at("sahkan").version == 7
