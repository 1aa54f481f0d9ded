"""Draws ``terminal.svg``, the picture in the README: what ``aktenlage demo`` shows of its first article.

python docs/picture.py
"""

import io
import re
from pathlib import Path

from rich.console import Console

from aktenlage.batch import read_capture
from aktenlage.cli.demo import find_examples, get_outlet
from aktenlage.cli.render import Pretty
from aktenlage.sources.bulk import read_line
from aktenlage.types import Capture, Reading

PICTURE = Path(__file__).with_name("terminal.svg")
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""The fonts that rich would fetch from elsewhere; the reader's own will do."""


def draw() -> str:
    """The first example as an SVG that needs nothing from outside."""
    line = next(find_examples())
    capture = read_line("example 1", line)
    assert isinstance(capture, Capture)
    reading = read_capture(capture)
    assert isinstance(reading, Reading)
    console = Console(
        record=True, width=92, file=io.StringIO(), force_terminal=True, markup=False, emoji=False, highlight=False
    )
    Pretty(console).write(reading, get_outlet(line)[1])
    return FONTS.sub("", console.export_svg(title="aktenlage demo", unique_id="aktenlage"))


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
