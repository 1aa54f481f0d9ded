"""What holds for the measures whatever the data are."""

from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from aktenlage.evaluation.assignment import find_assignment
from aktenlage.evaluation.labelled import TYPES, score_modes
from aktenlage.evaluation.quotes import PARTS, Labelled, pair_quotations, score_quotations

tokens = st.frozensets(st.integers(0, 30), max_size=8)
types = st.sampled_from(sorted(TYPES.values()))
labelled = st.builds(
    lambda kind, medium, quote, roles: Labelled(kind, medium, {"quote": quote, **roles}),
    types,
    st.sampled_from(["speech", "thought", "writing", "open"]),
    st.frozensets(st.integers(0, 30), min_size=1, max_size=8),
    st.fixed_dictionaries(dict.fromkeys(PARTS[1:], tokens)),
)
articles = st.lists(labelled, max_size=6, unique_by=lambda one: one.parts["quote"])
matrices = st.integers(1, 6).flatmap(
    lambda columns: st.lists(st.lists(st.floats(0, 1.011), min_size=columns, max_size=columns), min_size=1, max_size=6)
)


@given(st.lists(articles, max_size=3))
def test_labels_agree_with_themselves(gold: list[list[Labelled]]) -> None:
    documents = [(one, one) for one in gold]
    expected = 1.0 if any(gold) else 0.0
    scores = score_quotations(documents)
    assert {scores[name].f1 for name in ("messages", "joint", "form", "medium")} == {expected}
    present = {one.type for article in gold for one in article}
    assert {name for name, score in score_modes(documents).items() if score.f1 == 1.0} == present


@given(articles, articles)
def test_scores_lie_between_nothing_and_one(system: list[Labelled], gold: list[Labelled]) -> None:
    for score in score_quotations([(system, gold)]).values():
        assert 0.0 <= score.precision <= 1.0
        assert 0.0 <= score.recall <= 1.0


@given(articles, articles)
def test_changing_sides_changes_precision_and_recall(system: list[Labelled], gold: list[Labelled]) -> None:
    one, other = score_quotations([(system, gold)])["form"], score_quotations([(gold, system)])["form"]
    assert abs(one.f1 - other.f1) < 1e-9


@given(articles, articles)
def test_every_quotation_stands_in_exactly_one_pair(system: list[Labelled], gold: list[Labelled]) -> None:
    pairs = pair_quotations(system, gold)
    assert sorted(id(one) for one, _ in pairs if one.type) == sorted(map(id, system))
    assert sorted(id(one) for _, one in pairs if one.type) == sorted(map(id, gold))


@given(matrices)
def test_no_assignment_is_better(likeness: list[list[float]]) -> None:
    chosen = find_assignment(likeness)
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)
    assert len(chosen) == min(len(likeness), len(likeness[0]))
    best = linear_sum_assignment(likeness, maximize=True)
    expected = sum(likeness[row][column] for row, column in zip(*best, strict=True))
    assert abs(sum(likeness[row][column] for row, column in chosen) - expected) < 1e-9
