"""Pronouns of the third person and whom they mean; where that is not clear they mean nobody."""

from collections.abc import Sequence
from typing import Literal

from aktenlage.languages.people import Gender
from aktenlage.records.memory import WINDOW, Memory, Seen, fits_gender, get_only_seen
from aktenlage.records.phrases import is_adjective
from aktenlage.records.referents import Referent

CLOSE_TO_START = 4


class PronounReader:
    """Finds the antecedent of a pronoun: the subject before it that it agrees with, if nothing else can be meant."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.article = memory.article
        self.naming = memory.naming
        self.phrases = memory.phrases

    def read(self, place: int, gender: Gender, rivals: Literal["he", "she"]) -> None:
        article = self.article
        if gender == "f" and not self._is_singular_she(place):
            return
        referent = self._find_antecedent(place, gender, rivals, speech=self.memory.speakers[place])
        oblique = article.get(place) in ("ihn", "ihm", "him") or article.get(place - 1) in article.words.prepositions
        if referent is None:
            self.memory.see_stranger(place, gender, oblique)
        else:
            self.memory.see(place, referent, oblique)
            referent.mentions.setdefault(article.spans[place], "pronoun")

    def _is_singular_she(self, place: int) -> bool:
        """Whether "sie" is a woman and not several people, by the finite verb of its clause."""
        article = self.article
        if article.english:
            return True
        if article.lower[place] == "ihr":
            # Mostly "her" before a noun, which is a possessive; the dative is too rare to be told apart.
            return False
        first = article.begins_sentence(place)
        if article.tokens[place] == "Sie" and not first:
            return False
        before = article.get(place - 1)
        if first or not before[:1].isalpha():
            return is_singular_verb(article.get(place + 1))
        if before in article.words.conjunctions:
            return self._ends_singular(place)
        return not article.is_noun(place - 1) and is_singular_verb(before)

    def _ends_singular(self, place: int) -> bool:
        """Whether the clause ends in a verb of the singular: "dass sie … wolle", "weil sie … hat"."""
        article = self.article
        at = place
        while at < len(article.tokens) and (
            article.lower[at][0].isalnum() and article.lower[at] not in article.words.and_
        ):
            at += 1
        return is_singular_verb(article.get(at - 1))

    def _find_antecedent(self, place: int, gender: Gender, rivals: str, *, speech: bool) -> Referent | None:
        sentence = self.article.sentences[place]
        near = [one for one in self.memory.look_back(place, WINDOW) if one.person and fits_gender(one, gender)]
        same = [one for one in near if one.sentence == sentence and not one.oblique]
        chosen = get_only_seen(same) if same else self._choose_before(place, near, speech=speech)
        if chosen is None or chosen.referent is None:
            return None
        if not speech and self._has_rival(chosen.place, place, rivals):
            return None
        return chosen.referent

    def _choose_before(self, place: int, near: Sequence[Seen], *, speech: bool) -> Seen | None:
        """Who is meant of those in the sentences before: the only subject, or the one who spoke last."""
        article = self.article
        sentence = article.sentences[place]
        if any(one.sentence == sentence and one.referent is None for one in near):
            return None
        last = [one for one in near if one.sentence == sentence - 1]
        if not last and speech:
            last = [one for one in near if one.sentence == sentence - 2]
        subjects = [one for one in last if not one.oblique]
        chosen = get_only_seen(subjects)
        if chosen is not None:
            return chosen
        if speech:
            spoke = get_only_seen([one for one in last if one.speaker])
            if spoke is not None:
                return spoke
        if subjects and article.begins_sentence(place) and not all(one.speaker for one in subjects):
            first = min(subjects, key=lambda one: one.place)
            start = article.find_sentence_start(first.place)
            return first if first.place - start <= CLOSE_TO_START else None
        return None

    def _has_rival(self, first: int, last: int, rivals: str) -> bool:
        """Whether a noun stands between that the pronoun could mean as well."""
        article, words = self.article, self.article.words
        articles = words.rivals[rivals]
        at = article.find_sentence_start(first)
        while at < last:
            if (
                article.lower[at] in articles
                and article.get(at - 1) not in words.prepositions
                and not article.is_noun(at - 1)
                and self._begins_noun(at)
            ):
                return True
            at += 1
        return False

    def _begins_noun(self, place: int) -> bool:
        """Whether a noun follows the article, and not somebody who is known."""
        article = self.article
        at = place + 1
        while at < len(article.tokens) and is_adjective(article.tokens[at]):
            at += 1
        if at >= len(article.tokens) or not article.is_noun(at) or at in self.naming.at:
            return False
        return self.phrases.read(at) is None and article.words.age_noun.match(article.tokens[at]) is None

    def read_possessive(self, place: int, gender: Gender, rivals: Literal["his", "she"]) -> None:
        article = self.article
        if article.lower[place] in article.words.whose:
            referent = self._find_relative(place)
        elif not self._begins_phrase(place):
            return
        else:
            referent = self._find_possessor(place, gender, rivals)
        if referent is not None:
            referent.mentions.setdefault(article.spans[place], "pronoun")

    def _begins_phrase(self, place: int) -> bool:
        """Whether a noun follows with or without adjectives: "sein" is also a verb."""
        article = self.article
        at = place + 1
        while at < len(article.tokens) and is_adjective(article.tokens[at]):
            at += 1
        return article.english or (article.is_noun(at) and article.get(place - 1) != "zu")

    def _find_relative(self, place: int) -> Referent | None:
        """For "Lukaschenko, dessen Land": whoever stands right before the comma."""
        if self.article.get(place - 1) != ",":
            return None
        named = next((one for last, one in self.naming.at.values() if last == place - 1), None)
        return named if named is not None and named.kind in ("person", "state") else None

    def _find_possessor(self, place: int, gender: Gender, rivals: str) -> Referent | None:
        article = self.article
        sentence = article.sentences[place]
        near = [one for one in self.memory.look_back(place, 1) if self._can_possess(one, gender)]
        same = [one for one in near if one.sentence == sentence and not one.oblique]
        if same:
            chosen = get_only_seen(same)
            if chosen is None or self._has_rival(chosen.place, place, rivals):
                return None
            return chosen.referent
        if any(one.sentence == sentence for one in near):
            return None
        if self.memory.speakers[place]:
            # "Seiner Ansicht nach": whoever spoke before.
            spoke = self._choose_before(place, [one for one in near if one.person], speech=True)
            return None if spoke is None else spoke.referent
        return self._find_following(place, gender)

    def _can_possess(self, seen: Seen, gender: Gender) -> bool:
        if seen.person:
            return fits_gender(seen, gender)
        if gender == "f":
            return self._get_article(seen.place) == "die"
        if seen.referent is None or seen.referent.kind != "state" or seen.referent.thing is None:
            return False
        return seen.referent.thing.state not in self.article.words.feminine_states

    def _get_article(self, place: int) -> str:
        """The word before a name and its adjectives."""
        at = place - 1
        while (
            at >= 0
            and is_adjective(self.article.tokens[at])
            and self.article.lower[at] not in self.article.words.indefinite
        ):
            at -= 1
        return self.article.get(at)

    def _find_following(self, place: int, gender: Gender) -> Referent | None:
        """For "Während seines Besuchs erinnerte Putin …": the subject that comes right after, where the sentence begins so."""
        article = self.article
        start = article.find_sentence_start(place)
        if place - start > 1 or article.get(place - 1) not in article.words.prepositions:
            return None
        for at in range(place + 2, min(place + 7, len(article.tokens))):
            found = self.naming.at.get(at)
            if found is not None:
                verb = article.get(at - 1)
                person = found[1].kind == "person" and found[1].gender in (None, gender)
                return found[1] if person and verb.isalpha() and verb.endswith(("t", "te")) else None
        return None


def is_singular_verb(word: str) -> bool:
    """Whether a German finite verb is in the singular: the plural ends in -n, apart from a few words that are none."""
    return word[:1].isalpha() and word.islower() and not word.endswith(("en", "ern", "eln", "sind", "tun"))
