"""Eight writers on SQLite at once, as the threads of one server: how many steps, and how long the longest waits."""

import threading
import time

from benchmarks import office
from benchmarks.measure import Tally

WRITERS = 8


def measure(url: str, *, seconds: float) -> Tally:
    """Let eight threads do steps on their own cases for `seconds`, through the one writer thread of the process."""
    office.set_up(url)
    office.found()
    casts = [office.Cast(number) for number in range(WRITERS)]
    waits: list[list[float]] = [[] for _ in casts]
    ready = threading.Barrier(WRITERS)
    threads = [
        threading.Thread(target=_work, args=(cast, mine, ready, seconds))
        for cast, mine in zip(casts, waits, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = sorted(wait for mine in waits for wait in mine)
    return Tally(len(every), len(every) / seconds, every[-1], every[len(every) // 2])


def _work(cast: office.Cast, waits: list[float], ready: threading.Barrier, seconds: float) -> None:
    from django.db import connection

    ready.wait()
    stop_at = time.perf_counter() + seconds
    while (began := time.perf_counter()) < stop_at:
        turn = cast.next_turn()
        cast.do(turn)
        waits.append(time.perf_counter() - began)
    connection.close()
