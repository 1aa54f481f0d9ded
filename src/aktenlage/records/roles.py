"""Nouns for people that are nobody's title: "der Minister", "die beiden Präsidenten", "der 70-Jährige", and whom they mean."""

from collections.abc import Sequence

from aktenlage.knowledge.authority import load_authority
from aktenlage.languages.people import Gender
from aktenlage.records.links import find_holder
from aktenlage.records.memory import WINDOW, Memory, fits_gender, get_only
from aktenlage.records.phrases import Phrase
from aktenlage.records.referents import Referent, Title
from aktenlage.records.titles import held_by, is_of_age, is_politician, is_same_title


class RoleReader:
    """Finds whom a noun for a person means; somebody whom it cannot tell is remembered as a stranger."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.article = memory.article
        self.naming = memory.naming
        self.phrases = memory.phrases

    def read(self, phrase: Phrase) -> None:
        """A noun for a person that is nobody's title: who is meant, or a stranger."""
        if self._is_plural(phrase):
            self._read_several(phrase)
            return
        oblique = self.memory.is_oblique(phrase.first)
        referent = self._resolve_role(phrase) if self._is_definite(phrase) else None
        if referent is None and phrase.article is None:
            # "Er gilt als Diktator", "sie ist Ministerin": says something of somebody and brings in nobody.
            return
        if referent is None:
            self.memory.see_stranger(phrase.noun, phrase.title.gender, oblique, phrase.title.lemma)
            return
        self.memory.see(phrase.noun, referent, oblique)
        referent.mentions.setdefault(self.article.pin(phrase.first, max(phrase.last, phrase.noun + 1)), "noun")

    def _is_plural(self, phrase: Phrase) -> bool:
        words = self.article.words
        if phrase.article in words.both or self.article.get(phrase.first - 1) in words.both:
            return True
        if self.article.get(phrase.noun).endswith("innen"):
            return True
        inside = self.article.lower[phrase.first : phrase.noun]
        return any(word in words.both for word in inside) or (
            phrase.article in words.plural_man and phrase.title.gender == "m"
        )

    def _is_definite(self, phrase: Phrase) -> bool:
        """Whether somebody known is meant: after "der" or "dieser", or where the word itself tells whose office it is."""
        words = self.article.words
        if phrase.foreign or self.article.get(phrase.first - 1) in words.posts:
            return False
        if self._is_genitive_plural(phrase) or self._is_predicate(phrase):
            return False
        if phrase.article is None:
            follows_verb = self.article.begins_sentence(phrase.first)
            return bool(phrase.title.owners) and follows_verb
        return phrase.article in words.definite or phrase.article in words.demonstrative

    def _is_predicate(self, phrase: Phrase) -> bool:
        """For "ich bin der Präsident": says something of whoever stands before the verb."""
        lower, words = self.article.get(phrase.first - 2), self.article.words
        if self.article.get(phrase.first - 1) not in words.copulas:
            return False
        named = any(last == phrase.first - 1 for last, _ in self.naming.at.values())
        return named or lower in words.he or lower in words.she or lower in words.i

    def _is_genitive_plural(self, phrase: Phrase) -> bool:
        """For "Rat der Außenminister", "Kreis der Vorsitzenden": "der" behind a noun, and no woman."""
        if phrase.article != "der":
            return False
        if phrase.title.lemma.endswith(("er", "e")) and self.article.lower[phrase.noun].endswith("en"):
            return True
        return phrase.title.gender == "m" and self.article.is_noun(phrase.first - 1)

    def _resolve_role(self, phrase: Phrase) -> Referent | None:
        place, title = phrase.noun, phrase.title
        people = [one for one in (*self.naming.referents, *self.memory.described) if one.kind == "person"]
        politician = title.lemma in self.article.words.politicians and not title.owners
        named = [one for one in people if any(is_same_title(title, known) for known in one.titles)]
        if politician:
            named = [one for one in people if one in named or is_politician(one)]
        candidates = named or [
            one for one in people if one.thing is not None and held_by(one.thing, title, self.article.day)
        ]
        candidates = [one for one in candidates if not (title.gender and one.gender not in (None, title.gender))]
        start = self.article.spans[place].start
        before = [one for one in candidates if min(one.mentions).start < start]
        if len(before) == 1:
            return None if not title.owners and self._is_overtaken(before[0], title) else before[0]
        if before:
            return self._choose_nearest(place, before)
        if title.owners and len(candidates) == 1:
            return candidates[0]
        return None if candidates else self._describe(phrase)

    def _is_overtaken(self, referent: Referent, title: Title) -> bool:
        """Whether a stranger with the same noun was spoken of since."""
        for seen in reversed(self.memory.seen):
            if seen.referent is referent:
                return False
            if seen.referent is None and seen.lemma and seen.lemma.endswith(title.lemma):
                return True
        return False

    def _choose_nearest(self, place: int, referents: Sequence[Referent]) -> Referent | None:
        """The only one of them in the last sentences."""
        near = [
            one
            for one in self.memory.look_back(place, WINDOW)
            if one.referent is not None and one.referent in referents
        ]
        return get_only(near)

    def _describe(self, phrase: Phrase) -> Referent | None:
        """Somebody whom the article never names but whose office on that day the authority file knows."""
        title, day = phrase.title, self.article.day
        if (
            day is None
            or title.office is None
            or title.former
            or not title.owners
            or self._is_another_time(phrase.noun)
        ):
            return None
        owners = self._choose_owners(title.owners)
        thing = find_holder(load_authority(), owners, title.office, day)
        if thing is None or (title.gender and thing.gender != title.gender):
            return None
        known = next((one for one in (*self.naming.referents, *self.memory.described) if one.thing is thing), None)
        if known is not None:
            return known
        referent = Referent("person", thing)
        self.memory.described.append(referent)
        return referent

    def _choose_owners(self, owners: Sequence[str]) -> Sequence[str]:
        """Of the states that a word can mean ("Bundeskanzler") those that the article names; if it names none, the first."""
        if len(owners) == 1:
            return owners
        here = {one.thing.state for one in self.naming.referents if one.thing is not None and one.kind == "state"}
        return [owner for owner in owners if owner in here] or owners[:1]

    def _is_another_time(self, place: int) -> bool:
        """Whether the sentence names a year that is not that of the article."""
        article = self.article
        day = article.day or ""
        sentence = article.sentences[place]
        at = article.find_sentence_start(place)
        while at < len(article.tokens) and article.sentences[at] == sentence:
            token = article.tokens[at]
            if len(token) == 4 and token.isdigit() and token[:2] in ("18", "19", "20") and token != day[:4]:
                return True
            at += 1
        return False

    def _read_several(self, phrase: Phrase) -> None:
        """For "Die beiden Präsidenten": the mention belongs to two people, if exactly two can be meant."""
        people = [one for one in self.naming.referents if one.kind == "person"]
        start = self.article.spans[phrase.noun].start
        singular = Title(phrase.title.lemma, None, phrase.title.office, phrase.title.owners, phrase.title.former)
        meant = [
            one
            for one in people
            if min(one.mentions).start < start
            and (
                any(is_same_title(singular, title) for title in one.titles)
                or (one.thing is not None and held_by(one.thing, singular, self.article.day))
            )
        ]
        both = self.article.words.both
        said_both = any(word in both for word in self.article.lower[max(phrase.first - 1, 0) : phrase.noun])
        if len(meant) == 2 and said_both:
            self.memory.share(phrase.first, phrase.noun + 1, meant)

    def read_age(self, place: int) -> None:
        """For "Der 70-Jährige": the only person spoken of, or the only one of that age."""
        article = self.article
        match = article.words.age_noun.match(article.tokens[place])
        if match is None or place + 1 in self.naming.at:
            return
        age = int(match["age"])
        before = article.get(place - 1)
        if before not in article.words.definite:
            self.memory.see_stranger(place, None, oblique=False)
            return
        gender: Gender | None = "f" if before == "die" else "m" if before in ("der", "dem", "den", "des") else None
        people = [one for one in self.memory.look_back(place, WINDOW) if one.person and fits_gender(one, gender)]
        near = get_only([one for one in people if one.sentence >= article.sentences[place] - 1])
        referent = near or get_only(
            [one for one in people if one.referent is None or is_of_age(one.referent, age, article.day)]
        )
        oblique = self.memory.is_oblique(place)
        if referent is None:
            self.memory.see_stranger(place, gender, oblique)
        else:
            self.memory.see(place, referent, oblique)
            referent.mentions.setdefault(article.pin(place - 1, place + 1), "noun")
