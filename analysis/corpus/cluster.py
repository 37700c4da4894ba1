"""One result a task, in the order of the tasks: the workers of a Dask scheduler (Rocklin 2015)."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from dask.distributed import Client, Future
from distributed.client import FutureCancelledError
from distributed.scheduler import KilledWorker

from analysis.schema import InputError
from analysis.work.pool import AHEAD, LostError, Ready, nothing

PATIENCE = "20s"  # for the scheduler to answer


def in_order(
    function: Callable[[Any], Any], tasks: Iterable[Any], address: str, ready: Ready = nothing
) -> Iterator[tuple[Any, Any]]:
    """As `analysis.work.pool.in_order`, on a cluster: what a lost worker had under way goes to another.

    A task over which worker after worker is lost (Dask: ``allowed-failures``) has a `LostError` for its result. Without
    any worker it waits for one.

    Raises
    ------
    InputError
        There is no scheduler at the address, or it was lost.
    """
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(f"{address}: no Dask scheduler answers ({error}); expected one like tcp://host:8786") from None
    with client:
        print(f"dashboard: {client.dashboard_link}", file=sys.stderr)
        yield from _results(client, function, iter(tasks), ready)


def _results(
    client: Client, function: Callable[[Any], Any], tasks: Iterator[Any], ready: Ready
) -> Iterator[tuple[Any, Any]]:
    under_way: deque[tuple[Any, Future | None]] = deque()
    while True:
        most = AHEAD * max(1, sum(client.nthreads().values())) + 1
        for task in islice(tasks, max(0, most - len(under_way))):
            under_way.append((task, None if ready(task) else client.submit(function, task, pure=False)))
        if not under_way:
            return
        task, future = under_way.popleft()
        yield task, None if future is None else _result(future)


def _result(future: Future) -> Any:
    try:
        return future.result()
    except KilledWorker as error:
        return LostError(f"worker after worker was lost over it ({error.last_worker.address})")
    except FutureCancelledError:
        raise InputError("the Dask scheduler was lost; what is finished is kept, run it again") from None
