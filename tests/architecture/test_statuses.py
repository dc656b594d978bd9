import pytest

from records.naming import record_models
from tests.architecture.sources import plant, settle, sources
from tests.architecture.statuses import status_names, status_writes

# A Job is not a Record: its state is a lease that workers take by compare-and-set, and no person moves it.
WRITES = {
    "records/working.py:cancel": "Job.state",
    "records/working.py:claim": "Job.state",
    "records/working.py:_end": "Job.state",
}


def test_a_status_is_written_only_in_lifecycle_modules():
    found = sources()
    settle(status_writes(found, status_names(found, record_models())), WRITES)


def test_the_names_of_statuses_are_known():
    assert "state" in status_names(sources(), record_models())


def test_statuses_are_found_in_code_that_is_not_loaded(tmp_path):
    found = plant(tmp_path, {"shop/models.py": 'class Order(Record):\n    STEPS = {"stage": {}}\n'})
    assert status_names(found) == {"stage"}


@pytest.mark.parametrize(
    "line",
    [
        'order.stage = "paid"',
        'order.stage, order.name = "paid", "x"',
        'setattr(order, "stage", "paid")',
        'Order.objects.filter(pk=1).update(stage="paid")',
        'orders.update(**{"stage": "paid"})',
        'Order.objects.bulk_update(rows, ["name", "stage"])',
        'Order.objects.bulk_update(rows, fields=["stage"])',
        'order.save(update_fields=("stage",))',
        'Order.objects.update_or_create(pk=1, defaults={"stage": "paid"})',
    ],
)
def test_a_status_written_elsewhere_is_caught(tmp_path, line):
    assert status_writes(plant(tmp_path, {"shop/paying.py": f"def pay(order):\n    {line}\n"}), {"stage"})


def test_a_lifecycle_module_and_a_constructor_may(tmp_path):
    files = {"shop/lifecycle.py": 'order.stage = "paid"', "shop/ordering.py": 'Order(stage="new")'}
    assert not status_writes(plant(tmp_path, files), {"stage"})
