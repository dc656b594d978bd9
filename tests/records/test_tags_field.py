import pytest
from django import forms

from records import writing
from records.forms import TagsField, worn_by
from records.tagging import wear


def test_tags_are_cleaned_to_the_same_in_one_order():  # 16.2
    assert TagsField().clean(" hot,  Fair , HOT,") == "Fair, hot"
    assert TagsField().clean("") == ""


@pytest.mark.parametrize("text", ["x" * 61, "a, " + "ß" * 61])
def test_a_tag_that_is_too_long_is_refused_in_words(text):
    with pytest.raises(forms.ValidationError, match="at most 60 characters"):
        TagsField().clean(text)


def test_where_only_administrators_make_tags_new_ones_are_refused_by_name(kettle):  # 16.1
    wear(kettle, ["Fair"])
    field = TagsField(may_make=False)
    assert field.clean("FAIR") == "FAIR"
    with pytest.raises(forms.ValidationError, match="no tag called new one"):
        field.clean("fair, new one")


def test_what_a_record_wears_is_no_change(kettle, ann, noon):
    writing.edit(kettle, {}, tags=["b", "a"], by=ann, at=noon)
    assert worn_by(kettle) == "a, b" and not TagsField().has_changed("a, b", worn_by(kettle))
