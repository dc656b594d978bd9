"""A stage may need a custom field (7.11)."""

import pytest

from accounts import fielding
from deals import lifecycle
from deals.lifecycle import Wanting
from deals.models import Deal, RequiredField, Stage
from records.customising import define

DEAL = "deals.deal"

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return lambda key: Stage.objects.get(key=key)


@pytest.fixture
def needed(stage):
    made = define(DEAL, "Roof area", "number")
    RequiredField.objects.create(field="custom_roof_area", stage=stage("quote"))
    return made


def test_a_deal_does_not_enter_without_it_and_takes_it_along(needed, deal, stage, ann, noon):
    made = deal()
    with pytest.raises(Wanting) as caught:
        lifecycle.move_to(made, stage("quote"), by=ann, at=noon)
    assert caught.value.fields == ["custom_roof_area"]
    lifecycle.move_to(made, stage("quote"), by=ann, at=noon, values={"custom_roof_area": 40})
    assert Deal.objects.get().custom == {"roof_area": 40} and Deal.objects.get().stage == stage("quote")


def test_it_is_asked_for_in_place(needed, deal, stage, ann, as_):
    made = deal()
    asked = as_(ann).post(f"/deals/{made.pk}/move/", {"stage": stage("quote").pk})
    assert "Roof area" in asked.content.decode() and Deal.objects.get().stage != stage("quote")
    wrong = as_(ann).post(
        f"/deals/{made.pk}/move/", {"stage": stage("quote").pk, "asked": "1", "custom_roof_area": "x"}
    )
    assert wrong.status_code == 422
    as_(ann).post(f"/deals/{made.pk}/move/", {"stage": stage("quote").pk, "asked": "1", "custom_roof_area": "40"})
    assert Deal.objects.get().custom == {"roof_area": 40}


def test_who_may_not_fill_it_in_is_not_asked(needed, deal, stage, ann, boss, noon):
    fielding.set_levels(needed, {}, by=boss, at=noon)
    made = deal()
    ann.refresh_from_db()
    lifecycle.move_to(made, stage("quote"), by=ann, at=noon)
    assert Deal.objects.get().stage == stage("quote")


def test_many_are_asked_once(needed, deal, stage, ann, as_):
    first, second = deal(), deal(custom={"roof_area": 7})
    sent = {"ids": [first.pk, second.pk], "sure": "1", "stage": stage("quote").pk}
    assert "Roof area" in as_(ann).post("/deals/move/", sent).content.decode()
    as_(ann).post("/deals/move/", sent | {"asked": "1", "custom_roof_area": "40"})
    assert [row.custom["roof_area"] for row in Deal.objects.order_by("pk")] == [40, 7]


def test_administrators_choose_it(needed, boss, as_):
    page = as_(boss).get("/admin/deals/requiredfield/add/").content.decode()
    assert "custom_roof_area" in page
    as_(boss).post("/admin/deals/requiredfield/add/", {"stage": "", "field": "custom_roof_area"})
    assert RequiredField.objects.filter(stage=None, field="custom_roof_area").exists()
    assert "Roof area" in as_(boss).get("/admin/deals/requiredfield/").content.decode()
