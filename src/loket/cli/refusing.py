"""What is refused, said in words on the standard error, with the exit code that a script reads. It decides nothing."""

from collections.abc import Callable
from typing import TypeVar

import typer

from loket.core.problems import BadTerm, Refusal

T = TypeVar("T")


def told(work: Callable[[], T], *, usage: int, code_of: Callable[[Refusal], int]) -> T:
    """Do the work; end with `usage` for what was typed wrongly, and with the code of the refusal for what was refused."""
    try:
        return work()
    except BadTerm as wrong:
        typer.echo(f"{wrong.problem.sentence} {wrong.problem.hint}", err=True)
        raise typer.Exit(usage) from wrong
    except Refusal as refusal:
        typer.echo(f"{refusal.explanation} {refusal.hint}", err=True)
        raise typer.Exit(code_of(refusal)) from refusal
