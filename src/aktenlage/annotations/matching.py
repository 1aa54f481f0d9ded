"""Where the patterns of a language fit in a text, and which of them win; the patterns themselves are in ``patterns.py``."""

from collections.abc import Iterable, Iterator

import msgspec

from aktenlage.annotations.patterns import Caught, Node, Pattern
from aktenlage.annotations.tokens import NOTHING, Lexicon, Tokens

MONEY = frozenset("$€£¥%‰°§#@&_")
SIGNS = frozenset("$€£¥%‰°")
"""Those of them that may stand apart from their number; "_" and "&" may as well begin the next words."""
LONGEST_CONTEXT = 8


class Match(msgspec.Struct, frozen=True):
    """A rule that fits: its extent as tokens, how many tokens its context has on each side, what its classes caught."""

    order: int
    first: int
    last: int
    left: int
    right: int
    caught: Caught


class Start(msgspec.Struct, frozen=True):
    """A pattern that a token of some class can begin; ``before`` and ``seconds``: what the tokens around it must be, None
    where they may be any. Words like "the" begin many patterns, and few go on."""

    order: int
    pattern: Pattern
    before: frozenset[str] | None
    seconds: frozenset[str] | None


def make_start(order: int, pattern: Pattern, name: str) -> Start:
    before, after = pattern.before, pattern.after
    seconds, all_of_it = pattern.extent.get_seconds(name)
    if all_of_it and after is not None and not after.is_empty():
        seconds, all_of_it = seconds | after.get_starts(), False
    ends = None if before is None or before.is_empty() else before.get_ends()
    return Start(order, pattern, ends, None if all_of_it else seconds)


class Grammar:
    """The patterns of one language, each with the number of its rule, indexed by what their first token can be."""

    def __init__(self, lexicon: Lexicon, patterns: Iterable[tuple[int, Pattern]]) -> None:
        self.lexicon = lexicon
        self.starts: dict[str, list[Start]] = {}
        for order, pattern in patterns:
            for name in pattern.extent.get_starts():
                self.starts.setdefault(name, []).append(make_start(order, pattern, name))

    def find_matches(self, tokens: Tokens) -> list[Match]:
        """The matches that win, in the order of the text."""
        won: list[Match] = []
        at, count = 0, len(tokens.words)
        while at < count:
            best = self.find_best(tokens, at)
            if best is None:
                at += 1
            else:
                won.append(best)
                at = best.last
        return won

    def find_best(self, tokens: Tokens, at: int) -> Match | None:
        names: Iterable[str] = tokens.classes[at]
        if at in tokens.longer:
            names = {*names, *(name for name, _, _ in tokens.longer[at])}
        phrases = at in tokens.longer or at + 1 in tokens.longer
        preceding = tokens.classes[at - 1] if at else NOTHING
        free = any(place in tokens.longer for place in range(at - LONGEST_CONTEXT, at - 1)) if tokens.longer else False
        following = tokens.classes[at + 1] if at + 1 < len(tokens.classes) else NOTHING
        found: list[Match] = []
        for name in names:
            for start in self.starts.get(name, ()):
                if not (start.before is None or free or not start.before.isdisjoint(preceding)):
                    continue
                if start.seconds is None or phrases or not start.seconds.isdisjoint(following):
                    found.extend(find_extents(start.pattern, start.order, tokens, at))
            inside = bool(found) and is_inside_before(tokens, at)
        whole = [
            match
            for match in found
            if (match.left or not inside) and (match.right or not is_inside_after(tokens, match.last))
        ]
        return max(whole, key=lambda match: (match.last, match.left + match.right, -match.order), default=None)


def find_extents(pattern: Pattern, order: int, tokens: Tokens, at: int) -> Iterator[Match]:
    """The ways in which a pattern fits with its extent beginning here."""
    before: tuple[int, Caught] | None = None
    for last, caught in pattern.extent.match(tokens, at, ()):
        if before is None and pattern.before is not None:
            before = get_before(pattern.before, tokens, at)
            if before is None:
                return
        left, earlier = before or (at, ())
        if pattern.after is None:
            yield Match(order, at, last, at - left, 0, (*earlier, *caught))
            continue
        for right, later in pattern.after.match(tokens, last, ()):
            yield Match(order, at, last, at - left, right - last, (*earlier, *caught, *later))


def get_before(node: Node, tokens: Tokens, at: int) -> tuple[int, Caught] | None:
    """The longest way in which the context fits right before a token: where it begins, and what it caught."""
    for start in range(max(0, at - LONGEST_CONTEXT), at + 1):
        for end, caught in node.match(tokens, start, ()):
            if end == at:
                return start, caught
    return None


def is_inside_before(tokens: Tokens, at: int) -> bool:
    """Whether a word, compound or number goes on to the left of a token."""
    words, glued = tokens.words, tokens.glued
    if at == 0 or not glued[at]:
        return at > 0 and words[at - 1] in MONEY and words[at][0].isdigit()
    mark = words[at - 1]
    if mark[0].isalnum():
        return True
    if mark in MONEY:
        return True
    if at < 2 or not glued[at - 1] or mark not in {"-", ".", ",", ":", "/", "'"}:
        return False
    if mark == "'" and "elided" in tokens.classes[at - 2]:
        return False
    further = words[at - 2]
    return further[0].isalpha() if mark in {"-", "'"} else further.isdigit() and words[at].isdigit()


def is_inside_after(tokens: Tokens, end: int) -> bool:
    """Whether a word, compound or number goes on behind an extent."""
    words, glued = tokens.words, tokens.glued
    if end >= len(words):
        return False
    digits = words[end - 1].isdigit()
    if not glued[end]:
        return words[end] in SIGNS and digits
    mark = words[end]
    if mark[0].isalnum() or mark in MONEY:
        return True
    if end + 1 >= len(words) or not glued[end + 1]:
        return False
    following = words[end + 1]
    if mark == "-":
        return following[0].isalpha()
    return mark in {".", ",", ":", "/"} and digits and following.isdigit()
