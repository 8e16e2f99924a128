"""Progress bars on stderr, so that stdout stays what a machine or a pipe reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

Step: TypeAlias = Callable[[int], None]


class Rate(ProgressColumn):
    """How many a second are done."""

    def render(self, task: Task) -> Text:
        """The speed of late, or of the whole once it is done."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s".replace(",", ".") if speed else "", style="progress.data.speed")


@contextmanager
def bars(*tasks: tuple[str, int | None], quiet: bool = False) -> Iterator[list[Step]]:
    """Show a bar for each title and total, one below the other; call what it gives with the number of things just done."""
    columns: tuple[ProgressColumn, ...] = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
    )
    # How long the rest takes is known only where the whole is.
    columns += (TextColumn("sisa"), TimeRemainingColumn()) if all(total is not None for _, total in tasks) else ()
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as progress:
        ids = [progress.add_task(title, total=total, start=len(tasks) == 1) for title, total in tasks]

        def step(number: int) -> Step:
            def done(count: int) -> None:
                progress.start_task(ids[number])
                progress.advance(ids[number], count)

            return done

        yield [step(number) for number in range(len(tasks))]


@contextmanager
def bar(title: str, total: int | None, *, quiet: bool = False) -> Iterator[Step]:
    """One bar for the time of the block; None: how many it will be is unknown."""
    with bars((title, total), quiet=quiet) as (step,):
        yield step
