import pytest
from django.conf import settings

from tests.architecture.markup import templates
from tests.architecture.sources import ROOT, nothing, plant, settle
from tests.architecture.untranslated import untranslated
from ui.catalogue import languages, missing
from ui.extraction import Place

PLAIN = {}
COMPLETE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Basket"\nmsgstr "Korb"\n'


@pytest.fixture
def lacks(tmp_path):
    """What a catalogue lacks for an app that says "Basket"."""

    def look(catalogue):
        plant(tmp_path, {"shop/models.py": '_("Basket")\n', "locale/de/LC_MESSAGES/django.po": catalogue})
        return missing("de", place=Place(tmp_path, (tmp_path / "shop",), tmp_path / "locale"))

    return look


def test_german_is_one_of_the_languages():
    assert languages() == ["de"]
    assert settings.LANGUAGE_CODE == "en"


@pytest.mark.parametrize("language", ["de"])
def test_the_catalogue_is_complete(language):
    nothing(missing(language))


def test_templates_show_no_text_that_cannot_be_translated():
    settle((violation for page in templates(ROOT) for violation in untranslated(*page)), PLAIN)


@pytest.mark.parametrize(
    "catalogue, fault",
    [
        (COMPLETE.split("\n\n")[0], "not in the catalogue"),
        (COMPLETE.replace("Korb", ""), "not translated"),
        (COMPLETE.replace('msgid "Basket"', '#, fuzzy\nmsgid "Basket"'), "fuzzy"),
    ],
)
def test_an_incomplete_catalogue_is_caught(lacks, catalogue, fault):
    assert fault in lacks(catalogue)[0]


def test_a_complete_one_passes(lacks):
    assert lacks(COMPLETE) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Your cart</p>",
        "{% if x %}Your cart{% endif %}",
        '<input placeholder="Your name">',
        '<button aria-label="Pay now">{% icon "x" %}</button>',
        '<input type="submit" value="Pay now">',
    ],
)
def test_a_text_without_translation_is_caught(markup):
    assert list(untranslated("cart.html", markup))


@pytest.mark.parametrize(
    "markup",
    [
        '{% translate "Your cart" %}',
        "{% blocktranslate trimmed count n=n %}One <b>cart</b>{% plural %}{{ n }} carts{% endblocktranslate %}",
        '<p class="cart" data-x="Your cart">{{ cart.name }} &middot; 3</p>',
        '<input type="hidden" value="cart"><a title="{% translate "Pay" %}">SellCRM</a>',
        "<kbd>Esc</kbd>{# Your cart #}{% comment %}Your cart{% endcomment %}",
        "{% block main_class %}main main--fill{% endblock %}{% block title %}{{ x }}{% endblock %}",
        '<a {% if a > b %}class="x"{% endif %} href="{% url "pay" %}">{{ x }}</a>',
    ],
)
def test_a_translated_text_passes(markup):
    assert not list(untranslated("cart.html", markup))
