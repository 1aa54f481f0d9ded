"""What an article has spoken of so far: who, where, and in which grammatical position."""

from collections.abc import Iterable, Sequence

import msgspec

from aktenlage.languages.people import Gender
from aktenlage.records.article import OUTSIDE, Article
from aktenlage.records.naming import Naming
from aktenlage.records.phrases import Phrases, is_adjective
from aktenlage.records.referents import Referent
from aktenlage.types import Statement

WINDOW = 2
"""So many sentences back a noun or a pronoun may look."""

OBLIQUE = frozenset(("dem", "des", "einem", "eines", "den", "einen"))
"""German articles that no subject has."""


class Seen(msgspec.Struct, frozen=True):
    """A place where somebody or something was spoken of; ``referent`` None: a stranger, of whom only the noun is known.

    ``oblique``: in a case or after a preposition that makes it no subject.
    """

    place: int
    sentence: int
    quotation: int
    referent: Referent | None
    gender: Gender | None
    oblique: bool
    person: bool
    speaker: bool
    lemma: str = ""


class Memory:
    """Remembers where somebody or something was spoken of; the readers of nouns and pronouns share it.

    ``described``: people whom the article never names; ``speakers``: for each word whether it names the speaker of a statement.
    """

    def __init__(self, article: Article, naming: Naming, phrases: Phrases, statements: Sequence[Statement]) -> None:
        self.article = article
        self.naming = naming
        self.phrases = phrases
        self.seen: list[Seen] = []
        self.described: list[Referent] = []
        self.speakers = [False] * len(article.tokens)
        for statement in statements:
            if statement.speaker is not None:
                first, last = article.locate(statement.speaker.span)
                self.speakers[first:last] = [True] * (last - first)

    def see(self, place: int, referent: Referent, oblique: bool) -> None:
        """Somebody or something known was spoken of."""
        self.seen.append(self._make(place, oblique, referent))

    def see_stranger(self, place: int, gender: Gender | None, oblique: bool, lemma: str = "") -> None:
        """Somebody was spoken of who cannot be identified; ``lemma``: by which noun."""
        stranger = self._make(place, oblique, None)
        self.seen.append(msgspec.structs.replace(stranger, gender=gender, lemma=lemma))

    def _make(self, place: int, oblique: bool, referent: Referent | None) -> Seen:
        return Seen(
            place=place,
            sentence=self.article.sentences[place],
            quotation=self.article.quoted[place],
            referent=referent,
            gender=None if referent is None else referent.gender,
            oblique=oblique,
            person=referent is None or referent.kind == "person",
            speaker=self.speakers[place],
        )

    def share(self, first: int, last: int, referents: Sequence[Referent]) -> None:
        """A mention that belongs to several."""
        for referent in referents:
            referent.mentions.setdefault(self.article.pin(first, last), "noun")

    def is_oblique(self, place: int) -> bool:
        """Whether words stand after a preposition or in a case that is no subject, as far as the article before them tells."""
        article, words = self.article, self.article.words
        phrase = self.phrases.find_title_before(place) if place in self.naming.at else None
        start = phrase.first if phrase is not None else place
        if article.get(start) in OBLIQUE:
            return True
        at = start - 1
        while at >= 0 and is_adjective(article.tokens[at]) and article.get(at) not in words.definite:
            at -= 1
        before = article.get(at)
        if before in OBLIQUE or before in words.prepositions:
            return True
        if before in words.definite or before in words.indefinite:
            return article.get(at - 1) in words.prepositions or (not article.english and article.is_noun(at - 1))
        return place in self.naming.genitives

    def look_back(self, place: int, sentences: int) -> list[Seen]:
        """What was spoken of in this sentence and so many before it, outside the quotations of others."""
        sentence, quotation = self.article.sentences[place], self.article.quoted[place]
        found = []
        for seen in reversed(self.seen):
            if seen.sentence < sentence - sentences:
                break
            own = seen.quotation == quotation
            if own or (seen.quotation == OUTSIDE and not seen.person):
                found.append(seen)
        return found


def get_only(seen: Iterable[Seen]) -> Referent | None:
    """The only one that was spoken of; None if there are several, or strangers among them."""
    chosen = get_only_seen(seen)
    return None if chosen is None else chosen.referent


def get_only_seen(seen: Iterable[Seen]) -> Seen | None:
    """The first of those seen if all are the same one; a stranger is like nobody else."""
    several = list(seen)
    if not several:
        return None
    same = all(one.referent is several[0].referent for one in several)
    strangers = several[0].referent is None and len(several) > 1
    return several[0] if same and not strangers else None


def fits_gender(seen: Seen, gender: Gender | None) -> bool:
    known = seen.referent.gender if seen.referent is not None else seen.gender
    return gender is None or known is None or known == gender
