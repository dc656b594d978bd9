"""A consequence is driven by our own signals, heard through records.wiring.on and nothing else."""

import ast

from tests.architecture.sources import Source, Violation

ORM = "django.db.models.signals"


def orm_signals(sources: list[Source]) -> list[Violation]:
    found = []
    for source in sources:
        for node in source.nodes(ast.Import, ast.ImportFrom):
            module = getattr(node, "module", "") or ""
            names = {alias.name for alias in node.names} | {f"{module}.{alias.name}" for alias in node.names} | {module}
            if ORM in names or any(name.startswith(f"{ORM}.") for name in names):
                found.append(source.violation(node, "imports an ORM signal"))
        for node in source.nodes(ast.Attribute):
            if ast.unparse(node).endswith("models.signals"):
                found.append(source.violation(node, "reaches for an ORM signal"))
    return found


def unwired_receivers(sources: list[Source]) -> list[Violation]:
    """Celery's signals are events of a process, not of a record; they may be connected as Celery documents it."""
    found = []
    for source in sources:
        signals = _signals_known_to(source)
        for node in source.nodes(ast.ImportFrom):
            if node.module == "django.dispatch" and any(alias.name == "receiver" for alias in node.names):
                found.append(source.violation(node, "imports django.dispatch.receiver; hear through records.wiring.on"))
        for node in source.nodes(ast.Attribute):
            if node.attr == "connect" and _root_of(node) in signals:
                found.append(source.violation(node, "connects by itself; hear through records.wiring.on"))
    return found


def _signals_known_to(source: Source) -> set[str]:
    """Names that this module imported from a signals module, or a signals module itself."""
    names = set()
    for node in source.nodes(ast.ImportFrom, ast.Import):
        module = getattr(node, "module", "") or ""
        for alias in node.names:
            whole = f"{module}.{alias.name}"
            if ("signals" in whole.split(".")) and not whole.startswith((".celery", "celery.")):
                names.add(alias.asname or alias.name.split(".")[0])
    return names


def _root_of(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return getattr(node, "id", "")
