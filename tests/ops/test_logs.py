import json
import logging
from logging.config import dictConfig

import pytest

from sellcrm import logs


@pytest.fixture
def lines(capsys):
    """What a failing piece of work logs, in production or at home; logging is put back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def fail(*, local):
        dictConfig({**logs.configured("INFO", local=local), "loggers": {}})
        secret = "a secret value"
        try:
            raise ValueError(f"{len(secret)} letters")
        except ValueError:
            logging.getLogger("ops").exception("It failed")
        return capsys.readouterr().err

    yield fail
    root.handlers[:], root.level = handlers, level


def test_a_line_of_production_is_one_json_object(lines):
    told = json.loads(lines(local=False))
    assert (told["event"], told["level"], told["logger"]) == ("It failed", "error", "ops")
    assert "ValueError" in told["exception"]


@pytest.mark.parametrize("local", [True, False])
def test_no_value_of_a_variable_is_ever_logged(lines, local):
    said = lines(local=local)
    assert "14 letters" in said and "a secret value" not in said.replace('secret = "a secret value"', "")
