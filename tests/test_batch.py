import threading
from collections.abc import Iterator
from time import sleep

import pytest

from aktenlage import batch
from aktenlage.batch import AHEAD, map_in_order, read_capture, read_captures
from aktenlage.documents import make_document
from aktenlage.types import Capture, Document, Note, Problem, Reading

ARTICLE = Capture("one", "one.txt", "„Wir kommen“, sagte Anna Sommer.".encode(), "text/plain")


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    def slow(number: int) -> int:
        sleep(0.001 * (number % 7))
        return number * 2

    assert list(map_in_order(slow, range(100), workers)) == [number * 2 for number in range(100)]


@pytest.mark.parametrize("workers", [1, 3])
def test_only_a_few_items_are_taken_ahead(workers: int) -> None:
    taken: list[int] = []

    def count() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = map_in_order(lambda number: number, count(), workers)
    assert next(results) == 0
    assert len(taken) <= workers * AHEAD + 1


def test_several_threads_work_at_the_same_time() -> None:
    meeting = threading.Barrier(2, timeout=10)
    assert len(list(map_in_order(lambda _: meeting.wait(), range(2), 2))) == 2


def test_an_error_in_a_thread_comes_out() -> None:
    def fail(number: int) -> int:
        return 1 // number

    with pytest.raises(ZeroDivisionError):
        list(map_in_order(fail, [1, 0, 1], 2))


def test_a_problem_is_passed_on_in_its_place() -> None:
    outcomes = list(read_captures([ARTICLE, Problem("two: broken"), ARTICLE], 2))
    assert [type(outcome) for outcome in outcomes] == [Reading, Problem, Reading]


def test_an_unreadable_capture_becomes_a_problem() -> None:
    outcome = read_capture(Capture("x", "x.txt", b"\x00" * 100, "text/plain"))
    assert isinstance(outcome, Problem)
    assert outcome.message.startswith("x.txt: ")


def test_a_fault_of_the_program_costs_one_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(capture: Capture) -> tuple[Document, tuple[Note, ...]]:
        if capture.id == "bad":
            raise AssertionError
        return make_document(capture)

    monkeypatch.setattr(batch, "make_document", fail)
    bad = Capture("bad", "bad.txt", b"Text", "text/plain")
    first, second, third = read_captures([ARTICLE, bad, ARTICLE], 2)
    assert isinstance(first, Reading) and isinstance(third, Reading)
    assert isinstance(second, Problem)
    assert second.message.startswith("bad.txt: could not be read by a fault of the program (AssertionError in ")
