from hypothesis import given
from hypothesis import strategies as st

from aktenlage.models.windows import make_windows

LENGTHS = st.lists(st.integers(1, 17), min_size=1, max_size=400)


@given(LENGTHS, st.integers(40, 300), st.integers(0, 36))
def test_every_word_is_kept_from_exactly_one_window(lengths: list[int], size: int, overlap: int) -> None:
    windows = make_windows(lengths, size, overlap)
    kept = [place for window in windows for place in range(window.keep_first, window.keep_last)]
    assert kept == list(range(len(lengths)))
    assert all(window.first <= window.keep_first <= window.keep_last <= window.last for window in windows)


@given(LENGTHS, st.integers(40, 300), st.integers(0, 36))
def test_no_window_holds_more_than_its_size(lengths: list[int], size: int, overlap: int) -> None:
    assert all(sum(lengths[window.first : window.last]) <= size for window in make_windows(lengths, size, overlap))


def test_a_short_text_is_one_window() -> None:
    (window,) = make_windows([2] * 100, 256, 64)
    assert (window.first, window.last) == (0, 100)


def test_the_windows_of_a_text_are_about_equally_long() -> None:
    sizes = [window.last - window.first for window in make_windows([1] * 300, 256, 64)]
    assert len(sizes) == 2
    assert max(sizes) - min(sizes) < 20
