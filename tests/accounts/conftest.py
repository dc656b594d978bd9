"""Mails that land in memory, and a helper that reads links out of them."""

import re

import pytest
from django.core import mail


@pytest.fixture
def link_in_mail():
    """The path of the first link of the newest mail."""

    def find():
        return re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)[1]

    return find


@pytest.fixture
def admin_page(as_, boss):
    return as_(boss)
