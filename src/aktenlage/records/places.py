"""Names of places to places: all names of an article are weighed together.

A name's candidates come from the gazetteer. What speaks for one: how large it is, that the text names the region it lies
in ("Paris, Texas"), that the other places of the article lie near it or in its region or state, and a little where the
article comes from. A name has one meaning in an article. What the gazetteer does not know stays unknown.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from urllib.parse import urlsplit

import msgspec
import numpy as np
import numpy.typing as npt

from aktenlage.knowledge.gazetteer import CITY, COUNTY, REGION, STATE, Gazetteer, Toponym, fold, load_gazetteer
from aktenlage.knowledge.states import State, find_by_adjective, find_by_inhabitant, find_by_iso, find_by_name
from aktenlage.languages.load import find_languages, load_words
from aktenlage.types import Document, Span

Rows = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class PlaceName(msgspec.Struct, frozen=True):
    """A name that the tagger found; ``kind`` is "place" or "state"."""

    span: Span
    words: str
    kind: str


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a language puts around names of places; ``places.yml`` says what each list is for."""

    articles: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    regional: frozenset[str]
    abbreviations: Mapping[str, str]
    instead: Mapping[str, str]
    elsewhere: frozenset[str]
    compass: tuple[str, ...]
    in_cities: frozenset[str]


class Weights(msgspec.Struct, frozen=True):
    """How much each sign counts, on the scale of the priors: one more is ten times as likely.

    Found by trying on the reading half of four English data sets (docs/places.md); they are round on purpose.
    """

    contained: float = 5.0
    same_region: float = 2.0
    same_state: float = 2.0
    near: float = 2.5
    near_km: float = 150.0
    listed: float = 2.5
    tagged: float = 1.0
    language: float = 1.0
    domain: float = 1.5
    enough: float = 1.0
    sharpness: float = 1.2
    familiar: float = 0.4
    rounds: int = 3


class Name(msgspec.Struct, frozen=True):
    """A name as it is looked up: its words, the region that the text puts it in, and what it may mean."""

    words: str
    container: int | None
    rows: Rows
    priors: Numbers


class Choice(msgspec.Struct, frozen=True):
    """A row; what speaks for it beside its size and the article's origin; its share of all candidates' likelihood.

    The share counts what lies close by too: a city and its region are no rivals.
    """

    row: int
    support: float
    share: float


WEIGHTS = Weights()
MOST_CANDIDATES = 40
MOST_TOGETHER = 150
REMEMBERED_HOMES = 1000
HOME_LANGUAGES = {"de": frozenset(("DE", "AT", "CH")), "en": frozenset(("US", "GB", "CA", "AU", "IE", "NZ"))}
DOMAINS = {"uk": "GB", "gov": "US", "mil": "US", "edu": "US"}
# Domains of countries that are used as words.
NO_COUNTRY = frozenset(("tv", "io", "me", "co", "ai", "fm", "am", "to", "cc", "ly", "gg", "ws", "la"))
CONTAINER = re.compile(r"(?:,|\s?\()\s?(?P<name>[A-ZÄÖÜ][^\s,()]*(?: [A-ZÄÖÜ][^\s,()]*){0,2})")
LISTED = re.compile(r",\s|,?\s(?:and|or|und|oder|sowie|&)\s")
SENTENCE_END = re.compile(r"[.!?;:]+$")
HOST_LABEL = re.compile(r"[a-z]+")
SHORTEST_HOME = 5
WORD_BEFORE = re.compile(r"([\w-]+)\s(?:of\s|von\s)?$")
WORD_AFTER = re.compile(r"\s([\w-]+)")
CASE_ENDING = re.compile(r"(?<=[a-zäöüß])(?:es|s)$")
REGIONAL = 3.0
FOREIGN_STATE = 1.0
CASES = ("e", "er", "es", "en")
CASE = re.compile(r"e[rsn]?$")
SHORTEST_REST = 3
NOTHING: tuple[Rows, Numbers] = (np.empty(0, dtype=np.int64), np.empty(0))
SETTLED = (COUNTY, CITY)
LEAST_FOR_WORD = 50_000
LEAST_ABROAD = 5_000
LEAST_SUPPORT = 0.5
LEAST_SHARE = 0.4
SAME_PLACE_KM = 100.0
LEAST_HOME = 20_000
EARTH = 6371.0


