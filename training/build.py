"""Rebuilds the model of the package from the pretrained weights and the data: trains, exports, tunes.

    python training/build.py --data ../shared/data --encoder ../shared/models/encoder

Needs ``pip install '.[training]'``. A build that was cut off goes on from the last whole epoch. The second training starts
from the weights of the first with a new warm-up, which is better than a longer first one; then the tagger of names is
trained anew on the encoder that came of it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
MODEL = HERE.parent / "src" / "aktenlage" / "models" / "quotes"

# Without these the allocator gives large blocks back after every step and training takes twice as long.
ALLOCATOR = {
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 31),
    "MALLOC_TOP_PAD_": str(1 << 28),
    "OMP_WAIT_POLICY": "PASSIVE",
}


def call(script: str, *arguments: str | Path) -> None:
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    subprocess.run(command, check=True, env={**os.environ, **ALLOCATOR})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--run", type=Path, default=HERE / "runs" / "quotes")
    parser.add_argument("--version", default="1")
    arguments = parser.parse_args()
    first, second, names = (arguments.run / stage for stage in ("first", "second", "names"))
    inputs = ("--data", arguments.data, "--encoder", arguments.encoder)
    call("train.py", *inputs, "--out", first)
    call("train.py", *inputs, "--out", second, "--start", first, "--epochs", "9", "--encoder-rate", "2e-4")
    call("fit_names.py", second, *inputs, "--out", names)
    call("export.py", names, "--encoder", arguments.encoder, "--out", MODEL)
    report = HERE.parent / "docs" / "calibration.md"
    call("tune.py", MODEL, "--data", arguments.data, "--version", arguments.version, "--report", report)


if __name__ == "__main__":
    main()
