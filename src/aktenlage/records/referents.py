"""Whoever and whatever an article names, while its record is being made."""

from typing import Literal

import msgspec

from aktenlage.knowledge.authority import Thing
from aktenlage.languages.people import Gender
from aktenlage.types import EntityKind, Span

Form = Literal["name", "noun", "pronoun"]


class Named(msgspec.Struct, frozen=True):
    """A name as it is worked with: its words as a range, without titles before it; ``base`` has no genitive ending."""

    span: Span
    kind: EntityKind
    first: int
    last: int
    text: str
    base: str


class Title(msgspec.Struct, frozen=True):
    """What somebody is called before or after the name: the noun, the office it is, and whose (states, organisations).

    ``former``: not in office on the day of the article.
    """

    lemma: str
    gender: Gender | None
    office: str | None
    owners: tuple[str, ...]
    former: bool


class Referent:
    """Somebody or something that the article speaks of; grows while the article is read."""

    def __init__(self, kind: EntityKind, thing: Thing | None = None) -> None:
        self.thing = thing
        self.kinds: dict[EntityKind, int] = {kind: 0}
        self.names: dict[str, int] = {}
        self.mentions: dict[Span, Form] = {}
        self.titles: list[Title] = []
        self.told_gender: Gender | None = None

    @property
    def kind(self) -> EntityKind:
        """That of the authority file, else the one that the names were most often read as."""
        return self.thing.kind if self.thing else max(self.kinds, key=self.kinds.__getitem__)

    @property
    def gender(self) -> Gender | None:
        if self.thing is not None and self.thing.gender is not None:
            return self.thing.gender
        return self.told_gender or next((title.gender for title in self.titles if title.gender), None)

    @property
    def key(self) -> str:
        """What stands for it as the owner of an office, where the authority file does not know it."""
        return f"#{id(self)}"

    def add_name(self, name: Named) -> None:
        self.kinds[name.kind] = self.kinds.get(name.kind, 0) + 1
        self.names[name.base] = self.names.get(name.base, 0) + 1
        self.mentions[name.span] = "name"

    def absorb(self, other: "Referent") -> None:
        """Takes over all that is known of another one that turned out to be the same."""
        self.thing = self.thing or other.thing
        for kind, count in other.kinds.items():
            self.kinds[kind] = self.kinds.get(kind, 0) + count
        for name, count in other.names.items():
            self.names[name] = self.names.get(name, 0) + count
        self.mentions |= other.mentions
        self.titles += other.titles
        self.told_gender = self.told_gender or other.told_gender

    def get_name(self) -> str:
        """The German name of the authority file, else the fullest form met."""
        if self.thing is not None:
            return self.thing.name
        return max(self.names, key=lambda name: (len(name.split()), len(name), self.names[name]))
