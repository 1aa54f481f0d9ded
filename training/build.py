"""Rebuilds the quotation model of the package from the pretrained weights and the data: trains, exports, tunes.

    python training/build.py --data ../shared/data --encoder ../shared/models/encoder

Needs ``pip install '.[training]'``. A build that was cut off goes on from the last whole epoch.
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
    call("train.py", "--data", arguments.data, "--encoder", arguments.encoder, "--out", arguments.run)
    call("export.py", arguments.run, "--encoder", arguments.encoder, "--out", MODEL)
    report = HERE.parent / "docs" / "calibration.md"
    call("tune.py", MODEL, "--data", arguments.data, "--version", arguments.version, "--report", report)


if __name__ == "__main__":
    main()
