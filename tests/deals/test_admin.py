"""An admin keeps pipelines, stages and lists in Django admin, and can look deals up."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deals.models import ContactRole, Deal, LossReason, Pipeline, RequiredField, Stage
from deals.staging import add_pipeline, remove_stage

pytestmark = pytest.mark.django_db

ROOT = "/admin/deals/"
LISTS = ["pipeline", "stage", "requiredfield", "lossreason", "dealunqualifiedreason", "dealsource", "contactrole"]


@pytest.fixture
def desk(as_, boss):
    return as_(boss)


@pytest.fixture
def sales(db):
    return Pipeline.objects.get(key="sales")


@pytest.fixture
def second(boss, noon):
    return add_pipeline("Partners", by=boss, at=noon)


def said(answer):
    return answer.content.decode()


def act(desk, model, action, *rows, **facts):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return desk.post(f"{ROOT}{model}/", chosen | facts, follow=True)


def rows_of(pipeline, **new):
    """What the pipeline's desk sends: each stage as it is, with what is new by "key-field"."""
    stages = list(pipeline.stages.in_use().order_by("position", "pk"))
    facts = {"name": str(pipeline), "stages-TOTAL_FORMS": len(stages), "stages-INITIAL_FORMS": len(stages)}
    for place, stage in enumerate(stages):
        fields = {"name": stage.name, "likelihood": stage.likelihood, "rot_days": stage.rot_days or ""}
        fields |= {field: new[f"{stage.key}-{field}"] for field in fields if f"{stage.key}-{field}" in new}
        facts |= {f"stages-{place}-{field}": value for field, value in fields.items()}
        facts |= {f"stages-{place}-id": stage.pk, f"stages-{place}-pipeline": pipeline.pk}
    return facts


@pytest.mark.parametrize("path", [f"{name}/{end}" for name in LISTS for end in ("", "add/")] + ["deal/"])
def test_every_page_opens_and_holds_no_inline_style(desk, deal, path):
    deal()
    answer = desk.get(f"{ROOT}{path}")
    assert answer.status_code == 200 and b" style=" not in answer.content and b" onclick=" not in answer.content


@pytest.mark.parametrize("name", LISTS)
def test_others_are_kept_out(as_, ann, name):
    assert as_(ann).get(f"{ROOT}{name}/").status_code == 302


@pytest.mark.parametrize("path", ["deal/?q=cold", "lossreason/?q=price", "stage/?q=quote", "stage/?category=won"])
def test_lists_are_searched_and_narrowed(desk, deal, path):
    deal()
    assert desk.get(ROOT + path).status_code == 200


@pytest.mark.parametrize("name", [*LISTS, "deal"])
def test_a_list_costs_as_many_statements_for_many_as_for_one(desk, deal, human, second, name, boss, noon):
    def cost():
        desk.get(f"{ROOT}{name}/")
        with CaptureQueriesContext(connection) as made:
            assert desk.get(f"{ROOT}{name}/").status_code == 200
        return len(made)

    contact = human()
    deal(contact=contact)
    RequiredField.objects.create(stage=second.stages.first(), field="value")
    few = cost()
    for number in range(20):
        deal(contact=contact, name=f"D{number}")
        LossReason.objects.create(name=f"R{number}")
        ContactRole.objects.create(name=f"C{number}")
    for number in range(5):
        RequiredField.objects.create(stage=second.stages.all()[number], field="source")
        add_pipeline(f"P{number}", by=boss, at=noon)
    assert cost() <= few


def test_a_new_pipeline_has_the_default_stages(desk):  # 8.1, 8.8
    desk.post(f"{ROOT}pipeline/add/", {"name": "Partners"})
    made = Pipeline.objects.get(name="Partners")
    assert made.stages.count() == 7 and made.position == 1


@pytest.mark.parametrize("name", ["sales", " SALES ", "", "x" * 101])
def test_a_name_that_is_taken_or_none_is_refused_at_its_field(desk, name):
    answer = desk.post(f"{ROOT}pipeline/add/", {"name": name})
    assert answer.status_code == 200 and "errorlist" in said(answer) and Pipeline.objects.count() == 1


def test_stages_are_renamed_and_rated_on_the_pipelines_page(desk, sales):  # 8.5
    facts = rows_of(sales, **{"quote-name": "Offer", "quote-likelihood": 30, "quote-rot_days": 14})
    assert desk.post(f"{ROOT}pipeline/{sales.pk}/change/", facts).status_code == 302
    quote = sales.stages.get(key="quote")
    assert (quote.name, quote.likelihood, quote.rot_days) == ("Offer", 30, 14)