def resolve_places(names: Sequence[PlaceName], document: Document) -> tuple[Toponym | None, ...]:
    """For each name the place that it means, or None where nobody can know.

    >>> resolve_places([PlaceName(Span(0, 5), "Minsk", "place")], Document("1", "Minsk schweigt."))[0].geonames
    625144
    """
    gazetteer = load_gazetteer()
    looked_up = [look_up(name, document, gazetteer) for name in names]
    keys = share_containers([(fold(name.words), name.container) for name in looked_up])
    distinct = {key: name for key, name in zip(keys, looked_up, strict=True) if len(name.rows)}
    distinct |= {
        key: name for key, name in zip(keys, looked_up, strict=True) if key in distinct and name.container is not None
    }
    listed = {pair for pair in find_listed(names, keys, document.text) if distinct.keys() >= set(pair)}
    by_key = choose_with_home(distinct, listed, document, gazetteer)
    return tuple(gazetteer.get(by_key[key]) if key in by_key else None for key in keys)


Key = tuple[str, int | None]


def share_containers(keys: Sequence[Key]) -> list[Key]:
    """A name that the text puts into a region once means the same place where it stands alone."""
    containers: dict[str, int | None] = {}
    for words, container in keys:
        if containers.get(words) is None:
            containers[words] = container
    return [(words, containers[words] if container is None else container) for words, container in keys]


def find_listed(names: Sequence[PlaceName], keys: Sequence[Key], text: str) -> Iterator[tuple[Key, Key]]:
    """Pairs of names that a list puts side by side: "Oregon and Washington"."""
    for one, other, key, next_key in zip(names, names[1:], keys, keys[1:], strict=False):
        if LISTED.fullmatch(text, one.span.end, other.span.start) and key != next_key:
            yield key, next_key
            yield next_key, key


def choose_with_home(
    names: Mapping[Key, Name], listed: Collection[tuple[Key, Key]], document: Document, gazetteer: Gazetteer
) -> dict[Key, int]:
    """The row of each name; the place that the newspaper is called after helps to choose, if the address tells it."""
    country, label = read_host(document.url)
    home = find_home(label, gazetteer)
    keyed = dict(names)
    if home is not None:
        for key in [one for one in keyed if one[0] == home.words] or [(home.words, None)]:
            known = keyed.get(key, home)
            keyed[key] = Name(known.words, known.container, known.rows, known.priors * WEIGHTS.familiar)
    origin = weigh_origin(document.language, country, gazetteer)
    return {
        key: choice.row
        for key, choice in choose_by_parts(keyed, listed, origin, gazetteer)
        if choice.share >= LEAST_SHARE
        and (choice.support >= LEAST_SUPPORT or not is_doubtful(keyed[key].words, choice.row, origin, gazetteer))
    }


def choose_by_parts(
    names: Mapping[Key, Name], listed: Collection[tuple[Key, Key]], origin: Numbers, gazetteer: Gazetteer
) -> Iterator[tuple[Key, Choice]]:
    """The choice for each name; a text of thousands of names is weighed in parts, as the work is quadratic in them."""
    keys = list(names)
    for start in range(0, len(keys), MOST_TOGETHER):
        part = {key: number for number, key in enumerate(keys[start : start + MOST_TOGETHER])}
        pairs = [(part[one], part[other]) for one, other in listed if one in part and other in part]
        choices = choose(
            [names[key] for key in part], np.array(pairs, dtype=np.int64).reshape(-1, 2), origin, gazetteer
        )
        yield from zip(part, choices, strict=True)


def is_doubtful(words: str, row: int, origin: Numbers, gazetteer: Gazetteer) -> bool:
    """Whether only its surroundings can show that a small place is meant.

    It is far from where the article comes from and hardly anybody lives there, or it is called like a thing or a person.
    """
    if gazetteer.kind[row] not in SETTLED:
        return False
    people = gazetteer.population[row]
    far = origin[gazetteer.group[row]] == 0 and people < LEAST_ABROAD
    return bool(far or (people < LEAST_FOR_WORD and gazetteer.is_word(words)))


def look_up(name: PlaceName, document: Document, gazetteer: Gazetteer) -> Name:
    words = get_place_words(document.language)
    region = find_abbreviation(name.words, words, gazetteer)
    if region is not None:
        return Name(name.words, None, np.array([region]), np.array([8.0]))
    rows, priors = find_candidates(name.words, words, gazetteer)
    if stands_beside_kind(name.span, document.text, words):
        priors = priors + REGIONAL * is_region(rows, gazetteer)
    if name.kind == "state":
        priors = priors + WEIGHTS.tagged * (gazetteer.kind[rows] == STATE)
    if document.language == "de":
        priors = priors - FOREIGN_STATE * is_uncertain_state(rows, name.words, gazetteer)
    container = find_container(name.span, document.text, words, gazetteer)
    if container is not None and not is_inside(rows, container, gazetteer).any():
        container = None
    return Name(name.words, container, rows, priors)


