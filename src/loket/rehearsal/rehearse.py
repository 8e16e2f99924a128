"""Many players at once, one report."""

import random
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from django.db import connection
from django.utils import timezone

from loket.casework.procedures import current
from loket.casework.standing import standing
from loket.offices import queries as offices
from loket.rehearsal import invariants
from loket.rehearsal.absence import send_one_home
from loket.rehearsal.counter import Counter
from loket.rehearsal.player import Player
from loket.rehearsal.score import Report, Score

Progress = Callable[[int], None]


def rehearse(
    office_key: str, service: str, *, cases: int, workers: int, seed: int, progress: Progress = lambda _done: None
) -> Report:
    """
    Play `cases` invented applications of one procedure by `workers` threads, then check every invariant.

    The same seed gives every player the same dice; how the players interleave is the machine's. `progress` is called
    with 1 after each case. Writes into the current database: see `stage` for one to throw away.
    Raises UnknownProcedure.
    """
    procedure = current(office_key, service, offices.today(office_key, timezone.now())).procedure
    score, resis, numbers, lock = Score(), list[str](), count(), threading.Lock()
    if send_one_home(office_key, timezone.now(), random.Random(f"{seed}/{office_key}")):  # noqa: S311 (dice)
        score.count("petugas tidak masuk")

    def play_on(worker: int) -> None:
        chance = random.Random(f"{seed}/{office_key}/{service}/{worker}")  # noqa: S311 (dice, not secrets)
        counter = Counter(office_key, service, procedure, chance, score)
        with ThreadPoolExecutor(1, f"lawan-{worker}") as second_hands:
            player = Player(counter, chance, score, second_hands)
            while True:
                with lock:
                    if next(numbers) >= cases:
                        break
                resi = player.play()
                with lock:
                    resis.append(resi)
                progress(1)
        connection.close()

    started = time.perf_counter()
    with ThreadPoolExecutor(workers, "latihan") as pool:
        for done in [pool.submit(play_on, worker) for worker in range(workers)]:
            done.result()
    seconds = time.perf_counter() - started
    invariants.check(resis, score)
    endings = Tally(standing(resi).state.status.value for resi in resis)
    return Report(
        f"{office_key}/{service}",
        cases,
        workers,
        seed,
        seconds,
        dict(endings),
        dict(sorted(score.counts.items())),
        tuple(score.violations),
    )
