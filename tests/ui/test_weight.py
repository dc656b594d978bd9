"""What a page makes the browser fetch."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.finders import find, get_finders
from django.contrib.staticfiles.storage import staticfiles_storage

from ui.storage import IMPORTS, JoinedStaticFilesStorage, joined

BUDGET = 60 * 1024


@pytest.fixture(scope="module")
def sources():
    return {name: (storage, name) for finder in get_finders() for name, storage in finder.list([])}


def packed(text):
    return len(brotli.compress(text.encode(), quality=9))


@pytest.mark.parametrize("entry", IMPORTS)
def test_a_joined_file_imports_nothing_any_more(entry, sources):
    text = joined(entry, sources)
    assert "@import" not in text
    assert not re.search(r"^import ", text, re.MULTILINE)


@pytest.mark.parametrize("entry", IMPORTS)
def test_every_file_beside_an_entry_is_part_of_it(entry):
    folder = Path(find(entry)).parent
    there = {file.name for file in folder.glob(f"*{Path(entry).suffix}")} - {Path(entry).name}
    assert set(IMPORTS[entry].findall(Path(find(entry)).read_text())) == there


def test_style_and_scripts_of_a_page_stay_in_the_budget(sources):
    ours = sum(packed(joined(entry, sources)) for entry in IMPORTS)
    htmx = packed(Path(find("django_htmx/htmx-2.min.js")).read_text())
    assert ours + htmx < BUDGET


def test_production_serves_one_compressed_file_each(tmp_path, settings, sources):
    storage = JoinedStaticFilesStorage(location=tmp_path, base_url="/static/")
    wanted = {name: place for name, place in sources.items() if name.startswith(("css/", "js/"))}
    for name, (source, path) in wanted.items():
        with source.open(path) as file:
            storage.save(name, file)
    assert all(not isinstance(result, Exception) for *_names, result in storage.post_process(wanted))
    for entry in IMPORTS:
        served = tmp_path / storage.stored_name(entry)
        assert "import " not in re.sub(r"/\*.*?\*/", "", served.read_text(), flags=re.DOTALL).split("\n", 1)[0]
        assert served.with_name(served.name + ".gz").exists()


def test_the_page_asks_for_the_entry_files_only(client, person):
    person("Ann")
    html = client.get("/nowhere/").content.decode()
    asked = re.findall(r'(?:href|src)="/static/((?:css|js|django_htmx)/[^"]+)"', html)
    assert sorted(asked) == ["css/app.css", "django_htmx/htmx-2.min.js", "js/app.js"]
    assert staticfiles_storage.url("css/app.css") in html