def test_the_enter_key_saves_and_moves_no_stage(desk, sales):
    shown = said(desk.get(f"{ROOT}pipeline/{sales.pk}/change/"))
    assert shown.index('name="_save"') < shown.index("formaction=")


@pytest.mark.parametrize(("field", "value"), [("likelihood", 101), ("likelihood", ""), ("name", ""), ("rot_days", -1)])
def test_a_stage_that_says_nothing_sensible_is_refused(desk, sales, field, value):  # 8.5
    answer = desk.post(f"{ROOT}pipeline/{sales.pk}/change/", rows_of(sales, **{f"quote-{field}": value}))
    assert answer.status_code == 200 and sales.stages.get(key="quote").likelihood == 20


def test_won_counts_as_a_hundred_whatever_is_sent(desk, sales):  # 8.3
    desk.post(f"{ROOT}pipeline/{sales.pk}/change/", rows_of(sales, **{"won-likelihood": 5}))
    assert sales.stages.get(key="won").likelihood == 100


def test_a_stage_is_added_behind_another(desk, sales, stage):  # 8.5
    facts = {"after": stage("qualified").pk, "name": "Demo", "likelihood": 15, "rot_days": ""}
    desk.post(f"{ROOT}stage/add/", facts)
    names = list(sales.stages.in_use().in_order().values_list("name", flat=True))
    assert names[:4] == ["Incoming", "Qualified", "Demo", "Quote"]


def test_a_stage_needs_a_likelihood_and_a_place(desk, stage):  # 8.5
    for facts in ({"after": stage("won").pk, "name": "X", "likelihood": 1}, {"after": stage("quote").pk, "name": "X"}):
        assert "errorlist" in said(desk.post(f"{ROOT}stage/add/", facts))
    assert Stage.objects.count() == 7


def test_arrows_move_a_stage_and_lead_back_to_its_pipeline(desk, sales, stage):
    answer = desk.post(f"{ROOT}stage/{stage('quote').pk}/up/move/")
    assert answer.url == f"{ROOT}pipeline/{sales.pk}/change/"
    assert list(sales.stages.in_order().values_list("key", flat=True))[:3] == ["incoming", "quote", "qualified"]


def test_an_arrow_that_leads_out_of_the_active_ones_is_refused_in_words(desk, stage):  # 8.7
    answer = desk.post(f"{ROOT}stage/{stage('qualified').pk}/up/move/", follow=True)
    assert "The incoming stage comes first" in said(answer)
    assert desk.get(f"{ROOT}stage/{stage('quote').pk}/up/move/").status_code == 405


def test_a_stage_with_deals_asks_who_receives_them(desk, stage, deal):  # 8.7
    made, quote = deal(stage=stage("quote")), stage("quote")
    path = f"{ROOT}stage/{quote.pk}/delete/"
    assert "Its deals go to" in said(desk.get(path))
    assert "This field is required" in said(desk.post(path, {"sure": "1"}))
    assert desk.post(path, {"receives": quote.pk}).status_code == 200
    desk.post(path, {"receives": stage("closure").pk})
    assert Deal.objects.get(pk=made.pk).stage.key == "closure" and Stage.objects.get(pk=quote.pk).removed_at


def test_an_empty_stage_is_removed_after_a_question(desk, stage):
    path = f"{ROOT}stage/{stage('quote').pk}/delete/"
    assert desk.get(path).status_code == 200 and not stage("quote").removed_at
    desk.post(path, {"sure": "1"})
    assert stage("quote").removed_at and LogEntry.objects.filter(action_flag=3).count() == 1


@pytest.mark.parametrize("key", ["incoming", "won", "lost", "unqualified"])
def test_the_stages_that_every_pipeline_has_are_not_removed(desk, stage, key):  # 8.7
    path = f"{ROOT}stage/{stage(key).pk}/"
    assert "deletelink" not in said(desk.get(f"{path}change/"))
    assert "it stays" in said(desk.post(f"{path}delete/", {"sure": "1"}, follow=True)) and not stage(key).removed_at


@pytest.mark.parametrize(
    "path", ["stage/99999/delete/", "stage/99999/up/move/", "stage/x/change/", "pipeline/9/change/"]
)
def test_what_is_not_there_is_no_error(desk, path):
    assert desk.post(f"{ROOT}{path}", {}).status_code in (302, 404)


def test_pipelines_are_disabled_and_enabled_but_never_all(desk, sales, second):  # 8.8
    act(desk, "pipeline", "disable", second)
    assert Pipeline.objects.get(pk=second.pk).is_disabled
    assert "last pipeline" in said(act(desk, "pipeline", "disable", sales))
    act(desk, "pipeline", "enable", second)
    assert Pipeline.objects.enabled().count() == 2


