"""From what an application yields to the paper on the table: the register, the life event and the form together."""

from dataclasses import replace

import pytest

from loket.casework import demo
from loket.core.register.change import Paper
from loket.documents import services
from loket.documents.products import request_for
from loket.entries import queries
from loket.entries.records import Filling, ProductRecord
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.register import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def products() -> dict[str, ProductRecord]:
    """What a signed birth yields, by the name of the paper."""
    home = people.saris()
    case = demo.advance(births.taken_in(), "bintan", to=births.FILL, at=factories.MONDAY)
    births.save(case, Filling("kelahiran", births.answers(home)))
    demo.advance(case, "bintan", to="registrasi-cap", at=factories.MONDAY)
    return {product.paper: product for product in queries.products_of(case.resi)}


class TestTheRequest:
    def test_bears_subject_number_and_day_of_the_product(self, products: dict[str, ProductRecord]) -> None:
        akta = products[Paper.AKTA_KELAHIRAN.value]
        request = request_for(akta, "bintan")
        assert (request.number, request.resident_ids) == ("2101-LU-16112026-0001", akta.resident_ids)
        assert request.on == factories.TODAY

    def test_tells_what_only_the_form_and_the_life_event_know(self, products: dict[str, ProductRecord]) -> None:
        details = request_for(products[Paper.AKTA_KELAHIRAN.value], "bintan").details
        assert details["order"] == "2"
        assert details["reporter_name"] == "Agus Salim"

    @pytest.mark.parametrize("paper", [Paper.AKTA_KELAHIRAN, Paper.KK, Paper.KIA])
    def test_is_complete_for_every_paper_of_a_birth(self, products: dict[str, ProductRecord], paper: Paper) -> None:
        record = services.gather(request_for(products[paper.value], "bintan"), printed_at=factories.MONDAY)
        assert services.paper_pdf(record).startswith(b"%PDF")


class TestTheNumberOfALetter:
    def test_is_that_of_the_book_once_the_case_has_taken_it(self) -> None:
        home = people.saris()
        case = demo.advance(births.taken_in(), "bintan", to=births.FILL, at=factories.MONDAY)
        births.save(case, Filling("kelahiran", births.answers(home)))
        signed = demo.advance(case, "bintan", to="registrasi-cap", at=factories.MONDAY)
        akta = next(p for p in queries.products_of(case.resi) if p.paper == Paper.AKTA_KELAHIRAN.value)
        letter = replace(akta, paper=Paper.SKPTI.value, number="")
        assert request_for(letter, "bintan").number == ""
        entered = demo.complete_open_step(signed, "bintan", factories.MONDAY)
        assert entered.number is not None
        assert request_for(letter, "bintan").number == entered.number
