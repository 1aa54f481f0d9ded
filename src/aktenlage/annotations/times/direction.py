"""Does a clause speak of what was or of what is to come? A look at its verbs, by the words of ``times.yml``."""

import re
from typing import Literal

import msgspec

from aktenlage.annotations.tokens import BREAK, Tokens
from aktenlage.languages.times import Tense

Direction = Literal["past", "lasting", "present", "future"]

CLAUSE = frozenset({",", ";", ":", "(", ")", "[", "]", '"', "„", "“", "”", "»", "«", "!", "?", BREAK})
PERSONS = ("e", "en")
SENTENCE = frozenset({"!", "?", BREAK})
LONGEST_SENTENCE = 80
SHORTEST_CLAUSE = 3
LONGEST_VERB = 40
LONGEST_INTERRUPTION = 4


class Verbs(msgspec.Struct, frozen=True):
    """The words and endings of a ``Tense``, ready to look up."""

    past: frozenset[str]
    prefixes: re.Pattern[str]
    decided: frozenset[str]
    present: frozenset[str]
    lasting: frozenset[str]
    future: frozenset[str]
    reported: frozenset[str]
    infinitives: frozenset[str]
    pluperfect: frozenset[str]
    have: frozenset[str]
    perfect: frozenset[str]
    never: frozenset[str]
    articles: frozenset[str]
    pronouns: frozenset[str]
    borders: frozenset[str]
    nearest: bool
    past_endings: tuple[str, ...]
    present_endings: tuple[str, ...]
    future_endings: tuple[str, ...]
    participles: re.Pattern[str]
    attributes: re.Pattern[str]


def make_verbs(tense: Tense) -> Verbs:
    return Verbs(
        frozenset(tense.past.split()),
        re.compile(tense.prefixes),
        frozenset(tense.decided.split()),
        frozenset(tense.present.split()),
        frozenset(tense.lasting.split()),
        frozenset(tense.future.split()),
        frozenset(tense.reported.split()),
        frozenset(tense.infinitives.split()),
        frozenset(tense.pluperfect.split()),
        frozenset(tense.have.split()),
        frozenset(tense.perfect.split()),
        frozenset(tense.never.split()),
        frozenset(tense.articles.split()),
        frozenset(tense.pronouns.split()),
        CLAUSE | frozenset(tense.joints.split()),
        tense.nearest,
        tuple(tense.past_endings.split()),
        tuple(tense.present_endings.split()),
        tuple(tense.future_endings.split()),
        re.compile(tense.participles),
        re.compile(tense.attributes),
    )


def find_direction(tokens: Tokens, first: int, last: int, verbs: Verbs) -> Direction | None:
    """What the verbs of the clause around some tokens say; a clause of hardly a word ("am Freitag, dem 6.,") has none, and
    its sentence is asked."""
    if verbs.nearest:
        return find_nearest(tokens, first, last, verbs)
    if verbs.attributes.fullmatch(tokens.words[last][:LONGEST_VERB]):
        return "past"
    start, end = find_part(tokens, first, last, verbs.borders)
    places = [*range(start, first), *range(last, end)]
    found = judge(tokens, places, verbs)
    if found is None and len(places) < SHORTEST_CLAUSE:
        start, end = find_part(tokens, first, last, SENTENCE)
        return judge(tokens, [*range(start, first), *range(last, end)], verbs)
    if found in {"lasting", "present"} and ends_behind(tokens, places, end, verbs):
        return "past"
    return found


def ends_behind(tokens: Tokens, places: list[int], end: int, verbs: Verbs) -> bool:
    """Whether the participle of a perfect stands behind what interrupts its clause: "hat am Montag der Wirt, ein Däne,
    gestanden"."""
    if not any(tokens.words[at].lower() in verbs.perfect for at in places):
        return False
    parts = 0
    while end < len(tokens.words) and not is_border(tokens, end, SENTENCE) and parts < LONGEST_INTERRUPTION:
        start = end + 1
        _, end = find_part(tokens, start, start, verbs.borders)
        parts += 1
        words = tokens.words[start:end]
        if parts > 1 and words and verbs.participles.fullmatch(words[-1][:LONGEST_VERB]):
            return judge(tokens, [*range(start, end - 1)], verbs) is None
    return False


def is_background(tokens: Tokens, first: int, last: int, verbs: Verbs) -> bool:
    """Whether the clause around some tokens tells what lies behind the story: "die Saison hatte im März begonnen"."""
    if not verbs.pluperfect:
        return False
    start, end = find_part(tokens, first, last, verbs.borders)
    return any(tokens.words[at].lower() in verbs.pluperfect for at in range(start, end))


