"""Whatever somebody is shown starts at visible_to."""

import ast
import re
from collections.abc import Iterable

from tests.architecture.sources import Source, Violation, called

SHOWS = {"views", "panels", "forms", "tables", "filters"}
MANAGERS = {"objects", "_base_manager", "_default_manager"}
ASKS = {"visible_to", "restorable_by"}


def unscoped_queries(sources: list[Source], records: Iterable[str]) -> list[Violation]:
    """Queries of records (or of a class that is only known at run time) in the rooms that show, without visible_to."""
    found, names = [], set(records)
    for source in sources:
        if source.room not in SHOWS:
            continue
        for node in source.nodes(ast.Attribute):
            if node.attr in MANAGERS and _may_be_record(node.value, names) and not _asked(source, node):
                found.append(source.violation(node, f"asks {ast.unparse(node)} without visible_to"))
        for node in source.nodes(ast.Call):
            if called(node) in {"get_object_or_404", "get_list_or_404"} and _may_be_record(node.args[0], names):
                found.append(source.violation(node, f"takes any {ast.unparse(node.args[0])} without visible_to"))
    return found


def _may_be_record(node: ast.AST, names: set[str]) -> bool:
    """A record's class by name, or what holds a class: `model`, `model_of(kind)`, `type(record)`; never a user's."""
    if "user" in re.findall(r"\w+", ast.unparse(node)):
        return False
    if isinstance(node, ast.Call):
        return called(node) in {"model_of", "type", "get_model"}
    last = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return last in names or last in {"model", "kind"}


def _asked(source: Source, node: ast.AST) -> bool:
    """Is visible_to on the chain of calls that starts here?"""
    for above in source.ancestors(node):
        if node not in (getattr(above, "func", None), getattr(above, "value", None)):
            return False
        if isinstance(above, ast.Attribute) and above.attr in ASKS:
            return True
        node = above
    return False


def ungranted(models: Iterable[type], objects: Iterable[str]) -> list[str]:
    """Records whose permission_object no role can grant."""
    known = set(objects)
    named = [(model.__name__, model.permission_object) for model in models]
    return [f"{name}: {key!r} is registered nowhere" for name, key in named if key not in known]
