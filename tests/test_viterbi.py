import numpy as np
import pytest

from aktenlage.models.layout import MODES, TAGS
from aktenlage.models.viterbi import Costs, Tagged, find_tagged
from aktenlage.types import Mode

COSTS = Costs()


def make_scores(tags: str, sure: float = 5.0) -> np.ndarray:
    """Log probabilities for tags written as one letter a word: O, D and d (begin, inside direct), I and i (indirect)."""
    names = {"O": "O", "D": "B-direct", "d": "I-direct", "I": "B-indirect", "i": "I-indirect"}
    scores = np.zeros((len(tags), len(TAGS)), dtype=np.float32)
    for place, letter in enumerate(tags):
        scores[place, TAGS.index(names[letter])] = sure
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


def find(tags: str, costs: Costs = COSTS) -> list[tuple[Mode, tuple[tuple[int, int], ...]]]:
    return [(MODES[tagged.mode], tagged.parts) for tagged in find_tagged(make_scores(tags), costs)]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("OOOO", []),
        ("ODdO", [(Mode.DIRECT, ((1, 3),))]),
        ("DdDd", [(Mode.DIRECT, ((0, 2),)), (Mode.DIRECT, ((2, 4),))]),
        ("DdIi", [(Mode.DIRECT, ((0, 2),)), (Mode.INDIRECT, ((2, 4),))]),
        ("DddOOOddd", [(Mode.DIRECT, ((0, 3), (6, 9)))]),
        ("OOOIii", [(Mode.INDIRECT, ((3, 6),))]),
    ],
)
def test_tags_become_quotations(tags: str, expected: list[object]) -> None:
    assert find(tags) == expected


def test_one_doubtful_word_does_not_cut_a_quotation() -> None:
    scores = make_scores("OIiiiiO")
    scores[3] = np.log(np.full(len(TAGS), 1e-3))
    scores[3, 0] = np.log(0.6)
    scores[3, TAGS.index("I-indirect")] = np.log(0.35)
    assert [tagged.parts for tagged in find_tagged(scores, COSTS)] == [((1, 6),)]


def test_an_inside_without_a_begin_is_no_quotation_of_its_own() -> None:
    (quotation,) = find("OOdd")
    assert quotation[0] is Mode.DIRECT


def test_a_cost_on_outside_finds_more_and_a_bonus_fewer() -> None:
    scores = make_scores("OIiiO", sure=1.0)
    assert not list(find_tagged(scores, Costs(out=3.0)))
    assert list(find_tagged(scores, Costs(out=-3.0)))


def test_a_mode_can_be_made_rarer() -> None:
    modes = tuple(-9.0 if mode is Mode.DIRECT else 0.0 for mode in MODES)
    assert find("OIiODdO", Costs(modes=modes)) == [(Mode.INDIRECT, ((1, 3),))]


def test_no_words_no_quotations() -> None:
    assert not list(find_tagged(np.zeros((0, len(TAGS)), dtype=np.float32), COSTS))


def test_the_score_is_the_mean_log_probability_of_the_tags() -> None:
    (tagged,) = find_tagged(make_scores("ODdO"), COSTS)
    assert isinstance(tagged, Tagged)
    assert tagged.score == pytest.approx(float(make_scores("D")[0, TAGS.index("B-direct")]), abs=1e-5)
