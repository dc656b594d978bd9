"""The planted list of things."""

from pathlib import Path

import pytest
from django.urls import clear_url_caches


@pytest.fixture
def planted(settings):
    """The product with a list of things at /things/."""
    own = Path(__file__).parent / "templates"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], own]}]
    settings.ROOT_URLCONF = "tests.lists.planted_urls"
    clear_url_caches()
