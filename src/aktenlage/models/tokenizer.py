"""Words to the pieces of the encoder's vocabulary."""

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from aktenlage.models.layout import MAX_PIECES
from aktenlage.types import Span

START, PADDING, BREAK, UNKNOWN = 0, 1, 2, 3
"""Pieces with a meaning of their own: start of a window, padding, end of a window or of a paragraph, unknown."""

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
CACHE_WORDS = 300_000
"""So many words are remembered with their pieces (about 60 MB) before the memory starts anew."""


class WordTokenizer:
    """Cuts words into pieces with a Unigram model that has no pre-tokenizer: it is handed whole words."""

    def __init__(self, path: Path) -> None:
        self._model = Tokenizer.from_file(str(path))
        self._cache: dict[str, tuple[int, ...]] = {}

    def get_pieces(self, text: str, words: Sequence[Span], paragraphs: Sequence[Span] = ()) -> list[tuple[int, ...]]:
        """The pieces of each word; the first word of each paragraph but the first begins with a ``BREAK``.

        Soft hyphens and other invisible characters are left out, composed and decomposed letters are the same.
        """
        keys = _make_keys(text, words)
        known = self._cache
        new = self._cut([key for key in set(keys) if key not in known])
        pieces = [new[key] if key in new else known[key] for key in keys]
        if len(known) + len(new) <= CACHE_WORDS:
            known.update(new)
        else:
            # Replaced, not emptied: another thread may still be reading from it.
            self._cache = new
        for place in _find_paragraph_starts(words, paragraphs):
            pieces[place] = (BREAK, *pieces[place])
        return pieces

    def _cut(self, keys: list[str]) -> dict[str, tuple[int, ...]]:
        encodings = self._model.encode_batch(keys, add_special_tokens=False)
        return {
            key: tuple(encoding.ids[:MAX_PIECES]) or (UNKNOWN,) for key, encoding in zip(keys, encodings, strict=True)
        }


def _make_keys(text: str, words: Sequence[Span]) -> list[str]:
    """Each word as the tokenizer wants it: with a space in front where white space goes before it."""
    keys = []
    last = -1
    for word in words:
        key = text[word.start : word.end].translate(INVISIBLE)
        keys.append(key if word.start == last else " " + key)
        last = word.end
    return keys


def _find_paragraph_starts(words: Sequence[Span], paragraphs: Sequence[Span]) -> list[int]:
    """Indexes of the words at which a further paragraph begins."""
    places = []
    starts = iter([paragraph.start for paragraph in paragraphs[1:]])
    start = next(starts, None)
    for place, word in enumerate(words):
        if start is None:
            break
        if word.start >= start:
            places.append(place)
            while start is not None and word.start >= start:
                start = next(starts, None)
    return places
