"""Many small files while one works, one file each for the browser in production.

`static/css/app.css` imports a file per component and `static/js/app.js` a file per concern. In development the browser
follows these imports, so an edit needs no step. `collectstatic` puts each import's text in its place (before names are
hashed and files compressed), so that a page needs one style sheet and one script of ours.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTS = {
    "css/app.css": re.compile(r'@import "([\w-]+\.css)";\s*'),
    "js/app.js": re.compile(r'^import "\./([\w-]+\.js)";\s*', re.MULTILINE),
}

ON_EVERY_PAGE = ("css/app.", "js/app.", "django_htmx/htmx-2.min.")


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for entry in IMPORTS:
                if entry in paths:
                    self.replace(entry, joined(entry, paths))
                    paths[entry] = (self, entry)
        yield from super().post_process(paths, dry_run, **options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """On one person's machine only what every page loads: the admin's 400 files would cost seconds at the start."""
        chosen = {path for path in paths if path.startswith(ON_EVERY_PAGE)} if settings.LOCAL else paths
        yield from super().compress_files(chosen)

    def replace(self, name: str, text: str) -> None:
        self.delete(name)
        self._save(name, ContentFile(text.encode()))


def joined(entry: str, paths: dict[str, Any]) -> str:
    """The entry file with every import replaced by the imported text, read from the sources, not from an older run."""
    folder = PurePosixPath(entry).parent

    def part(match: re.Match[str]) -> str:
        text = source(paths, str(folder / match[1]))
        # A block keeps the names of one script out of the next, as its own module did.
        return text if entry.endswith(".css") else f"{{\n{text}}}\n"

    return IMPORTS[entry].sub(part, source(paths, entry))


def source(paths: dict[str, Any], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
