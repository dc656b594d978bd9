import pytest
from django.apps import apps

from accounts import permissions
from records.models import Record
from records.naming import record_models
from tests.architecture.reaching import ungranted, unscoped_queries
from tests.architecture.sources import nothing, plant, settle, sources

UNSCOPED = {
    "activities/panels.py:due_tasks": "one's own tasks are in any reach but none, and every page counts them",
}


def test_what_is_shown_starts_at_visible_to():
    names = [model.__name__ for model in record_models()]
    settle(unscoped_queries(sources(), names), UNSCOPED)


def test_every_kind_of_record_says_what_roles_grant():
    kinds = [model for model in apps.get_models() if issubclass(model, Record)]
    assert kinds
    assert set(kinds) == set(record_models())
    nothing(ungranted(kinds, [thing.key for thing in permissions.objects()]))


@pytest.mark.parametrize(
    "line",
    [
        "Order.objects.get(pk=pk)",
        "Order.objects.filter(pk=pk).first()",
        "get_object_or_404(Order, pk=pk)",
        "get_object_or_404(models.Order, pk=pk)",
        "get_object_or_404(Order.objects.live(), pk=pk)",
        "model_of(kind).objects.all()",
        "model._base_manager.get(pk=pk)",
        "show(Order.objects.all(), mine.visible_to(user))",
    ],
)
def test_a_query_without_visible_to_is_caught(tmp_path, line):
    assert unscoped_queries(plant(tmp_path, {"shop/views.py": f"def show(request, pk):\n    {line}\n"}), ["Order"])


@pytest.mark.parametrize(
    "line",
    [
        "get_object_or_404(Order.objects.visible_to(user, 'edit'), pk=pk)",
        "Order.objects.live().visible_to(user).order_by('pk')[:3]",
        "Order.objects.restorable_by(user)",
        "Rate.objects.get(pk=pk)",
        "type(request.user).objects.get(pk=pk)",
    ],
)
def test_a_query_with_visible_to_passes(tmp_path, line):
    assert not unscoped_queries(plant(tmp_path, {"shop/views.py": line}), ["Order"])


def test_a_record_that_no_role_can_grant_is_caught():
    planted = type("Order", (), {"permission_object": "orders"})
    assert ungranted([planted], ["tasks"]) == ["Order: 'orders' is registered nowhere"]
    assert not ungranted([planted], ["orders"])
