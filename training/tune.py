"""Sets the decoding and the calibration of an exported model on the dev part, and writes its catalog entry.

    python training/tune.py src/aktenlage/models/quotes --data ../shared/data --version 1 --report docs/calibration.md

Only a handful of numbers are set here: costs of the tag path, a threshold for each role, a small logistic regression.
They go by joint and messages F1 of the dev part of ``quotation-wikinews-de``; the networks themselves never see it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import fmean
from typing import Any

import msgspec
import numpy as np
from data import make_article, read_lines
from evaluate import encode_plain, label_found, make_gold, make_index
from scipy.optimize import minimize

from aktenlage.annotations.quotes import Decoding, Found, find_quotations
from aktenlage.evaluation.labelled import TokenIndex
from aktenlage.evaluation.quotes import Labelled, get_f1, pair_quotations, score_quotations
from aktenlage.models.catalog import Calibration
from aktenlage.models.layout import LAYOUT, MODES, ROLES
from aktenlage.models.tagger import Encoded, OnnxNetworks
from aktenlage.models.tokenizer import WordTokenizer
from aktenlage.models.viterbi import Costs
from aktenlage.records.statements import get_confidence
from aktenlage.types import Span

FEATURES = ("tags", "mode", "speaker", "nobody")
RIDGE = 1.0
GAIN = 5e-4
LOSS = 2e-3
LEAST = (0.2, 0.25, 0.3)
"""Confidences below which a statement may be left off the record."""
FOLDS = 5

REPORT = """\
# How well the confidence holds

The confidence of a statement against how often such statements were right, on the dev part of `quotation-wikinews-de`.
Right means: the words are a quotation of the people's labels (half of the tokens or more, as F1) and the speaker touches
theirs, or nobody is named on either side. Every article was judged by weights that were fitted without it (five folds).
Statements below the least confidence (`models/catalog.yml`) are shown here, but are not taken on record.
Written by `training/tune.py`.

