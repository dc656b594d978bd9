"""What ops does with deals, pipelines and statuses through manage.py."""

import io

import pytest
from django.core.management import CommandError, call_command

from contacts.models import Contact
from deals.models import Deal, LossReason, Pipeline, RequiredField

pytestmark = pytest.mark.django_db


def run(*args):
    out = io.StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


@pytest.fixture
def sales(db):
    return Pipeline.objects.get(key="sales")


def names(pipeline):
    return [stage.name for stage in pipeline.stages.in_use().in_order()]


def test_a_deal_is_added_moved_and_won(ann, human):
    contact = human("Lindqvist", first_name="Åsa")
    said = run(
        "add_deal", ann.email, "Cold rooms", "--contact", "åsa lindqvist", "--value", "1,200.50", "--currency", "usd",
        "--close", "2026-12-24",
    )  # fmt: skip
    made = Deal.objects.get()
    assert said == f"Deal #{made.pk}: Cold rooms, Sales: Incoming.\n" and made.owner == ann and made.created_by is None
    assert (str(made.value), made.currency, str(made.estimated_close_date)) == ("1200.50", "USD", "2026-12-24")
    assert run("move_deal", made.pk, "won") == "Cold rooms: Incoming -> Won.\n"
    assert Contact.objects.get(pk=contact.pk).customer_status == "current"


def test_a_deal_is_lost_for_a_reason(deal):
    deal()
    run("move_deal", "Cold rooms", "Lost", "--reason", "price")
    assert Deal.objects.get().loss_reason == LossReason.objects.get(key="price")


def test_a_deal_moves_to_another_pipeline(deal):
    deal()
    run("pipeline", "add", "Partners")
    run("move_deal", Deal.objects.get().pk, "Quote", "--pipeline", "partners")
    assert Deal.objects.get().stage.pipeline.name == "Partners"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("add_deal", "who@example.org", "X", "--contact", "Lindqvist"), "no user"),
        (("add_deal", "ann@example.org", "X", "--contact", "Nobody"), "There is no contact 'Nobody'"),
        (("add_deal", "ann@example.org", "X", "--contact", "#999999999999999999999"), "There is no contact"),
        (("add_deal", "ann@example.org", "X", "--contact", "Twin"), "There are several contacts 'Twin': #"),
        (("add_deal", "ann@example.org", "", "--contact", "Lindqvist"), "A deal needs a name"),
        (("add_deal", "ann@example.org", "x" * 300, "--contact", "Lindqvist"), "name: .*at most 255"),
        (("add_deal", "ann@example.org", "X", "--contact", "Lindqvist", "--value", "-5"), "value: .*not negative"),
        (
            ("add_deal", "ann@example.org", "X", "--contact", "Lindqvist", "--currency", "XXQ"),
            "currency: .*no currency",
        ),
        (("add_deal", "ann@example.org", "X", "--contact", "Lindqvist", "--close", "soon"), "close date: "),
        (("add_deal", "ann@example.org", "X", "--contact", "Lindqvist", "--stage", "No"), "There are: Incoming, Q"),
        (("add_deal", "ann@example.org", "X", "--contact", "Lindqvist", "--pipeline", "No"), "There are: Sales"),
        (("add_deal", "ann@example.org", "X", "--contact", "Lindqvist", "--source", "No"), "no deal source"),
        (("move_deal", "4711", "Won"), "There is no deal '#4711'"),
        (("move_deal", "Cold rooms", "Nowhere"), "There is no stage 'Nowhere'"),
        (("move_deal", "Cold rooms", "Incoming"), "not possible"),
        (("move_deal", "Cold rooms", "Won", "--reason", "Price"), "asks for no reason"),
        (("move_deal", "Cold rooms", "Lost", "--reason", "No"), "There is no reason 'No'"),
        (("move_deal", "Cold rooms", "Quote"), "This stage needs: source"),
        (("pipeline", "add", "sales"), "already"),
        (("pipeline", "disable", "Sales"), "last pipeline"),
        (("pipeline", "remove", "Sales"), "holds 1 deal"),
        (("pipeline", "remove_stage", "Sales", "Won"), "Every pipeline has this stage"),
        (("pipeline", "remove_stage", "Sales", "Incoming"), "Every pipeline has this stage"),
        (("pipeline", "reorder", "Sales", "Won"), "once"),
        (("pipeline", "add_stage", "Sales", "X", "--likelihood", "101"), "from 0 to 100"),
        (("pipeline", "add_stage", "Sales", "X", "--likelihood", "some"), "invalid int value"),
        (("pipeline", "add_stage", "Sales", "X", "--likelihood", "1", "--rot-days", "-1"), "invalid days value"),
        (("pipeline", "fly"), "invalid choice"),
    ],
)
def test_a_refusal_is_one_clear_line(ann, human, deal, stage, args, says):
    contact = human("Lindqvist")
    for _time in range(2):
        human("Twin")
    deal(contact=contact)
    RequiredField.objects.create(stage=stage("quote"), field="source")
    with pytest.raises(CommandError, match=says) as refused:
        run(*args)
    assert "\n" not in str(refused.value) and Deal.objects.count() == 1


def test_the_list_shows_every_stage(sales):
    first = sales.stages.get(key="incoming")
    assert run("pipeline", "list").splitlines()[1] == f"  #{first.pk} Incoming: incoming, 5 %"


def test_stages_are_added_changed_ordered_and_removed(sales, deal, stage):
    deal(stage=stage("quote"))
    run("pipeline", "add_stage", "Sales", "Demo", "--likelihood", "15", "--after", "Qualified", "--rot-days", "10")
    run("pipeline", "change_stage", "Sales", "Demo", "--name", "Showing", "--likelihood", "18", "--rot-days", "0")
    made = sales.stages.get(name="Showing")
    assert (made.likelihood, made.rot_days) == (18, None) and names(sales)[2] == "Showing"
    order = ["Incoming", "Showing", "Qualified", "Quote", "Closure", "Won", "Lost", "Unqualified"]
    run("pipeline", "reorder", "Sales", *order)
    assert names(sales) == order
    with pytest.raises(CommandError, match="Name the stage that receives them"):
        run("pipeline", "remove_stage", "Sales", "Quote")
    run("pipeline", "remove_stage", "Sales", "Quote", "--receives", "Showing")
    assert Deal.objects.get().stage == made and "Quote" not in names(sales)


def test_a_pipeline_is_renamed_disabled_enabled_and_removed():
    run("pipeline", "add", "Partners")
    run("pipeline", "rename", "Partners", "Resellers")
    assert "Resellers (disabled)" in run("pipeline", "disable", "Resellers")
    assert "Resellers\n" in run("pipeline", "enable", "Resellers")
    assert "Resellers" not in run("pipeline", "remove", "Resellers")


def test_statuses_are_settled_and_then_nothing_differs(deal):
    deal()
    contact = Contact.objects.get()
    assert run("settle_statuses") == "Nothing differed.\n"
    Contact.objects.update(prospect_status="lost")
    said = run("settle_statuses").splitlines()
    assert said == [f"contacts.contact:{contact.pk} Lindqvist: prospect_status lost -> current", "1 differed."]
    assert run("settle_statuses") == "Nothing differed.\n"
