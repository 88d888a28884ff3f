"""Work for many: a function applied to items, some at a time and in their order, by this process, by others of this machine, or by a Dask cluster."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from types import TracebackType
from typing import Any, TypeVar

from timeline.problems import Failure

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Sequence[T]], list[R]]  # what is made of some items, one result each
ENGINES = ("processes", "dask")
PATIENCE, TRIES = 20, 2  # seconds after which it is asked whether any process is left; times that an item is tried that was lost with all of them
CHUNK = 16  # items that a process takes at a time


def end_with_parent() -> None:
    """Make this process end when the one that started it is no more, however that ended: else it would wait for work for ever."""
    import multiprocessing

    parent = multiprocessing.parent_process()

    def end() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=end, daemon=True).start()


class Engine:
    """Processes that work, as a context manager. ``jobs`` below 2 is this process alone; :class:`Dask` has the same methods.

    What makes processes is imported when they start: every command knows the names of the engines, and few need one.
    """

    deaths: tuple[type[Exception], ...] = ()  # what a future raises whose process died
    here = True  # its processes see the files of this machine

    def __init__(self, jobs: int = 1) -> None:
        self.jobs = jobs
        self.pool: Any = None

    def start(self) -> None:
        """Start the processes."""
        if self.jobs > 1:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor
            from concurrent.futures.process import BrokenProcessPool

            self.deaths = (BrokenProcessPool,)
            self.pool = ProcessPoolExecutor(self.jobs, multiprocessing.get_context("spawn"), initializer=end_with_parent)

    def stop(self) -> None:
        """Stop them."""
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)

    def submit(self, work: Work[T, R], items: Sequence[T]) -> Any:
        """The future results of some items."""
        from concurrent.futures import Future

        try:
            return self.pool.submit(work, items)
        except self.deaths as death:
            error = death
        except OSError as why:  # the pool breaks down just while it starts a process
            error = self.deaths[0](str(why))
        future: Future[list[R]] = Future()
        future.set_exception(error)
        return future

    def each(self, work: Work[T, R], items: Iterable[T], chunk: int = CHUNK) -> Iterator[tuple[T, R | None]]:
        """Each item with what ``work`` makes of it, in order; ``work`` gets a chunk of items, and a few chunks are held at a time.

        A process that dies costs nothing but time: what was under way is done again, one item at a time, so that none is given up for
        another that killed its process. An item that kills its process twice has None.
        """
        rest = iter(items)
        if self.pool is None:
            while some := list(islice(rest, chunk)):
                yield from zip(some, work(some), strict=True)
            return
        under_way: deque[tuple[list[T], Any]] = deque()
        while True:
            while len(under_way) < 3 * self.jobs and (some := list(islice(rest, chunk))):
                under_way.append((some, self.submit(work, some)))
            if not under_way:
                return
            some, future = under_way.popleft()
            try:
                results: list[R] = future.result()
            except self.deaths:
                again = [some, *(others for others, _ in under_way)]
                under_way.clear()
                yield from self.singly(work, chain.from_iterable(again))
            else:
                yield from zip(some, results, strict=True)

    def singly(self, work: Work[T, R], items: Iterable[T]) -> Iterator[tuple[T, R | None]]:
        """The same for items of which one may be deadly."""
        self.restart()
        for item in items:
            yield item, self.try_item(work, item)

    def try_item(self, work: Work[T, R], item: T) -> R | None:
        """The result of one item; None where it kills its process. An item that was lost because no process is left is tried again with new ones."""
        for _ in range(TRIES):
            future = self.submit(work, [item])
            try:
                while True:
                    try:
                        results: list[R] = future.result(timeout=PATIENCE)
                        return results[0]
                    except TimeoutError:
                        if future.done():
                            raise  # the work's own
                        if not self.is_alive():
                            break
            except self.deaths:
                self.restart()
                return None
            self.stop()
            self.start()
        return None

    def is_alive(self) -> bool:
        """Whether a process is left that works."""
        return True

    def restart(self) -> None:
        """Begin again with living processes."""
        self.stop()
        self.start()

    def __enter__(self) -> Engine:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()


class Dask(Engine):
    """The same on a Dask cluster: the one that ``DASK_SCHEDULER_ADDRESS`` names, else ``jobs`` workers of this machine."""

    here = False

    def start(self) -> None:
        """Find the cluster or start one. Raises :class:`Failure` where Dask is not installed."""
        import logging

        try:
            import dask
            from distributed import Client, KilledWorker, LocalCluster
        except ImportError:
            raise Failure('the engine "dask" is not installed; install it with: pip install "dask[distributed]"') from None
        self.deaths = (KilledWorker,)
        dask.config.set({"distributed.scheduler.allowed-failures": 0})  # which of the items killed its worker is found out here
        if dask.config.get("scheduler-address", None):
            self.cluster, self.pool = None, Client()
        else:
            self.cluster = LocalCluster(n_workers=self.jobs, threads_per_worker=1, dashboard_address=":0", silence_logs=logging.CRITICAL)
            self.pool = Client(self.cluster)

    def stop(self) -> None:
        """Leave the cluster; stop it where it was started here."""
        self.pool.close()
        if self.cluster is not None:
            self.cluster.close()

    def submit(self, work: Work[T, R], items: Sequence[T]) -> Any:
        """The future results of some items."""
        return self.pool.submit(work, items, pure=False)

    def restart(self) -> None:
        """Nothing: the scheduler has started other workers already."""

    def is_alive(self) -> bool:
        """Whether the cluster has a worker; one that is not ours may get some later."""
        return self.cluster is None or bool(self.pool.scheduler_info()["workers"])


def make(name: str, jobs: int) -> Engine:
    """The engine of a name of :data:`ENGINES`."""
    return Dask(jobs) if name == "dask" else Engine(jobs)
