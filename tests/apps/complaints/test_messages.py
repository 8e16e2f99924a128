"""Of complaints no message is made, and none of those that an earlier version made is shown to whom the complaint is kept from."""

import pytest
from django.utils import timezone

from loket.casework import queries as casework
from loket.core.messages.kinds import Kind
from loket.offices.records import Officer
from loket.outbox import models, queries, services
from loket.outbox.enqueueing import Wish, enqueue
from loket.outbox.records import CallResult, Receiver
from loket.outbox.refusals import NoSuchMessage
from tests.apps import factories
from tests.apps.complaints.complaining import ABOUT_BUDI, hadi, taken, told
from tests.apps.factories import budi

pytestmark = pytest.mark.django_db


@pytest.fixture
def tells() -> int:
    """Bintan tells its applicants; the number of the office."""
    services.turn(factories.hadi(), on=True)
    return budi().office_id


def test_is_made_of_none_however_far_it_comes(tells: int) -> None:
    made = told()
    factories.take_in()
    services.follow(tells)
    assert [row.resi == made.resi for row in models.Message.objects.all()] == [False]
    assert made.resi not in {head.resi for head in casework.heads_that_move(tells, factories.MONDAY)}


def _of_an_earlier_version(office: int, resi: str) -> int:
    """A message about a complaint, as an earlier version made it, to call about."""
    enqueue(office, Wish(Kind.TAKEN_IN, Receiver(phone=""), {}, f"{resi}:1", resi=resi), now=timezone.now())
    standing = models.Standing.objects.get(message__resi=resi)
    models.Standing.objects.filter(pk=standing.pk).update(to_call=True)
    return standing.message_id


def _listed(officer: Officer) -> tuple[bool, bool, bool, int]:
    return (
        bool(queries.messages_of(officer)[0]),
        bool(queries.to_call(officer)),
        bool(queries.calls_made(officer)),
        queries.calls_waiting(officer),
    )


def test_made_before_is_no_longer_there_for_whom_it_is_kept_from(tells: int) -> None:
    number = _of_an_earlier_version(tells, taken(ABOUT_BUDI).resi)
    assert _listed(hadi()) == (True, True, False, 1)
    assert _listed(budi()) == (False, False, False, 0)
    with pytest.raises(NoSuchMessage):
        queries.require_known(budi(), number)
    with pytest.raises(NoSuchMessage):
        services.note_call(budi(), number, CallResult.TOLD, "")
    services.note_call(hadi(), number, CallResult.TOLD, "Sudah")
    assert _listed(hadi()) == (True, False, True, 0)
    assert _listed(budi()) == (False, False, False, 0)
