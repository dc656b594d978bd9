import pytest

from tests.architecture.imports import hidden_imports
from tests.architecture.sources import plant, settle, sources

HIDDEN = {
    "sellcrm/bootstrap.py:fitting_python": "asks whether this Python has venv, before anything is installed",
    "sellcrm/clock.py:schedule": "gathers SCHEDULE from the tasks of every app there is",
}


def test_no_import_hides_in_a_function():
    settle(hidden_imports(sources(migrations=True)), HIDDEN)


@pytest.mark.parametrize(
    "code",
    [
        "def pay():\n    from shop import models\n",
        "class Cart:\n    def pay(self):\n        if self:\n            import shop.models\n",
        "def pay():\n    importlib.import_module('shop.models')\n",
    ],
)
def test_a_hidden_import_is_caught(tmp_path, code):
    assert hidden_imports(plant(tmp_path, {"shop/paying.py": code}))


def test_an_import_for_the_type_checker_is_none(tmp_path):
    code = "if TYPE_CHECKING:\n    from shop import models\n"
    assert not hidden_imports(plant(tmp_path, {"shop/paying.py": code}))
