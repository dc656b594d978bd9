"""How the shell names contacts, and what it may say of one."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.management.reading import text, the_record
from accounts.models import Account
from contacts.models import Contact
from contacts.models.profile import LONGEST_NAME
from ui.typed import CountryField, PhoneField, WebsiteField


def the_contact(name: str) -> Contact:
    return the_record(Contact.objects.live(), name, what="contact")


def the_company(name: str) -> Contact:
    return the_record(Contact.objects.live().companies(), name, what="company")


def fields_of_a_profile() -> dict[str, forms.Field]:
    """What leads and contacts share, as far as the shell may say it."""
    region = Account.current().country
    return {
        "first_name": text(LONGEST_NAME), "last_name": text(LONGEST_NAME), "company_name": text(LONGEST_NAME),
        "title": text(LONGEST_NAME), "email": forms.EmailField(max_length=254, required=False),
        "phone": PhoneField(region=region, required=False), "website": WebsiteField(required=False),
        "city": text(120), "country": CountryField(required=False),
    }  # fmt: skip


def add_profile_arguments(parser: Any) -> None:
    for name, says in (
        ("--title", "job title"), ("--email", "e-mail"), ("--phone", "as one would type it"), ("--website", ""),
        ("--city", ""), ("--country", "name or two letters"),
    ):  # fmt: skip
        parser.add_argument(name, help=says)
    parser.add_argument("--tag", action="append", default=[], dest="tags", help="may be repeated")
