"""How long functions and modules may be, and how long they ought to be."""

import ast
from pathlib import Path
from statistics import median

from tests.architecture.sources import FUNCTIONS, Source, Violation

LONGEST_FUNCTION, LONGEST_MODULE, P95 = 50, 400, 25
AIMS = {"views": 35, "tasks": 15, "receivers": 8}


def too_long(sources: list[Source]) -> list[Violation]:
    found = []
    for source in sources:
        lines = source.text.count("\n")
        if lines > LONGEST_MODULE:
            found.append(Violation(source.path, lines, f"has {lines} lines; a module has at most {LONGEST_MODULE}"))
        for node in source.nodes(*FUNCTIONS):
            if length(node) > LONGEST_FUNCTION:
                found.append(source.violation(node, f"has {length(node)} lines; at most {LONGEST_FUNCTION}"))
    return found


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def p95(lengths: list[int]) -> int:
    ordered = sorted(lengths)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)] if ordered else 0


def function_lengths(sources: list[Source]) -> list[int]:
    return [length(node) for source in sources for node in source.nodes(*FUNCTIONS)]


def aims(sources: list[Source], templates: Path) -> list[str]:
    """Figures to look at, not to fail on."""
    lengths = function_lengths(sources)
    lines = [f"functions: median {median(lengths)} (aim 6), p95 {p95(lengths)} (limit {P95}), longest {max(lengths)}"]
    for room, aim in AIMS.items():
        over = [s.where(n) for s in sources if s.room == room for n in s.nodes(*FUNCTIONS) if length(n) > aim]
        lines.append(f"{room}: {len(over)} above the aim of {aim} {', '.join(over)}".rstrip())
    tall = [path.name for path in sorted(templates.rglob("*.html")) if path.read_text().count("\n") > 200]
    return [*lines, f"templates: {len(tall)} above the aim of 200 {', '.join(tall)}".rstrip()]
