"""An import stands at the top of its module: one that hides in a function hides a circle."""

import ast

from tests.architecture.sources import FUNCTIONS, Source, Violation


def hidden_imports(sources: list[Source]) -> list[Violation]:
    return [
        source.violation(node, f"imports inside a function: {ast.unparse(node)}")
        for source in sources
        for node in source.nodes(ast.Import, ast.ImportFrom)
        if any(isinstance(above, (*FUNCTIONS, ast.Lambda)) for above in source.ancestors(node))
    ] + [
        source.violation(node, "imports by name at run time")
        for source in sources
        for node in source.nodes(ast.Call)
        if ast.unparse(node.func) in {"__import__", "importlib.import_module", "import_module"}
    ]
