import pytest

from tests.architecture.sources import ROOT, settle
from tests.architecture.tracked import files, leaks, places, registries, texts

LEAKS = {"tests/outside/test_http_hostile.py": "an invented password, in an address that has to be refused"}


def test_no_file_gives_this_machine_away():
    known = registries()
    settle((v for path, text in texts(ROOT) for v in leaks(path, text, known)), LEAKS)


def test_the_files_are_found():
    assert {ROOT / "pyproject.toml", ROOT / "records/models.py"} <= set(files(ROOT))


def test_without_git_the_folder_is_walked(tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var/secret_key").write_text("x")
    (tmp_path / "README.md").write_text("x")
    assert files(tmp_path) == [tmp_path / "README.md"]


@pytest.mark.parametrize(
    "line",
    [
        "cd /¦work/main",
        "HOME=/¦root/x",
        "index-url = https://wheels.example.net/simple",
        "-----BEGIN RSA ¦PRIVATE KEY-----",
        "AKIA¦A1B2C3D4E5F6G7H8",
        "redis:¦//user:pass@cache.example.net",
    ],
)
def test_a_leak_is_caught(line):
    """The bar keeps this file from containing what it plants."""
    assert list(leaks("README.md", f"first\n{line.replace('¦', '')}\n", {"wheels.example.net"}))


@pytest.mark.parametrize("line", ["see pages/root/main", "postgres://postgres@localhost/x", "a/root/b", "/workers/1"])
def test_a_harmless_line_passes(line):
    assert not list(leaks("README.md", line, {"wheels.example.net"}))


def test_the_places_of_an_option_are_hosts_and_folders():
    value = "'https://localhost/simple https://wheels.example.net:8443/simple file:///srv/wheels/simple'"
    assert places(value) == {"wheels.example.net", "/srv/wheels/simple"}
