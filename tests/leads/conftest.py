"""Leads that say everything, and many of them."""

import pytest

from leads.models import Lead, LeadSource, LeadStatus
from records import writing


@pytest.fixture
def full(lead):
    """A lead that says everything; ann's own."""

    def make(**fields) -> Lead:
        said = {
            "first_name": "Dimitrios", "company_name": "Aegean Cold Chain", "title": "Buyer", "industry": "Food",
            "email": "dimitrios@aegean.example", "phone": "+30 210 555 0142", "website": "https://aegean.example",
            "street": "Akti 4", "city": "Piraeus", "postal_code": "18538", "country": "GR", "tags": ["Fair", "Hot"],
            "linkedin": "dpapadopoulos", "source": LeadSource.objects.get(key="fair"),
        }  # fmt: skip
        return lead("Papadopoulos", **said | fields)

    return make


@pytest.fixture
def many(ann, noon):
    """As many leads of ann's as asked for, at once."""

    def make(count, **fields):
        status = LeadStatus.objects.get(key="new")
        rows = [
            Lead(last_name=f"Number {number}", company_name="Kim Ltd", owner=ann, status=status, **fields)
            for number in range(count)
        ]
        writing.create_many(rows, by=ann, at=noon)
        return rows

    return make


@pytest.fixture
def status(db):
    return lambda key: LeadStatus.objects.get(key=key)
