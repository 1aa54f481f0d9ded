"""An article as rows of words: what stands before and after what, in which sentence, in whose words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from aktenlage.languages.people import Words
from aktenlage.types import Document, Mode, Segments, Span, Statement

OUTSIDE = -1
"""The number of no quotation."""

SENTENCE_ENDS = frozenset(".!?:;")


class Article:
    """The words of a document with their sentences, and the direct quotation in which each stands."""

    def __init__(self, document: Document, segments: Segments, statements: Sequence[Statement], words: Words) -> None:
        self.document = document
        self.words = words
        self.english = document.language == "en"
        self.day = document.published[:10] if document.published else None
        self.spans = segments.words
        self.starts = [span.start for span in segments.words]
        self.tokens = [document.text[span.start : span.end] for span in segments.words]
        self.lower = [token.lower() for token in self.tokens]
        self.sentences = number_words(self.starts, segments.sentences)
        self.quoted = [OUTSIDE] * len(self.tokens)
        for number, statement in enumerate(statements):
            if statement.mode == Mode.DIRECT:
                for span in statement.content:
                    first, last = self.locate(span)
                    self.quoted[first:last] = [number] * (last - first)
        self.speakers = {statement.speaker.span for statement in statements if statement.speaker is not None}
        self.skipped = [False] * len(self.tokens)
        for span in document.skipped:
            first, last = self.locate(span)
            self.skipped[first:last] = [True] * (last - first)

    def locate(self, span: Span) -> tuple[int, int]:
        """The words that a span touches, as a range of their numbers."""
        first = max(bisect_right(self.starts, span.start) - 1, 0)
        if first < len(self.spans) and self.spans[first].end <= span.start:
            first += 1
        return first, bisect_left(self.starts, span.end)

    def pin(self, first: int, last: int) -> Span:
        """The span of the words from ``first`` to before ``last``."""
        return Span(self.spans[first].start, self.spans[last - 1].end)

    def get(self, place: int) -> str:
        """The word there in lower case; nothing beyond the ends of the text."""
        return self.lower[place] if 0 <= place < len(self.lower) else ""

    def is_noun(self, place: int) -> bool:
        """Whether the word begins with a capital, as German nouns do."""
        return 0 <= place < len(self.tokens) and self.tokens[place][0].isupper()

    def begins_sentence(self, place: int) -> bool:
        """Whether the word is the first of its sentence, quotation marks and the like not counted."""
        before = place - 1
        while before >= 0 and self.sentences[before] == self.sentences[place] and not self.tokens[before][0].isalnum():
            before -= 1
        return before < 0 or self.sentences[before] != self.sentences[place]

    def find_sentence_start(self, place: int) -> int:
        number = self.sentences[place]
        while place > 0 and self.sentences[place - 1] == number:
            place -= 1
        return place


def number_words(starts: Sequence[int], sentences: Iterable[Span]) -> list[int]:
    """For each word the number of the sentence in which it stands."""
    begins = [sentence.start for sentence in sentences]
    return [bisect_right(begins, start) - 1 for start in starts]
