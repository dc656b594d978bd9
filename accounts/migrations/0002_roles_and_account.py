"""The account's one row and the roles that come with the product (behaviour 14.21).

Sales rep: own and collaborating, all but delete, and no export (14.4: export is for admins until granted); notes and
tasks of one's own may be deleted, since they come back from the bin. The team's contacts can be seen.
"""

from django.db import migrations

ACTIONS = ("view", "add", "edit", "reassign", "delete", "convert", "export")
OBJECTS = {
    "leads": ACTIONS,
    "contacts": ("view", "add", "edit", "reassign", "delete", "export"),
    "deals": ("view", "add", "edit", "reassign", "delete", "export"),
    "tasks": ("view", "add", "edit", "reassign", "delete", "export"),
    "notes": ("view", "add", "edit", "reassign", "delete", "export"),
}


def everything(scope):
    return {(thing, action): scope for thing, actions in OBJECTS.items() for action in actions}


def sales_rep():
    grants = everything("own")
    for thing in OBJECTS:
        grants.pop((thing, "export"))
        if thing not in {"tasks", "notes"}:
            grants.pop((thing, "delete"))
    return grants | {("contacts", "view"): "peers"}


def lead_qualifier():
    mine = {key: scope for key, scope in sales_rep().items() if key[0] in {"contacts", "tasks", "notes"}}
    return mine | {("leads", action): "all" for action in ACTIONS if action != "export"}


ROLES = (
    ("administrator", "Administrator", everything("all")),
    ("sales_manager", "Sales manager", everything("team")),
    ("sales_rep", "Sales rep", sales_rep()),
    ("read_only", "Read-only", {(thing, "view"): "all" for thing in OBJECTS}),
    ("lead_qualifier", "Lead qualifier", lead_qualifier()),
)


def make(apps, schema_editor):
    apps.get_model("accounts", "Account").objects.get_or_create(pk=1)
    role_model, grant_model = apps.get_model("accounts", "Role"), apps.get_model("accounts", "RoleGrant")
    for key, name, grants in ROLES:
        role = role_model.objects.create(key=key, name=name)
        grant_model.objects.bulk_create(
            grant_model(role=role, object=thing, action=action, scope=scope)
            for (thing, action), scope in grants.items()
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
