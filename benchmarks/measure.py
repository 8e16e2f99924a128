"""
Runs one kind of work in several processes for some seconds and counts what was done.

Every worker prepares first and waits at a barrier, so that start-up is never measured.
"""

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from queue import Empty

Work = Callable[[], None]
Prepare = Callable[[int], Work]
PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Tally:
    """What the workers did: steps in all, per second, and the longest and middle wait for one step, in seconds."""

    steps: int
    per_second: float
    longest: float
    median: float


def _worker(
    prepare: Prepare, number: int, seconds: float, barrier: Barrier, results: "multiprocessing.Queue[list[float]]"
) -> None:
    work = prepare(number)
    barrier.wait(PATIENCE_SECONDS)
    waits = []
    now = time.perf_counter()
    stop_at = now + seconds
    while now < stop_at:
        work()
        then, now = now, time.perf_counter()
        waits.append(now - then)
    results.put(waits)


def measure(prepare: Prepare, *, clients: int, seconds: float) -> Tally:
    """
    Let `clients` processes each do `prepare(number)` once and then its work for `seconds`.

    Raises RuntimeError when a worker dies or never answers: a figure without all its workers is none.
    """
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(clients)
    results: multiprocessing.Queue[list[float]] = context.Queue()
    workers = [
        context.Process(target=_worker, args=(prepare, number, seconds, barrier, results)) for number in range(clients)
    ]
    for worker in workers:
        worker.start()
    waits: list[float] = []
    try:
        for _ in workers:
            waits += results.get(timeout=PATIENCE_SECONDS + seconds)
    except Empty:
        codes = [worker.exitcode for worker in workers]
        raise RuntimeError(f"A worker did not answer; exit codes {codes}.") from None
    finally:
        for worker in workers:
            worker.join(5)
            worker.kill()
    waits.sort()
    return Tally(len(waits), len(waits) / seconds, waits[-1], waits[len(waits) // 2])
