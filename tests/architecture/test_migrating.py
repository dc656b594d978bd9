import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from tests.architecture.migrating import changes_without_migration, one_way
from tests.architecture.sources import layered_packages, nothing, plant, settle, sources


def our_labels() -> list[str]:
    return [config.label for config in apps.get_app_configs() if config.name in layered_packages()]


def test_migrations_are_complete():
    nothing(changes_without_migration(our_labels(), ProjectState.from_apps(apps)))


def test_every_migration_can_be_taken_back():
    settle(one_way(sources(migrations=True)))


def test_a_model_without_migration_is_caught():
    wanted = ProjectState.from_apps(apps)
    wanted.add_model(ModelState("records", "Planted", [("id", models.BigAutoField(primary_key=True))]))
    assert "records: Create model Planted" in changes_without_migration(["records"], wanted)


def test_an_app_without_migrations_is_caught(settings):
    settings.MIGRATION_MODULES = {"specimen": None}
    assert "specimen: has models but no migrations" in list(
        changes_without_migration(["specimen"], ProjectState.from_apps(apps))
    )


@pytest.mark.parametrize("call, caught", [("RunPython(fill)", 1), ("RunSQL(sql)", 1), ("RunPython(fill, empty)", 0)])
def test_a_migration_without_a_way_back_is_caught(tmp_path, call, caught):
    found = plant(tmp_path, {"shop/migrations/0002_fill.py": f"operations = [migrations.{call}]"})
    assert len(one_way(found)) == caught
