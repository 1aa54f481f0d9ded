"""The pattern engine: finds what a language's rules describe; the same for every language.

A pattern is a row of items with spaces between them, matched against the letters, digits and marks of a text:

    word          this word as it is written; a small first letter also stands for a capital one where a sentence or
                  quotation begins, and every word for itself in capitals. A mark (. , : / -) is a word too.
    {class}       a word of this class (``words:`` of the language, or one of the classes of digits below); its value is
                  caught under the name of the class
    {name:class}  the same, caught under another name
    (a | b c)     one of several rows
    item?         may be missing
    ~item         no white space before it
    <macro>       the row that ``macros:`` of the language gives for this name
    [ … ]         the extent: what is found. Before it stands what must precede, after it what must follow; both are
                  only looked at, so the next match may begin there. Without brackets everything is the extent.

Classes of digits: ``digits`` (any), ``day`` (1 to 31), ``month_digits`` (1 to 12), ``hour`` (0 to 24), ``minute`` (00 to
59, two digits), ``year`` (1000 to 2199, four digits), ``round`` (a number of four digits that looks like a count rather
than a year: two zeros at the end, or one before 1800), ``tens`` (a year that ends in 0), ``two`` (two digits).
``number`` holds digits, decimals ("3,5") and what the language lists as ``number``. ``capital`` is any word with a capital
letter that no list knows, ``newline`` the end of a paragraph.

In lists of words ``_`` joins the words of a phrase, ``form/endings`` stands for the form with each of these endings, and
under a value like ``20..`` the forms count on from 20. A value like ``unit=D,shift=-1`` gives several fields at once.
Of the matches that begin at one place the longest extent wins, then the one with the longest context, then the first
rule; nothing overlaps. No match begins or ends inside a word, a compound with hyphens, or a number, unless the pattern
itself says what stands there. Before an apostrophe a word of the class ``elided`` ("l'année") stands for itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from aktenlage.annotations.tokens import Tokens
from aktenlage.errors import DataError

Caught = tuple[tuple[str, str], ...]
ITEM = re.compile(
    r"\s*(~)?(?:(?P<word>[^\W_]+|[^\w\s{}()<>\[\]|?~])|\{(?P<class>[\w:]+)\}|<(?P<macro>\w+)>|(?P<open>\())"
)
EXTENT = re.compile(r"([^\[\]]*)\[([^\[\]]*)\]([^\[\]]*)")


class Pattern(msgspec.Struct, frozen=True):
    """A rule's pattern, ready to match: what must precede, the extent, what must follow."""

    name: str
    before: "Node | None"
    extent: "Node"
    after: "Node | None"


class Node:
    """A part of a pattern; ``match`` gives each place where it can end, and what it caught."""

    def match(self, tokens: Tokens, at: int, caught: Caught) -> Iterator[tuple[int, Caught]]:
        raise NotImplementedError

    def get_starts(self) -> frozenset[str]:
        """The classes that its first token can have."""
        raise NotImplementedError

    def get_ends(self) -> frozenset[str]:
        """The classes that its last token can have."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether it can match nothing."""
        return False

    def get_seconds(self, first: str) -> tuple[frozenset[str], bool]:
        """The classes that a second token can have after a first of this class, and whether the first can be all."""
        raise NotImplementedError


class Leaf(Node):
    """One word of a class; a literal word is a class of its own."""

    def __init__(self, name: str, label: str | None, glued: bool) -> None:
        self.name, self.label, self.glued = name, label, glued

    def match(self, tokens: Tokens, at: int, caught: Caught) -> Iterator[tuple[int, Caught]]:
        if at >= len(tokens.words) or (self.glued and not tokens.glued[at]):
            return
        for name, value, length in tokens.longer.get(at, ()):
            if name == self.name:
                yield at + length, self.catch(caught, value)
        value_here = tokens.classes[at].get(self.name)
        if value_here is not None:
            yield at + 1, self.catch(caught, value_here)

    def catch(self, caught: Caught, value: str) -> Caught:
        return caught if self.label is None else (*caught, (self.label, value))

    def get_starts(self) -> frozenset[str]:
        return frozenset([self.name])

    def get_ends(self) -> frozenset[str]:
        return self.get_starts()

    def get_seconds(self, first: str) -> tuple[frozenset[str], bool]:
        return frozenset(), first == self.name


