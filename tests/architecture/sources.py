"""What the guards read, the project's modules as text and tree, and how an exception from a rule is written down."""

import ast
import tomllib
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
TOOLS = {"tests", "chaos", "bench", "docs", "var", "locale"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Violation(NamedTuple):
    """`where` is a path, or "path:function"; allowances name it, so it carries no line number."""

    where: str
    line: int
    says: str

    def __str__(self):
        return f"{self.where}{f' (line {self.line})' if self.line else ''} {self.says}"


class Source:
    """One Python module."""

    def __init__(self, path: str, text: str):
        self.path, self.text = path, text

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def app(self) -> str:
        return self.path.split("/")[0]

    @property
    def room(self) -> str:
        """The module or package straight below the app: "views" for activities/views/tasks.py."""
        return self.path.split("/")[1].removesuffix(".py")

    @cached_property
    def _parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def parent(self, node: ast.AST) -> ast.AST | None:
        return self._parents.get(node)

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        while (node := self._parents.get(node)) is not None:
            yield node

    def where(self, node: ast.AST) -> str:
        """ "records/working.py:Progress.advance" for anything inside that method."""
        around = [node, *self.ancestors(node)]
        names = [part.name for part in around if isinstance(part, (*FUNCTIONS, ast.ClassDef))]
        return ":".join([self.path, *([".".join(reversed(names))] if names else [])])

    def violation(self, node: ast.AST, says: str) -> Violation:
        return Violation(self.where(node), getattr(node, "lineno", 1), says)

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))


def layered_packages(root: Path = ROOT) -> list[str]:
    """Our apps, as the import contract names them."""
    config = tomllib.loads((root / "pyproject.toml").read_text())
    return config["tool"]["importlinter"]["root_packages"]


def sources(root: Path = ROOT, packages: Iterable[str] | None = None, *, migrations: bool = False) -> list[Source]:
    found = []
    for package in packages if packages is not None else layered_packages(root):
        for path in sorted((root / package).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                found.append(Source(path.relative_to(root).as_posix(), path.read_text()))
    return found


def plant(folder: Path, files: dict[str, str]) -> list[Source]:
    """Write planted code into a folder and read it back as the guards read the project."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return sources(folder, sorted({name.split("/")[0] for name in files}), migrations=True)


def unsettled(violations: Iterable[Violation], allowed: dict[str, str] | None = None) -> list[str]:
    """What no allowance explains, then the allowances that explain nothing any more or give no reason."""
    allowed, used, open_ones = allowed or {}, set(), []
    for violation in violations:
        if violation.where in allowed:
            used.add(violation.where)
        else:
            open_ones.append(str(violation))
    stale = [f"{where}: this allowance is stale, remove it" for where in allowed if where not in used]
    bare = [f"{where}: this allowance gives no reason" for where, reason in allowed.items() if not reason.strip()]
    return open_ones + stale + bare


def nothing(found: Iterable[str]) -> None:
    """Fail with one line for each."""
    lines = list(found)
    assert not lines, "\n".join(["", *lines])


def settle(violations: Iterable[Violation], allowed: dict[str, str] | None = None) -> None:
    """Fail with what no allowance explains and with stale allowances."""
    nothing(unsettled(violations, allowed))


def constant(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def called(node: ast.Call) -> str:
    """The last name of what is called: "update" for a.b.update(...)."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
