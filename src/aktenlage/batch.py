"""Reading many documents: in the order of the input, on several threads, in a memory that does not grow."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import Full, Queue
from threading import Event, Thread
from traceback import extract_tb
from typing import TypeVar

from aktenlage.documents import make_document
from aktenlage.errors import DataError, InputError
from aktenlage.records.read import get_reader
from aktenlage.types import Capture, Problem, Reading

AHEAD = 8
"""So many inputs a thread are taken ahead of the one whose result is handed out next."""
PATIENCE = 0.1
"""Seconds after which a full queue looks whether anybody still wants its results."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def read_capture(capture: Capture, explain: bool = False) -> Reading | Problem:
    """The record of one input, or why there is none; ``explain`` as for ``Reader.read``.

    A fault of ours, or of what we build on, costs this one input and not all that come after it.
    """
    try:
        document, notes = make_document(capture)
        return get_reader().read(document, notes, explain)
    except InputError as error:
        return Problem(str(error))
    except DataError:
        raise
    except Exception as error:
        place = extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
        return Problem(f"{capture.place}: could not be read by a fault of the program ({what})")


def read_captures(
    captures: Iterable[Capture | Problem], workers: int, explain: bool = False
) -> Iterator[Reading | Problem]:
    """Reads what comes, problems passed on, in the order of the input.

    The networks run outside Python's lock, so that threads use several cores with one copy of the models.
    """
    yield from map_in_order(
        lambda one: one if isinstance(one, Problem) else read_capture(one, explain), captures, workers
    )


def map_in_order(function: Callable[[Given], Made], items: Iterable[Given], workers: int) -> Iterator[Made]:
    """Like ``map``, on threads: a result is handed out as soon as it and those before it are there.

    Items are taken by a thread of their own, so that a slow input holds up no result; when the results are no longer
    wanted, what waits is dropped.
    """
    if workers <= 1:
        yield from map(function, items)
        return
    waiting: Queue[Future[Made] | BaseException | None] = Queue(workers * AHEAD)
    over = Event()
    pool = ThreadPoolExecutor(workers)
    Thread(target=feed, args=(function, items, pool, waiting, over), daemon=True).start()
    try:
        while (made := waiting.get()) is not None:
            if isinstance(made, BaseException):
                raise made
            yield made.result()
    finally:
        over.set()
        pool.shutdown(wait=False, cancel_futures=True)


def feed(
    function: Callable[[Given], Made],
    items: Iterable[Given],
    pool: ThreadPoolExecutor,
    waiting: "Queue[Future[Made] | BaseException | None]",
    over: Event,
) -> None:
    """Hands every item to the pool and its future to the queue; None at the end, an error of the input as it came."""
    try:
        for item in items:
            if not put(waiting, pool.submit(function, item), over):
                return
    except BaseException as error:  # whatever it is, it belongs to the thread that asked for the results
        put(waiting, error, over)
    else:
        put(waiting, None, over)


def put(
    waiting: "Queue[Future[Made] | BaseException | None]", made: "Future[Made] | BaseException | None", over: Event
) -> bool:
    """Waits for room in the queue; False once nobody wants results any more."""
    while not over.is_set():
        try:
            waiting.put(made, timeout=PATIENCE)
        except Full:
            continue
        return True
    return False
