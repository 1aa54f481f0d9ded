"""Nouns for things: "die Waffe", "das Land", "beide Parteien", and what they mean."""

from aktenlage.knowledge.authority import fold
from aktenlage.languages.people import Things
from aktenlage.records.links import cut_head
from aktenlage.records.memory import WINDOW, Memory, get_only
from aktenlage.records.phrases import is_adjective
from aktenlage.records.referents import Referent

LONGEST_ATTRIBUTE = 8


class ThingReader:
    """Finds what a noun for a thing means. ``called``: what stood beside names, by which the thing may be called later."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.article = memory.article
        self.naming = memory.naming
        self.phrases = memory.phrases
        self.called: dict[str, list[Referent]] = {}

    def call(self, place: int, referent: Referent) -> None:
        """Remembers the noun before a name, and a noun in it, by which the thing may be called later."""
        article = self.article
        last = self.naming.at[place][0]
        nouns = []
        if place - 1 not in self.phrases.inside and article.get(last) not in (",", "und", "and"):
            nouns.append(place - 1)
        if last - place > 1:
            nouns.append(last - 1 if is_adjective(article.lower[place]) else place)
        for noun in nouns:
            word = article.get(noun)
            if article.is_noun(noun) and word not in article.words.things and article.words.get_role(word) is None:
                known = self.called.setdefault(word, [])
                if referent not in known:
                    known.append(referent)

    def read(self, place: int) -> bool:
        """Whether the noun there is one for a thing, be it known or not."""
        word, words = self.article.lower[place], self.article.words
        if "-" in word and self._read_compound(place):
            return True
        if len(self.called.get(word, ())) == 1 and self._read_called(place, self.called[word][0]):
            return True
        if word in words.things:
            self._read_thing(place, words.things[word])
        elif word in words.plural_things:
            self._read_both(place, words.plural_things[word])
        return word in words.things or word in words.plural_things

    def _read_compound(self, place: int) -> bool:
        """For "Oreschnik-Rakete" where no name was read: the thing itself if the second part is a noun of its kind."""
        article = self.article
        first, _, head = article.tokens[place].rpartition("-")
        if head.lower() not in article.words.head_words:
            return False
        for referent in self.naming.referents:
            if (referent.kind, head.lower()) in article.words.heads and first in self._get_names(referent):
                referent.mentions.setdefault(article.spans[place], "noun")
                self.memory.see(place, referent, oblique=False)
                return True
        return False

    def _get_names(self, referent: Referent) -> set[str]:
        """The names that a compound may begin with."""
        here = {cut_head(name, self.article.words, referent.kind) or name for name in referent.names}
        return here | ({referent.thing.name, *referent.thing.names} if referent.thing is not None else set())

    def _read_thing(self, place: int, things: Things) -> None:
        """For "Die Waffe" , "das Land": the only thing of that kind in the last sentences."""
        article = self.article
        first = self._find_article(place)
        if first is None:
            return
        if self._says_which(place) or article.get(first) in things.plural_after.split():
            return
        meant = [
            seen
            for seen in self.memory.look_back(place, WINDOW)
            if seen.referent is not None and not seen.person and is_kind(seen.referent, things)
        ]
        referent = get_only(meant)
        if referent is None and not meant and things.kind == "weapon-system":
            known = [one for one in self.naming.referents if is_kind(one, things)]
            start = article.spans[place].start
            referent = known[0] if len(known) == 1 and min(known[0].mentions).start < start else None
        if referent is not None:
            referent.mentions.setdefault(article.pin(first, place + 1), "noun")
            self.memory.see(place, referent, self.memory.is_oblique(first))

    def _read_called(self, place: int, referent: Referent) -> bool:
        """For "die Umweltschutzorganisation" after "die Umweltschutzorganisation Grünwald": the only one so called."""
        first = self._find_article(place)
        if first is None or referent.kind in ("place", "state", "person", "other") or self._says_which(place):
            return False
        referent.mentions.setdefault(self.article.pin(first, place + 1), "noun")
        self.memory.see(place, referent, self.memory.is_oblique(first))
        return True

    def _find_article(self, noun: int) -> int | None:
        """Where the definite article of a noun stands; between them adjectives, or a long attribute after "dieser"."""
        article, words = self.article, self.article.words
        at = noun - 1
        while (
            at >= 0
            and (is_adjective(article.tokens[at]) or article.get(at) in words.both)
            and not self._is_definite_word(at)
        ):
            at -= 1
        for extra in range(2):
            if at - extra >= 0 and self._is_definite_word(at - extra):
                return at - extra
            # An adverb before the adjective: "die neu entwickelte Rakete".
            if extra == 0 and (at == noun - 1 or not article.tokens[at][:1].islower()):
                break
        if article.get(noun - 1) in words.both:
            return noun - 1
        if at < noun - 1:
            for place in range(at, max(noun - LONGEST_ATTRIBUTE - 1, -1), -1):
                if article.sentences[place] != article.sentences[noun]:
                    break
                if article.get(place) in words.demonstrative:
                    return place
        return None

    def _is_definite_word(self, place: int) -> bool:
        word = self.article.get(place)
        return word in self.article.words.definite or word in self.article.words.demonstrative

    def _says_which(self, noun: int) -> bool:
        """Whether words after the noun bring in something new: a name, a genitive, "von …", "für …"."""
        article = self.article
        after = article.get(noun + 1)
        if (noun + 1) in self.naming.at or after in article.words.which:
            return True
        if after in ("„", "“", '"', "»", "«") and article.is_noun(noun + 2):
            return True
        return after == "," and article.get(noun + 2) in (
            "der",
            "die",
            "das",
            "dem",
            "den",
            "in",
            "mit",
            "which",
            "that",
        )

    def _read_both(self, noun: int, things: Things) -> None:
        """For "Beide Staaten": two of that kind, those of the article or of the last sentences."""
        article, words = self.article, self.article.words
        if article.get(noun - 1) not in words.both:
            return
        first = noun - 2 if article.get(noun - 2) in words.definite else noun - 1
        start = article.spans[noun].start
        meant = [one for one in self.naming.referents if is_kind(one, things) and min(one.mentions).start < start]
        for sentences in (WINDOW, 1):
            near = {id(one.referent) for one in self.memory.look_back(noun, sentences)}
            meant = [one for one in meant if id(one) in near] if len(meant) > 2 else meant
        if len(meant) == 2:
            self.memory.share(first, noun + 1, meant)


def is_kind(referent: Referent, things: Things) -> bool:
    """Whether a noun for things of a kind can mean it; what the authority file does not know may be of any class.

    A strict noun means only what is known to be of its class, or has the noun in its name.
    """
    if referent.kind != things.kind:
        return False
    if referent.thing is not None and referent.thing.group is not None:
        return not things.classes or referent.thing.group in things.classes.split()
    nouns = things.words.split()
    return not things.strict or any(fold(name).endswith(noun) for name in referent.names for noun in nouns)
