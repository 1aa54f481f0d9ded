"""The names of an article to those who bear them: all forms of one name together, different bearers apart."""

import re
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from itertools import pairwise

from aktenlage.annotations.names import Name
from aktenlage.knowledge.authority import Thing, fold, load_authority, stem
from aktenlage.knowledge.gazetteer import load_gazetteer
from aktenlage.languages.people import Gender, Words, get_gender, load_first_names
from aktenlage.records.article import Article
from aktenlage.records.links import (
    LOOSE,
    PARTY,
    THINGS,
    cut_endings,
    cut_head,
    fits,
    get_state_code,
    link_full_name,
    link_surname,
    link_thing,
    load_metonyms,
)
from aktenlage.records.phrases import is_adjective
from aktenlage.records.referents import Named, Referent
from aktenlage.types import EntityKind

PARTICLE = re.compile(
    "von|van|der|den|de|del|della|di|da|do|dos|du|la|le|el|al|bin|ibn|ben|abu|zu|zur|vom|ter|ten|y|e|af", re.IGNORECASE
)
"""Words of surnames that are no surname alone."""
ARTICLE_AL = re.compile(r"^(?:al|el|as|ad|ar|az|ash|at)[- ](?=\w{3})")
ADJECTIVE = re.compile(r"(?:isch|deutsch|schweizer|schweizerisch)(?:e[nrsm]?)?$|ian$|ish$|ese$|can$")
LONGEST_ACRONYM = 8
QUOTES = frozenset(("“", "”", '"', "«", "»", "‘", "'"))


