"""The names of an article to its entities: who and what they are, and every place where they are spoken of."""

from collections.abc import Sequence

import msgspec

from aktenlage.annotations.names import Name
from aktenlage.knowledge.authority import Thing
from aktenlage.languages.people import load_people
from aktenlage.records.article import OUTSIDE, Article
from aktenlage.records.discourse import Discourse
from aktenlage.records.heads import Heads
from aktenlage.records.naming import Naming
from aktenlage.records.phrases import Phrases
from aktenlage.records.referents import Referent
from aktenlage.types import Document, Entity, Mention, Segments, Span, Statement

DEFAULT_LANGUAGE = "de"
"""Whose words are used where the language is unknown or has none: names are found all the same."""


class Identified(msgspec.Struct, frozen=True):
    """The entities of a document, in the order of their first mention, and whose each mention is.

    A mention of several ("beide Präsidenten") stands with each of them and is missing in ``by_mention``. ``things``: what the
    authority file knows of an entity.
    """

    entities: tuple[Entity, ...]
    by_mention: dict[Span, str]
    things: dict[str, Thing]
    heads: Heads
    ids: dict[int, str]

    def find(self, span: Span) -> str | None:
        """The entity that a part of a record names: that of the head of its words; None for nobody known and for several."""
        referent = self.heads.find(span)
        return None if referent is None else self.ids.get(id(referent))


def identify(
    document: Document, segments: Segments, names: Sequence[Name], statements: Sequence[Statement]
) -> Identified:
    """Who and what the names, nouns and pronouns of a document mean."""
    words = load_people(document.language) or load_people(DEFAULT_LANGUAGE)
    assert words is not None
    article = Article(document, segments, statements, words)
    naming = Naming(article, names)
    phrases = Phrases(article, naming.at, naming.genitives)
    discourse = Discourse(article, naming, phrases, statements)
    discourse.run()
    referents = [*naming.referents, *discourse.described]
    heads = make_heads(article, naming, phrases, referents)
    give_speakers_their_pronouns(article, statements, heads)
    return make_identified(referents, make_heads(article, naming, phrases, referents))


def make_heads(article: Article, naming: Naming, phrases: Phrases, referents: Sequence[Referent]) -> Heads:
    mentions: dict[Span, tuple[Referent, ...]] = {}
    for referent in referents:
        for span in referent.mentions:
            mentions[span] = (*mentions.get(span, ()), referent)
    return Heads(article, naming, phrases, mentions)


def give_speakers_their_pronouns(article: Article, statements: Sequence[Statement], heads: Heads) -> None:
    """For "Ich" inside a direct quotation is its speaker."""
    for place, number in enumerate(article.quoted):
        if number == OUTSIDE or article.lower[place] not in article.words.i:
            continue
        speaker = statements[number].speaker
        referent = heads.find(speaker.span) if speaker is not None else None
        if referent is not None and referent.kind == "person":
            referent.mentions.setdefault(article.spans[place], "pronoun")


def make_identified(referents: Sequence[Referent], heads: Heads) -> Identified:
    ordered = sorted((one for one in referents if one.mentions), key=lambda one: min(one.mentions))
    ids = {id(referent): f"e{number}" for number, referent in enumerate(ordered, 1)}
    entities = tuple(make_entity(referent, ids[id(referent)]) for referent in ordered)
    by_mention = {span: ids[id(owners[0])] for span, owners in sorted(heads.mentions.items()) if len(owners) == 1}
    things = {ids[id(one)]: one.thing for one in ordered if one.thing is not None}
    return Identified(entities, by_mention, things, heads, ids)


def make_entity(referent: Referent, entity_id: str) -> Entity:
    mentions = tuple(Mention(span, form) for span, form in sorted(referent.mentions.items()))
    return Entity(entity_id, referent.get_name(), referent.kind, make_refs(referent), mentions)


def make_refs(referent: Referent) -> dict[str, str]:
    """The Wikidata id, or where the authority file has none its own id, so that records of several articles join."""
    if referent.thing is None:
        return {}
    if referent.thing.wikidata is not None:
        return {"wikidata": referent.thing.wikidata}
    return {"aktenlage": referent.thing.id}
