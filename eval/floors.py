"""Holds the measured accuracy: fails when a score falls below its floor, or when the data have changed.

    python eval/floors.py --data ../shared/data

``floors.json`` names for each data set its digest, what of it is measured (``aktenlage eval TASK OPTIONS``) and the floors: of
F1 where the measure has one, else of the number itself. A floor is raised by hand with the model that reaches
it; to lower one, say why in the commit.
"""

import argparse
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")


def measure(path: Path, task: str, options: list[str]) -> dict[str, Any]:
    """What ``aktenlage eval`` prints of a data set."""
    command = [sys.executable, "-m", "aktenlage", "eval", task, str(path), "--json", *options]
    scores: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    return scores


def check(path: Path, entry: dict[str, Any]) -> list[str]:
    """Complaints about one data set."""
    digest = sha256(path.read_bytes()).hexdigest()
    if digest != entry["sha256"]:
        return [f"{path.name}: digest {digest}, expected {entry['sha256']}: the floors were measured on other data"]
    scores = measure(path, entry["task"], entry.get("options", []))
    complaints = []
    for name, floor in entry["floors"].items():
        reached = scores[name]["f1"] if isinstance(scores[name], dict) else scores[name]
        print(f"{path.parent.name}: {name} {reached:.3f}, floor {floor:.3f}", flush=True)
        if reached < floor:
            complaints.append(f"{path.parent.name}: {name} {reached:.3f} is below its floor {floor:.3f}")
    return complaints


def main() -> int:
    parser = argparse.ArgumentParser(description="Compares accuracy with its floors")
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    complaints = []
    for name, entry in json.loads(FLOORS.read_text()).items():
        if (data / name).exists():
            complaints += check(data / name, entry)
        else:
            print(f"{name}: not there, floors not checked")
    print("\n".join(complaints), file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