class Naming:
    """Groups the names of one article; ``at`` says whose mention begins with which word."""

    def __init__(self, article: Article, names: Sequence[Name]) -> None:
        self.article = article
        self.referents: list[Referent] = []
        self.at: dict[int, tuple[int, Referent]] = {}
        prepared = [named for name in names if (named := prepare(article, name)) is not None]
        read = [named for named in prepared if not is_mere_noun(named, prepared, article.words)]
        self.names = sorted([*read, *find_missed(article, read)], key=lambda named: named.first)
        self.surfaces = {named.text for named in self.names}
        self.names = [self._cut_genitive(named) for named in self.names]
        self.genitives = {named.first for named in self.names if named.base != named.text}
        self._group()

    def _group(self) -> None:
        people, others = self._part()
        self._group_others(others)
        self._join_acronyms(others)
        self._group_people(people)
        self.referents = [one for one in self.referents if one.mentions]

    def _part(self) -> tuple[list[Named], list[Named]]:
        """People and all others; a name read as something else that is a person's surname here goes to the people."""
        surnames = {get_surname(name.base) for name in self.names if name.kind == "person" and is_full(name.base)}
        people: list[Named] = []
        others: list[Named] = []
        for name in self.names:
            if name.kind == "person":
                known = (
                    choose_other(name) if not is_full(name.base) and get_surname(name.base) not in surnames else None
                )
                (others if known else people).append(name)
            else:
                misread = name.kind in LOOSE and get_surname(name.base) in surnames and self._is_person(name)
                (people if misread else others).append(name)
        return people, others

    def _is_person(self, name: Named) -> bool:
        if " " in name.base or self.article.get(name.first - 1) in self.article.words.places:
            return False
        return link_thing(name.base, name.kind, self.article.words) is None and fold(name.base) not in load_metonyms()

    def _cut_genitive(self, name: Named) -> Named:
        """The name with its basic form: without an -s that belongs to the case, as far as that can be told."""
        for form in cut_endings(name.base):
            if form in self.surfaces or self._ends_known(form) or is_known_without(name, form):
                return Named(name.span, name.kind, name.first, name.last, name.text, form)
            if name.kind in ("place", "state") and is_place(form):
                return Named(name.span, name.kind, name.first, name.last, name.text, form)
            if form == name.base[:-1] and self._stands_before_noun(name):
                return Named(name.span, name.kind, name.first, name.last, name.text, form)
        return name

    def _ends_known(self, form: str) -> bool:
        return any(known.endswith(" " + form) for known in self.surfaces)

    def _stands_before_noun(self, name: Named) -> bool:
        """For "Merkels Regierung": a person's name with -s right before a noun, in a language that writes its genitives so."""
        article = self.article
        if name.kind != "person" or article.english or load_authority().find(name.base):
            return False
        last = name.base.split()[-1]
        follows = article.is_noun(name.last) and article.sentences[name.last] == article.sentences[name.first]
        return follows and last not in load_first_names() and name.last not in {one.first for one in self.names}

    def _add(self, name: Named, referent: Referent) -> None:
        if not any(one is referent for one in self.referents):
            self.referents.append(referent)
        referent.add_name(name)
        self.at[name.first] = (name.last, referent)

    # Everything but people

    def _group_others(self, names: Sequence[Named]) -> None:
        by_thing: dict[str, Referent] = {}
        by_name: dict[str, Referent] = {}
        things = [self._link(name) for name in names]
        states = self._find_home_states(names, things)
        for name, thing in zip(names, things, strict=True):
            if thing is not None and not is_party_elsewhere(thing, name, states):
                referent = by_thing.setdefault(thing.id, Referent(name.kind, thing))
            else:
                referent = by_name.setdefault(self._get_key(name), Referent(name.kind))
            self._add(name, referent)
        for referent in by_name.values():
            self._link_by_context(referent, by_thing)

    def _link(self, name: Named) -> Thing | None:
        """What the name means here: a seat of government the state where it acts, and else nothing but the town."""
        state = load_metonyms().get(fold(name.base)) if name.kind in LOOSE else None
        if state is not None and self._acts(name):
            return state
        thing = link_thing(name.base, name.kind, self.article.words)
        return None if thing is not None and thing is state else thing

    def _find_home_states(self, names: Sequence[Named], things: Sequence[Thing | None]) -> set[str]:
        """The states in which the article is at home: named, with their capitals, adjectives and institutions."""
        found = {
            thing.state for thing in things if thing is not None and thing.state is not None and thing.group != PARTY
        }
        for name in names:
            capital = load_metonyms().get(fold(name.base))
            if capital is not None and capital.state is not None:
                found.add(capital.state)
        adjectives = (token for token in self.article.tokens if ADJECTIVE.search(token))
        return found | {code for token in adjectives if (code := get_state_code(token)) is not None}

    def _get_key(self, name: Named) -> str:
        base = cut_head(name.base, self.article.words, name.kind) or name.base
        words = base.split()
        while len(words) > 1 and words[-1].lower() in self.article.words.legal_forms:
            words.pop()
        return stem(fold(" ".join(words))) if len(words) > 1 else fold(words[0])

    def _acts(self, name: Named) -> bool:
        """Whether a seat of government stands where somebody acts or speaks, not where something happens."""
        article, words = self.article, self.article.words
        before, after = article.get(name.first - 1), article.get(name.last)
        if before in words.sources_before or after in words.sources_after:
            return True
        if name.span in article.speakers and before not in words.places:
            return True
        if before in words.places or before in words.prepositions or name.text != name.base or after in "(,-–/":
            return False
        if is_adjective_or_noun(article, name.first - 1):
            return False
        if before in words.speech_verbs:
            return True
        return self._is_followed_by_verb(name)

    def _is_followed_by_verb(self, name: Named) -> bool:
        """Whether a verb of doing follows the name at the beginning of a sentence, or of two such names joined by "und"."""
        article, words = self.article, self.article.words
        first, last = name.first, name.last
        if article.get(first - 1) in words.and_:
            first -= 2
        elif article.get(last) in words.and_ and article.is_noun(last + 1):
            last += 2
        if not article.begins_sentence(first):
            return False
        verb = article.get(last)
        if (
            not verb
            or not verb[0].isalpha()
            or article.is_noun(last)
            or verb in words.town_verbs
            or verb in words.prepositions
        ):
            return False
        return verb in words.speech_verbs or (not article.english and verb.endswith(("t", "te", "ten", "en", "ern")))

    def _link_by_context(self, referent: Referent, linked: Mapping[str, Referent]) -> None:
        """Gives a name that many bear its meaning, where the article or the words beside it tell which."""
        candidates = {
            thing.id: thing
            for name in referent.names
            for form in (name, *cut_endings(name))
            for thing in load_authority().find_unsure(form)
            if fits(referent.kind, thing)
        }
        if not candidates:
            return
        here = [linked[id] for id in candidates if id in linked]
        if len(here) == 1:
            here[0].absorb(referent)
            self._replace(referent, here[0])
            return
        states = {code for first, (_, one) in self.at.items() if one is referent for code in self._find_states(first)}
        told = [thing for thing in candidates.values() if thing.state in states]
        if len(told) == 1 and told[0].id not in linked:
            referent.thing = told[0]

    def _find_states(self, first: int) -> Iterator[str]:
        """The states that adjectives before a name tell ("das russische Außenministerium")."""
        for place in (first - 1, first - 2):
            word = self.article.tokens[place] if place >= 0 else ""
            code = get_state_code(word) if word.isalpha() else None
            if code is not None:
                yield code

    def _replace(self, old: Referent, new: Referent) -> None:
        self.referents = [one for one in self.referents if one is not old]
        self.at = {first: (last, new if one is old else one) for first, (last, one) in self.at.items()}

    def _join_acronyms(self, names: Sequence[Named]) -> None:
        """A name and what stands in brackets behind it are the same if one abbreviates the other."""
        for long, short in pairwise(names):
            bracket = long.last + (self.article.get(long.last) in QUOTES)
            inside = self.article.get(bracket) == "(" and bracket + 1 == short.first
            if not inside or self.article.get(short.last) != ")":
                continue
            one, other = self.at[long.first][1], self.at[short.first][1]
            if one is other or (one.thing and other.thing):
                continue
            kinds = {one.kind, other.kind}
            if abbreviates(short.base, long.base) and (len(kinds) == 1 or kinds <= LOOSE or kinds <= THINGS):
                if other.thing is not None and other.kind != one.kind:
                    # The article says what it means by it, whatever else bears the letters ("DRC").
                    other.thing = None
                one.absorb(other)
                self._replace(other, one)

    # People

    def _group_people(self, names: Sequence[Named]) -> None:
        people: list[Referent] = []
        for name in names:
            if is_full(name.base):
                self._add(name, self._find_full(name, people))
        full = list(people)
        lone: dict[str, Referent] = {}
        for name in names:
            if not is_full(name.base):
                self._add(name, self._find_short(name, full, lone))

    def _find_full(self, name: Named, people: list[Referent]) -> Referent:
        thing = link_full_name(name.base)
        for one in people:
            if (thing is not None and one.thing is thing) or any(
                is_compatible(name.base, known) for known in one.names
            ):
                one.thing = one.thing or thing
                return one
        referent = Referent("person", thing)
        referent.told_gender = get_gender(name.base.split()[0])
        people.append(referent)
        return referent

    def _find_short(self, name: Named, full: Sequence[Referent], lone: dict[str, Referent]) -> Referent:
        """Who is meant by a surname alone: the only bearer in the article, else somebody whom everybody knows by it."""
        gender = self._get_told_gender(name)
        bearers = [one for one in full if bears(one, name.base) and not (gender and one.gender not in (None, gender))]
        if len(bearers) > 1:
            bearers = self._choose_bearer(name, bearers)
        if len(bearers) == 1:
            return bearers[0]
        if not bearers and not gender:
            bearers = [one for one in full if self._is_first_name_of(name, one)]
            if len(bearers) == 1:
                return bearers[0]
        key = fold(name.base) + (gender or "")
        if key not in lone:
            thing = link_surname(name.base) if not bearers else None
            if thing is not None and gender and thing.gender != gender:
                thing = None
            known = next((one for one in (*full, *lone.values()) if thing is not None and one.thing is thing), None)
            lone[key] = known or Referent("person", thing)
            if gender and lone[key].told_gender is None:
                lone[key].told_gender = gender
        return lone[key]

    def _choose_bearer(self, name: Named, bearers: Sequence[Referent]) -> list[Referent]:
        """Of several with one surname the one named in full before, else the one whom everybody knows by it."""
        before = [one for one in bearers if min(one.mentions).start < name.span.start]
        if len(before) == 1:
            return before
        famous = link_surname(name.base)
        known = [one for one in bearers if famous is not None and one.thing is famous]
        return known or [*bearers]

    def _get_told_gender(self, name: Named) -> Gender | None:
        """For "Frau Clinton" is a woman."""
        return self.article.words.addresses.get(self.article.get(name.first - 1))

    def _is_first_name_of(self, name: Named, one: Referent) -> bool:
        if load_authority().find(name.base):
            return False
        return any(known.split()[0] == name.base for known in one.names) and min(one.mentions).start < name.span.start


