"""Papers that the register has replaced or taken back since: what their verification says follows from it."""

import uuid

import pytest

from loket.core.register.change import Act, Paper
from loket.entries import models, queries
from tests.apps import factories

pytestmark = pytest.mark.django_db
HOME, SARI, BUDI = (uuid.uuid5(uuid.NAMESPACE_OID, name) for name in ("home", "sari", "budi"))


@pytest.fixture
def effect() -> models.Effect:
    """An application that has changed the register."""
    entry = models.Entry.objects.create(
        resi="AAAABBBBCCCC",
        revision=1,
        kind="kk-rusak",
        values={},
        accepted={},
        sha256="0" * 64,
        key=uuid.uuid4(),
        office_id=factories.budi().office_id,
        person=1,
        acted_as="Budi",
        at=factories.MONDAY,
    )
    return models.Effect.objects.create(resi=entry.resi, entry=entry, step="cetak", life_events=[], at=factories.MONDAY)


class Papers:
    """Products in the order they arise."""

    def __init__(self, effect: models.Effect) -> None:
        self._effect = effect
        self._place = 0

    def add(
        self, paper: Paper, act: Act = Act.ISSUE, *, of: uuid.UUID | None = None, to: tuple[uuid.UUID, ...] = ()
    ) -> int:
        self._place += 1
        return models.Product.objects.create(
            resi=self._effect.resi,
            effect=self._effect,
            place=self._place,
            paper=paper,
            act=act,
            residents=[str(one) for one in to],
            family=of,
            life_event=uuid.uuid4(),
            issued_on=factories.TODAY,
        ).pk


@pytest.fixture
def papers(effect: models.Effect) -> Papers:
    return Papers(effect)


def said(product: int) -> tuple[bool, bool]:
    """Whether it is replaced, and whether it is taken back."""
    found = queries.overtaken([product])[product]
    assert {found.replaced_at, found.taken_back_at} <= {None, factories.MONDAY}
    return found.replaced_at is not None, found.taken_back_at is not None


class TestAKk:
    def test_is_replaced_by_the_next_of_its_family(self, papers: Papers) -> None:
        first, second = papers.add(Paper.KK, of=HOME), papers.add(Paper.KK, of=HOME)
        assert (said(first), said(second)) == ((True, False), (False, False))

    def test_is_left_alone_by_another_family_and_by_other_papers(self, papers: Papers) -> None:
        first = papers.add(Paper.KK, of=HOME)
        papers.add(Paper.KK, of=uuid.uuid4())
        papers.add(Paper.BIODATA, of=HOME)
        papers.add(Paper.KK, Act.ANNOTATE, of=HOME)
        assert said(first) == (False, False)

    def test_is_taken_back_with_its_family(self, papers: Papers) -> None:
        first = papers.add(Paper.KK, of=HOME)
        papers.add(Paper.KK, Act.WITHDRAW, of=HOME)
        assert said(first) == (False, True)


class TestALetter:
    def test_is_taken_back_for_whom_it_names_first_in_whatever_order(self, papers: Papers) -> None:
        letter = papers.add(Paper.SKPWNI, to=(SARI, BUDI))
        papers.add(Paper.SKPWNI, Act.WITHDRAW, to=(BUDI, SARI))
        assert said(letter) == (False, True)

    def test_of_a_later_move_stands(self, papers: Papers) -> None:
        papers.add(Paper.SKPWNI, to=(SARI,))
        papers.add(Paper.SKPWNI, Act.WITHDRAW, to=(SARI,))
        assert said(papers.add(Paper.SKPWNI, to=(SARI,))) == (False, False)

    def test_is_left_alone_by_other_papers_and_other_residents(self, papers: Papers) -> None:
        letter = papers.add(Paper.AKTA_PERKAWINAN, to=(BUDI, SARI))
        papers.add(Paper.AKTA_PERKAWINAN, Act.ANNOTATE, to=(BUDI, SARI))
        papers.add(Paper.AKTA_PERKAWINAN, Act.WITHDRAW, to=(uuid.uuid4(), uuid.uuid4()))
        papers.add(Paper.SKPWNI, Act.WITHDRAW, to=(BUDI, SARI))
        assert said(letter) == (False, False)


def test_nothing_is_said_of_no_products() -> None:
    assert queries.overtaken([]) == {}
