import subprocess
import sys
from collections import Counter

import pytest

from chaos.scenarios import Outcome
from chaos.visitor import FormReader
from sellcrm.bootstrap import ROOT


def chaos(*arguments):
    return subprocess.run([sys.executable, "-m", "chaos", *arguments], cwd=ROOT, capture_output=True, text=True)


def test_all_there_once_is_a_pass():
    assert Outcome(["a", "b"], Counter("ab")).passed


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(["a", "b"], Counter("a")),
        Outcome(["a"], Counter("aa")),
        Outcome(["a"], Counter("a"), ["oh"]),
        Outcome([], Counter()),
    ],
    ids=["lost", "doubled", "error", "nothing done"],
)
def test_whatever_is_not_right_is_a_failure(outcome):
    assert not outcome.passed


def test_a_form_is_read_as_a_browser_would_send_it():
    reader = FormReader()
    reader.feed(
        "<form><input name=a value=1><input type=checkbox name=b value=1><input type=submit name=c>"
        "<select name=d><option value=x><option value=y selected></select><textarea name=e></textarea></form>"
    )
    assert reader.forms == [{"a": "1", "d": "y", "e": ""}]


@pytest.mark.slow
def test_eight_writers_on_sqlite_lose_nothing():
    done = chaos("sqlite", "--requests", "80")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost         0" in done.stdout and "promised     80" in done.stdout


@pytest.mark.slow
def test_a_planted_loss_makes_the_run_fail():
    done = chaos("sqlite", "--requests", "16", "--plant-loss")
    assert done.returncode == 1
    assert "lost         1" in done.stdout


def test_an_unknown_scenario_is_named_with_those_there_are():
    done = chaos("nonsense")
    assert done.returncode == 1 and "sqlite" in done.stderr