def prepare(article: Article, name: Name) -> Named | None:
    """A name without titles before it; None for compounds that are somebody else ("Putin-Sprecher") and for mere titles."""
    first, last = article.locate(name.span)
    words = article.words
    if name.kind == "person":
        while first < last and (
            article.lower[first] in words.addresses
            or article.lower[first] in words.titles
            or (last - first > 1 and article.is_noun(first) and words.get_role(article.lower[first]) is not None)
        ):
            first += 1
    if first >= last:
        return None
    start = max(article.spans[first].start, name.span.start)
    text = " ".join(article.document.text[start : name.span.end].split())
    if last - first == 1 and is_somebody_else(article, first):
        return None
    if article.document.text[name.span.end : name.span.end + 1] == "-" and article.spans[last - 1].end > name.span.end:
        return None
    if not any(mark.isalnum() for mark in text):
        return None
    return Named(type(name.span)(start, name.span.end), name.kind, first, last, text, text)


def find_missed(article: Article, names: Sequence[Named]) -> Iterator[Named]:
    """Names that the reader of names passed over: those of this article once more, and compounds with known names."""
    taken = {place for name in names for place in range(name.first, name.last)}
    known: dict[str, Named] = {}
    for name in names:
        known.setdefault(article.tokens[name.first], name)
    for place, token in enumerate(article.tokens):
        if place in taken or article.skipped[place]:
            continue
        again = known.get(token)
        if again is not None and is_again(article, again, place, taken):
            last = place + again.last - again.first
            taken.update(range(place, last))
            yield make_named(article, again.kind, place, last)
        elif "-" in token and (kind := get_compound_kind(article, place)) is not None:
            yield make_named(article, kind, place, place + 1)


