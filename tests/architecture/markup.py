"""Templates under a strict Content-Security-Policy, that decide nothing about permissions."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import Violation

TAG = re.compile(r"<[a-zA-Z](?:\{%.*?%\}|\{\{.*?\}\}|\"[^\"]*\"|'[^']*'|[^>\"'])*>", re.DOTALL)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL)
# What the page's own policy would refuse, in one tag; quoted values are looked at only for addresses.
FAULTS = {
    "has an inline style": re.compile(r"\sstyle\s*="),
    "has an inline event handler": re.compile(r"\s(on[a-z]+|hx-on[:\w-]*)\s*="),
    "runs a script from an attribute": re.compile(r"=\s*[\"']\s*(javascript|js):"),
}
DECIDES = re.compile(r"\{%\s*(?:el)?if\b[^%]*\b(is_admin|is_staff|is_superuser|has_perm|perms\.|\.role\b)[^%]*%\}")


def templates(root: Path) -> Iterator[tuple[str, str]]:
    for pattern in ("templates/**/*.html", "*/templates/**/*.html"):
        for path in sorted(root.glob(pattern)):
            if not path.relative_to(root).parts[0].startswith("."):
                yield path.relative_to(root).as_posix(), path.read_text()


def refused_by_the_policy(path: str, text: str) -> Iterator[Violation]:
    bare = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    for tag in TAG.finditer(bare):
        line, markup = bare.count("\n", 0, tag.start()) + 1, tag[0]
        if markup.lower().startswith("<style"):
            yield Violation(path, line, "has a style element")
        if markup.lower().startswith("<script") and " src=" not in markup and "application/json" not in markup:
            yield Violation(path, line, "has an inline script")
        for what, fault in FAULTS.items():
            if fault.search(markup):
                yield Violation(path, line, f"{what}: {markup[:60]}")


def decisions(path: str, text: str) -> Iterator[Violation]:
    """An {% if %} about who somebody is; the view decides and passes the answer."""
    for found in DECIDES.finditer(text):
        yield Violation(path, text.count("\n", 0, found.start()) + 1, f"decides by itself: {found[0]}")