@cache
def get_place_words(language: str | None) -> PlaceWords:
    """The words of the document's language, of English where there are none."""
    return load_words(language if language in find_languages() else "en", "places", PlaceWords)


def find_abbreviation(name: str, words: PlaceWords, gazetteer: Gazetteer) -> int | None:
    code = words.abbreviations.get(name) or words.abbreviations.get(f"{name}.")
    return None if code is None else gazetteer.get_region(code)


def find_candidates(name: str, words: PlaceWords, gazetteer: Gazetteer) -> tuple[Rows, Numbers]:
    """What a name may mean, the likeliest first: the whole name, else what is left without generic words."""
    if name in words.elsewhere:
        return NOTHING
    state = find_state(name)
    row = None if state is None else get_state_row(state, gazetteer)
    if row is not None:
        return np.array([row]), np.array([10.0])
    for bare, wanted in strip_generic(words.instead.get(name, name), words):
        rows, alternate = gazetteer.find_rows(bare)
        if wanted is Wanted.WIDE:
            wide = gazetteer.kind[rows] <= REGION
            rows, alternate = rows[wide], alternate[wide]
        if len(rows):
            priors = gazetteer.get_priors(rows, alternate)
            if wanted is Wanted.REGION:
                priors = priors + REGIONAL * is_region(rows, gazetteer)
            order = np.argsort(-priors, kind="stable")[:MOST_CANDIDATES]
            return rows[order], priors[order]
    return NOTHING


def find_state(name: str) -> State | None:
    """The state of an adjective, an inhabitant or a genitive ("Perus"); names as they stand are left to the gazetteer."""
    genitive = find_by_name(name)
    if genitive is not None and name not in (genitive.name, *genitive.names):
        return genitive
    return find_by_adjective(name) or find_by_inhabitant(name)


def get_state_row(state: State, gazetteer: Gazetteer) -> int | None:
    rows, alternate = gazetteer.find_rows(state.name)
    found = rows[(gazetteer.kind[rows] == STATE) & ~alternate]
    return int(found[0]) if len(found) else None


class Wanted(Enum):
    """What the words around a name ask for."""

    ANYTHING = 1
    REGION = 2
    WIDE = 3


def strip_generic(name: str, words: PlaceWords) -> Iterator[tuple[str, Wanted]]:
    """The name, then without article, without a word for its kind, in its other cases, without a point of the compass."""
    yield name, Wanted.ANYTHING
    for article in words.articles:
        if name.lower().startswith(f"{article} "):
            name = name[len(article) + 1 :]
            yield name, Wanted.ANYTHING
    for word in words.before:
        if name.lower().startswith(f"{word.lower()} "):
            yield name[len(word) + 1 :].removeprefix("von "), ask(word, words)
    for word in words.after:
        for joint in (" ", "-"):
            if name.lower().endswith(f"{joint}{word.lower()}"):
                yield name[: -len(word) - 1], ask(word, words)
    first, _, rest = name.partition(" ")
    if rest and first.endswith(CASES):
        yield from ((f"{CASE.sub('', first)}{ending} {rest}", Wanted.ANYTHING) for ending in CASES)
    if first.endswith("er") and rest.removesuffix("s") in words.in_cities:
        yield first.removesuffix("er"), Wanted.ANYTHING
    for word in words.compass:
        if name.startswith(word) and len(name) > len(word) + SHORTEST_REST:
            yield name[len(word) :].removeprefix("-").capitalize(), Wanted.WIDE


def ask(word: str, words: PlaceWords) -> Wanted:
    return Wanted.REGION if word in words.regional else Wanted.ANYTHING


def is_region(rows: Rows, gazetteer: Gazetteer) -> Flags:
    return np.isin(gazetteer.kind[rows], (REGION, COUNTY))


def is_uncertain_state(rows: Rows, name: str, gazetteer: Gazetteer) -> Flags:
    """States under a name that is not the German one: "Georgia" in a German text lies in America."""
    state: Flags = gazetteer.kind[rows] == STATE
    if not state.any() or find_by_name(name) is not None:
        return np.zeros(len(rows), dtype=bool)
    return state


def stands_beside_kind(span: Span, text: str, words: PlaceWords) -> bool:
    """Whether a word beside the name makes it a region: "des Bundesstaates New York", "Washington state"."""
    before = WORD_BEFORE.search(text, max(0, span.start - 40), span.start)
    after = WORD_AFTER.match(text, span.end)
    stem = CASE_ENDING.sub("", before[1]) if before else ""
    return stem in words.regional or (after is not None and after[1] in words.regional)


