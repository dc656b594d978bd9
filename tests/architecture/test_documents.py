from io import StringIO

import pytest
from django.core.management import call_command

from tests.architecture.documents import settings_read, settings_untold, signals_untold, wiring_untold
from tests.architecture.sources import ROOT, Source, nothing, plant, sources

WIRING, SETTINGS = ROOT / "docs/wiring.md", ROOT / "docs/settings.md"
# Names that the start-up code reads although they are no settings of ours.
OF_OTHERS = {}


def all_settings() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for source in sources(packages=["sellcrm"]):
        found |= settings_read(source) if source.room == "settings" else {}
        found = settings_read(source) | found
    return {name: default for name, default in found.items() if name not in OF_OTHERS}


def test_every_setting_is_documented():
    nothing(settings_untold(all_settings(), SETTINGS.read_text()))


def test_only_the_start_up_code_reads_the_environment():
    elsewhere = [source for source in sources() if source.app != "sellcrm" and settings_read(source)]
    assert [source.path for source in elsewhere] == []


def test_who_hears_what_is_documented():
    printed = StringIO()
    call_command("wiring", markdown=True, stdout=printed)
    table = "\n".join(line for line in printed.getvalue().splitlines() if "`tests." not in line)
    nothing(wiring_untold(table, WIRING.read_text()))


def test_every_signal_is_documented():
    nothing(signals_untold(sources(), WIRING.read_text()))


CODE = """
A = read("bool", "ALPHA", False)
B = read("list", "BETA", [])
C = env.str("GAMMA")
D = os.environ["DELTA"]
E = environment.get("EPSILON", "1")
"""


def test_names_are_found_however_they_are_read():
    read = settings_read(Source("shop/settings.py", CODE))
    assert read == {"ALPHA": "false", "BETA": "empty", "GAMMA": None, "DELTA": None, "EPSILON": None}


@pytest.mark.parametrize(
    "row, fault",
    [
        ("", "does not tell it"),
        ("| `ALPHA` | `true` | Switches alpha on. |", "'false' by default"),
        ("| `ALPHA` | `false` | ? |", "no meaning"),
        ("| `ALPHA` | `false` | Switches alpha on. |\n| `OMEGA` | `1` | Went long ago. |", "nothing reads"),
    ],
)
def test_a_setting_told_wrongly_is_caught(row, fault):
    assert fault in "".join(settings_untold({"ALPHA": "false"}, f"\n{row}\n"))


def test_a_setting_told_rightly_passes():
    assert not list(settings_untold({"ALPHA": "false"}, "| `ALPHA` | `false` | Switches alpha on. |\n"))


@pytest.mark.parametrize("rows", ["| b |", "| a |\n| b |\n| c |", "| c |\n| b |"])
def test_a_wiring_document_that_is_not_true_is_caught(rows):
    assert wiring_untold("| b |\n| c |", f"x\n<!-- wiring -->\n{rows}\n<!-- /wiring -->\n")


def test_a_wiring_document_without_markers_is_caught():
    assert wiring_untold("| b |\n| c |", "| b |\n| c |")


def test_a_true_wiring_document_passes():
    assert wiring_untold("| b |\n| c |", "x\n<!-- wiring -->\n| b |\n| c |\n<!-- /wiring -->\n") == []


def test_a_signal_that_is_not_explained_is_caught(tmp_path):
    found = plant(tmp_path, {"shop/signals.py": '"""Nothing."""\nsold = Signal()\n'})
    assert len(list(signals_untold(found, "| `shop.bought` | x |\n"))) == 3


def test_an_explained_signal_passes(tmp_path):
    found = plant(tmp_path, {"shop/signals.py": '"""Says.\n\nsold    sender=Cart\n"""\nsold = Signal()\n'})
    assert not list(signals_untold(found, "| `shop.sold` | x |\n"))
