"""Tables on the terminal: nothing in them is ever cut off, however narrow it is."""

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

_WIDEST = 10_000


def columns(*headings: str) -> Table:
    """An empty table whose cells go on to the next line rather than lose a word."""
    table = Table()
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def show(table: Table) -> None:
    """Print it: on a terminal within its width, into a file or a pipe with each row on one line."""
    console = Console()
    if not console.is_terminal:
        needed = Measurement.get(console, console.options.update(max_width=_WIDEST), table).maximum
        console = Console(width=max(console.width, needed))
    console.print(table)
