"""Whom nouns and pronouns mean: the article is gone through once, and whoever was spoken of is remembered."""

from collections.abc import Sequence

from aktenlage.records.article import Article
from aktenlage.records.memory import Memory
from aktenlage.records.naming import Naming
from aktenlage.records.phrases import Phrases
from aktenlage.records.pronouns import PronounReader
from aktenlage.records.referents import Referent
from aktenlage.records.roles import RoleReader
from aktenlage.records.things import ThingReader
from aktenlage.records.titles import give_titles
from aktenlage.types import Statement

UNSEEN = ("place", "other")
"""Kinds that no noun or pronoun takes up."""


class Discourse:
    """Goes through one article; adds mentions to the referents of its names, and finds people whom it only describes."""

    def __init__(self, article: Article, naming: Naming, phrases: Phrases, statements: Sequence[Statement]) -> None:
        self.article = article
        self.naming = naming
        self.memory = Memory(article, naming, phrases, statements)
        self.roles = RoleReader(self.memory)
        self.things = ThingReader(self.memory)
        self.pronouns = PronounReader(self.memory)
        self.titles = give_titles(article, naming, phrases)

    @property
    def described(self) -> Sequence[Referent]:
        """People whom the article never names."""
        return self.memory.described

    def run(self) -> None:
        place = 0
        while place < len(self.article.tokens):
            name = self.naming.at.get(place)
            if self.article.skipped[place] or name is None:
                if not self.article.skipped[place]:
                    self._read_word(place)
                place += 1
            else:
                self._see_name(place, name[1])
                place = max(name[0], place + 1)

    def _see_name(self, place: int, referent: Referent) -> None:
        if referent.kind != "person":
            self.things.call(place, referent)
        if referent.kind not in UNSEEN:
            self.memory.see(place, referent, self.memory.is_oblique(place))

    def _read_word(self, place: int) -> None:
        word, words = self.article.lower[place], self.article.words
        if word in words.he:
            self.pronouns.read(place, "m", "he")
        elif word in words.she:
            self.pronouns.read(place, "f", "she")
        elif word in words.his or word in words.whose:
            self.pronouns.read_possessive(place, "m", "his")
        elif word in words.her:
            self.pronouns.read_possessive(place, "f", "she")
        elif word[0].isdigit():
            self.roles.read_age(place)
        elif place not in self.titles and (self.article.english or self.article.is_noun(place)):
            self._read_noun(place)

    def _read_noun(self, place: int) -> None:
        if self.things.read(place):
            return
        word, words = self.article.lower[place], self.article.words
        phrase = self.memory.phrases.read(place)
        if phrase is not None:
            self.roles.read(phrase)
        elif word in words.strangers:
            self.memory.see_stranger(place, words.strangers[word], self.memory.is_oblique(place), word)
