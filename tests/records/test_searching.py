"""One spelling for all: accents, case and the punctuation of phone numbers do not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.folding import fold, searchable, tokens
from tests.specimen.models import Thing


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["muller", "MÜLLER", "gross mull", "0660 555", "+43 660/555-0199", "436605550199", "mu"]
)
def test_a_record_is_found_however_it_is_typed(thing, text):
    thing(name="Großmüller Müller", note="mobile +43 660 555 0199, 0660 555")
    assert Thing.objects.search(text).exists()


@pytest.mark.django_db
def test_every_token_has_to_be_there(thing):
    thing(name="Anna Berg")
    assert not Thing.objects.search("anna tal").exists()


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_any_text_can_be_stored_and_searched(text):
    assert "\x00" not in searchable([text]) and len(tokens(text)) <= 8
