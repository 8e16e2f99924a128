"""The database itself refuses to change what was signed, and what would let a paper be signed twice."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from loket.casework import services as casework
from loket.core.engine import RecordPaper
from loket.core.proof.states import SignatureState, may_follow
from loket.signing import models
from tests.apps import factories
from tests.apps.signing import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
S = SignatureState
WAYS: dict[SignatureState, list[SignatureState]] = {S.PREPARED: [], S.SENT: [S.PREPARED], S.FAILED: [S.PREPARED]}
TABLES = ("signing_signercertificate", "signing_signedpaper", "signing_signingstate", "signing_localanswer")


@pytest.fixture
def signed(own_keys: Path) -> models.SignedPaper:
    cases.certified()
    (item,) = cases.sign(cases.damaged_kk())
    assert item.uuid is not None
    return models.SignedPaper.objects.get(uuid=item.uuid)


def refused(work: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            work()
    except IntegrityError:
        return True
    return False


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def another(paper: models.SignedPaper, **changes: object) -> models.SignedPaper:
    """A row like this one that has its own names."""
    row = models.SignedPaper.objects.get(pk=paper.pk)
    row.pk = None
    own = {"uuid": uuid.uuid4(), "key": uuid.uuid4(), "request_id": uuid.uuid4(), "code": "0" * 12}
    for name, value in {**own, **changes}.items():
        setattr(row, name, value)
    return row


class TestHistory:
    def test_is_neither_changed_nor_removed(self, signed: models.SignedPaper) -> None:
        for table in TABLES:
            column = "reason" if table in ("signing_signingstate", "signing_localanswer") else "acted_as"
            assert refused(lambda: run(f"UPDATE {table} SET {column} = 'lain'"))  # noqa: B023 (called at once)
            assert refused(lambda: run(f"DELETE FROM {table}"))  # noqa: B023 (called at once)


class TestAnAttempt:
    @pytest.mark.parametrize("attempt", [1, 2, 3])
    def test_is_not_begun_while_another_could_be_signed(self, signed: models.SignedPaper, attempt: int) -> None:
        assert refused(lambda: another(signed, attempt=attempt).save(force_insert=True))

    def test_of_another_product_is_its_own(self, signed: models.SignedPaper) -> None:
        assert not refused(lambda: another(signed, product=signed.product + 1).save(force_insert=True))

    def test_has_a_code_of_its_own(self, signed: models.SignedPaper) -> None:
        same = another(signed, product=signed.product + 1, code=signed.code)
        assert refused(lambda: same.save(force_insert=True))


class TestStates:
    @pytest.fixture
    def fresh(self, signed: models.SignedPaper) -> models.SignedPaper:
        row = another(signed, product=signed.product + 1)
        row.save(force_insert=True)
        return row

    def write(self, paper: models.SignedPaper, seq: int, state: SignatureState) -> bool:
        sha256 = "a" * 64 if state is S.SIGNED else ""
        row = models.SigningState(paper=paper, seq=seq, state=state, sha256=sha256, at=factories.MONDAY)

        def write() -> None:
            if state is S.SIGNED:
                named = RecordPaper(paper.code, sha256)
                casework.record_paper(paper.resi, named, officer=factories.hadi(), key=paper.uuid)
            row.save(force_insert=True)

        return not refused(write)

    def test_follow_as_the_core_says(self, signed: models.SignedPaper) -> None:
        pairs = [(before, after) for before in S for after in S]
        for number, (before, after) in enumerate(pairs, start=2):
            code = f"{number:012d}"
            row = another(signed, product=signed.product + number, code=code)
            row.save(force_insert=True)
            trail = [*WAYS.get(before, [S.PREPARED, S.SENT]), before]
            assert all(self.write(row, seq, state) for seq, state in enumerate(trail, start=1))
            assert self.write(row, len(trail) + 1, after) == may_follow(before, after), (before, after)

    def test_begin_as_prepared_and_leave_no_gap(self, fresh: models.SignedPaper) -> None:
        assert not self.write(fresh, 1, S.SENT)
        assert self.write(fresh, 1, S.PREPARED)
        assert not self.write(fresh, 3, S.SENT)
        assert not self.write(fresh, 1, S.PREPARED)

    def test_name_the_bytes_of_what_is_signed_and_of_nothing_else(self, fresh: models.SignedPaper) -> None:
        for seq, state in ((1, S.PREPARED), (2, S.SENT)):
            assert self.write(fresh, seq, state)
        bare = models.SigningState(paper=fresh, seq=3, state=S.SIGNED, at=factories.MONDAY)
        assert refused(lambda: bare.save(force_insert=True))
        extra = models.SigningState(paper=fresh, seq=3, state=S.FAILED, sha256="a" * 64, at=factories.MONDAY)
        assert refused(lambda: extra.save(force_insert=True))
