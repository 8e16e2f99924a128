"""Where the house keeps its files: what every house test reads."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE_FOLDERS = ("src", "tests", "tools", "benchmarks")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*suffixes: str) -> list[Path]:
    """All files of the code folders with one of the suffixes, in a fixed order."""
    found = (path for folder in CODE_FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in suffixes)
    return sorted(path for path in found if path.is_file())


def modules(folder: str = "") -> list[Path]:
    """Python modules, of one folder or of all; migrations apart, for Django writes them."""
    return [p for p in files(".py") if "migrations" not in p.parts and p.is_relative_to(ROOT / folder)]


def name(path: Path) -> str:
    """A file as a message should name it."""
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def functions(tree: ast.Module) -> Iterator[Function]:
    """Every function of a module, nested ones and methods included."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))
