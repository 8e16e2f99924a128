"""Our own step: `services.act`, as desk and API call it."""

from functools import partial

from benchmarks import office
from benchmarks.measure import Prepare, Work


class _Worker:
    def __init__(self, url: str, number: int) -> None:
        office.set_up(url)
        self.cast = office.Cast(number)

    def step(self) -> None:
        self.cast.do(self.cast.next_turn())


def _prepare(url: str, number: int) -> Work:
    return _Worker(url, number).step


def preparation(url: str) -> Prepare:
    """How a worker process gets ready: its own connection and its own cases after intake."""
    return partial(_prepare, url)
