"""An app imports only the apps below it; inside an app an import points down."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT, TOOLS, Source, Violation, layered_packages

ABOVE_THE_DOMAIN = {
    "apps", "urls", "admin", "views", "tasks", "receivers", "management", "panels", "jobs", "forms", "tables",
    "filters", "templatetags",
}  # fmt: skip


def broken_contracts(root: Path = ROOT) -> list[str]:
    """What import-linter says against the contracts in pyproject.toml of that folder."""
    linter = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run(
        [linter, "--no-cache", "--no-logo", "--config", "pyproject.toml"], cwd=root, capture_output=True, text=True
    )
    return [] if run.returncode == 0 else [re.sub(r"\x1b\[\d*m", "", run.stdout + run.stderr)]


def apps_without_a_floor(root: Path, installed: list[str]) -> list[str]:
    """Packages at the top of the repository, and installed apps that live there, which no contract names."""
    folders = {path.parent.name for path in root.glob("*/__init__.py")} - TOOLS
    ours = folders | {name for name in installed if (root / name).is_dir()}
    floors = set(layered_packages(root))
    missing = [f"{name} stands on no floor in pyproject.toml" for name in sorted(ours - floors)]
    return missing + [f"pyproject.toml names {name}, which is not there" for name in sorted(floors - folders)]


def domain_that_looks_up(sources: list[Source]) -> list[Violation]:
    """A domain module has no name that the contract could list, so its imports of the ways in are looked for here."""
    found = []
    for source in sources:
        if source.room not in ABOVE_THE_DOMAIN and source.app != "sellcrm":
            found += [v for node in source.nodes(ast.Import, ast.ImportFrom) for v in _upward(source, node)]
    return found


def _upward(source: Source, node: ast.Import | ast.ImportFrom) -> list[Violation]:
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{name}" for name in names]
    rooms = [name.split(".")[1] for name in names if name.startswith(f"{source.app}.")]
    return [source.violation(node, f"imports {room}, a way in") for room in rooms if room in ABOVE_THE_DOMAIN]
