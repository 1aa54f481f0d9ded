"""The rooms of the house and the doors between them: imports go one way and make no circle."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "aktenlage"

DOORS = {
    "types": set(),
    "errors": set(),
    "settings": {"errors"},
    "languages": {"types", "errors", "settings"},
    "knowledge": {"types", "errors", "settings"},
    "models": {"types", "errors", "settings"},
    "sources": {"types", "errors", "settings"},
    "documents": {"types", "errors", "settings", "languages"},
    "annotations": {"types", "errors", "languages", "knowledge", "models", "documents"},
    "records": {"types", "errors", "settings", "languages", "knowledge", "models", "documents", "annotations"},
    "evaluation": {"types", "errors", "documents", "annotations", "records"},
    "batch": {"types", "errors", "documents", "records"},
    "__init__": {"types", "records"},
    "cli": {"types", "errors", "settings", "sources", "documents", "records", "evaluation", "batch"},
    "__main__": {"cli"},
}
"""Each room, and the rooms that it may import."""


def find_imports(path: Path) -> Iterator[str]:
    """The modules of ours that a file imports, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from [node.module] if node.module.startswith("aktenlage") else []
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("aktenlage"))


def get_module(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def get_room(module: str) -> str:
    return [*module.split("."), "__init__"][1]


def test_every_import_goes_through_a_door() -> None:
    for path in SOURCE.rglob("*.py"):
        room = get_room(get_module(path))
        for module in find_imports(path):
            other = get_room(module)
            assert other == room or other in DOORS[room], f"{path.name} ({room}) imports {module}"


def test_no_imports_make_a_circle() -> None:
    imports = {get_module(path): set(find_imports(path)) for path in SOURCE.rglob("*.py")}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module in done:
            return
        for other in imports.get(module, set()):
            if other != "aktenlage":
                visit(other, (*trail, module))
        done.add(module)

    for module in imports:
        visit(module, ())
