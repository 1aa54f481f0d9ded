"""Data beside the repository, which a test may need and which need not be there."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def needs_shared(name: str) -> pytest.MarkDecorator:
    """Skips a test, and says for want of what, where ``../shared`` does not hold this file or folder."""
    return pytest.mark.skipif(not (SHARED / name).exists(), reason=f"../shared/{name} is not there")
