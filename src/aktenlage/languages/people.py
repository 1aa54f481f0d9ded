"""Words for people and things: offices, callings, pronouns, first names; compiled for quick look-up."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from aktenlage.languages.load import find_languages, load_words
from aktenlage.types import EntityKind

Gender = Literal["m", "f"]
SHORTEST_CALLING = 4


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office of the authority file and the words for it, by gender; ``both``: words for women and men.

    ``of``: states (ISO 3166-1) or organisations that the words themselves tell. Words stand side by side in one string.
    """

    office: str
    m: str = ""
    f: str = ""
    both: str = ""
    of: str = ""


class Callings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for people that are no office of the authority file, by gender."""

    m: str = ""
    f: str = ""
    both: str = ""


class Things(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that take up something of this kind, and the classes of the authority file that it may have (none: any).

    ``several``: the same in the plural, which take up two things ("beide Staaten"); ``strict``: never something of unknown
    class; ``plural_after``: articles after which the word is plural ("die Unternehmen").
    """

    kind: EntityKind
    words: str
    several: str = ""
    strict: bool = False
    plural_after: str = ""
    classes: str = ""


class Roles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``roles.yml``: words that take up a name or stand before it; each field says in the file what it is for."""

    offices: tuple[Office, ...]
    callings: Callings
    politicians: str
    sources: str
    strangers: Callings
    addresses: Callings
    titles: str
    legal_forms: str
    former: str
    former_prefixes: str
    things: tuple[Things, ...]
    heads: dict[EntityKind, str]
    age_noun: str
    age_adjective: str


class Pronouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``pronouns.yml``: small words that stand side by side in one string; each field says in the file what it is for."""

    he: str
    she: str
    his: str
    her: str
    whose: str
    i: str
    definite: str
    demonstrative: str
    indefinite: str
    both: str
    plural_man: str
    rivals_he: str
    rivals_she: str
    rivals_his: str
    prepositions: str
    places: str
    sources_before: str
    sources_after: str
    town_verbs: str
    speech_verbs: str
    conjunctions: str
    which: str
    posts: str
    copulas: str
    and_: str = msgspec.field(name="and")
    feminine_states: str


class FirstNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    origin: str
    m: str = ""
    f: str = ""


class RoleWord(msgspec.Struct, frozen=True):
    """What a noun for a person tells: its basic form, the gender (None: either), the office and whose it is."""

    lemma: str
    gender: Gender | None
    office: str | None = None
    of: tuple[str, ...] = ()


