"""Two who take, count or receive the same blanks at the same moment: one does, and a form sent twice is one."""

import uuid
from functools import partial

import pytest

from loket.core.problems import Refusal
from loket.documents import queries
from loket.documents.blanks.ledger import BlankAct
from loket.documents.refusals import PrintKeyReused
from loket.documents.services import BlankKind, count_blanks, issue_blanks, receive_blanks
from loket.offices.records import Officer
from tests.apps import factories
from tests.apps.at_once import at_once
from tests.apps.conftest import OwnDatabase
from tests.apps.documents.blank_stock import AT, KIA, KTP_EL, do, entry, stock


class TestTwoAtOnce:
    @pytest.fixture
    def stored(self, own_database: OwnDatabase) -> None:
        do(receive_blanks, entry("A001", "A010"))

    def count(self, key: uuid.UUID, kind: BlankKind = KTP_EL) -> int:
        return count_blanks(kind, 8, officer=factories.budi(), key=key, reason="Dua terselip", at=AT)

    @pytest.mark.usefixtures("stored")
    def test_counts_of_one_key_are_one(self) -> None:
        for key in (uuid.uuid4() for _ in range(8)):
            assert at_once(*[partial(self.count, key)] * 4) == [-2] * 4
        lines = queries.blank_ledger("bintan", KTP_EL)
        assert [line.act for line in lines] == [BlankAct.COUNT] * 8 + [BlankAct.RECEIVE]

    @pytest.mark.usefixtures("stored")
    def test_counts_of_two_kinds_with_one_key_are_one_and_a_refusal(self) -> None:
        for key in (uuid.uuid4() for _ in range(8)):
            found = at_once(*(partial(self.count, key, kind) for kind in (KTP_EL, KIA)))
            assert [type(one) for one in found if not isinstance(one, int)] == [PrintKeyReused]

    @pytest.mark.usefixtures("stored")
    def test_movements_of_one_key_are_one(self) -> None:
        for number in range(8):
            what, key = entry(f"B{number}01", f"B{number}99"), uuid.uuid4()
            lines = at_once(*[partial(do, receive_blanks, what, key=key)] * 4)
            assert len(set(lines)) == 1
            assert isinstance(lines[0], int)

    @pytest.mark.usefixtures("stored")
    def test_take_a_blank_once(self) -> None:
        budi, wati = factories.budi(), factories.wati()

        def take(to: Officer) -> bool:
            issue_blanks(entry("A001", "A006"), to=to, officer=budi, key=uuid.uuid4(), at=AT)
            return True

        answers = at_once(*(partial(take, to) for to in (budi, wati, budi, wati)))
        assert answers.count(True) == 1
        assert sum(isinstance(one, Refusal) for one in answers) == 3
        assert stock().with_officers == 6
