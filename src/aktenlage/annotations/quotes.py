"""Quotations with their roles, from what the networks say of the words."""

from collections.abc import Sequence
from itertools import chain

import msgspec
import numpy as np
from numpy.typing import NDArray

from aktenlage.models.layout import MEDIA, MODES, ROLES
from aktenlage.models.tagger import Encoded, Networks, RoleScores, read_roles
from aktenlage.models.viterbi import Costs, Tagged, find_tagged
from aktenlage.types import Medium, Mode

Floats = NDArray[np.float32]
WordRange = tuple[int, int]

MEDIUM = {"Speech": Medium.SPEECH, "Thought": Medium.THOUGHT, "Writing": Medium.WRITING}
"""The media that leave nothing open; the others become null."""
FRAMED = {Mode.DIRECT, Mode.INDIRECT}


class Decoding(msgspec.Struct, frozen=True):
    """How scores become quotations. The values are set on the dev part of the data (``docs/statements.md``)."""

    outer: Costs = Costs()
    inner: Costs = Costs()
    role_bias: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    role_switch: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)


class Found(msgspec.Struct, frozen=True):
    """A quotation in words, before it is pinned to the text; the features are what its confidence is worked out from."""

    mode: Mode
    medium: str
    parts: tuple[WordRange, ...]
    roles: dict[str, tuple[WordRange, ...]]
    features: dict[str, float]


def find_quotations(networks: Networks, encoded: Encoded, decoding: Decoding) -> list[Found]:
    """The quotations of a text, in its order, from what the encoder says of its words."""
    outer = list(find_tagged(encoded.outer, decoding.outer))
    taken = {stretch.parts for stretch in outer}
    inner = (stretch for stretch in find_tagged(encoded.inner, decoding.inner) if stretch.parts not in taken)
    tagged = sorted(chain(outer, inner), key=lambda stretch: (stretch.parts[0][0], -stretch.parts[-1][1]))
    scores = read_roles(networks, encoded.vectors, [stretch.parts for stretch in tagged])
    return [make_found(stretch, score, decoding) for stretch, score in zip(tagged, scores, strict=True)]


def make_found(stretch: Tagged, scores: RoleScores, decoding: Decoding) -> Found:
    mode = MODES[stretch.mode]
    roles = {
        role: find_role(role, scores, scores.roles[:, place] + decoding.role_bias[place], decoding.role_switch[place])
        for place, role in enumerate(ROLES)
        if mode in FRAMED or role not in {"cue", "frame"}
    }
    if "frame" in roles:
        roles["frame"] = keep_attached(roles["frame"], stretch.parts)
        roles["cue"] = keep_inside(roles["cue"], roles["frame"])
    modes = scores.modes - np.logaddexp.reduce(scores.modes)
    features = {
        "tags": stretch.score,
        "mode": float(modes[stretch.mode]),
        "speaker": get_mean(scores, roles["speaker"], ROLES.index("speaker")),
        "nobody": 0.0 if roles["speaker"] else 1.0,
    }
    return Found(mode, MEDIA[int(scores.media.argmax())], stretch.parts, roles, features)


def keep_attached(ranges: Sequence[WordRange], parts: Sequence[WordRange]) -> tuple[WordRange, ...]:
    """The stretches of a frame that touch the quotation, or each other, a mark between them at most; else the nearest."""
    attached = list(parts)
    kept: list[WordRange] = []
    waiting = sorted(ranges, key=lambda one: min(get_gap(one, part) for part in parts))
    for one in waiting:
        if not kept or min(get_gap(one, other) for other in attached) <= 1:
            attached.append(one)
            kept.append(one)
    return tuple(sorted(kept))


def keep_inside(ranges: Sequence[WordRange], frame: Sequence[WordRange]) -> tuple[WordRange, ...]:
    """The stretches of a cue that lie in the frame; all where none does."""
    kept = tuple(one for one in ranges if any(get_gap(one, part) < 0 for part in frame))
    return kept or tuple(ranges)


def get_gap(one: WordRange, other: WordRange) -> int:
    """Words between two stretches; below 0 where they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])


def get_mean(scores: RoleScores, ranges: Sequence[WordRange], role: int) -> float:
    """The mean logit of the words in the ranges, 0 where there is none."""
    values = [scores.roles[start - scores.first : end - scores.first, role] for start, end in ranges]
    return float(np.concatenate(values).mean()) if values else 0.0


def find_role(role: str, scores: RoleScores, logits: Floats, switch: float) -> tuple[WordRange, ...]:
    """Speaker and addressee are one stretch, cue and frame may have several parts."""
    ranges = find_runs(logits, switch) if role in {"cue", "frame"} else find_best_run(logits)
    return tuple((scores.first + start, scores.first + end) for start, end in ranges)


def find_runs(logits: Floats, switch: float) -> list[WordRange]:
    """Stretches of words that belong to a role: the best way in and out of it, where each change costs ``switch`` nats."""
    outside, inside = 0.0, -switch
    ways: list[tuple[bool, bool]] = []
    for logit in logits.tolist():
        stay_out, go_in = outside >= inside - switch, outside - switch > inside
        ways.append((stay_out, go_in))
        outside, inside = max(outside, inside - switch), max(inside, outside - switch) + logit
    runs: list[WordRange] = []
    within, end = inside - switch > outside, len(ways)
    for place in range(len(ways) - 1, -1, -1):
        stay_out, go_in = ways[place]
        if within and go_in:
            runs.append((place, end))
            within = False
        elif not within and not stay_out:
            within, end = True, place
    if within:
        runs.append((0, end))
    return runs[::-1]


def find_best_run(logits: Floats) -> list[WordRange]:
    """The one stretch with the highest sum of scores, if any is above 0."""
    sums = np.concatenate(([0.0], np.cumsum(logits)))
    lowest = np.minimum.accumulate(sums)
    end = int((sums - lowest).argmax())
    if sums[end] <= lowest[end]:
        return []
    start = int(sums[: end + 1].argmin())
    return [(start, end)]
