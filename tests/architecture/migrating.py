"""The tables are what the migrations make, and every migration can be taken back."""

import ast
from collections.abc import Iterator

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.architecture.sources import Source, Violation, called


def changes_without_migration(labels: list[str], wanted: ProjectState) -> Iterator[str]:
    """What `makemigrations` would write for these apps to arrive at the wanted state."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    changes = MigrationAutodetector(loader.project_state(), wanted).changes(graph=loader.graph)
    for label in labels:
        for migration in changes.get(label, []):
            yield from (f"{label}: {operation.describe()}" for operation in migration.operations)
        if label not in loader.migrated_apps and list(apps.get_app_config(label).get_models()):
            yield f"{label}: has models but no migrations"


def one_way(sources: list[Source]) -> list[Violation]:
    """RunPython and RunSQL without a way back."""
    return [
        source.violation(node, f"{called(node)} has no reverse")
        for source in sources
        for node in source.nodes(ast.Call)
        if called(node) in {"RunPython", "RunSQL"}
        and len(node.args) < 2
        and not {word.arg for word in node.keywords} & {"reverse_code", "reverse_sql"}
    ]
