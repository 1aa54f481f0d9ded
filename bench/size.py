"""What an installed package and everything that it needs when it runs take on disk."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

NAME = re.compile(r"[A-Za-z0-9._-]+")


def find_sizes(package: str) -> dict[str, int]:
    """Bytes of each distribution; extras are left out, and so is what is not installed here."""
    sizes: dict[str, int] = {}
    waiting = [package]
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        found = find_distribution(name)
        if found is None or name in sizes:
            continue
        sizes[name] = get_size(found) + (get_folder_size(package) if name == package and is_editable(found) else 0)
        needs = (line for line in found.requires or () if "extra ==" not in line)
        waiting += [match.group() for line in needs if (match := NAME.match(line))]
    return sizes


def find_distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def get_size(found: Distribution) -> int:
    paths = {Path(str(found.locate_file(file))) for file in found.files or ()}
    return sum(path.stat().st_size for path in paths if path.is_file())


def is_editable(found: Distribution) -> bool:
    """Whether the package itself lies elsewhere, as a developer has it."""
    return not any(str(file).endswith("__init__.py") for file in found.files or ())


def get_folder_size(package: str) -> int:
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    return sum(path.stat().st_size for folder in folders or () for path in Path(folder).rglob("*") if path.is_file())
