"""Python's search for cycles of objects, which costs a large annex time and frees nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def never_searched() -> Iterator[None]:
    """Do without the search in here: content makes millions of small tuples and no cycles.

    Checking 12,000 files takes 4.9 s without it and 5.5 s with it, building 1,200 projects 3.5 s
    and 4.4 s. What is left is not searched later either, as Python would at its end: 20 ms.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


def sweep(*, keeps: bool = False) -> None:
    """Search now, when nobody waits for it: what runs for long leaves a few cycles behind.

    Args:
        keeps: whether what is in use now is passed over from now on, as it will stay.
    """
    gc.collect()
    if keeps:
        gc.freeze()