def is_again(article: Article, name: Named, place: int, taken: Container[int]) -> bool:
    """Whether the same words stand there as a name: several words, or one that is no ordinary noun with an article."""
    length = name.last - name.first
    if article.tokens[place : place + length] != article.tokens[name.first : name.last]:
        return False
    if any(at in taken for at in range(place, place + length)):
        return False
    words, before = article.words, article.get(place - 1)
    return length > 1 or not (before in words.definite or before in words.indefinite or is_adjective(before))


def get_compound_kind(article: Article, place: int) -> EntityKind | None:
    """The kind of a compound whose first part is a name of the authority file, and whose second says what it is."""
    first, _, head = article.tokens[place].rpartition("-")
    if head.lower() not in article.words.head_words:
        return None
    kinds = [thing.kind for thing in load_authority().find(first) if (thing.kind, head.lower()) in article.words.heads]
    return kinds[0] if kinds else None


def make_named(article: Article, kind: EntityKind, first: int, last: int) -> Named:
    span = article.pin(first, last)
    text = " ".join(article.document.words(span).split())
    return Named(span, kind, first, last, text, text)


def is_mere_noun(name: Named, names: Sequence[Named], words: Words) -> bool:
    """Whether a noun for people or things was read as a name; "Richter" is one where somebody is called so in full."""
    word = name.text.lower()
    if name.kind == "person":
        return word in words.roles and not any(one.text.endswith(f" {name.text}") for one in names)
    things = words.things.get(word) or words.plural_things.get(word)
    return things is not None and things.kind == name.kind


def is_somebody_else(article: Article, place: int) -> bool:
    """Whether a compound with a name is a person by its second part."""
    first, _, head = article.tokens[place].rpartition("-")
    return bool(first) and head.lower() in article.words.roles


