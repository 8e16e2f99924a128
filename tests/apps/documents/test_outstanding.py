"""Which papers of an application have no good print."""

import datetime
import uuid
from dataclasses import replace

import pytest

from loket.core.register.change import Act, Paper
from loket.documents import queries, services
from loket.documents.queries import Lack
from loket.documents.services import CardPrint, Outcome, PrintJob
from loket.entries.records import ProductRecord
from loket.register import services as register_services
from tests.apps import factories
from tests.apps.documents.asking import saris
from tests.apps.documents.test_prints import kk_request, print_kk
from tests.apps.register import people

RESI = "7K2M94QXB3TD"

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> people.Home:
    register_services.load_regions()
    return saris()


def kk_of(home: people.Home, act: Act = Act.ISSUE) -> ProductRecord:
    return product(Paper.KK, act, family_id=home.id)


def product(paper: Paper, act: Act = Act.ISSUE, **of: object) -> ProductRecord:
    given: dict[str, object] = {
        "resident_ids": (),
        "family_id": None,
        "life_event": uuid.uuid4(),
        "took_effect_at": factories.MONDAY,
        **of,
    }
    return ProductRecord(
        id=1,
        resi=RESI,
        paper=paper.value,
        act=act.value,
        number="",
        note="",
        issued_on=factories.TODAY,
        **given,  # type: ignore[arg-type]
    )


def lacking(*products: ProductRecord) -> list[tuple[ProductRecord, Lack]]:
    return [(one.product, one.lack) for one in queries.outstanding(products, queries.prints_of(RESI))]


def lack(one: ProductRecord) -> Lack | None:
    found = lacking(one)
    return found[0][1] if found else None


def say(print_id: int, outcome: Outcome) -> None:
    services.say_outcome(print_id, outcome, officer=factories.budi(), reason="luntur", at=factories.MONDAY)


class TestAPaper:
    def test_never_printed_or_printed_for_another_is_outstanding(self, home: people.Home) -> None:
        assert lack(kk_of(home)) is Lack.NEVER
        print_kk(home)
        assert lack(product(Paper.KK, family_id=uuid.uuid4())) is Lack.NEVER

    def test_is_outstanding_until_its_print_is_said_to_be_good(self, home: people.Home) -> None:
        printed = print_kk(home)
        assert lack(kk_of(home)) is Lack.UNSAID
        say(printed.print_id, Outcome.UNKNOWN)
        assert lack(kk_of(home)) is Lack.UNSAID
        say(printed.print_id, Outcome.GOOD)
        assert lack(kk_of(home)) is None

    def test_that_came_out_spoiled_is_outstanding_until_the_next(self, home: people.Home) -> None:
        say(print_kk(home).print_id, Outcome.SPOILED)
        assert lack(kk_of(home)) is Lack.SPOILED
        say(print_kk(home).print_id, Outcome.GOOD)
        assert lack(kk_of(home)) is None

    def test_that_is_taken_back_is_not(self, home: people.Home) -> None:
        assert lack(kk_of(home, Act.WITHDRAW)) is None

    def test_that_the_centre_printed_here_is_in_hand(self, home: people.Home) -> None:
        card = CardPrint(resident_id=home.members[0], serial="A0005", resi=RESI)
        made = services.record_card(Paper.KTP_EL, card, officer=factories.budi(), key=uuid.uuid4(), at=factories.MONDAY)
        wanted = product(Paper.KTP_EL, resident_ids=(home.members[0],))
        assert lack(wanted) is Lack.UNSAID
        say(made, Outcome.GOOD)
        assert lack(wanted) is None


class TestAPaperIssuedAgain:
    """A correction in the same case: the paper of before was printed, said to be good, and is no longer right."""

    @pytest.fixture
    def kks(self, home: people.Home) -> tuple[ProductRecord, ProductRecord]:
        old = kk_of(home)
        later = factories.MONDAY + datetime.timedelta(hours=1)
        return old, replace(old, id=2, life_event=uuid.uuid4(), took_effect_at=later)

    def print_of(self, product: ProductRecord, home: people.Home, reason: str = "") -> None:
        request = replace(kk_request(home), life_event_id=product.life_event)
        job = PrintJob(resi=RESI, reason=reason)
        at = factories.MONDAY + datetime.timedelta(hours=2)
        printed = services.print_paper(request, job, officer=factories.budi(), key=uuid.uuid4(), at=at)
        say(printed.print_id, Outcome.GOOD)

    def test_is_not_in_hand_by_a_print_of_the_one_before(
        self, home: people.Home, kks: tuple[ProductRecord, ProductRecord]
    ) -> None:
        old, new = kks
        self.print_of(old, home)
        assert lacking(old) == []
        assert lacking(old, new) == [(new, Lack.NEVER)]

    def test_is_in_hand_by_its_own_and_the_one_before_is_asked_for_no_more(
        self, home: people.Home, kks: tuple[ProductRecord, ProductRecord]
    ) -> None:
        old, new = kks
        self.print_of(new, home)
        assert lacking(old, new) == []
        self.print_of(old, home, reason="salah tekan")
        assert lacking(old, new) == []

    def test_that_is_of_another_kk_replaces_nothing(
        self, home: people.Home, kks: tuple[ProductRecord, ProductRecord]
    ) -> None:
        old, new = kks
        self.print_of(new, home)
        assert lacking(old, replace(new, family_id=uuid.uuid4()))[0] == (old, Lack.NEVER)

    def test_as_a_card_of_the_centre_is_told_by_its_time(self, home: people.Home) -> None:
        card = CardPrint(resident_id=home.members[0], serial="A0005", resi=RESI)
        made = services.record_card(Paper.KTP_EL, card, officer=factories.budi(), key=uuid.uuid4(), at=factories.MONDAY)
        say(made, Outcome.GOOD)
        old = product(Paper.KTP_EL, resident_ids=(home.members[0],))
        new = replace(old, id=2, took_effect_at=factories.MONDAY + datetime.timedelta(minutes=1))
        assert lacking(old) == []
        assert lacking(old, new) == [(new, Lack.NEVER)]
