"""Names to entries of the authority file: what a name means, and when it means nothing without more."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache

from aktenlage.knowledge.authority import Authority, Thing, fold, load_authority
from aktenlage.knowledge.states import find_by_adjective, load_states
from aktenlage.languages.people import Words
from aktenlage.types import EntityKind

LOOSE: frozenset[EntityKind] = frozenset(("organisation", "group", "state", "place", "other"))
"""Kinds that a reader of names may take for each other; "other" is also taken for a thing."""
THINGS: frozenset[EntityKind] = frozenset(("weapon-system", "treaty", "law", "other"))

PARTY = "party"

ALIKE = 0.7
"""So alike are two spellings of one first name ("Wladimir", "Vladimir"); "Anna" and "Angela" are 0.6."""
SOUNDS = str.maketrans("vjyckzſ", "wiikkss")


def fits(found: EntityKind, thing: Thing) -> bool:
    """Whether words read as one kind can name this; people are never taken for anything else."""
    kinds = {found, thing.kind}
    return len(kinds) == 1 or kinds <= LOOSE or kinds <= THINGS


def link_thing(name: str, kind: EntityKind, words: Words) -> Thing | None:
    """What a name of anything but a person means: as it stands, without its genitive, with other endings, without its head."""
    authority = load_authority()
    for form in (name, *cut_endings(name)):
        thing = choose(authority.find(form), kind)
        if thing is not None:
            return thing
    if kind == "state":
        # A state's name that is more often something else: that it was read as a state is context enough.
        thing = choose((one for one in authority.find_unsure(name) if one.kind == "state"), kind)
        if thing is not None:
            return thing
    if " " in name:
        thing = choose(authority.find_inflected(name), kind)
        if thing is not None:
            return thing
    if name.endswith("en"):
        # "Linken", "Grünen": an adjective as the name of a party.
        thing = choose(authority.find(name[:-1]), kind)
        if thing is not None and thing.group == PARTY:
            return thing
    first = cut_head(name, words, kind)
    return choose(authority.find(first), kind) if first else None


def choose(things: Iterable[Thing], kind: EntityKind) -> Thing | None:
    """The one of the same kind, else the only one whose kind can be mistaken for it."""
    fitting = [thing for thing in things if thing.kind != "person" and fits(kind, thing)]
    same = [thing for thing in fitting if thing.kind == kind]
    if len(same) == 1:
        return same[0]
    return fitting[0] if len(fitting) == 1 else None


def cut_endings(name: str) -> Iterator[str]:
    """The name without what may be the ending of a genitive."""
    if len(name) > 3 and name[-1] == "s" and name[-2] != "s":
        yield name[:-1]
        if name[-2] == "e" and len(name) > 4:
            yield name[:-2]


def cut_head(name: str, words: Words, kind: EntityKind | None = None) -> str | None:
    """The name in a compound whose second part only says what kind of thing it is ("Oreschnik-Rakete")."""
    for mark in ("-", " "):
        first, _, head = name.rpartition(mark)
        known = words.head_words if kind is None else {head for of, head in words.heads if of == kind}
        if first and head.lower() in known:
            return first
    return None


def link_full_name(name: str) -> Thing | None:
    """Whom a first name and a surname mean; middle names may be missing, the first name may be spelled otherwise."""
    authority = load_authority()
    person = choose_person(authority.find(name))
    parts = name.split()
    if person is None and len(parts) > 2:
        person = choose_person(authority.find(f"{parts[0]} {parts[-1]}"))
    if person is None:
        person = choose_person(authority.find(parts[-1]))
        if person is not None and not is_spelling(parts[0], person):
            return None
    return person


def link_surname(name: str) -> Thing | None:
    return choose_person(load_authority().find(name))


def choose_person(things: Iterable[Thing]) -> Thing | None:
    people = [thing for thing in things if thing.kind == "person"]
    return people[0] if len(people) == 1 else None


def is_spelling(first: str, person: Thing) -> bool:
    """Whether a first name is one of the person's in another spelling."""
    given = fold(first).translate(SOUNDS)
    for name in (person.name, *person.names):
        known, _, rest = fold(name).translate(SOUNDS).partition(" ")
        if rest and known[:1] == given[:1] and SequenceMatcher(None, known, given).ratio() >= ALIKE:
            return True
    return False


@cache
def load_metonyms() -> dict[str, Thing]:
    """Capitals and seats of government, folded, and the state for which they stand; none that stands for two."""
    authority = load_authority()
    states: dict[str, list[Thing]] = {}
    for state in load_states():
        for name in state.metonyms:
            states.setdefault(fold(name), []).append(authority.get(state.id))
    return {name: several[0] for name, several in states.items() if len(several) == 1}


@cache
def get_state_code(adjective: str) -> str | None:
    """The ISO code of the state of an adjective, inflected or not ("belarussischen")."""
    state = find_by_adjective(adjective)
    return None if state is None else state.iso or state.id


def get_owner(thing: Thing) -> str:
    """How the authority file names a state or organisation in somebody's offices."""
    return thing.state if thing.kind == "state" and thing.state else thing.id


def find_holder(authority: Authority, owners: Iterable[str], office: str, day: str) -> Thing | None:
    """The one who held the office on the day; None if nobody is known, or several are."""
    holders = {holder.id: holder for owner in owners for holder in authority.find_holders(owner, office, day)}
    return next(iter(holders.values())) if len(holders) == 1 else None
