"""Noun phrases around a noun for a person: who is meant by "der frühere russische Außenminister", and of what."""

import re
from collections.abc import Container, Mapping

import msgspec

from aktenlage.knowledge.authority import fold, load_authority
from aktenlage.knowledge.states import find_by_name
from aktenlage.languages.people import Gender, RoleWord
from aktenlage.records.article import Article
from aktenlage.records.links import get_owner, get_state_code, load_metonyms
from aktenlage.records.referents import Referent, Title

MOST_ADJECTIVES = 4
REGIONAL = re.compile(r"isch(?:e[nrsm]?)?$")
"""Adjectives of what the authority file knows no office for ("hessisch"): two offices with different ones are two offices."""

ATTRIBUTES = frozenset(("des", "der", "eines", "einer", "von", "vom", "für", "beim", "of", "for", "at"))
CLOSING = frozenset((",", "(", ".", "“", "”", '"', ":", ";", "–", ")", "!", "?", ""))
SHORTEST_TOWN = 4
MOST_BETWEEN = 12
"""So many words at most stand between an office and the name after it ("Präsident der Ukraine, Wolodymyr Selenskyj")."""


class Phrase(msgspec.Struct, frozen=True):
    """A noun for a person with what belongs to it; ``first``, ``noun`` and ``last`` (behind it) are numbers of words.

    ``article``: the determiner in lower case, if there is one; ``foreign``: words after the noun say of what, and it is
    nothing that the article names ("der Präsident des Verbands").
    """

    first: int
    noun: int
    last: int
    title: Title
    article: str | None
    foreign: bool