"""

Features = dict[str, float]
Judged = tuple[Features, bool]


class Case(msgspec.Struct):
    """A dev article with what the encoder said of it."""

    words: tuple[Span, ...]
    index: TokenIndex
    gold: list[Labelled]
    encoded: Encoded


def load_cases(networks: OnnxNetworks, path: Path, tokenizer: WordTokenizer) -> list[Case]:
    cases = []
    for row in read_lines(path):
        article = make_article(row, tokenizer)
        cases.append(Case(article.words, make_index(row), make_gold(row), encode_plain(networks, article)))
    return cases


def run(networks: OnnxNetworks, cases: Sequence[Case], decoding: Decoding) -> list[list[Found]]:
    return [find_quotations(networks, case.encoded, decoding) for case in cases]


def score(
    networks: OnnxNetworks,
    cases: Sequence[Case],
    decoding: Decoding,
    calibration: Calibration | None = None,
    least: float = 0.0,
) -> dict[str, float]:
    """F1 of every measure; with a calibration only of statements that have the least confidence."""
    documents = [
        (
            [
                label_found(one, case.words, case.index)
                for one in found
                if calibration is None or get_confidence(one, calibration) >= least
            ],
            case.gold,
        )
        for case, found in zip(cases, run(networks, cases, decoding), strict=True)
    ]
    return {name: round(value.f1, 4) for name, value in score_quotations(documents).items()}


def replace_mode(decoding: Decoding, mode: int, value: float) -> Decoding:
    modes = list(decoding.outer.modes)
    modes[mode] = value
    changed = {
        layer: msgspec.structs.replace(getattr(decoding, layer), modes=tuple(modes)) for layer in ("outer", "inner")
    }
    return msgspec.structs.replace(decoding, **changed)


def replace_cost(decoding: Decoding, layer: str, name: str, value: float) -> Decoding:
    costs = msgspec.structs.replace(getattr(decoding, layer), **{name: value})
    return msgspec.structs.replace(decoding, **{layer: costs})


def replace_role(decoding: Decoding, role: int, value: float) -> Decoding:
    bias = list(decoding.role_bias)
    bias[role] = value
    return msgspec.structs.replace(decoding, role_bias=tuple(bias))


def replace_switch(decoding: Decoding, role: int, value: float) -> Decoding:
    switch = list(decoding.role_switch)
    switch[role] = value
    return msgspec.structs.replace(decoding, role_switch=tuple(switch))


def make_moves() -> list[tuple[Callable[[Decoding, float], Decoding], tuple[float, ...]]]:
    """One coordinate each: how it is set, and the values to try."""
    moves: list[tuple[Callable[[Decoding, float], Decoding], tuple[float, ...]]] = []
    for layer in ("outer", "inner"):
        for name, values in (
            ("out", (-0.5, 0.0, 0.3, 0.6)),
            ("enter", (0.0, 1.0, 2.0, 3.0)),
            ("leave", (0.0, 1.0, 2.0, 3.0)),
            ("gap", (2.0, 4.0, 6.0)),
            ("go_on", (0.0, 1.0, 2.0)),
        ):
            moves.append((lambda d, v, layer=layer, name=name: replace_cost(d, layer, name, v), values))
    for mode in range(len(MODES)):
        moves.append((lambda d, v, mode=mode: replace_mode(d, mode, v), (-2.0, -1.0, -0.5, 0.0, 0.5)))
    for role, name in enumerate(ROLES):
        # A bonus makes a speaker run on into the words beside it; the gain of 0.0006 is not worth that.
        values = (-1.0, 0.0) if name in {"speaker", "addressee"} else (0.0, 1.0, 2.0)
        moves.append((lambda d, v, role=role: replace_role(d, role, v), values))
    for role in (ROLES.index("cue"), ROLES.index("frame")):
        moves.append((lambda d, v, role=role: replace_switch(d, role, v), (0.0, 1.0, 2.0, 4.0)))
    return moves


def tune(networks: OnnxNetworks, cases: Sequence[Case]) -> Decoding:
    """One coordinate after the other, twice round; a value is only left for one that is better by ``GAIN``."""
    costs = Costs(modes=(0.0,) * len(MODES))
    best = Decoding(outer=costs, inner=costs)
    top = get_aim(score(networks, cases, best))
    for _ in range(2):
        for change, values in make_moves():
            for value in values:
                tried = change(best, value)
                reached = get_aim(score(networks, cases, tried))
                if reached > top + GAIN:
                    best, top = tried, reached
    return best


def get_aim(scores: dict[str, float]) -> float:
    """Joint and messages F1 count alike, so that roles are not bought with false quotations."""
    return (scores["joint"] + scores["messages"]) / 2


def is_right(system: Labelled, gold: Labelled) -> bool:
    """What the confidence is the probability of: a quotation (token F1 of half at least) by this speaker."""
    mine, theirs = system.parts["speaker"], gold.parts["speaker"]
    return get_f1(system.parts["quote"], gold.parts["quote"]) >= 0.5 and (bool(mine & theirs) or not (mine or theirs))


def judge(networks: OnnxNetworks, cases: Sequence[Case], decoding: Decoding) -> list[list[Judged]]:
    """Of each article the features of every quotation found, and whether it is right."""
    judged = []
    for case, found in zip(cases, run(networks, cases, decoding), strict=True):
        labelled = [label_found(one, case.words, case.index) for one in found]
        right = {id(system): is_right(system, gold) for system, gold in pair_quotations(labelled, case.gold)}
        judged.append([(make_features(one), right[id(label)]) for one, label in zip(found, labelled, strict=True)])
    return judged


def find_least(networks: OnnxNetworks, cases: Sequence[Case], decoding: Decoding, calibration: Calibration) -> float:
    """The highest confidence to ask of statements on record that costs next to nothing: a wrong one weighs more."""
    aims = {least: get_aim(score(networks, cases, decoding, calibration, least)) for least in LEAST}
    return max(least for least, aim in aims.items() if aim > aims[0.0] - LOSS)


def make_features(found: Found) -> Features:
    return {**found.features, **{f"mode {mode}": float(found.mode == mode) for mode in MODES}}


def fit(judged: Sequence[Judged]) -> Calibration:
    """Weights and intercept of a logistic regression with a ridge."""
    names = [*FEATURES, *(f"mode {mode}" for mode in MODES)]
    inputs = np.array([[features[name] for name in names] for features, _ in judged])
    targets = np.array([right for _, right in judged], dtype=float)

    def loss(weights: np.ndarray) -> float:
        logits = inputs @ weights[1:] + weights[0]
        return float(np.logaddexp(0, logits).sum() - targets @ logits + RIDGE / 2 * weights[1:] @ weights[1:])

    found = minimize(loss, np.zeros(len(names) + 1)).x
    weights = {name: round(float(value), 4) for name, value in zip(names, found[1:], strict=True)}
    return Calibration(weights, round(float(found[0]), 4))


def predict(features: Features, calibration: Calibration) -> float:
    total = calibration.intercept + sum(weight * features[name] for name, weight in calibration.weights.items())
    return float(1 / (1 + np.exp(-total)))


def cross_validate(articles: Sequence[Sequence[Judged]]) -> list[tuple[float, bool]]:
    """Confidence and truth of every quotation, each judged by weights that were fitted without its article."""
    pairs = []
    for fold in range(FOLDS):
        rest = [one for number, article in enumerate(articles) if number % FOLDS != fold for one in article]
        calibration = fit(rest)
        pairs += [
            (predict(features, calibration), right) for article in articles[fold::FOLDS] for features, right in article
        ]
    return pairs


def make_report(pairs: Sequence[tuple[float, bool]]) -> str:
    """The calibration curve as a table, with the expected calibration error over its ten bins."""
    lines = [REPORT + "| confidence | statements | mean confidence | right |", "|---|--:|--:|--:|"]
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        inside = [(p, right) for p, right in pairs if low <= p < low + 0.1]
        if inside:
            mean, right = fmean(p for p, _ in inside), fmean(r for _, r in inside)
            error += abs(mean - right) * len(inside) / len(pairs)
            lines.append(f"| {low:.1f} to {low + 0.1:.1f} | {len(inside)} | {mean:.2f} | {right:.2f} |")
    return "\n".join([*lines, "", f"Expected calibration error: {error:.3f} over {len(pairs)} statements."]) + "\n"


def make_entry(
    folder: Path, version: str, decoding: Decoding, scores: dict[str, float], calibration: Calibration, least: float
) -> dict[str, Any]:
    costs = {
        layer: {
            **msgspec.to_builtins(getattr(decoding, layer)),
            "modes": dict(zip(map(str, MODES), getattr(decoding, layer).modes, strict=True)),
        }
        for layer in ("outer", "inner")
    }
    files = {
        path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()) if path.suffix != ".md"
    }
    return {
        "version": version,
        "layout": LAYOUT,
        "licence": "MIT",
        "data": ["quotation-wikinews-free-de", "training/labels"],
        "files": files,
        "scores": scores,
        **costs,
        "role_bias": dict(zip(ROLES, decoding.role_bias, strict=True)),
        "role_switch": dict(zip(ROLES, decoding.role_switch, strict=True)),
        "calibration": msgspec.to_builtins(calibration),
        "least_confidence": least,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--report", type=Path)
    arguments = parser.parse_args()
    tokenizer = WordTokenizer(arguments.folder / "tokenizer.json")
    networks = OnnxNetworks(arguments.folder)
    cases = load_cases(networks, arguments.data / "quotation-wikinews-de" / "dev.jsonl", tokenizer)
    print("untuned", json.dumps(score(networks, cases, Decoding())), flush=True)
    decoding = tune(networks, cases)
    articles = judge(networks, cases, decoding)
    calibration = fit([one for article in articles for one in article])
    least = find_least(networks, cases, decoding, calibration)
    scores = score(networks, cases, decoding, calibration, least)
    print("tuned", json.dumps(scores), flush=True)
    entry = make_entry(arguments.folder, arguments.version, decoding, scores, calibration, least)
    (arguments.folder.parent / "catalog.yml").write_bytes(msgspec.yaml.encode({arguments.folder.name: entry}))
    if arguments.report:
        arguments.report.write_text(make_report(cross_validate(articles)), encoding="utf-8")


if __name__ == "__main__":
    main()
