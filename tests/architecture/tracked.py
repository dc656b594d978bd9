"""All that is or will be committed, as text; and what must not stand in it: addresses, machine paths, secrets."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from pip._internal.models.index import PyPI

from tests.architecture.sources import Violation

OPTIONS = {"index-url", "extra-index-url", "find-links", "trusted-host", "proxy", "default-index", "index"}
HERE = {"localhost", "127.0.0.1", ""}
# Written so that no pattern finds itself.
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|tmp/team)/[\w.]")
SECRETS = {
    "a private key": re.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "an access key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bsk-[A-Za-z0-9_-]{32,}"),
    "a password in an address": re.compile(r"\b(?:https?|rediss?)://[^\s/:@'\"{}$<>]+:[^\s/@'\"{}$<>]+@[\w.-]+"),
}


def files(root: Path) -> list[Path]:
    """Tracked files and those that git would take; without git all but hidden folders and var/."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, capture_output=True, text=True
    )  # fmt: skip
    if listed.returncode == 0 and listed.stdout:
        found = [root / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in root.rglob("*") if not {"var", ".venv", ".git"} & set(path.parts)]
    return [path for path in sorted(found) if path.is_file()]


def texts(root: Path) -> Iterator[tuple[str, str]]:
    for path in files(root):
        try:
            yield path.relative_to(root).as_posix(), path.read_text()
        except UnicodeDecodeError:
            continue


def registries() -> set[str]:
    """Hosts and folders that pip and uv install from: those of this machine, and the one that everybody knows."""
    config = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
    pairs = [line.split("=", 1) for line in config.splitlines() if "=" in line]
    pairs += [[name, value] for name, value in os.environ.items() if name.startswith(("PIP_", "UV_"))]
    own = {place for name, value in pairs if _option(name) in OPTIONS for place in places(value)}
    return own | {PyPI.netloc, PyPI.file_storage_domain}


def _option(name: str) -> str:
    return re.sub(r"^(pip|uv)-", "", name.strip().split(".")[-1].lower().replace("_", "-"))


def places(value: str) -> set[str]:
    """The hosts in an option's value, and folders that are deep enough to be told apart."""
    found = set()
    for word in value.strip().strip("'\"").split():
        parts = urlsplit(word)
        if parts.hostname:
            found.add(parts.hostname)
        elif parts.path.count("/") > 1:
            found.add(parts.path.rstrip("/"))
        elif "." in word:
            found.add(word.split(":")[0])
    return found - HERE


def leaks(path: str, text: str, registries: set[str]) -> Iterator[Violation]:
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE.search(line):
            yield Violation(path, number, f"names a path of one machine: {line.strip()[:80]}")
        if any(place in line for place in registries):
            yield Violation(path, number, "names a registry of this machine")
        for what, pattern in SECRETS.items():
            if pattern.search(line):
                yield Violation(path, number, f"holds {what}")
