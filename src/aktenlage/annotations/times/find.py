"""The temporal expressions of a text, from the rules of its language and from where the text stands in time."""

from collections.abc import Sequence

from aktenlage.annotations.times.days import parse_day
from aktenlage.annotations.times.reader import Reader, Timex
from aktenlage.annotations.times.rules import Found, is_daily, load_rules, make_found
from aktenlage.annotations.tokens import make_tokens
from aktenlage.languages.times import has_times
from aktenlage.types import Segments, Span

FAR = 10
"""A text whose dates lie mostly this many years before its publication, or more, tells history."""
ENOUGH = 8
MOST = 0.9
"""So many dates with a year must say so, and this part of them."""


def find_times(  # noqa: PLR0913  what is known of a document, part by part
    text: str,
    segments: Segments,
    language: str | None,
    published: str | None,
    skipped: Sequence[Span] = (),
    *,
    narrative: bool | None = None,
) -> tuple[Timex, ...]:
    """The times of a text in its order; none for a language that has no rules.

    ``published`` is an ISO date or date and time. In a ``narrative`` incomplete dates hang on the time named last, not on
    the day of publication; None: the text itself decides.
    """
    if language is None or not has_times(language):
        return ()
    rules = load_rules(language)
    tokens = make_tokens(text, segments.paragraphs, rules.grammar.lexicon, rules.words.decimal)
    fits = [make_found(rules.words, match, tokens) for match in rules.grammar.find_matches(tokens)]
    found = [one for one in fits if not is_skipped(one.span, skipped)]
    told = tells_history(found, published) if narrative is None else narrative
    return tuple(Reader(rules.verbs, tokens, segments, published, told).read(found))


def is_skipped(span: Span, skipped: Sequence[Span]) -> bool:
    return any(span.overlaps(one) for one in skipped)


def tells_history(found: Sequence[Found], published: str | None) -> bool:
    """Whether a text tells of a time long before its publication: nearly all the years that it names lie there, and
    nothing in it is counted in days from its own."""
    day = parse_day(published)
    if day is None:
        return True
    years: list[int] = []
    for one in found:
        if is_daily(one.fields):
            return False
        if one.rule.make == "calendar" and len(one.fields.get("year", "")) == 4:
            years.append(int(one.fields["year"]))
    return len(years) >= ENOUGH and sum(year <= day.year - FAR for year in years) > MOST * len(years)
