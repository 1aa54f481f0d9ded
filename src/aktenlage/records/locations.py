"""The places of a record: where names of places lie, unless they stand for a government."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from aktenlage.annotations.names import Name
from aktenlage.knowledge.gazetteer import Toponym, load_gazetteer
from aktenlage.knowledge.states import State, find_by_adjective, find_by_inhabitant, find_by_metonym, find_by_name
from aktenlage.records.entities import Identified
from aktenlage.records.places import PlaceName, get_place_words, resolve_places
from aktenlage.types import Document, Entity, Place, Span

SPATIAL = frozenset({"place", "state"})
INSTITUTIONS = frozenset({"organisation", "group", "other"})
NO_NOUN_CAPITALS = frozenset({"en", "fr", "es", "it"})
"""Languages in which a capital letter inside a sentence is a name's."""
WIDE = frozenset({"state", "region", "continent"})
LONGEST = 3
"""Words of a place inside the name of an institution."""
LARGE = 100_000
"""People of a town that is taken for what it is called although the tagger passed it over."""
SENTENCE_ENDS = frozenset('.!?:\n"“”„»«')


def find_locations(
    document: Document, words: Sequence[Span], names: Sequence[Name], identified: Identified
) -> Iterator[Place]:
    """The places of a text, in its order; what the gazetteer does not know has no coordinates.

    A place is named by a name of one; inside the name of an institution ("Polizei Köln"); by the adjective of a state or by
    its inhabitants ("russische Truppen"); only the first of these is a mention of the entity. A capital
    that speaks for its government ("erklärte Moskau") is the state and no place.
    """
    entities = {entity.id: entity for entity in identified.entities}
    named = [make_place_name(document, name.span, name.kind) for name in names if name.kind in SPATIAL]
    others = list(find_others(document, words, names))
    together = sorted((*named, *others), key=lambda name: name.span)
    tagged = {name.span for name in named}
    for name, toponym in zip(together, resolve_places(together, document), strict=True):
        if name.span not in tagged:
            if toponym is not None:
                yield make_place(name, find_same(find_demonym(name.words), entities.values()), toponym)
            continue
        entity = entities.get(identified.by_mention.get(name.span, ""))
        if entity is not None and entity.kind not in SPATIAL:
            continue
        if entity is not None and entity.kind == "state" and (toponym is None or toponym.kind not in WIDE):
            if find_by_metonym(name.words) is not None:
                continue
            yield make_place(name, entity, find_state(name, entity) or toponym)
        else:
            yield make_place(name, entity, toponym or find_state(name, entity))


def make_place_name(document: Document, span: Span, kind: str) -> PlaceName:
    """The name as it is looked up; the full stop of "U.S." belongs to it, though no word holds it."""
    words = document.words(span)
    if "." in words and document.text[span.end : span.end + 1] == ".":
        words += "."
    return PlaceName(span, words, kind)


def find_others(document: Document, words: Sequence[Span], names: Sequence[Name]) -> Iterator[PlaceName]:
    """Words for places that the tagger did not give as such."""
    instead = get_place_words(document.language).instead
    ends = [name.span.end for name in names]
    for word in words:
        near = bisect_right(ends, word.start)
        if near < len(names) and names[near].span.overlaps(word):
            continue
        for part, spelled in cut_compound(document, word):
            if spelled in instead or find_demonym(spelled) is not None or is_passed_over(document, part, spelled):
                yield PlaceName(part, spelled, "state")
    starts = [word.start for word in words]
    for name in names:
        if name.kind in INSTITUTIONS:
            own = words[bisect_left(starts, name.span.start) : bisect_left(starts, name.span.end)]
            yield from find_inside(document, own, instead)


def cut_compound(document: Document, word: Span) -> Iterator[tuple[Span, str]]:
    """The word, or the parts of one with hyphens where these are words of their own ("US-based")."""
    spelled = document.words(word)
    if "-" not in spelled or document.language not in NO_NOUN_CAPITALS:
        yield word, spelled
        return
    start = word.start
    for part in spelled.split("-"):
        yield Span(start, start + len(part)), part
        start += len(part) + 1


def find_inside(document: Document, words: Sequence[Span], instead: Mapping[str, str]) -> Iterator[PlaceName]:
    """Places inside the name of an institution, the longest first; the whole name only if it is a union of states."""
    first = 0
    while first < len(words):
        for last in range(min(len(words), first + LONGEST), first, -1):
            span = Span(words[first].start, words[last - 1].end)
            spelled = document.words(span)
            whole = last - first == len(words)
            if spelled in instead or (not whole and (is_known(spelled) or find_demonym(spelled) is not None)):
                yield PlaceName(span, spelled, "place")
                first = last - 1
                break
        first += 1


def find_demonym(word: str) -> State | None:
    """The state of an adjective or of its inhabitants."""
    return find_by_adjective(word) or find_by_inhabitant(word)


def is_passed_over(document: Document, word: Span, spelled: str) -> bool:
    """Whether a word with a capital letter inside a sentence is the name of a state, a region or a large town."""
    if document.language not in NO_NOUN_CAPITALS or not spelled[:1].isupper():
        return False
    before = document.text[: word.start].rstrip(" ")[-1:]
    return before not in SENTENCE_ENDS and before != "" and is_known(spelled)


def is_known(word: str) -> bool:
    """Whether a word is nothing but the name of a state, a region or a large town."""
    gazetteer = load_gazetteer()
    if not word[:1].isupper() or gazetteer.is_word(word):
        return False
    best = next(iter(gazetteer.find(word)), None)
    return best is not None and (best.kind in WIDE or best.population >= LARGE)


def find_state(name: PlaceName, entity: Entity | None) -> Toponym | None:
    """The place of a state that the text names in a form which the gazetteer does not know, or knows as something else too."""
    state = find_by_name(name.words) if name.kind == "state" else None
    if state is not None:
        known: str | None = state.name
    else:
        known = entity.name if entity is not None and entity.kind == "state" and entity.refs else None
    if known is None:
        return None
    return next((one for one in load_gazetteer().find(known) if one.kind == "state"), None)


def find_same(state: State | None, entities: Iterable[Entity]) -> Entity | None:
    """The entity of the record that is this state."""
    if state is None:
        return None
    return next((one for one in entities if one.kind == "state" and one.name == state.name), None)


def make_place(name: PlaceName, entity: Entity | None, toponym: Toponym | None) -> Place:
    id = None if entity is None else entity.id
    if toponym is None:
        return Place(name.span, id, name.words, None, None, None, None)
    return Place(
        name.span,
        id,
        toponym.name,
        toponym.geonames,
        toponym.country,
        toponym.latitude,
        toponym.longitude,
    )
