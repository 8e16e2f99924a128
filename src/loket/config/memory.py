"""
How the server's process collects garbage: seldom, and not what it has loaded.

A full collection looks at every object while all desks wait, a third of a second with the caches of a day. Python's
measure is a short program's; almost nothing here is garbage that counting references does not free at once.
"""

import gc
from typing import Final

SELDOM: Final = (10_000, 20, 50)


def settle() -> None:
    """Leave out of every later collection what is there now, and collect seldom; called once, when all is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
