"""What messages said, removed when its term is over; that they were sent, and what became of them, stays."""

import datetime
from typing import Final

from django.utils import timezone

from loket.outbox import models
from loket.storage.writing import run
from loket.vault.services import destroy

TERM: Final = datetime.timedelta(days=30)
"""After its end a message's words and receiver are kept so long: for who is asked what was sent, or has to telephone. Basis: ours."""


def remove_old(now: datetime.datetime | None = None) -> int:
    """
    Remove what messages said that ended thirty days ago and wait for no call; how many they were.

    The key of a month of which nothing is left is destroyed, so that no backup opens it either.
    """
    before = (now or timezone.now()) - TERM
    ended = models.Standing.objects.filter(ended_at__lt=before, to_call=False).values("message")
    gone = models.Content.objects.filter(message__in=ended)
    owners = list(gone.values_list("owner", flat=True).distinct())
    removed = run(lambda: gone.delete()[0]) if owners else 0
    for owner in owners:
        month = datetime.datetime.strptime(owner.rpartition(":")[2], "%Y-%m").replace(tzinfo=datetime.UTC)
        # The month may still get messages until it is over; by then its last one has ended too.
        is_over = month + datetime.timedelta(days=32) < before
        if is_over and not models.Content.objects.filter(owner=owner).exists():
            destroy(owner, why="masa simpan isi pesan lewat", at=now)
    return removed
