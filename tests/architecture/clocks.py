"""Time is an argument, read once at the way in."""

import ast

from tests.architecture.sources import Source, Violation

WAYS_IN = {
    "views", "tasks", "receivers", "management", "admin", "panels", "middleware", "jobs", "working", "forms",
    "filters", "templatetags",
}  # fmt: skip
READS = {
    "timezone.now", "timezone.localdate", "timezone.localtime", "datetime.now", "datetime.utcnow", "datetime.today",
    "datetime.datetime.now", "date.today", "datetime.date.today", "time.time", "Now",
}  # fmt: skip


def clocks_read(sources: list[Source]) -> list[Violation]:
    """Calls and mentions (default=timezone.now) in the domain. localtime(value) turns a time, it reads none."""
    found = []
    for source in sources:
        if source.room in WAYS_IN or source.app == "sellcrm":
            continue
        for node in source.nodes(ast.Attribute, ast.Name):
            name = ast.unparse(node)
            if name in READS and not _converts(source, node, name):
                found.append(source.violation(node, f"reads the clock by itself: {name}"))
    return found


def _converts(source: Source, node: ast.AST, name: str) -> bool:
    call = source.parent(node)
    given = isinstance(call, ast.Call) and call.func is node and (call.args or call.keywords)
    return bool(given) and name in {"timezone.localtime", "timezone.localdate"}
