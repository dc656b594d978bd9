import os
import socket
import subprocess
import sys

import pytest

from sellcrm import starting
from sellcrm.bootstrap import ROOT


def refusal(module="sellcrm.starting", **settings):
    """What a start with nothing but these settings says before it ends."""
    command = [sys.executable, "-m", *module.split()]
    bare = {"PATH": os.environ["PATH"], "PORT": str(starting.free_port())}
    done = subprocess.run(command, cwd=ROOT, env=bare | settings, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    return done.stderr


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"PORT": "eight"}, "PORT is set to 'eight'"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL has to start with postgres://"),
        ({"DATABASE_URL": "postgres://a@host:port/x"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}, "the database of DATABASE_URL refuses"),
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "Redis does not answer at REDIS_URL"),
        ({"WEB_WORKERS": "-1"}, "WEB_WORKERS is set to '-1'"),
        ({"DEMO_LOCALE": "fr"}, "DEMO_LOCALE is set to 'fr'"),
        ({"SESSION_DAYS": "many"}, "SESSION_DAYS"),
    ],
)
def test_a_wrong_setting_is_named_without_a_traceback(given, named):
    said = refusal(**given)
    assert said.startswith("SellCRM cannot start: ")
    assert named in said and "Traceback" not in said


def test_production_does_not_start_without_a_secret_key():
    said = refusal("django check --settings sellcrm.settings")
    assert "SECRET_KEY is not set" in said


def test_a_taken_port_is_named_with_the_command_for_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(starting.Wrong, match=rf"port {port} is taken.*make run PORT=\d+"):
            starting.check_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_named():
    with pytest.raises(starting.Wrong, match="HOST is set to"):
        starting.check_port("192.0.2.1", starting.free_port())