def choose_other(name: Named) -> Thing | None:
    """What a lone name read as a person's means if it surely means something else and no person ("Russland")."""
    things = load_authority().find(name.base)
    if len(things) == 1 and things[0].kind != "person":
        return things[0]
    return None


def is_known_without(name: Named, form: str) -> bool:
    """Whether the authority file knows the form without -s and not the one with it, among names of this kind."""
    authority = load_authority()
    people = name.kind == "person"
    if people and any(
        thing.kind == "person" for thing in (*authority.find(name.base), *authority.find_unsure(name.base))
    ):
        return False
    if not people and any(fits(name.kind, thing) for thing in authority.find(name.base)):
        return False
    found = (*authority.find(form), *authority.find_unsure(form))
    if people:
        return any(thing.kind == "person" for thing in found)
    return any(fits(name.kind, thing) for thing in found) or (name.kind in LOOSE and fold(form) in load_metonyms())


def is_place(name: str) -> bool:
    """Whether a place of the gazetteer has exactly this name."""
    return any(fold(place.name) == fold(name) for place in load_gazetteer().find(name)[:1])


def is_party_elsewhere(thing: Thing, name: Named, states: Collection[str]) -> bool:
    """Whether a party's name that others bear too stands in an article about other states ("Demokratische Partei")."""
    return thing.group == PARTY and not name.base.isupper() and bool(states) and thing.state not in states


def is_adjective_or_noun(article: Article, place: int) -> bool:
    """Whether the word before a name belongs to it ("Stadion Moskau"); the first of a sentence does not."""
    word = article.get(place)
    if not word or not word[0].isalpha() or article.begins_sentence(place + 1):
        return False
    return article.is_noun(place) and word not in article.words.and_


def is_full(base: str) -> bool:
    """Whether there is more than a surname: two words that are no particles ("von der Leyen" is one)."""
    return sum(PARTICLE.fullmatch(word) is None for word in base.split()) > 1


def get_surname(base: str) -> str:
    return ARTICLE_AL.sub("", fold(base.rsplit(maxsplit=1)[-1]))


def is_compatible(name: str, other: str) -> bool:
    """Whether two full names can be the same: one surname, and first names of which one abbreviates the other."""
    left, right = name.split(), other.split()
    if get_surname(name) != get_surname(other):
        return False
    if not is_same_given(left[0], right[0]):
        return False
    return len(left) == 2 or len(right) == 2 or fold(" ".join(left[1:-1]))[:1] == fold(" ".join(right[1:-1]))[:1]


def is_same_given(left: str, right: str) -> bool:
    left, right = fold(left), fold(right)
    if left == right:
        return True
    short, long = sorted((left.rstrip("."), right.rstrip(".")), key=len)
    return len(short) == 1 and long.startswith(short)


def bears(one: Referent, short: str) -> bool:
    """Whether a short name is a later part of one of the full names, or a short name that the authority file knows."""
    wanted = get_surname(short)
    for name in one.names:
        words = name.split()
        if wanted == get_surname(name):
            return True
        if any(fold(word) == wanted and PARTICLE.fullmatch(word) is None for word in words[1:-1]) and len(words) > 2:
            return True
    # In Chinese and Korean names the family name comes first; a pope has one name.
    known = () if one.thing is None else (*one.thing.names, *one.thing.unsure, one.thing.name.split()[-1])
    return any(fold(name) == wanted for name in known)


def abbreviates(short: str, long: str) -> bool:
    """Whether the letters of an acronym stand in this order in the long name, beginning with its first ("OPCW", "EZB")."""
    if not (2 <= len(short) <= LONGEST_ACRONYM and sum(mark.isupper() for mark in short) >= 2 and " " not in short):
        return False
    rest = iter(fold(long).replace(" ", ""))
    letters = [mark for mark in fold(short) if mark.isalnum()]
    capitals = {fold(word)[0] for word in re.split(r"[\s-]+", long) if word}
    return letters[0] in capitals and all(letter in rest for letter in letters)
