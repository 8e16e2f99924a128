"""Another process at work: what it changes is in the database, while this one goes on with what it remembers."""

from collections.abc import Callable

from loket.offices import memory


def by_another_process(service: Callable[[], object]) -> None:
    """Run a service and put back what this process remembered before."""
    kept = {id(one): dict(vars(one)) for one in memory.EVERY}
    service()
    for one in memory.EVERY:
        vars(one).update(kept[id(one)])
