import ast
import re
import sys
from pathlib import Path

import pytest

from sellcrm import bootstrap

LOCKS = sorted((bootstrap.ROOT / "requirements").glob("*.lock"))


def test_an_old_python_can_read_the_script_and_is_told_what_to_install(monkeypatch, capsys):
    ast.parse(Path(bootstrap.__file__).read_text(), feature_version=(3, 6))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit):
        bootstrap.fitting_python()
    said = capsys.readouterr().err
    assert "needs Python 3.11 or newer" in said
    assert "apt-get install python3.11" in said


def test_a_newer_python_beside_the_old_one_is_taken(monkeypatch, tmp_path):
    newer = tmp_path / "python3.12"
    newer.touch(mode=0o755)
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", str(tmp_path))
    taken = []
    monkeypatch.setattr(bootstrap.os, "execv", lambda path, arguments: taken.append(path) or sys.exit())
    with pytest.raises(SystemExit):
        bootstrap.fitting_python()
    assert taken == [str(newer)]


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_part_of_python_is_named_with_its_package(monkeypatch, capsys, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SystemExit):
        bootstrap.fitting_python()
    said = capsys.readouterr().err
    assert f"module '{module}' is missing" in said
    assert "-venv" in said


def test_uv_is_told_what_pip_is_configured_with():
    options = {
        "index-url": "https://index.example/simple",
        "extra-index-url": "https://a.example\nhttps://b.example",
        "find-links": "/one /two",
        "cert": "/ca.pem",
    }
    told = bootstrap.uv_environment({}, options)
    assert told["UV_DEFAULT_INDEX"] == "https://index.example/simple"
    assert told["UV_INDEX"] == "https://a.example https://b.example"
    assert told["UV_FIND_LINKS"] == "/one,/two"
    assert told["SSL_CERT_FILE"] == "/ca.pem"


def test_what_is_said_to_uv_itself_wins():
    options = {"index-url": "https://pip.example/simple"}
    assert bootstrap.uv_environment({"UV_DEFAULT_INDEX": "mine"}, options)["UV_DEFAULT_INDEX"] == "mine"
    assert "UV_DEFAULT_INDEX" not in bootstrap.uv_environment({"UV_INDEX_URL": "mine"}, options)


def test_nothing_is_installed_twice_and_a_changed_lock_is_noticed(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    bootstrap.remember("dev")
    assert bootstrap.is_filled("base") and bootstrap.is_filled("dev")
    monkeypatch.setattr(bootstrap, "digest", lambda name: "another")
    assert not bootstrap.is_filled("base")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_everything_by_hash_and_holds_no_address(lock):
    text = lock.read_text()
    assert "://" not in text and not re.search(r"(?m)^-", text)
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", text)
    unpinned = [
        entry.split()[0] for entry in entries if entry.strip() and not re.search(r"==.*--hash=sha256:", entry, re.S)
    ]
    assert unpinned == []


def test_the_development_lock_agrees_with_the_one_of_the_product():
    pins = {lock.stem: set(re.findall(r"(?m)^([a-z0-9.-]+==\S+)", lock.read_text())) for lock in LOCKS}
    assert pins["base"] and pins["base"] <= pins["dev"]
