import json
import logging
from logging.config import dictConfig

import pytest
from django.db import DatabaseError, OperationalError

from sellcrm import logs
from sellcrm.middleware import Requests, is_crowded


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


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/tasks/?q=Mrs+Weber", "GET /tasks/"),
        ("/account/oidc/company/login/callback/?code=secret", "GET /account/oidc/company/login/callback/"),
        ("/account/password/reset/key/1-secret/", "GET /account/password/reset/key/…/"),
    ],
)
def test_a_request_is_named_without_what_opens_an_account(rf, path, named):
    assert Requests.format_request(rf.get(path)) == named


@pytest.mark.parametrize("kind, crowded", [(OperationalError, True), (DatabaseError, False)])
def test_a_database_that_had_to_refuse_one_of_two_is_known_by_its_code(kind, crowded):
    error, cause = kind("deadlock detected"), Exception()
    cause.sqlstate = "40P01"
    error.__cause__ = cause
    assert is_crowded(error) is crowded and not is_crowded(OperationalError("connection lost"))
