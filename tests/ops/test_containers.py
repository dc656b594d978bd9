import re
import subprocess
import sys

import pytest
import yaml

from sellcrm.bootstrap import ROOT

COMPOSE = ROOT / "docker-compose.yml"
SERVICES = yaml.safe_load(COMPOSE.read_text())["services"]
OWN = {name: service for name, service in SERVICES.items() if "build" in service}


def test_the_compose_file_keeps_to_its_schema():
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run(check, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_house_is_complete():
    assert set(SERVICES) == {"migrate", "web", "worker", "beat", "postgres", "redis"}


@pytest.mark.parametrize("name", sorted(set(OWN) - {"migrate"}))
def test_nothing_starts_before_the_migrations_are_through(name):
    assert OWN[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_everything_that_stays_has_a_health_check_and_comes_back(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", sorted(OWN))
def test_our_processes_have_no_rights_to_lose(name):
    assert OWN[name]["read_only"] and OWN[name]["cap_drop"] == ["ALL"]


def test_only_the_web_is_reachable_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]


def test_images_are_named_without_a_host_and_hold_their_versions():
    named = [service["image"] for name, service in SERVICES.items() if name not in OWN]
    named += re.findall(r"(?m)^FROM (\S+)", (ROOT / "Dockerfile").read_text())
    assert all(re.fullmatch(r"[a-z]+:[0-9a-z.-]+", image) for image in named)


def test_the_image_does_not_run_as_root_and_takes_no_secret_along():
    assert re.findall(r"(?m)^USER (\S+)", (ROOT / "Dockerfile").read_text()) == ["sellcrm"]
    assert {".env", "var", ".git"} <= set((ROOT / ".dockerignore").read_text().split())


def test_no_secret_has_a_default():
    example = dict(re.findall(r"(?m)^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text()))
    assert example["SECRET_KEY"] == example["POSTGRES_PASSWORD"] == ""
    assert "POSTGRES_PASSWORD:?" in COMPOSE.read_text()
