"""What the numbers of the network mean: the labels of its outputs and the codes of its inputs, for training and for use.

A changed order here makes every trained model useless; ``models/catalog.yml`` names the layout that a model was made with.
"""

from aktenlage.types import Mode

LAYOUT = 1

MODES: tuple[Mode, ...] = tuple(Mode)
"""The modes in the order of the network's mode output."""

MEDIA: tuple[str, ...] = ("Speech", "Writing", "Thought", "SW", "ST", "TW")
"""The media of the Wikinews guide; the two-letter ones leave it open between two."""

ROLES: tuple[str, ...] = ("speaker", "cue", "frame", "addressee")

TAGS: tuple[str, ...] = ("O", *(f"{place}-{mode}" for mode in MODES for place in "BI"))
"""BIO tags; an I after a gap goes on with the same quotation."""

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
