"""Compile the translations with Babel, so that nobody needs gettext: `python -m sellcrm.catalogues`."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent


def compile_all(root: Path = ROOT) -> list[Path]:
    """Compile every catalogue that is younger than its compiled file; returns what was written.

    Fuzzy entries stay out, as gettext does it. Each file is replaced whole, so that a running process never reads half.
    """
    written = []
    for source in sorted(root.glob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.parent.parent.name)
        half = target.with_suffix(f".{os.getpid()}")
        with half.open("wb") as compiled:
            write_mo(compiled, catalogue)
        half.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_all():
        print(path.relative_to(ROOT))
