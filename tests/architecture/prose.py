"""Names and comments: no drawers, no banners, nothing left to do; `request` stays in the ways in."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.architecture.sources import FUNCTIONS, Source, Violation

DRAWERS = {
    "utils", "util", "helpers", "helper", "common", "core", "services", "service", "misc", "base", "lib", "tools",
}  # fmt: skip
BANNER = re.compile(r"^#+\s*([-=*~#+_])\1{2,}|([-=*~#+_])\2{5,}\s*$")
LEFT = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b")
# `ui` draws pages and is about requests, those of `outside` go out; the others take them at the ways in.
MAY_KNOW_REQUESTS = {"views", "panels", "admin", "middleware", "forms", "adapter", "backends", "urls", "context"}


def drawers(sources: list[Source]) -> list[Violation]:
    found = []
    for source in sources:
        names = set(source.path.removesuffix(".py").split("/")) & DRAWERS
        found += [Violation(source.path, 1, f"is called {name}, which says nothing") for name in sorted(names)]
    return found


def comments(source: Source) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def banners(sources: list[Source]) -> list[Violation]:
    return [
        Violation(source.path, line, f"has a banner: {text[:30]}")
        for source in sources
        for line, text in comments(source)
        if BANNER.search(text)
    ]


def left_to_do(path: str, text: str) -> list[Violation]:
    """In any kind of text: code, templates, styles, scripts."""
    lines = enumerate(text.splitlines(), 1)
    return [Violation(path, number, f"left to do: {line.strip()[:60]}") for number, line in lines if LEFT.search(line)]


def requests_below_views(sources: list[Source]) -> list[Violation]:
    return [
        source.violation(node, "takes a request below the views")
        for source in sources
        if source.app not in {"ui", "outside", "sellcrm"} and source.room not in MAY_KNOW_REQUESTS
        for node in source.nodes(*FUNCTIONS)
        if any(arg.arg == "request" for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs))
    ]


def default_orders(sources: list[Source]) -> list[Violation]:
    """Meta.ordering: order where it is shown."""
    found = []
    for source in sources:
        for node in source.nodes(ast.ClassDef):
            for part in node.body if node.name == "Meta" else []:
                if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "ordering":
                    found.append(source.violation(part, "orders by default"))
    return found