def find_container(span: Span, text: str, words: PlaceWords, gazetteer: Gazetteer) -> int | None:
    """The region or state that the text names right behind a place: "Paris, Texas", "Springfield (Illinois)"."""
    match = CONTAINER.match(text, span.end, span.end + 60)
    if match is None:
        return None
    parts = match["name"].split(" ")
    for size in range(len(parts), 0, -1):
        part = " ".join(parts[:size])
        code = find_abbreviation(part, words, gazetteer)
        if code is not None:
            return code
        region = find_region(SENTENCE_END.sub("", part), gazetteer)
        if region is not None:
            return region
    return None


def find_region(name: str, gazetteer: Gazetteer) -> int | None:
    """The state, region or county of a name if it is likelier than any city; a name of two letters is none."""
    rows, alternate = gazetteer.find_rows(name) if len(name) > 3 or name.isupper() else gazetteer.rows_of("")
    wide = gazetteer.kind[rows] <= COUNTY
    if not wide.any():
        return None
    priors = gazetteer.get_priors(rows, alternate)
    best = int(np.argmax(np.where(wide, priors, -np.inf)))
    return int(rows[best])


def choose(names: Sequence[Name], pairs: Rows, origin: Numbers, gazetteer: Gazetteer) -> list[Choice]:
    """The place of each name that fits best to all others.

    ``pairs``: numbers of names that stand side by side in a list; ``origin``: what speaks for each group of the gazetteer.
    Each round weighs every candidate against the present best candidates of the other names.
    """
    if not names:
        return []
    weights = WEIGHTS
    owner = np.repeat(np.arange(len(names)), [len(name.rows) for name in names])
    rows = np.concatenate([name.rows for name in names])
    priors = np.concatenate([name.priors for name in names])
    scores = priors + weigh_containers(names, rows, owner, gazetteer) + origin[gazetteer.group[rows]]
    places = Places(rows, gazetteer)
    best = find_best(scores, owner, len(names))
    total = scores
    for _ in range(weights.rounds):
        sure = get_certainty(total, owner, best)
        total = scores + weigh_company(places, owner, best, sure) + weigh_lists(places, pairs, owner, best, sure)
        best = find_best(total, owner, len(names))
    support = total - priors - origin[gazetteer.group[rows]]
    shares = get_shares(places, total, owner, best)
    return [Choice(int(rows[one]), float(support[one]), share) for one, share in zip(best, shares, strict=True)]


class Places:
    """Where the candidates lie: state and region as numbers, position as a point on the unit ball."""

    def __init__(self, rows: Rows, gazetteer: Gazetteer) -> None:
        group = gazetteer.group[rows].astype(np.int64)
        self.kind = gazetteer.kind[rows]
        self.region = np.where(gazetteer.has_region[group], group, -1)
        self.state = gazetteer.country_numbers[group]
        latitude, longitude = (
            np.radians(gazetteer.latitude[rows] / 100.0),
            np.radians(gazetteer.longitude[rows] / 100.0),
        )
        across = np.cos(latitude)
        self.point = np.stack([across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)], axis=1)


def weigh_company(places: Places, owner: Rows, best: Rows, sure: Numbers) -> Numbers:
    """How well each candidate fits to the best candidates of the other names."""
    weights = WEIGHTS
    other = sure * (owner[:, None] != owner[best][None, :])
    state, region = places.state, places.region
    same_state = (state[:, None] == state[best][None, :]) & (state[:, None] >= 0)
    same_region = (region[:, None] == region[best][None, :]) & (region[:, None] >= 0)
    chord = np.clip(2 - 2 * places.point @ places.point[best].T, 0, 4)
    near = np.exp(-np.sqrt(chord) * (EARTH / weights.near_km))
    return (
        weights.same_state * saturate((other * same_state).sum(axis=1))
        + weights.same_region * saturate((other * same_region).sum(axis=1))
        + weights.near * saturate((other * near).sum(axis=1))
    )


def weigh_lists(places: Places, pairs: Rows, owner: Rows, best: Rows, sure: Numbers) -> Numbers:
    """States stand beside states and regions beside regions of the same state: "Oregon and Washington"."""
    bonus = np.zeros(len(owner))
    for one, other in pairs:
        chosen = best[other]
        if places.kind[chosen] == STATE:
            alike = places.kind == STATE
        elif places.kind[chosen] == REGION:
            alike = (places.kind == REGION) & (places.state == places.state[chosen])
        else:
            continue
        bonus = np.maximum(bonus, WEIGHTS.listed * sure[other] * (alike & (owner == one)))
    return bonus


