import pytest
from django.conf import settings

from tests.architecture.layers import apps_without_a_floor, broken_contracts, domain_that_looks_up
from tests.architecture.sources import ROOT, nothing, plant, settle, sources

LOOKS_UP = {}

CONTRACT = """
[tool.importlinter]
root_packages = ["upper", "lower"]

[[tool.importlinter.contracts]]
name = "floors"
type = "layers"
layers = ["upper", "lower"]
"""
ROOMS = """
[[tool.importlinter.contracts]]
name = "rooms"
type = "layers"
containers = ["lower"]
layers = ["(views) : (tasks)", "(models)"]
"""
HOUSE = {"pyproject.toml": CONTRACT, "upper/__init__.py": "", "lower/__init__.py": ""}


def test_every_import_points_down():
    nothing(broken_contracts())


def test_every_app_stands_on_a_floor():
    nothing(apps_without_a_floor(ROOT, settings.INSTALLED_APPS))


def test_the_domain_does_not_know_the_ways_in():
    settle(domain_that_looks_up(sources()), LOOKS_UP)


@pytest.mark.parametrize("importing, broken", [({}, 0), ({"lower/models.py": "import upper\n"}, 1)])
def test_an_import_that_points_up_is_caught(tmp_path, importing, broken):
    plant(tmp_path, HOUSE | importing)
    found = broken_contracts(tmp_path)
    assert len(found) == broken
    assert all("lower.models -> upper" in text for text in found)


def test_an_import_that_points_up_inside_an_app_is_caught(tmp_path):
    rooms = {"pyproject.toml": CONTRACT + ROOMS, "lower/views.py": "import lower.tasks", "lower/tasks.py": ""}
    plant(tmp_path, HOUSE | rooms | {"lower/models.py": ""})
    assert broken_contracts(tmp_path) == []
    plant(tmp_path, {"lower/models.py": "import lower.tasks"})
    assert "lower.models -> lower.tasks" in broken_contracts(tmp_path)[0]


def test_an_app_without_a_floor_is_caught(tmp_path):
    plant(tmp_path, HOUSE | {"cellar/__init__.py": ""})
    assert apps_without_a_floor(tmp_path, []) == ["cellar stands on no floor in pyproject.toml"]


@pytest.mark.parametrize("line", ["from shop import views", "from shop.tasks import send", "import shop.admin"])
def test_a_domain_module_that_imports_a_way_in_is_caught(tmp_path, line):
    assert domain_that_looks_up(plant(tmp_path, {"shop/paying.py": line}))


def test_a_way_in_may_import_another(tmp_path):
    assert not domain_that_looks_up(plant(tmp_path, {"shop/receivers.py": "from shop.tasks import send"}))