def find_nearest(tokens: Tokens, first: int, last: int, verbs: Verbs) -> Direction | None:
    """What the verb says that stands nearest before some tokens in their clause; where none does, the first one after
    them, then the nearest before them in the sentence."""
    start, _ = find_part(tokens, first, last, verbs.borders)
    begin, stop = find_part(tokens, first, last, SENTENCE)
    places = [*range(first - 1, start - 1, -1), *range(last, stop), *range(start - 1, begin - 1, -1)]
    return next(filter(None, (judge(tokens, [at], verbs) for at in places)), None)


def find_part(tokens: Tokens, first: int, last: int, borders: frozenset[str]) -> tuple[int, int]:
    """The tokens around some tokens up to a border; a full stop is one if a capital follows and no number precedes."""
    start, end = first, last
    while start > max(0, first - LONGEST_SENTENCE) and not is_border(tokens, start - 1, borders):
        start -= 1
    while end < min(len(tokens.words), last + LONGEST_SENTENCE) and not is_border(tokens, end, borders):
        end += 1
    return start, end


def is_border(tokens: Tokens, at: int, borders: frozenset[str]) -> bool:
    word = tokens.words[at]
    if word != ".":
        return word in borders
    before, after = tokens.words[at - 1 : at], tokens.words[at + 1 : at + 2]
    return bool(before) and not before[0].isdigit() and bool(after) and not after[0][0].islower() and len(before[0]) > 2


def judge(tokens: Tokens, places: list[int], verbs: Verbs) -> Direction | None:
    """What some words say together."""
    if any(tokens.words[at] in verbs.decided for at in places):
        return "past"
    return weigh(tokens, places, verbs)


def weigh(tokens: Tokens, places: list[int], verbs: Verbs) -> Direction | None:
    reported = is_reported(tokens, places, verbs)
    perfect = participle = present = lasting = False
    found: Direction | None = None
    for at in places:
        word = tokens.words[at]
        lower = word.lower()
        if lower in verbs.past or (reported and lower in verbs.reported):
            found = found or "past"
        elif lower in verbs.future:
            return "future"
        elif lower in verbs.perfect:
            perfect = True
            lasting = lasting or lower in verbs.lasting
        elif lower in verbs.lasting:
            lasting = True
        elif lower in verbs.present:
            present = True
        elif word[0].islower() and 3 < len(word) <= LONGEST_VERB and word not in verbs.never:
            after_article = at > 0 and tokens.words[at - 1].lower() in verbs.articles
            if not after_article and (word.endswith(verbs.past_endings) or is_past(word, verbs)):
                found = found or "past"
            elif word.endswith(verbs.future_endings):
                return "future"
            else:
                participle = participle or verbs.participles.fullmatch(word) is not None
                present = present or is_present(tokens, at, verbs, after_article)
    participle = participle or has_participle(tokens, places, verbs)
    if found is None and perfect and participle:
        found = "past"
    return found or ("present" if present else "lasting" if lasting else None)


def has_participle(tokens: Tokens, places: list[int], verbs: Verbs) -> bool:
    """Whether a clause ends in what is a participle after "have", though it may be another word elsewhere."""
    words = [tokens.words[at] for at in places]
    return (
        bool(words)
        and verbs.participles.fullmatch(words[-1][:LONGEST_VERB]) is not None
        and not verbs.have.isdisjoint(words)
    )


def is_past(word: str, verbs: Verbs) -> bool:
    """Whether a word is one of the past with a prefix ("betrat"); a plural may as well be a participle."""
    prefix = verbs.prefixes.match(word)
    return prefix is not None and not word.endswith("en") and word[prefix.end() :] in verbs.past


def is_reported(tokens: Tokens, places: list[int], verbs: Verbs) -> bool:
    """Whether a clause tells by hearsay what was: "soll am Montag gestanden haben"."""
    return bool(verbs.infinitives) and any(
        tokens.words[at + 1] in verbs.infinitives
        and (tokens.words[at] in verbs.past or verbs.participles.fullmatch(tokens.words[at][:LONGEST_VERB]))
        for at in places[:-1]
    )


def is_present(tokens: Tokens, at: int, verbs: Verbs, after_article: bool) -> bool:
    """Whether a word that no list knows looks like a verb of the present; a participle may be one ("kandidiert")."""
    word = tokens.words[at]
    if word.endswith(verbs.present_endings) and not after_article:
        return True
    return tokens.words[at + 1] in verbs.pronouns and word.endswith(PERSONS)
