"""Titles beside names, which later nouns can take up; what the authority file knows of offices and ages."""

from datetime import date

from aktenlage.knowledge.authority import Thing, load_authority
from aktenlage.records.article import Article
from aktenlage.records.naming import Naming
from aktenlage.records.phrases import Phrase, Phrases
from aktenlage.records.referents import Referent, Title


def give_titles(article: Article, naming: Naming, phrases: Phrases) -> set[int]:
    """Gives people the titles beside their names, and surnames the meaning that these tell.

    Returns the places of the nouns that are titles.
    """
    places: set[int] = set()
    for first, (last, referent) in naming.at.items():
        if referent.kind != "person":
            continue
        before, after = phrases.find_title_before(first), phrases.find_title_after(last)
        joined = find_joined(phrases, before) if before is not None else None
        for phrase in (joined, before, after):
            if phrase is not None:
                places.add(phrase.noun)
                if not (phrase.title.gender and referent.gender and phrase.title.gender != referent.gender):
                    referent.titles.append(phrase.title)
        if referent.told_gender is None:
            referent.told_gender = article.words.addresses.get(article.get(first - 1))
    for referent in naming.referents:
        if referent.kind == "person" and referent.thing is None:
            link_by_title(referent, naming, article.day)
    return places


def find_joined(phrases: Phrases, phrase: Phrase) -> Phrase | None:
    """For "Vizekanzler und Arbeitsminister Müntefering": the first of two titles."""
    article = phrases.article
    return phrases.read(phrase.first - 2) if article.get(phrase.first - 1) in article.words.and_ else None


def link_by_title(referent: Referent, naming: Naming, day: str | None) -> None:
    """Gives a surname that many bear its meaning, where an office says which of them held it."""
    candidates = {thing.id: thing for name in referent.names for thing in load_authority().find_unsure(name)}
    told = [
        thing
        for thing in candidates.values()
        if any(held_by(thing, title, day) for title in referent.titles)
        and not any(one.thing is thing for one in naming.referents)
    ]
    if len(told) == 1:
        referent.thing = told[0]


def is_same_title(wanted: Title, known: Title) -> bool:
    """Whether a later noun can take up a title: the same noun or office, and nothing that speaks against it."""
    if wanted.former != known.former or (wanted.gender and known.gender and wanted.gender != known.gender):
        return False
    same = known.lemma.endswith(wanted.lemma) and not known.lemma.startswith(("vize", "ex", "alt"))
    if not same and (wanted.office is None or wanted.office != known.office):
        return False
    return not wanted.owners or bool(set(wanted.owners) & set(known.owners))


def is_politician(referent: Referent) -> bool:
    """Whether the article or the authority file gives somebody an office."""
    offices = any(title.office is not None for title in referent.titles)
    return offices or (referent.thing is not None and bool(referent.thing.terms))


def held_by(thing: Thing, title: Title, day: str | None) -> bool:
    """Whether somebody held the office that a title tells on the day; a party is led only where the title names it."""
    if title.office is None or (title.office == "party-leader" and not title.owners):
        return False
    return any(
        term.office == title.office
        and (not title.owners or term.owner in title.owners)
        and (term.covers(day) or (title.former and (day is None or term.begin <= day)))
        for term in thing.terms
    )


def is_of_age(referent: Referent, age: int, day: str | None) -> bool:
    """Whether somebody can have been so old on the day; nobody's age is known without a day of birth."""
    thing = referent.thing
    if thing is None or thing.born is None or day is None:
        return True
    youngest, oldest = find_ages(thing.born, day)
    return youngest <= age <= oldest


def find_ages(born: str, day: str) -> tuple[int, int]:
    """The least and the highest age on a day of somebody born in a year, in a month or on a day.

    Two days around a birthday both ages are possible: papers are written on the day before.
    """
    years = int(day[:4]) - int(born[:4])
    if len(born) < 10:
        return years - 1, years
    today, birthday = date.fromisoformat(day[:10]), date(2000, int(born[5:7]), int(born[8:10]))
    passed = (today.month, today.day) >= (birthday.month, birthday.day)
    distance = abs((today.replace(year=2000) - birthday).days)
    close = min(distance, 366 - distance) <= 2
    age = years if passed else years - 1
    return (age - (passed and close), age + (not passed and close))
