"""A custom field that one may not see is nowhere: not on the page, in forms, columns, filters, order, search, history
or a conversion (16.10). What is written keeps it."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts import fielding
from accounts.models import FieldRight, Role
from leads.models import Lead
from records import working, writing
from records.customising import define
from records.defining import change
from records.models import CustomField, Job

LEAD, CONTACT, DEAL = "leads.lead", "contacts.contact", "deals.deal"
FIELDS, ROLES = "/admin/records/customfield/", "/admin/accounts/role/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(ann, bob, cy, boss, noon):
    """Only cy's role sees it and only hers edits it; "Open" beside it is everybody's."""
    define(LEAD, "Open", "number")
    made = define(LEAD, "Secret", "text")
    change(made, {"filterable": True, "searched": True, "section": "Confidential"}, by=boss, at=noon)
    fielding.set_levels(made, {cy.role_id: "edit"}, by=boss, at=noon)
    for user in (ann, cy):
        user.refresh_from_db()
    return CustomField.objects.get(pk=made.pk)


@pytest.fixture
def holder(lead, secret):
    return lead("Papadopoulos", custom={"secret": "Zebra", "open": 7})


def shown(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "place",
    ["/leads/{pk}/", "/leads/{pk}/edit/", "/leads/new/", "/leads/?cols=name,custom.secret", "/leads/{pk}/convert/"],
)
def test_it_is_on_no_page_of_who_may_not_see_it(holder, ann, cy, boss, as_, noon, place):
    writing.edit(holder, {"custom.secret": "Zebra two"}, by=boss, at=noon)
    path = place.format(pk=holder.pk)
    hidden = shown(as_(ann), path)
    assert "Secret" not in hidden and "Zebra" not in hidden and "Confidential" not in hidden
    assert "Secret" in shown(as_(cy), path)


def test_a_change_of_it_is_not_told(holder, ann, cy, boss, as_, noon):
    writing.edit(holder, {"custom.secret": "Yak"}, by=boss, at=noon)
    writing.edit(holder, {"custom.secret": "Emu", "custom.open": 8}, by=boss, at=noon)
    hidden, told = shown(as_(ann), f"/leads/{holder.pk}/"), shown(as_(cy), f"/leads/{holder.pk}/")
    assert "Yak" not in hidden and "Emu" not in hidden and hidden.count("Eve Admin") < told.count("Eve Admin")
    assert "Yak" in told and "Emu" in told


def test_it_filters_and_sorts_nothing(holder, lead, ann, cy, as_):
    lead("Other", custom={"secret": "Ant"})
    where = json.dumps({"v": 1, "all": [{"field": "custom.secret", "op": "is", "value": "Zebra"}]})
    assert "Papadopoulos" in as_(cy).get("/leads/", {"where": where}).content.decode()
    page = as_(ann).get("/leads/", {"where": where}).content.decode()
    assert "Papadopoulos" not in page and "Other" not in page.partition("<tbody")[2]
    plain = as_(ann).get("/leads/").content.decode().partition("<tbody")[2]
    assert as_(ann).get("/leads/", {"sort": "custom.secret"}).content.decode().count("Papadopoulos") >= plain.count(
        "Papad"
    )


def test_it_is_not_searched_even_by_who_sees_it(holder, cy):
    assert not Lead.objects.search("zebra").exists()
    fielding.set_levels(CustomField.objects.get(key="secret"), None, by=None, at=holder.created_at)
    for pk in Job.objects.unfinished().filter(name="records.recalculate").values_list("pk", flat=True):
        working.perform(pk)
    assert Lead.objects.search("zebra").get() == holder


def test_who_may_not_edit_it_writes_past_it(holder, ann, as_):
    page = as_(ann).get(f"/leads/{holder.pk}/edit/").content.decode()
    assert "custom_open" in page
    as_(ann).post(f"/leads/{holder.pk}/edit/?only=custom_open", {
        "version": holder.version, "custom_open": "9", "initial-custom_open": "7", "custom_secret": "Hacked",
    })  # fmt: skip
    assert Lead.objects.get().custom == {"secret": "Zebra", "open": 9}
    assert as_(ann).get(f"/leads/{holder.pk}/edit/?only=custom_secret").status_code == 200
    answer = as_(ann).post(f"/leads/{holder.pk}/edit/?only=custom_secret", {"custom_secret": "Hacked"})
    assert answer.status_code in {200, 302, 422} and Lead.objects.get().custom["secret"] == "Zebra"


def test_who_may_only_view_it_has_no_pencil(holder, secret, ann, as_, boss, noon):
    fielding.set_levels(secret, {ann.role_id: "view"}, by=boss, at=noon)
    page = shown(as_(ann), f"/leads/{holder.pk}/")
    assert "Zebra" in page and "only=custom_secret" not in page and "only=custom_open" in page
    assert "custom_secret" not in shown(as_(ann), f"/leads/{holder.pk}/edit/")


def test_rights_are_said_on_the_page_of_the_field(secret, ann, boss, as_):
    page = shown(as_(boss), f"{FIELDS}{secret.pk}/change/")
    assert f"role-{ann.role_id}" in page and " style=" not in page
    facts = {"name": "Secret", "for_whom": "", "section": "", "position": "20", "help_text": "", "by_role": "on"}
    as_(boss).post(f"{FIELDS}{secret.pk}/change/", facts | {f"role-{ann.role_id}": "view"})
    levels = fielding.levels_of(secret)
    assert levels.pop(ann.role_id) == "view" and set(levels.values()) == {"none"}
    as_(boss).post(f"{FIELDS}{secret.pk}/change/", facts | {"by_role": ""})
    assert not FieldRight.objects.exists() and not CustomField.objects.get(pk=secret.pk).restricted


def test_rights_are_said_on_the_page_of_the_role(secret, ann, cy, boss, as_):
    open_one = CustomField.objects.get(key="open")
    page = shown(as_(boss), f"{ROLES}{ann.role_id}/change/")
    assert f"field-{secret.pk}" in page and f"field-{open_one.pk}" in page
    as_(boss).post(f"{ROLES}{ann.role_id}/change/", {
        "name": "Own", "description": "", f"field-{secret.pk}": "view", f"field-{open_one.pk}": "none",
    })  # fmt: skip
    assert fielding.levels_of(secret)[ann.role_id] == "view" and fielding.levels_of(secret)[cy.role_id] == "edit"
    assert fielding.levels_of(open_one)[ann.role_id] == "none" and fielding.levels_of(open_one)[cy.role_id] == "edit"
    assert CustomField.objects.get(key="open").restricted


def test_a_role_that_is_copied_takes_its_rights_along(secret, cy, boss, as_):
    as_(boss).post(ROLES, {"action": "copy_roles", "_selected_action": [cy.role_id]})
    made = Role.objects.latest("pk")
    assert made.field_rights.get().level == "edit"


def told(capsys, *args, **options):
    call_command("custom_field", *args, **options)
    return capsys.readouterr().out


def test_the_shell_lists_and_defines_fields(ann, capsys):
    made = told(capsys, LEAD, "Size", new="number", filterable=True, default="7", position=5)
    assert made == f"{LEAD}  size  number  “Size” (filterable, index is being built)\n"
    told(capsys, LEAD, "Double", new="formula", formula="size x 2")
    changed = told(capsys, LEAD, "size", section="Firm", role=["Own=view"], filterable=False)
    assert "Own=view" in changed and "filterable" not in changed and told(capsys, LEAD).count("\n") == 2
    assert "Own=view" not in told(capsys, LEAD, "size", everybody=True)
    assert CustomField.objects.get(key="size").default == 7


@pytest.mark.parametrize(
    ("args", "options", "says"),
    [
        (["a.b"], {}, "no custom fields"), ([LEAD, "Gone"], {}, "no field"),
        ([LEAD, "Size"], {"new": "text", "default": "x" * 300}, "default:"),
        ([LEAD, "Size"], {"new": "formula", "formula": "1 +"}, "At character"),
        ([LEAD, "Size"], {"new": "text", "role": ["Own=all"]}, "is no right"),
    ],
)  # fmt: skip
def test_the_shell_says_what_is_wrong(ann, args, options, says):
    with pytest.raises(CommandError, match=says):
        call_command("custom_field", *args, **options)
    assert not CustomField.objects.exists()