def test_a_pipeline_with_deals_is_not_deleted(desk, second, deal):  # 8.7
    deal(stage=second.stages.get(key="quote"))
    answer = desk.post(f"{ROOT}pipeline/{second.pk}/delete/", {"post": "yes"})
    assert "holds 1 deal" in said(answer) and Pipeline.objects.filter(pk=second.pk).exists()


def test_an_unused_one_is(desk, second):
    desk.post(f"{ROOT}pipeline/{second.pk}/delete/", {"post": "yes"})
    assert not Pipeline.objects.filter(pk=second.pk).exists()


def test_the_last_one_is_not(desk, sales):
    answer = desk.post(f"{ROOT}pipeline/{sales.pk}/delete/", {"post": "yes"})
    assert "last pipeline" in said(answer) and Pipeline.objects.exists()


def test_all_pipelines_at_once_leave_one(desk, sales, second):
    act(desk, "pipeline", "delete_selected", sales, second, post="yes")
    assert Pipeline.objects.count() == 1


def test_pipelines_change_places(desk, sales, second):
    desk.post(f"{ROOT}pipeline/{second.pk}/up/move/")
    assert list(Pipeline.objects.in_order()) == [second, sales]


def test_a_field_is_required_once_per_stage(desk, stage):  # 7.11
    for _time in range(2):
        answer = desk.post(f"{ROOT}requiredfield/add/", {"stage": stage("quote").pk, "field": "value"})
    assert "required there already" in said(answer) and RequiredField.objects.count() == 1
    for _time in range(2):
        answer = desk.post(f"{ROOT}requiredfield/add/", {"stage": "", "field": "value"})
    assert "required there already" in said(answer) and RequiredField.objects.count() == 2


def test_reasons_are_added_renamed_and_put_in_order(desk):  # 8.10, 8.11
    desk.post(f"{ROOT}lossreason/add/", {"name": "Gave up"})
    made = LossReason.objects.in_order().last()
    assert (made.name, made.created_by.name) == ("Gave up", "Eve Admin")
    desk.post(f"{ROOT}lossreason/{made.pk}/change/", {"name": "Silence"})
    desk.post(f"{ROOT}lossreason/{made.pk}/up/move/")
    assert [reason.name for reason in LossReason.objects.in_order()][-2:] == ["Silence", "No decision"]


@pytest.mark.parametrize("name", ["Price", "  pRICE ", "", "x" * 101, "\x00"])
def test_a_reason_of_a_name_that_is_there_is_refused(desk, name):  # 8.10
    answer = desk.post(f"{ROOT}lossreason/add/", {"name": name})
    assert answer.status_code == 200 and "errorlist" in said(answer) and LossReason.objects.count() == 4


def test_what_came_with_the_product_stays_translated_until_it_is_renamed(desk, boss):
    boss.locale = "de"
    boss.save()
    price = LossReason.objects.get(key="price")
    shown = said(desk.get(f"{ROOT}lossreason/{price.pk}/change/"))
    word = shown.split('name="name" value="')[1].split('"')[0]
    desk.post(f"{ROOT}lossreason/{price.pk}/change/", {"name": word})
    assert LossReason.objects.get(key="price").name == "Price"


def test_a_reason_in_use_is_archived_not_deleted(desk, deal, stage, ann, noon):  # 8.12
    reason = LossReason.objects.get(key="price")
    deal(stage=stage("lost"), loss_reason=reason)
    answer = desk.post(f"{ROOT}lossreason/{reason.pk}/delete/", {"post": "yes"})
    assert "Archive it" in said(answer) and LossReason.objects.filter(pk=reason.pk).exists()
    act(desk, "lossreason", "archive", reason)
    assert reason not in LossReason.objects.in_use() and Deal.objects.get().loss_reason == reason
    act(desk, "lossreason", "bring_back", reason)
    assert reason in LossReason.objects.in_use()


def test_an_unused_reason_is_deleted(desk):
    reason = LossReason.objects.get(key="price")
    desk.post(f"{ROOT}lossreason/{reason.pk}/delete/", {"post": "yes"})
    assert not LossReason.objects.filter(pk=reason.pk).exists()


def test_a_deal_is_looked_up_and_not_changed(desk, deal):
    path = f"{ROOT}deal/{deal().pk}/change/"
    assert desk.get(path).status_code == 200 and desk.post(path, {"name": "X"}).status_code == 403


def test_a_removed_stage_is_on_no_list(desk, stage, boss, noon):
    quote = stage("quote")
    remove_stage(quote, by=boss, at=noon)
    assert "Quote" not in said(desk.get(f"{ROOT}stage/"))
    assert desk.get(f"{ROOT}stage/{quote.pk}/change/").status_code == 302
