from tests.architecture.sources import Source, Violation, unsettled

HERE = Violation("shop/models.py:Cart.pay", 3, "pays twice")


def test_a_violation_that_nothing_explains_is_reported():
    assert unsettled([HERE]) == ["shop/models.py:Cart.pay (line 3) pays twice"]


def test_an_allowance_with_a_reason_settles_it():
    assert unsettled([HERE], {HERE.where: "paying twice is the product"}) == []


def test_a_stale_allowance_fails():
    assert "stale" in unsettled([], {HERE.where: "was true once"})[0]


def test_an_allowance_without_a_reason_fails():
    assert "no reason" in unsettled([HERE], {HERE.where: " "})[0]


def test_a_place_is_named_by_its_class_and_function():
    source = Source("shop/models.py", "class Cart:\n    def pay(self):\n        return 1\n")
    assert source.where(source.tree.body[0].body[0].body[0]) == HERE.where