def saturate(amount: Numbers) -> Numbers:
    """Two names that agree say more than one, ten hardly more than five."""
    saturated: Numbers = 1 - np.exp(-amount / WEIGHTS.enough)
    return saturated


def find_best(scores: Numbers, owner: Rows, count: int) -> Rows:
    """For each name the index of its best candidate."""
    order = np.lexsort((-scores, owner))
    firsts = np.searchsorted(owner[order], np.arange(count))
    best: Rows = order[firsts]
    return best


def get_certainty(scores: Numbers, owner: Rows, best: Rows) -> Numbers:
    """For each name the share that its best candidate has of all its candidates."""
    likelihood = np.exp(WEIGHTS.sharpness * (scores - scores[best][owner]))
    certainty: Numbers = 1 / np.bincount(owner, weights=likelihood)
    return certainty


def get_shares(places: Places, scores: Numbers, owner: Rows, best: Rows) -> list[float]:
    """For each name the share of likelihood that lies at its best candidate or near it."""
    likelihood = np.exp(WEIGHTS.sharpness * (scores - scores[best][owner]))
    chord = np.clip(2 - 2 * (places.point * places.point[best][owner]).sum(axis=1), 0, 4)
    close = np.sqrt(chord) * EARTH <= SAME_PLACE_KM
    count = len(best)
    shares = np.bincount(owner, likelihood * close, count) / np.bincount(owner, likelihood, count)
    return [float(share) for share in shares]


def weigh_containers(names: Sequence[Name], rows: Rows, owner: Rows, gazetteer: Gazetteer) -> Numbers:
    """What speaks for candidates that lie in the region which the text names behind them."""
    containers = [name.container for name in names]
    bonus = np.zeros(len(rows))
    for number, container in enumerate(containers):
        if container is not None:
            own = owner == number
            bonus[own] = WEIGHTS.contained * is_inside(rows[own], container, gazetteer)
    return bonus


def is_inside(rows: Rows, container: int, gazetteer: Gazetteer) -> Flags:
    """Whether rows lie in a state or a region, or in the same region as a county; nothing lies in itself."""
    group = gazetteer.group[rows]
    if gazetteer.kind[container] == STATE:
        countries = gazetteer.country_numbers
        inside = countries[group] == countries[gazetteer.group[container]]
    else:
        inside = group == gazetteer.group[container]
    answer: Flags = inside & (rows != container)
    return answer


def weigh_origin(language: str | None, country: str | None, gazetteer: Gazetteer) -> Numbers:
    """What the language and the domain say for each group of the gazetteer."""
    bonus = np.zeros(len(gazetteer.groups))
    bonus += WEIGHTS.language * gazetteer.is_country(HOME_LANGUAGES.get(language or "", frozenset()))
    if country is not None:
        bonus += WEIGHTS.domain * gazetteer.is_country(frozenset((country,)))
    return bonus


def read_host(url: str | None) -> tuple[str | None, str]:
    """The country of an address's domain and the name before it: "de" and "berliner-zeitung"."""
    try:
        labels = (urlsplit(url or "").hostname or "").lower().split(".")
    except ValueError:
        return None, ""
    if len(labels) < 2:
        return None, ""
    ending = labels[-1]
    country = DOMAINS.get(ending) or (ending.upper() if len(ending) == 2 and ending not in NO_COUNTRY else None)
    second = labels[-2]
    name = labels[-3] if second in ("co", "com", "org", "net", "gov", "ac") and len(labels) > 2 else second
    return country if country is None or find_by_iso(country) else None, name


@lru_cache(maxsize=REMEMBERED_HOMES)
def find_home(label: str, gazetteer: Gazetteer) -> Name | None:
    """The place that a newspaper is called after: "seattletimes", "berliner-zeitung"."""
    match = HOST_LABEL.match(label.removeprefix("www").removeprefix("the"))
    if match is None:
        return None
    for end in range(len(match[0]), SHORTEST_HOME - 1, -1):
        rows, alternate = gazetteer.rows_of(match[0][:end])
        rows = rows[~alternate & (gazetteer.population[rows] >= LEAST_HOME) & (gazetteer.kind[rows] > STATE)]
        if len(rows):
            rows, alternate = gazetteer.rows_of(match[0][:end])
            return Name(match[0][:end], None, rows, gazetteer.get_priors(rows, alternate))
    return None
