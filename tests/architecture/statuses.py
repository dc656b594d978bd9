"""A status changes in lifecycle modules and nowhere else."""

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.sources import Source, Violation, called, constant


def status_names(sources: list[Source], models: Iterable[type] = ()) -> set[str]:
    """The fields on any STEPS map, of loaded classes and as written in the code."""
    names = {name for model in models for name in getattr(model, "STEPS", {})}
    for source in sources:
        for node in source.nodes(ast.Assign, ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(getattr(target, "id", "") == "STEPS" for target in targets) and isinstance(node.value, ast.Dict):
                names |= {constant(key) for key in node.value.keys} - {None}
    return names


def status_writes(sources: list[Source], names: set[str]) -> list[Violation]:
    """Writes outside lifecycle modules. An initial value in a constructor is no write."""
    return [
        source.violation(node, f"writes the status {name!r}; only a lifecycle module may")
        for source in sources
        if source.room != "lifecycle"
        for node, name in _writes(source)
        if name in names
    ]


def _writes(source: Source) -> Iterator[tuple[ast.AST, str]]:
    for node in source.nodes(ast.Assign, ast.AugAssign, ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            yield from ((part, part.attr) for part in _parts(target) if isinstance(part, ast.Attribute))
    for node in source.nodes(ast.Call):
        yield from ((node, name) for name in _named_by(node))


def _parts(target: ast.AST) -> Iterator[ast.AST]:
    """The targets of `a.x, (b.y, *c.z) = ...` one by one."""
    if isinstance(target, ast.Tuple | ast.List):
        for part in target.elts:
            yield from _parts(part)
    else:
        yield target.value if isinstance(target, ast.Starred) else target


def _named_by(node: ast.Call) -> Iterator[str]:
    """The fields that a call writes: update(state=…), setattr(x, "state", …), bulk_update(rows, ["state"]), …"""
    name = called(node)
    if name == "setattr" and len(node.args) > 1 and constant(node.args[1]):
        yield constant(node.args[1])
    if name in {"update", "aupdate"}:
        yield from (word.arg for word in node.keywords if word.arg)
        yield from (key for word in node.keywords if not word.arg for key in _keys(word.value))
    if name in {"update_or_create", "aupdate_or_create"}:
        yield from (key for word in node.keywords if word.arg == "defaults" for key in _keys(word.value))
    if name in {"bulk_update", "abulk_update"}:
        lists = [*node.args[1:2], *(word.value for word in node.keywords if word.arg == "fields")]
        yield from (key for listed in lists for key in _listed(listed))
    yield from (key for word in node.keywords if word.arg == "update_fields" for key in _listed(word.value))


def _keys(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Dict):
        yield from (constant(key) for key in node.keys if constant(key))


def _listed(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        yield from (constant(item) for item in node.elts if constant(item))
