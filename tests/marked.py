"""Texts with marked names, statements and mentions, as tests write them."""

import re
from typing import cast

from aktenlage.annotations.names import Name
from aktenlage.documents.segment import segment
from aktenlage.records.entities import Identified, identify
from aktenlage.types import Document, Entity, EntityKind, Mode, Part, Span, Statement

MARK = re.compile(r"\[(?P<kind>[a-z-]+) (?P<words>[^]]+)\]")


class Case:
    """A text whose names are marked ("[person Holm]"), read to its entities.

    ``said``: for each statement its words and those of its speaker; it is a direct quotation where it begins with "„".
    """

    def __init__(
        self, marked: str, *said: tuple[str, str], published: str | None = "2024-12-06", language: str = "de"
    ) -> None:
        text, names = unmark(marked)
        self.document = Document("test", text, published=published, language=language)
        self.segments = segment(text, language)
        statements = [make_statement(text, number, *one) for number, one in enumerate(said)]
        self.identified: Identified = identify(self.document, self.segments, names, statements)

    def get(self, name: str) -> Entity:
        """The only entity of this name."""
        (entity,) = [one for one in self.identified.entities if one.name == name]
        return entity

    def names(self) -> list[str]:
        return [entity.name for entity in self.identified.entities]

    def mentions(self, name: str) -> list[str]:
        """The words of all mentions of an entity, in their order."""
        return [self.document.words(mention.span) for mention in self.get(name).mentions]

    def find(self, words: str) -> str | None:
        """The name of the entity that a part with these words means; the first place where they stand."""
        start = self.document.text.index(words)
        found = self.identified.find(Span(start, start + len(words)))
        return next((one.name for one in self.identified.entities if one.id == found), None)


def unmark(marked: str) -> tuple[str, list[Name]]:
    text, at = "", 0
    names = []
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        span = Span(len(text), len(text) + len(match["words"]))
        names.append(Name(span, cast(EntityKind, match["kind"]), 1.0))
        text += match["words"]
        at = match.end()
    return text + marked[at:], names


def make_statement(text: str, number: int, content: str, speaker: str) -> Statement:
    start = text.index(content)
    after = text.find(speaker, start + len(content))
    place = after if after >= 0 else text.index(speaker)
    return Statement(
        id=f"s{number + 1}",
        mode=Mode.DIRECT if content.startswith("„") else Mode.INDIRECT,
        medium=None,
        content=(Span(start, start + len(content)),),
        cue=(),
        frame=(),
        speaker=Part(Span(place, place + len(speaker))),
        addressee=(),
        time=None,
        place=None,
        confidence=1.0,
    )
