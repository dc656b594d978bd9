"""An e-mail address is looked for by its mailbox, and found only as it stands."""

import pytest

from contacts.models import Contact
from lists.searching import MOST
from records.folding import mailbox_of


def found(text):
    return sorted(contact.email for contact in Contact.objects.search(text)[:MOST])


@pytest.fixture
def some(human):
    for number, email in enumerate(("lee_miller@acme.example", "leexmiller@acme.example", "lee_miller@other.example")):
        human(f"P{number}", email=email)


@pytest.mark.parametrize("typed", ["lee_miller@acme.example", "LEE_miller@Acme.example", "miller@acme.exam"])
def test_an_address_is_found_as_a_whole(some, typed):
    assert "lee_miller@acme.example" in found(typed)
    assert "lee_miller@other.example" not in found(typed)


def test_signs_of_an_address_stand_for_themselves(some):
    assert found("lee_miller@acme.example") == ["lee_miller@acme.example"]
    assert found("lee%miller@acme.example") == []


@pytest.mark.parametrize(("word", "mailbox"), [
    ("lee_miller@acme.example", "lee_miller@"), ("info@acme.example", ""), ("lee@acme.example", ""),
    ("lee_miller@", ""), ("lee_miller", ""), ("@acme.example", ""),
])  # fmt: skip
def test_a_mailbox_is_asked_for_where_it_tells_more_than_its_domain(word, mailbox):
    assert mailbox_of(word) == mailbox
