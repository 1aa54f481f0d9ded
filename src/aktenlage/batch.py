"""Reading many documents: in the order of the input, on several threads, in a memory that does not grow."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from aktenlage.documents import make_document
from aktenlage.errors import InputError
from aktenlage.records.read import get_reader
from aktenlage.types import Capture, Problem, Reading

AHEAD = 8
"""So many inputs a thread are taken ahead of the one whose result is handed out next."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def read_capture(capture: Capture) -> Reading | Problem:
    """The record of one input, or why there is none."""
    try:
        document, notes = make_document(capture)
    except InputError as error:
        return Problem(str(error))
    return get_reader().read(document, notes)


def read_captures(captures: Iterable[Capture | Problem], workers: int) -> Iterator[Reading | Problem]:
    """Reads what comes, problems passed on, in the order of the input.

    The networks run outside Python's lock, so that threads use several cores with one copy of the models.
    """
    yield from map_in_order(lambda one: one if isinstance(one, Problem) else read_capture(one), captures, workers)


def map_in_order(function: Callable[[Given], Made], items: Iterable[Given], workers: int) -> Iterator[Made]:
    """Like ``map``, on threads; only a few items are taken before their results are wanted."""
    if workers <= 1:
        yield from map(function, items)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Made]] = deque()
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