class Row(Node):
    """Nodes one after the other; ``firsts`` and ``empties`` hold for each place what can begin there, and whether all from
    there on may be missing. Most patterns fail at their second token, and that is seen without trying them."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = tuple(nodes)
        self.firsts: list[frozenset[str]] = [frozenset()]
        self.empties = [True]
        for node in reversed(self.nodes):
            empty = node.is_empty()
            self.firsts.insert(0, node.get_starts() | (self.firsts[0] if empty else frozenset()))
            self.empties.insert(0, empty and self.empties[0])

    def match(self, tokens: Tokens, at: int, caught: Caught) -> Iterator[tuple[int, Caught]]:
        return self.go_on(tokens, at, caught, 0)

    def go_on(self, tokens: Tokens, at: int, caught: Caught, index: int) -> Iterator[tuple[int, Caught]]:
        if index == len(self.nodes):
            yield at, caught
            return
        if not self.empties[index] and not can_start(tokens, at, self.firsts[index]):
            return
        for end, more in self.nodes[index].match(tokens, at, caught):
            yield from self.go_on(tokens, end, more, index + 1)

    def get_starts(self) -> frozenset[str]:
        return self.firsts[0]

    def get_ends(self) -> frozenset[str]:
        ends: frozenset[str] = frozenset()
        for node in reversed(self.nodes):
            ends |= node.get_ends()
            if not node.is_empty():
                break
        return ends

    def is_empty(self) -> bool:
        return self.empties[0]

    def get_seconds(self, first: str) -> tuple[frozenset[str], bool]:
        seconds: frozenset[str] = frozenset()
        all_of_it = False
        for index, node in enumerate(self.nodes):
            if first in node.get_starts():
                more, ends = node.get_seconds(first)
                seconds |= more
                if ends:
                    seconds |= self.firsts[index + 1]
                    all_of_it = all_of_it or self.empties[index + 1]
            if not node.is_empty():
                break
        return seconds, all_of_it


def can_start(tokens: Tokens, at: int, starts: frozenset[str]) -> bool:
    """Whether a token has one of these classes."""
    if at >= len(tokens.words):
        return False
    return not starts.isdisjoint(tokens.classes[at]) or (
        at in tokens.longer and any(name in starts for name, _, _ in tokens.longer[at])
    )


class Choice(Node):
    def __init__(self, nodes: Sequence[Node], glued: bool, optional: bool) -> None:
        self.nodes, self.glued, self.optional = tuple(nodes), glued, optional
        self.starts = frozenset[str]().union(*(node.get_starts() for node in self.nodes))

    def match(self, tokens: Tokens, at: int, caught: Caught) -> Iterator[tuple[int, Caught]]:
        if not self.glued or (at < len(tokens.words) and tokens.glued[at]):
            for node in self.nodes:
                yield from node.match(tokens, at, caught)
        if self.optional:
            yield at, caught

    def get_starts(self) -> frozenset[str]:
        return self.starts

    def get_ends(self) -> frozenset[str]:
        return frozenset[str]().union(*(node.get_ends() for node in self.nodes))

    def is_empty(self) -> bool:
        return self.optional or any(node.is_empty() for node in self.nodes)

    def get_seconds(self, first: str) -> tuple[frozenset[str], bool]:
        found = [node.get_seconds(first) for node in self.nodes if first in node.get_starts()]
        return frozenset[str]().union(*(seconds for seconds, _ in found)), any(ends for _, ends in found)


def make_pattern(name: str, pattern: str, macros: Mapping[str, str]) -> Pattern:
    """A pattern from how it is written; what cannot be read is a DataError with the rule's name."""
    found = EXTENT.fullmatch(pattern)
    parts = found.groups() if found else ("", pattern, "")
    try:
        rows = [make_row(part, macros) if part.strip() else None for part in parts]
    except ValueError as error:
        raise DataError(f"rule {name}: {error} in the pattern {pattern!r}") from error
    if rows[1] is None or rows[1].is_empty():
        raise DataError(f"rule {name}: the pattern {pattern!r} can match nothing")
    return Pattern(name, rows[0], rows[1], rows[2])


def make_row(pattern: str, macros: Mapping[str, str]) -> Node:
    node, at = read_choice(pattern, 0, macros, "")
    if at < len(pattern.rstrip()):
        raise ValueError(f"unexpected {pattern[at:].strip()[:1]!r}")
    return node


def read_choice(pattern: str, at: int, macros: Mapping[str, str], closing: str) -> tuple[Node, int]:
    """The rows between ``|`` up to ``closing``, and where they end."""
    rows: list[Node] = []
    nodes: list[Node] = []
    while True:
        here = len(pattern) - len(pattern[at:].lstrip())
        mark = pattern[here : here + 1]
        if mark in {"", "|", ")"}:
            if mark not in {"|", closing}:
                raise ValueError(f"missing {closing!r}" if closing else f"unexpected {mark!r}")
            rows.append(Row(nodes))
            if mark != "|":
                return (rows[0] if len(rows) == 1 else Choice(rows, False, False)), here + len(mark)
            nodes, at = [], here + 1
        else:
            node, at = read_item(pattern, at, macros)
            nodes.append(node)


def read_item(pattern: str, at: int, macros: Mapping[str, str]) -> tuple[Node, int]:
    found = ITEM.match(pattern, at)
    if found is None:
        raise ValueError(f"unexpected {pattern[at:].strip()[:1]!r}")
    glued, at = found[1] is not None, found.end()
    node: Node
    if found["word"]:
        node = Leaf(f"={found['word']}", None, glued)
    elif found["class"]:
        label, _, name = found["class"].rpartition(":")
        node = Leaf(name, label or name, glued)
    elif found["macro"]:
        if found["macro"] not in macros:
            raise ValueError(f"unknown macro <{found['macro']}>")
        node = Choice([make_row(macros[found["macro"]], macros)], glued, False)
    else:
        node, at = read_choice(pattern, at, macros, ")")
        if glued:
            node = Choice([node], glued, False)
    if pattern[at : at + 1] == "?":
        return Choice([node], False, True), at + 1
    return node, at


def find_literals(pattern: str) -> Iterator[str]:
    """The literal words of a pattern, so that the lexicon knows them."""
    for found in ITEM.finditer(re.sub(r"[\[\]|?)]", " ", pattern)):
        if found["word"]:
            yield found["word"]
