"""Which of the mentions inside a noun phrase names what the whole phrase means."""

from aktenlage.records.article import Article
from aktenlage.records.naming import Naming
from aktenlage.records.phrases import Phrase, Phrases, is_adjective
from aktenlage.records.referents import Referent
from aktenlage.types import Span


class Heads:
    """Finds the head of any part of an article; ``mentions`` says whose they are, several for those that are shared."""

    def __init__(
        self, article: Article, naming: Naming, phrases: Phrases, mentions: dict[Span, tuple[Referent, ...]]
    ) -> None:
        self.article = article
        self.naming = naming
        self.phrases = phrases
        self.mentions = mentions
        self.by_start = {article.locate(span)[0]: (article.locate(span)[1], span) for span in sorted(mentions)}

    def find(self, span: Span) -> Referent | None:
        """Whom the words mean; None where that is nobody known, or several."""
        first, last = self.article.locate(span)
        exact = self.mentions.get(span)
        if exact is not None and not self._belongs_to_next(first, last):
            return exact[0] if len(exact) == 1 else None
        if self._belongs_to_next(first, last):
            return self._find_person(last, last + 1) if self.phrases.read(last) is not None else None
        around = [one for one in self.mentions if one.contains(span)]
        if around and any(self._is_content(place) for place in range(first, last)):
            return self._get(min(around, key=len))
        return self._find_head(first, last)

    def _belongs_to_next(self, first: int, last: int) -> bool:
        """Whether words are a genitive that was cut off from its noun: "Englands" of "Englands Premierminister"."""
        return last - first == 1 and first in self.naming.genitives and self.article.is_noun(last)

    def _is_content(self, place: int) -> bool:
        """Whether a word is more than an article."""
        words, word = self.article.words, self.article.lower[place]
        return word[0].isalnum() and word not in words.definite and word not in words.indefinite

    def _get(self, span: Span) -> Referent | None:
        owners = self.mentions[span]
        return owners[0] if len(owners) == 1 else None

    def _find_head(self, first: int, last: int) -> Referent | None:
        """Whom the first noun of a phrase means; names in the genitive or after a preposition before it are not it."""
        place = first if any(self._is_content(at) for at in range(first, last)) else last
        while place < last:
            name = self.naming.at.get(place)
            mention = self.by_start.get(place)
            if name is not None and self._is_attribute(place, name[0], first, last):
                place = name[0]
            elif name is not None:
                return None if self._is_joined(name[0], last) else name[1]
            elif self.phrases.read(place) is not None:
                return self._find_person(place, last)
            elif mention is not None and mention[0] > place and self._covers_noun(place, mention[0]):
                return None if self._is_joined(mention[0], last) else self._get(mention[1])
            elif self._is_head(place):
                return self._find_source(first, place, last)
            else:
                place += 1
        return None

    def _is_attribute(self, name: int, behind: int, first: int, last: int) -> bool:
        """Whether a name only belongs to the noun: "Australiens Premierministerin", "die in Kiel geborene Ministerin"."""
        if behind >= last:
            return False
        sources = self.article.words.sources
        genitive = (
            name in self.naming.genitives and self.article.is_noun(behind) and self.article.lower[behind] not in sources
        )
        return genitive or (name > first and self.article.get(name - 1) in self.article.words.prepositions)

    def _is_head(self, place: int) -> bool:
        """Whether a word is a noun; the first of a sentence has its capital for that reason."""
        article, word = self.article, self.article.lower[place]
        words = article.words
        if not article.is_noun(place) or word in words.addresses or word in words.definite or word in words.indefinite:
            return False
        if word in words.his or word in words.her or word in words.demonstrative or word in words.both:
            return False
        adjective = is_adjective(word) and (article.is_noun(place + 1) or is_adjective(article.get(place + 1)))
        return not (adjective and article.begins_sentence(place))

    def _find_source(self, first: int, noun: int, last: int) -> Referent | None:
        """Whose words "Angaben" are, or whose name stands behind a noun ("die Nachrichtenagentur Reuters")."""
        article, words = self.article, self.article.words
        before, _, head = article.tokens[noun].rpartition("-")
        if before and head.lower() in words.sources:
            return next((one for one in self.naming.referents if before in one.names), None)
        if article.lower[noun] not in words.sources:
            return self._get_apposition(noun, last)
        for place in range(first, noun):
            mention = self.by_start.get(place)
            if mention is not None and (article.lower[place] in words.his or article.lower[place] in words.her):
                return self._get(mention[1])
        behind = noun + 1
        if article.get(behind) not in words.prepositions and article.get(behind) not in words.definite:
            return self._get_apposition(noun, last)
        return self._find_head(behind + (article.get(behind) in words.prepositions), last)

    def _covers_noun(self, first: int, last: int) -> bool:
        """Whether a mention is more than a pronoun that belongs to a noun ("seine Frau")."""
        lower, words = self.article.lower[first], self.article.words
        return last - first > 1 or not (lower in words.his or lower in words.her)

    def _find_person(self, noun: int, last: int) -> Referent | None:
        """The person of an office: the name after it, or whom the noun itself means."""
        for place in range(noun + 1, min(last + 2, len(self.article.tokens))):
            name = self.naming.at.get(place)
            if name is None or name[1].kind != "person":
                continue
            title = self.phrases.find_title_before(place)
            given = title is not None and (title.noun == noun or self._is_first_of_two(noun, title))
            if given and (place < last or place == noun + 1):
                return None if self._is_joined(name[0], last) else name[1]
            break
        phrase = self.phrases.read(noun)
        for span, owners in self.mentions.items():
            if phrase is not None and span.contains(self.article.spans[noun]) and len(owners) == 1:
                return owners[0]
        return None

    def _is_first_of_two(self, noun: int, title: Phrase) -> bool:
        """For "Vizekanzler und Arbeitsminister Müntefering", "Oberhaupt des Landes, Königin Elisabeth"."""
        between = self.article.get(title.first - 1)
        if between in self.article.words.and_:
            return title.first - 2 == noun
        return between == "," and title.first > noun

    def _get_apposition(self, noun: int, last: int) -> Referent | None:
        """For "Die Nachrichtenagentur Reuters" , "der Konzern Siemens": the name right behind a noun of the same phrase."""
        name = self.naming.at.get(noun + 1)
        if name is None or noun + 1 >= last or noun + 1 in self.naming.genitives:
            return None
        if name[1].kind == "place" or self._is_joined(name[0], last):
            return None
        return name[1]

    def _is_joined(self, place: int, last: int) -> bool:
        """Whether another one follows after "und": then several are meant."""
        words = self.article.words
        at = place
        while at < last:
            if self.article.lower[at] in words.and_ and any(
                other in self.naming.at for other in range(at + 1, min(at + 4, last))
            ):
                return True
            if self.article.lower[at] == ",":
                return at + 1 in self.naming.at and at + 1 < last
            at += 1
        return False
