"""Stages, reasons and the way a deal takes through them (7.7, 7.11 to 7.13, 8)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.configuring import change_account
from deals import keeping, lifecycle, staging
from deals.choices import Needed
from deals.lifecycle import Wanting, asked_for, move_to
from deals.models import Deal, DealUnqualifiedReason, LossReason, Pipeline, RequiredField, Stage, StageChange
from records import bin as recycling
from records.errors import NotAllowed, Overtaken
from records.undoing import restore, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def sales(db):
    return Pipeline.objects.get(key="sales")


@pytest.fixture
def second(boss, noon):
    return staging.add_pipeline("Partners", by=boss, at=noon)


@pytest.fixture
def go(stage, ann, noon):
    """Moves a deal as the row has it now."""

    def move(made, key, at=noon, **facts):
        to = stage(key) if isinstance(key, str) else key
        return move_to(Deal.objects.get(pk=made.pk), to, by=ann, at=at, **facts)

    return move


@pytest.fixture
def asking(account, boss, noon):
    return lambda **settings: change_account(account, settings, by=boss, at=noon)


def names(pipeline):
    return [stage.name for stage in pipeline.stages.in_use().in_order()]


def way(made):
    rows = StageChange.objects.filter(deal=made).order_by("pk")
    return [(row.was and row.was.key, row.now.key) for row in rows]


def test_the_stages_that_come_with_the_product(sales):  # 8.1
    rows = sales.stages.in_order().values_list("name", "category", "likelihood")
    assert list(rows) == [(name, category, chance) for _key, name, category, chance in staging.DEFAULT]


def test_a_new_deal_starts_in_the_incoming_stage(deal, second, stage):  # 7.2
    assert deal().stage == stage("incoming")
    assert deal(stage=keeping.first_stage(second)).stage.pipeline == second


def test_a_disabled_pipeline_takes_no_new_deals_and_keeps_its_own(deal, go, second, stage):  # 7.12, 8.8
    made = deal(stage=second.stages.get(category="incoming"))
    Pipeline.objects.filter(pk=second.pk).update(is_disabled=True)
    shut = Stage.objects.get(pipeline=second, key="quote")
    with pytest.raises(NotAllowed):
        deal(stage=shut)
    with pytest.raises(NotAllowed):
        go(deal(), shut)
    go(made, shut)
    assert Deal.objects.get(pk=made.pk).stage == shut


def test_no_pipeline_is_enabled(deal):  # 7.12
    Pipeline.objects.update(is_disabled=True)
    with pytest.raises(NotAllowed):
        deal()


@pytest.mark.parametrize("keys", [("won",), ("closure", "qualified"), ("lost", "won", "incoming")])
def test_stages_are_skipped_and_gone_back(deal, go, keys):  # 8.4
    made = deal()
    for key in keys:
        go(made, key)
    assert Deal.objects.get().stage.key == keys[-1]


def test_the_stage_it_is_in_is_no_step(deal, go):
    with pytest.raises(NotAllowed):
        go(deal(), "incoming")


def test_another_pipeline_is_a_change_of_stage_like_any(deal, go, second):  # 8.9
    made = deal()
    go(made, second.stages.get(key="quote"))
    assert way(made) == [(None, "incoming"), ("incoming", "quote")]


def test_who_saw_the_card_elsewhere_is_told(deal, go, stage):
    made = deal()
    go(made, "quote")
    with pytest.raises(Overtaken):
        go(made, "won", seen=stage("incoming").pk)
    assert Deal.objects.get().stage.key == "quote"


def test_of_two_who_drag_one_card_the_second_is_told(deal, stage, ann, bob, noon):
    made = deal()
    mine, theirs = (Deal.objects.get(pk=made.pk) for _ in range(2))
    move_to(mine, stage("quote"), by=ann, at=noon)
    with pytest.raises(Overtaken):
        move_to(theirs, stage("closure"), by=bob, at=noon)
    assert Deal.objects.get().stage.key == "quote" and len(way(made)) == 2


def test_an_edit_in_between_does_not_hinder_the_move(deal, stage, ann, noon):
    made = deal()
    seen = Deal.objects.get(pk=made.pk)
    keeping.edit_deal(made, {"value": Decimal(5)}, by=ann, at=noon)
    move_to(seen, stage("quote"), by=ann, at=noon)
    found = Deal.objects.get()
    assert (found.stage.key, found.value) == ("quote", Decimal(5)) and StageChange.objects.last().value == 5


def test_who_moved_it_and_when_is_on_the_deal(deal, go, ann, noon):  # 7.3
    later = noon + timedelta(days=2)
    go(deal(), "quote", at=later)
    found = Deal.objects.get()
    assert (found.stage_changed_at, found.stage_changed_by) == (later, ann)


def test_each_step_keeps_value_and_currency_of_its_time(deal, go, ann, noon):  # 7.13
    made = deal(value=Decimal(10), currency="USD")
    go(made, "quote")
    keeping.edit_deal(Deal.objects.get(), {"value": Decimal(20)}, by=ann, at=noon)
    go(made, "won")
    rows = StageChange.objects.order_by("pk").values_list("value", "currency", "by", "at")
    assert list(rows) == [(Decimal(value), "USD", ann.pk, noon) for value in (10, 10, 20)]


def test_the_value_that_the_stage_asked_for_belongs_to_the_step(deal, go, stage):  # 7.11, 7.13
    RequiredField.objects.create(stage=stage("quote"), field="value")
    go(deal(), "quote", values={"value": Decimal(700)})
    assert StageChange.objects.last().value == 700


def test_an_undone_step_is_in_the_history_both_ways(deal, go, ann, noon):  # 7.13
    made = deal()
    act = go(made, "quote", at=noon + timedelta(days=1)).act
    undo(act, by=ann, at=noon + timedelta(days=2))
    found = Deal.objects.get()
    assert (found.stage.key, found.stage_changed_at) == ("incoming", noon)
    assert way(made) == [(None, "incoming"), ("incoming", "quote"), ("quote", "incoming")]


def test_the_reason_comes_and_goes_with_an_undo(deal, go, ann, noon):
    reason = LossReason.objects.first()
    act = go(deal(), "lost", values={"loss_reason": reason}).act
    assert Deal.objects.get().loss_reason == reason
    undo(act, by=ann, at=noon)
    found = Deal.objects.get()
    assert (found.loss_reason, found.stage.key) == (None, "incoming")
    go(found, "lost", values={"loss_reason": reason})
    act = go(found, "quote").act
    undo(act, by=ann, at=noon)
    assert Deal.objects.get().loss_reason == reason


def test_one_reason_takes_the_other_away(deal, go):  # 7.7
    made = deal()
    go(made, "lost", values={"loss_reason": LossReason.objects.first()})
    go(made, "unqualified", values={"unqualified_reason": DealUnqualifiedReason.objects.first()})
    found = Deal.objects.get()
    assert found.loss_reason is None and found.unqualified_reason
    go(made, "quote")
    assert Deal.objects.get().unqualified_reason is None


def test_a_reason_that_does_not_belong_is_dropped(deal, go):  # 7.7
    go(deal(), "unqualified", values={"loss_reason": LossReason.objects.first()})
    assert Deal.objects.get().loss_reason is None


@pytest.mark.parametrize(("setting", "asked"), [("off", []), ("ask", ["loss_reason"]), ("require", ["loss_reason"])])
def test_the_account_says_whether_a_reason_is_asked_for(deal, stage, asking, setting, asked):  # 8.10
    asking(ask_loss_reason=setting)
    made = deal()
    assert asked_for(made, stage("lost")) == asked
    assert asked_for(made, stage("lost"), values={"loss_reason": None}) == []
    assert asked_for(made, stage("won")) == asked_for(made, stage("quote")) == []


def test_a_reason_may_be_left_open_unless_it_is_insisted_on(deal, go, asking):  # 8.10, 8.11
    made = deal()
    go(made, "lost")
    asking(ask_unqualified_reason="require")
    with pytest.raises(Wanting) as refused:
        go(made, "unqualified")
    assert refused.value.fields == ["unqualified_reason"] and Deal.objects.get().stage.key == "lost"
    go(made, "unqualified", values={"unqualified_reason": DealUnqualifiedReason.objects.first()})


def test_a_stage_that_needs_a_field_refuses_and_names_it(deal, go, stage):  # 7.11
    for field in ("value", "estimated_close_date"):
        RequiredField.objects.create(stage=stage("quote"), field=field)
    made = deal()
    assert asked_for(made, stage("quote")) == ["value", "estimated_close_date"]
    with pytest.raises(Wanting) as refused:
        go(made, "quote", values={"value": Decimal(0)})
    assert refused.value.fields == ["estimated_close_date"] and len(way(made)) == 1


def test_a_field_needed_at_creation_is_needed_there(deal):  # 7.11
    RequiredField.objects.create(stage=None, field="value")
    with pytest.raises(Wanting):
        deal()
    assert deal(value=Decimal(0)).value == 0


def test_a_deal_added_to_a_stage_needs_what_the_stage_needs(deal, stage):  # 7.11
    RequiredField.objects.create(stage=stage("quote"), field="source")
    with pytest.raises(Wanting):
        deal(stage=stage("quote"))


def test_a_stage_is_added_between_two(sales, stage, boss, noon):  # 8.5
    staging.add_stage(sales, "Demo", likelihood=15, after=stage("qualified"), by=boss, at=noon)
    staging.add_stage(sales, "Contract", likelihood=80, by=boss, at=noon)
    expected = ["Incoming", "Qualified", "Demo", "Quote", "Closure", "Contract", "Won", "Lost", "Unqualified"]
    assert names(sales) == expected


def test_no_stage_stands_behind_the_end(sales, stage, boss, noon):  # 8.5
    with pytest.raises(NotAllowed):
        staging.add_stage(sales, "After", likelihood=15, after=stage("won"), by=boss, at=noon)


def test_only_admins_arrange_stages(sales, stage, ann, noon):
    for refused in (
        lambda: staging.add_stage(sales, "Demo", likelihood=1, by=ann, at=noon),
        lambda: staging.reorder(sales, [], by=ann, at=noon),
        lambda: staging.remove_stage(stage("quote"), by=ann, at=noon),
        lambda: staging.add_pipeline("Mine", by=ann, at=noon),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_stages_are_put_into_another_order(sales, boss, noon):
    first, second, third, *rest = sales.stages.in_use().in_order()
    staging.reorder(sales, [first, third, second, *rest], by=boss, at=noon)
    assert names(sales)[:3] == [first.name, third.name, second.name]


@pytest.mark.parametrize(
    "order", [lambda s: s[1:], lambda s: [s[1], s[0], *s[2:]], lambda s: s[::-1], lambda s: [*s, s[0]]]
)
def test_an_order_that_is_none_is_refused(sales, boss, noon, order):  # 8.7
    before = list(sales.stages.in_use().in_order())
    with pytest.raises(NotAllowed):
        staging.reorder(sales, order(before), by=boss, at=noon)
    assert list(sales.stages.in_use().in_order()) == before


@pytest.mark.parametrize("key", ["incoming", "won", "lost", "unqualified"])
def test_the_stages_that_every_pipeline_has_stay(stage, boss, noon, key):  # 8.7
    with pytest.raises(NotAllowed):
        staging.remove_stage(stage(key), receives=stage("quote"), by=boss, at=noon)


def test_a_stage_with_deals_goes_only_when_another_receives_them(sales, stage, deal, boss, noon):  # 8.7
    made = deal(stage=stage("quote"))
    quote = stage("quote")
    with pytest.raises(NotAllowed):
        staging.remove_stage(quote, by=boss, at=noon)
    staging.remove_stage(quote, receives=stage("closure"), by=boss, at=noon)
    found = Deal.objects.get()
    assert (found.stage.key, found.stage_changed_by) == ("closure", boss) and "Quote" not in names(sales)
    assert way(made)[-1] == ("quote", "closure")


def test_an_empty_stage_simply_goes(sales, stage, boss, noon):
    assert staging.remove_stage(stage("quote"), by=boss, at=noon) is None and "Quote" not in names(sales)


def test_what_is_in_the_bin_comes_back_to_the_stage_that_received_it(stage, deal, boss, ann, noon):  # 8.7
    made = deal(stage=stage("quote"))
    recycling.delete(made, by=ann, at=noon)
    staging.remove_stage(stage("quote"), receives=stage("closure"), by=boss, at=noon)
    restore(Deal.objects.get(), by=ann, at=noon)
    assert Deal.objects.get().stage.key == "closure"


def test_no_undo_leads_back_into_a_removed_stage(stage, deal, go, boss, ann, noon):  # 8.7
    made = deal(stage=stage("quote"))
    act = go(made, "closure").act
    staging.remove_stage(stage("quote"), by=boss, at=noon)
    outcome = undo(act, by=ann, at=noon)
    assert outcome.kept and Deal.objects.get().stage.key == "closure"


def test_a_removed_stage_receives_nothing(stage, deal, go, boss, noon):
    gone = stage("quote")
    staging.remove_stage(gone, by=boss, at=noon)
    with pytest.raises(NotAllowed):
        go(deal(), Stage.objects.get(pk=gone.pk))
    with pytest.raises(NotAllowed):
        deal(stage=Stage.objects.get(pk=gone.pk))


def test_a_pipeline_of_a_name_that_is_there_is_refused(boss, noon):
    with pytest.raises(NotAllowed):
        staging.add_pipeline("  SALES ", by=boss, at=noon)


def test_whatever_may_be_asked_for_is_a_field_of_the_deal():
    asked = {*Needed.values, *(column for column, _setting in lifecycle.REASONS.values())}
    assert asked <= {field.name for field in Deal._meta.get_fields()}