class Words:
    """The words of one language, ready for look-up; all keys are lower case."""

    def __init__(self, roles: Roles, pronouns: Pronouns) -> None:
        self.roles: dict[str, RoleWord] = {}
        self.callings: set[str] = set()
        self.politicians, self.sources = split(roles.politicians), split(roles.sources)
        for office in roles.offices:
            self._add_people(office, office.office, tuple(office.of.split()))
        self._add_people(roles.callings, None, ())
        self.longest_calling = max(map(len, self.callings), default=0)
        self.several = {word.split("_")[-1] for word in self.roles if "_" in word}
        self.addresses: dict[str, Gender] = dict.fromkeys(roles.addresses.m.split(), "m")
        self.addresses |= dict.fromkeys(roles.addresses.f.split(), "f")
        self.strangers: dict[str, Gender | None] = dict.fromkeys(roles.strangers.m.split(), "m")
        self.strangers |= dict.fromkeys(roles.strangers.f.split(), "f")
        self.strangers |= dict.fromkeys(roles.strangers.both.split())
        self.titles = split(roles.titles)
        self.legal_forms = split(roles.legal_forms)
        self.former = tuple(roles.former.split())
        self.former_prefixes = tuple(roles.former_prefixes.split())
        self.things = {word: things for things in roles.things for word in things.words.split()}
        self.plural_things = {word: things for things in roles.things for word in things.several.split()}
        self.heads = {(kind, word) for kind, words in roles.heads.items() for word in words.split()}
        self.head_words = {word for _, word in self.heads}
        self.age_noun = re.compile(roles.age_noun)
        self.age_adjective = re.compile(roles.age_adjective)
        self._add_pronouns(pronouns)

    def _add_pronouns(self, words: Pronouns) -> None:
        self.he, self.she = split(words.he), split(words.she)
        self.his, self.her, self.whose, self.i = split(words.his), split(words.her), split(words.whose), split(words.i)
        self.definite, self.demonstrative = split(words.definite), split(words.demonstrative)
        self.indefinite, self.both, self.plural_man = (
            split(words.indefinite),
            split(words.both),
            split(words.plural_man),
        )
        self.rivals = {"he": split(words.rivals_he), "she": split(words.rivals_she), "his": split(words.rivals_his)}
        self.prepositions, self.places = split(words.prepositions), split(words.places)
        self.sources_before, self.sources_after = split(words.sources_before), split(words.sources_after)
        self.town_verbs, self.speech_verbs = split(words.town_verbs), split(words.speech_verbs)
        self.conjunctions = split(words.conjunctions)
        self.which, self.posts, self.copulas = split(words.which), split(words.posts), split(words.copulas)
        self.and_ = split(words.and_)
        self.feminine_states = split(words.feminine_states)

    def _add_people(self, words: Office | Callings, office: str | None, of: tuple[str, ...]) -> None:
        genders: tuple[tuple[Gender | None, str], ...] = (("m", words.m), ("f", words.f), (None, words.both))
        for gender, several in genders:
            for lemma in several.split():
                if len(lemma) >= SHORTEST_CALLING:
                    self.callings.add(lemma)
                for form in decline(lemma, gender):
                    known = self.roles.get(form)
                    # "Vorsitzende" is the man with "der" and the woman with "die".
                    if known is not None and known.office == office and known.gender != gender:
                        self.roles[form] = RoleWord(lemma, None, office, of)
                    elif known is None:
                        self.roles[form] = RoleWord(lemma, gender, office, of)

    def get_role(self, word: str) -> RoleWord | None:
        """What a word in lower case says of a person: an entry, or a longer word that ends in one ("polizeisprecher")."""
        found = self.roles.get(word)
        if found is not None:
            return found
        for length in range(min(self.longest_calling + 3, len(word) - 3), SHORTEST_CALLING - 1, -1):
            tail = self.roles.get(word[-length:])
            if tail is not None and tail.lemma in self.callings:
                return RoleWord(word[: len(word) - length] + tail.lemma, tail.gender)
        return None


def split(words: str) -> frozenset[str]:
    return frozenset(words.split())


def decline(lemma: str, gender: Gender | None) -> Iterator[str]:
    """The forms of a German noun for a person that can stand in a text; wrong ones among them do no harm."""
    yield lemma
    if gender == "f":
        # "Die Abgeordnete" and "der Abgeordneten"; "Ministerin" has plurals only.
        yield lemma + ("n" if lemma.endswith("e") else "nen")
        return
    yield from (lemma + ending for ending in ("s", "es", "n", "en", "e"))
    if lemma.endswith("er"):
        yield from (lemma[:-1], lemma[:-1] + "n", lemma[:-1] + "m")


@cache
def load_people(language: str | None) -> Words | None:
    """The words of a language; None where they are not written yet."""
    if language not in find_languages():
        return None
    return Words(load_words(language, "roles", Roles), load_words(language, "pronouns", Pronouns))


@cache
def load_first_names() -> dict[str, Gender]:
    """First names of all languages with their gender."""
    genders: dict[str, Gender] = {}
    for language in find_languages():
        for names in load_words(language, "first_names", tuple[FirstNames, ...]):
            genders |= dict.fromkeys(names.m.split(), "m")
            genders |= dict.fromkeys(names.f.split(), "f")
    return genders


def get_gender(first_name: str) -> Gender | None:
    """The gender of a first name; of a double name that of its first part."""
    genders = load_first_names()
    return genders.get(first_name) or genders.get(first_name.partition("-")[0])
