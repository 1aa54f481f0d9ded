"""What the numbers of the network mean: the labels of its outputs and the codes of its inputs, for training and for use.

A changed order here makes every trained model useless; ``models/catalog.yml`` names the layout that a model was made with.
"""

from typing import get_args

from aktenlage.types import EntityKind, Mode

LAYOUT = 2

MODES: tuple[Mode, ...] = tuple(Mode)
"""The modes in the order of the network's mode output."""

MEDIA: tuple[str, ...] = ("Speech", "Writing", "Thought", "SW", "ST", "TW")
"""The media of the Wikinews guide; the two-letter ones leave it open between two."""

ROLES: tuple[str, ...] = ("speaker", "cue", "frame", "addressee")

TAGS: tuple[str, ...] = ("O", *(f"{place}-{mode}" for mode in MODES for place in "BI"))
"""BIO tags; an I after a gap goes on with the same quotation."""

NAME_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)

NAME_TAGS: tuple[str, ...] = ("O", *(f"{place}-{kind}" for kind in NAME_KINDS for place in "BI"))
"""BIO tags of the names, by kind."""

WORD_FEATURES: tuple[str, ...] = (
    *("capital", "capitals", "mixed", "digit", "compound"),
    *("first name", "unsure", "village", "town", "city", "long place"),
    *(f"alone {kind}" for kind in NAME_KINDS),
    *(f"together {kind}" for kind in NAME_KINDS),
)
"""What the tagger of names is told of a word: its shape, and what the package knows of it (``annotations/lexical.py``)."""

STATES: tuple[str, ...] = ("padding", "before", "gap", "after", "begin", "inside")
"""Where a word stands to the quotation that the reader is asked about."""

POSITION_BUCKETS = 32

READER_BEFORE = 40
READER_AFTER = 16
READER_WORDS = 200
"""How many words the reader sees: before the quotation, after it, and in all.

Trained with 60 and 32: with 40 and 16 in use nothing is lost (joint F1 0.747 both) and a tenth of the time is saved.
"""

MAX_PIECES = 16
"""Pieces of one word that are kept; longer ones are no words of a language."""