class Phrases:
    """Reads phrases of one article.

    ``names``: its names by the number of their first word, with that of the word behind them; ``genitives``: those with
    the ending of a genitive.
    """

    def __init__(self, article: Article, names: Mapping[int, tuple[int, Referent]], genitives: Container[int]) -> None:
        self.article = article
        self.genitives = genitives
        self.names = names
        self.owners = {first: named for first, named in names.items() if named[1].kind != "person"}
        self.inside = {place for first, (last, _) in names.items() for place in range(first, last)}
        self._read: dict[int, Phrase | None] = {}

    def read(self, noun: int) -> Phrase | None:
        """The phrase whose noun stands there, if it is a noun for a person."""
        if noun not in self._read:
            self._read[noun] = self._find(noun)
        return self._read[noun]

    def _find(self, noun: int) -> Phrase | None:
        article = self.article
        if noun in self.inside or not (article.english or article.is_noun(noun)):
            return None
        found = self._find_role(noun)
        if found is None:
            return None
        role, owners, former, first = found
        first, adjective_owners, adjective_former = self._read_adjectives(first)
        last, owner = self._read_owner(noun + 1)
        owners = owners or adjective_owners or owner or role.of
        determiner = article.get(first - 1)
        known = article.words.definite | article.words.demonstrative | article.words.indefinite | article.words.both
        has_determiner = determiner in known or determiner in article.words.his or determiner in article.words.her
        gender = role.gender or get_gender_of(determiner if has_determiner else "", noun)
        title = Title(role.lemma, gender, role.office, owners, former or adjective_former)
        foreign = last == noun + 1 and not owner and self._has_attribute(last)
        return Phrase(first - has_determiner, noun, last, title, determiner if has_determiner else None, foreign)

    def _has_attribute(self, place: int) -> bool:
        return self.article.get(place) in ATTRIBUTES

    def _find_role(self, noun: int) -> tuple[RoleWord, tuple[str, ...], bool, int] | None:
        """The role of the noun, the owners that stand in the word, whether it is a former one, and the first word of it."""
        article, words = self.article, self.article.words
        whole = article.lower[noun]
        if whole in words.several:
            for count in (3, 2):
                joined = words.roles.get("_".join(article.lower[max(noun - count + 1, 0) : noun + 1]))
                if joined is not None:
                    return joined, (), False, noun - count + 1
        if whole in words.roles:
            return words.roles[whole], (), False, noun
        for prefix in words.former_prefixes:
            rest = whole.removeprefix(prefix).lstrip("-")
            if rest != whole and rest in words.roles:
                return words.roles[rest], (), True, noun
        before, mark, head = article.tokens[noun].rpartition("-")
        role = words.get_role(head.lower())
        if role is None or (mark and not head[:1].isupper() and not article.english):
            return None
        if not mark:
            return role, (), False, noun
        former = before.lower() in words.former_prefixes
        return role, () if former else find_owners(before), former, noun

    def _read_adjectives(self, first: int) -> tuple[int, tuple[str, ...], bool]:
        """Where the adjectives before a noun begin, the states that they name, and whether they tell of a former office."""
        article = self.article
        owners: tuple[str, ...] = ()
        former = False
        for _ in range(MOST_ADJECTIVES):
            word = article.get(first - 1)
            if self._is_town_adjective(first - 1):
                owners = owners or (f"~{fold(word[:-2])}",)
                first -= 1
                continue
            if not word or not (article.english or is_adjective(article.tokens[first - 1])):
                break
            state = get_state_code(article.tokens[first - 1])
            is_former = word.startswith(article.words.former) if article.words.former else False
            if article.english and state is None and not is_former:
                break
            region = f"~{word.rstrip('enrsm')}" if REGIONAL.search(word) else None
            owners = owners or ((state,) if state else (region,) if region else ())
            former = former or is_former
            first -= 1
        return first, owners, former

    def _is_town_adjective(self, place: int) -> bool:
        """Whether a word is "Pariser" before "Bürgermeister"."""
        article = self.article
        if article.english or not article.is_noun(place) or len(article.tokens[place]) < SHORTEST_TOWN + 2:
            return False
        if not article.lower[place].endswith("er"):
            return False
        return place not in self.inside and article.words.get_role(article.lower[place]) is None

    def _read_owner(self, place: int) -> tuple[int, tuple[str, ...]]:
        """Whose office it is, by the words after the noun ("der Ukraine", "Russlands"), and where these end."""
        article = self.article
        behind = place
        if article.get(place) in article.words.definite or article.get(place) in ("von", "vom", "of"):
            behind += 1
            while article.get(behind) in article.words.definite or is_adjective(self._get_token(behind)):
                behind += 1
        for start in (behind, behind + 1):
            owner = self.owners.get(start)
            if owner is not None and (start == behind or behind > place):
                last, referent = owner
                if behind > place or self._get_token(last - 1).endswith(("s", "S")):
                    return last, get_owners(referent)
        return place, ()

    def _get_token(self, place: int) -> str:
        return self.article.tokens[place] if 0 <= place < len(self.article.tokens) else ""

    def find_title_before(self, name: int) -> Phrase | None:
        """The phrase right before a name that tells who it is: "Präsident Putin", "der Präsident der Ukraine, Selenskyj"."""
        article = self.article
        place = name - 1
        while article.get(place) in article.words.titles or article.get(place) in article.words.addresses:
            place -= 1
        phrase = self.read(place) if place >= 0 else None
        if phrase is not None:
            # "Ein Sprecher Putins" is not Putin, "Präsident Putins Besuch" is his; "von Ermittlern" are several.
            several = phrase.title.lemma.endswith("er") and article.lower[phrase.noun].endswith("ern")
            return None if several or (name in self.genitives and phrase.article is not None) else phrase
        comma = article.get(place) == ","
        if comma and article.get(self.names[name][0]) not in CLOSING:
            # "Sagte der Präsident, Putin habe …": the name begins a clause.
            return None
        place -= comma
        for step in range(MOST_BETWEEN):
            at = place - step
            if at < 0 or article.sentences[at] != article.sentences[name]:
                return None
            phrase = self.read(at)
            if phrase is not None:
                return phrase if self._is_attribute(at + 1, place + 1) or (comma and step == 0) else None
            if not self._may_be_inside(at) or (step == 0 and not self._may_end(at)):
                return None
        return None

    def _may_end(self, place: int) -> bool:
        """Whether the words that say of what an office is may end there: with a noun, a number or a bracket."""
        return self.article.is_noun(place) or not self.article.lower[place].isalpha()

    def _is_attribute(self, first: int, last: int) -> bool:
        """Whether words after an office say of what: they begin as a genitive does or with a preposition."""
        if first >= last:
            return False
        words = self.article.words
        start = self.article.lower[first]
        return start in words.definite or start in words.prepositions or self.article.lower[last - 1].endswith("s")

    def _may_be_inside(self, place: int) -> bool:
        words, word = self.article.words, self.article.lower[place]
        if not word[0].isalnum():
            return word in "()„“”\"'"
        if self.article.is_noun(place) or word[0].isdigit():
            return True
        if is_adjective(word):
            return self.article.is_noun(place + 1) or is_adjective(self.article.lower[place + 1])
        return word in words.prepositions or word in words.definite or word in words.and_

    def find_title_after(self, name_end: int) -> Phrase | None:
        """The phrase after a comma behind a name: "Peskow, der Sprecher des Kremls"."""
        article = self.article
        place = name_end
        if article.get(place) == "(":
            close = next(
                (at for at in range(place, min(place + 5, len(article.lower))) if article.lower[at] == ")"), None
            )
            place = name_end if close is None else close + 1
        if article.get(place) != ",":
            return None
        place += 1
        if article.get(place) in article.words.indefinite or article.get(place) in article.words.definite:
            place += 1
        for at in range(place, place + MOST_ADJECTIVES):
            phrase = self.read(at) if at < len(article.tokens) else None
            if phrase is not None:
                return phrase if article.sentences[at] == article.sentences[name_end - 1] else None
            if not is_adjective(self._get_token(at)):
                return None
        return None


def is_adjective(token: str) -> bool:
    """Whether a word may be an inflected German adjective; words with hyphen may begin with a capital ("US-amerikanische")."""
    if len(token) < 4 or not token.endswith(("e", "en", "er", "es", "em")):
        return False
    return token[0].islower() or ("-" in token and token.rpartition("-")[2][:1].islower())


def find_owners(prefix: str) -> tuple[str, ...]:
    """The states and organisations that the first part of a compound names ("US-Präsident", "SPD-Chef")."""
    state = find_by_name(prefix)
    if state is not None:
        return (state.iso or state.id,)
    found = [thing for thing in load_authority().find(prefix) if thing.kind in ("organisation", "group")]
    return tuple(get_owner(thing) for thing in found)


def get_owners(referent: Referent) -> tuple[str, ...]:
    """How offices name the owner: a state by its code, what the authority file does not know by itself."""
    if referent.thing is not None:
        return (get_owner(referent.thing),)
    metonym = next((load_metonyms().get(fold(name)) for name in referent.names), None)
    if metonym is not None:
        return (get_owner(metonym),)
    return tuple(f"~{fold(name)}" for name in referent.names) if referent.kind == "place" else (referent.key,)


def get_gender_of(determiner: str, noun: int) -> Gender | None:
    """The gender that the article of "Vorsitzende", "Abgeordnete" shows."""
    if determiner in ("der", "dem", "den", "des", "ein", "dieser"):
        return "m"
    return "f" if determiner in ("die", "eine", "diese") else None
