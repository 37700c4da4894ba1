"""One result a task, in the order of the tasks: processes of this machine, replaced when one of them dies."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
AHEAD = 2  # tasks handed out for each process, so that none waits; more would only take memory
GARBAGE = 50_000  # objects made between two searches for cycles: tables hold very many objects and hardly any cycle
TASKS = 100  # that a process does before all are replaced: caches of word forms grow with all that is read

Ready = Callable[[Any], bool]
UnderWay = deque[tuple[Any, Future]]  # tasks handed out, in order


class LostError(RuntimeError):
    """The process that did a task died each time: it was killed, or had no memory left."""


def nothing(_: Any) -> bool:
    """Say that no task is ready."""
    return False


def in_order(
    function: Callable[[Any], Any], tasks: Iterable[Any], workers: int = CORES, ready: Ready = nothing
) -> Iterator[tuple[Any, Any]]:
    """Each task with its result, in the order of the tasks; those that are `ready` are handed on with `None`.

    One worker, or one task, needs no other process. If a process dies, what was under way is done once more, one by
    one, so that it shows which task is to blame: that one has a `LostError` for its result. What `function` raises is
    raised.

    Examples
    --------
    >>> list(in_order(abs, [-1, 2], workers=1))
    [(-1, 1), (2, 2)]
    """
    tasks = iter(tasks)
    first = list(islice(tasks, 2))
    tasks = chain(first, tasks)
    if workers < 2 or len(first) < 2:
        yield from ((task, None if ready(task) else function(task)) for task in tasks)
        return
    more = True
    while more:
        under_way: UnderWay = deque()
        try:
            more = yield from _in_one_pool(function, tasks, workers, ready, under_way)
        except BrokenProcessPool:
            yield from _one_by_one(function, under_way)


def _in_one_pool(
    function: Callable[[Any], Any], tasks: Iterator[Any], workers: int, ready: Ready, under_way: UnderWay
) -> Generator[tuple[Any, Any], None, bool]:
    """As `in_order`, for the next tasks, and whether there may be more. What is `under_way` is kept up to date."""
    left = workers * TASKS
    pool = ProcessPoolExecutor(workers, get_context("spawn"), gc.set_threshold, (GARBAGE,))
    try:
        while True:
            for task in islice(tasks, max(0, min(left, AHEAD * workers + 1 - len(under_way)))):
                under_way.append((task, Future()))  # so that it is not lost if it cannot be handed out
                if ready(task):
                    under_way[-1][1].set_result(None)
                else:
                    under_way[-1] = (task, pool.submit(function, task))
                    left -= 1
            if not under_way:
                pool.shutdown()  # waits for the processes to end: an exit before they have would print a traceback
                return left == 0
            found = under_way[0][1].result()
            yield under_way.popleft()[0], found
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(function: Callable[[Any], Any], under_way: UnderWay) -> Iterator[tuple[Any, Any]]:
    """The results of tasks among which one lets its process die."""
    for task, future in under_way:
        if future.done() and not isinstance(future.exception(), BrokenProcessPool):
            yield task, future.result()
            continue
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            try:
                found = pool.submit(function, task).result()
            except BrokenProcessPool:
                found = LostError("the process that read it died twice: killed, or out of memory")
        yield task, found
