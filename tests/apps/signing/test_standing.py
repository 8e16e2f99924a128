"""What a signed paper is worth: revoked and reinstated by the head alone, replaced by the next KK of the family."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from loket.core.proof.standing import Standing
from loket.signing import models, queries, services
from loket.signing.refusals import NoSuchSignedPaper, ReasonToRevokeMissing, RevokedByOthers, StandingMoved
from tests.apps import factories
from tests.apps.register import people
from tests.apps.signing import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
LATER = cases.MONDAY + datetime.timedelta(days=1)


@pytest.fixture
def paper() -> uuid.UUID:
    """A signed KK."""
    cases.certified()
    return signed(cases.damaged_kk())


def signed(resi: str) -> uuid.UUID:
    """The KK of an application, signed."""
    (item,) = cases.sign(resi)
    assert item.uuid is not None
    return item.uuid


def standing(paper: uuid.UUID) -> tuple[Standing, datetime.datetime | None]:
    """As anyone reads it."""
    found = queries.by_code(models.SignedPaper.objects.get(uuid=paper).code)
    assert found is not None
    return found.standing, found.since


class TestARevokedPaper:
    def test_says_so_and_since_when(self, paper: uuid.UUID) -> None:
        assert standing(paper) == (Standing.VALID, None)
        services.revoke(paper, factories.hadi(), "salah  cetak nama", at=LATER)
        assert standing(paper) == (Standing.REVOKED, LATER)
        record, (decision,) = queries.decisions_on(paper, factories.hadi())
        assert (record.standing, decision.reason) == (Standing.REVOKED, "salah cetak nama")
        assert "Hadi" in decision.acted_as

    def test_may_be_made_valid_again(self, paper: uuid.UUID) -> None:
        services.revoke(paper, factories.hadi(), "keliru", at=LATER)
        services.reinstate(paper, factories.hadi(), "pencabutannya keliru", at=LATER)
        assert standing(paper) == (Standing.VALID, None)
        assert [one.standing for one in queries.decisions_on(paper, factories.hadi())[1]] == ["revoked", "valid"]

    def test_is_not_revoked_twice(self, paper: uuid.UUID) -> None:
        with pytest.raises(StandingMoved):
            services.reinstate(paper, factories.hadi(), "belum dicabut", at=LATER)
        services.revoke(paper, factories.hadi(), "keliru", at=LATER)
        with pytest.raises(StandingMoved):
            services.revoke(paper, factories.hadi(), "keliru", at=LATER)

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 401])
    def test_needs_a_reason(self, paper: uuid.UUID, reason: str) -> None:
        with pytest.raises(ReasonToRevokeMissing):
            services.revoke(paper, factories.hadi(), reason, at=LATER)

    def test_is_decided_by_the_head_of_its_office_alone(self, paper: uuid.UUID) -> None:
        for officer in (factories.wati(), factories.budi(), factories.dewi()):
            with pytest.raises(RevokedByOthers):
                services.revoke(paper, officer, "keliru", at=LATER)
        with pytest.raises(NoSuchSignedPaper):
            services.revoke(uuid.uuid4(), factories.hadi(), "keliru", at=LATER)
        with pytest.raises(NoSuchSignedPaper):
            queries.decisions_on(paper, factories.dewi())

    def test_is_guarded_by_the_database(self, paper: uuid.UUID) -> None:
        row = models.SignedPaper.objects.get(uuid=paper)

        def decide(seq: int, standing: str) -> None:
            models.StandingDecision.objects.create(
                paper=row, seq=seq, standing=standing, reason="x", person=1, acted_as="", at=LATER
            )

        for seq, word in ((1, "valid"), (2, "revoked"), (1, "replaced")):
            with pytest.raises(IntegrityError), transaction.atomic():
                decide(seq, word)
        decide(1, "revoked")
        with pytest.raises(IntegrityError), transaction.atomic():
            decide(2, "revoked")
        with pytest.raises(IntegrityError), transaction.atomic():
            models.StandingDecision.objects.update(reason="lain")
        with pytest.raises(IntegrityError), transaction.atomic():
            models.StandingDecision.objects.all().delete()


class TestAKk:
    def test_takes_the_place_of_the_one_before(self) -> None:
        cases.certified()
        home = people.alone()
        first, second = (signed(cases.damaged_kk(home=home)) for _ in range(2))
        replaced, since = standing(first)
        assert (replaced, since is not None) == (Standing.REPLACED, True)
        assert standing(second) == (Standing.VALID, None)
        services.revoke(first, factories.hadi(), "keliru", at=LATER)
        assert standing(first)[0] is Standing.REVOKED

    def test_of_another_family_takes_nobodys(self, paper: uuid.UUID) -> None:
        cases.sign(cases.damaged_kk(2))
        assert standing(paper) == (Standing.VALID, None)
