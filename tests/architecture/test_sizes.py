from tests.architecture.sizes import P95, aims, function_lengths, p95, too_long
from tests.architecture.sources import ROOT, plant, settle, sources


def test_nothing_is_too_long():
    settle(too_long(sources()))


def test_nearly_all_functions_are_short():
    assert p95(function_lengths(sources())) <= P95


def test_the_aims_are_printed():
    lines = aims(sources(), ROOT / "templates")
    print("\n".join(lines))
    assert len(lines) == 5


def test_a_long_function_is_caught(tmp_path):
    body = "    x = 1\n" * 50
    assert "51 lines" in str(too_long(plant(tmp_path, {"shop/paying.py": f"def pay():\n{body}"}))[0])
    assert not too_long(plant(tmp_path, {"shop/paying.py": f"def pay():\n{body[10:]}"}))


def test_a_long_module_is_caught(tmp_path):
    assert too_long(plant(tmp_path, {"shop/paying.py": "x = 1\n" * 401}))
    assert not too_long(plant(tmp_path, {"shop/paying.py": "x = 1\n" * 400}))


def test_five_long_functions_in_a_hundred_are_let_pass_and_six_are_not():
    assert p95([5] * 95 + [40] * 5) == 5
    assert p95([5] * 94 + [40] * 6) == 40
