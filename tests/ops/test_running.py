"""The whole product as `make run` starts it; with DATABASE_URL and REDIS_URL on those servers."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from chaos.visitor import Visitor
from sellcrm.bootstrap import ROOT
from sellcrm.starting import PASSWORD, SIGN_INS
from sellcrm.throwaway import server
from tests.ops.processes import all_gone, children_of, eventually

pytestmark = pytest.mark.slow

WRITE_A_ROW_AND_WAIT = """
import time, django
django.setup()
from django.utils import timezone
from records.acting import begin
from records.models import Job
job = Job.objects.create(act=begin("ops.nobody", by=None, at=timezone.now()), name="ops.nobody", params={})
began = time.monotonic()
while not Job.objects.get(pk=job.pk).is_over and time.monotonic() - began < 10:
    time.sleep(0.05)
print(Job.objects.get(pk=job.pk).state)
"""


@contextmanager
def own_database(url):
    """A new database on the same server as `url`, so that nobody's data is near."""
    name = f"sellcrm_running_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def product():
    redis, database = os.environ.get("REDIS_URL", ""), os.environ.get("DATABASE_URL", "")
    if database.startswith("postgres"):
        with own_database(database) as url, server(DATABASE_URL=url, REDIS_URL=redis) as environment:
            yield environment
    else:
        with server(REDIS_URL=redis) as environment:
            yield environment


@pytest.fixture(scope="module")
def running():
    with product() as environment:
        yield environment


def python(code, running):
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=running, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("email", SIGN_INS)
def test_the_three_of_the_demo_company_sign_in(running, email):
    visitor = Visitor(running["BASE_URL"])
    visitor.sign_in(email, PASSWORD)
    assert visitor.http.get("/").status_code == 200


def test_the_worker_picks_up_a_row_that_another_process_wrote(running):
    told = python(WRITE_A_ROW_AND_WAIT, running)
    assert told.stdout.strip() == "failed", told.stderr  # nobody registered such a job, and the worker said so


@pytest.mark.parametrize("part", ["web", "clock"])
def test_the_health_checks_of_the_containers_pass(running, part):
    check = [sys.executable, "sellcrm/checkup.py", part]
    done = eventually(lambda: (it := subprocess.run(check, cwd=ROOT, env=running)).returncode == 0 and it)
    assert done


def test_the_health_check_fails_when_nothing_answers(running):
    done = subprocess.run([sys.executable, "sellcrm/checkup.py", "web"], cwd=ROOT, env=running | {"PORT": "1"})
    assert done.returncode == 1


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the processes through /proc")
def test_killing_the_supervisor_leaves_nothing_behind():
    with product() as environment:
        supervisor = int(environment["SUPERVISOR"])
        family = eventually(lambda: len(found := children_of(supervisor)) >= 6 and found)
        os.kill(supervisor, signal.SIGKILL)
        eventually(all_gone(family))
