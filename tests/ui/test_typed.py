from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from ui.countries import country_choices, country_code, country_name
from ui.forms import UiForm
from ui.phones import tel_url
from ui.profiles import profile_url
from ui.typed import CountryField, HandleField, MoneyField, PercentField, PhoneField, ProseField, WebsiteField


def refused(field, text):
    """What the field says against a value."""
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(text)
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(
    ("region", "text"),
    [
        ("", "+43 316 123456"), ("", "0316/123456-12"), ("", "112"), ("", " (0316) 12 34 56 ext. 5 "),
        ("AT", "0316 123456"), ("AT", "+1 202 555 0143 x12"), ("US", "1-800-FLOWERS"), ("DE", "030 1234567 DW 12"),
        ("AT", "0043 316 123456"),
    ],
)  # fmt: skip
def test_a_phone_number_is_kept_as_it_was_typed(region, text):
    assert PhoneField(region=lambda: region).clean(text) == text.strip()


@pytest.mark.parametrize(
    ("region", "text", "says"),
    [
        ("", "+43 1", "too short"), ("", "+999 316 123456", "No country"), ("", "call me", "Enter a phone number"),
        ("AT", "0316 1234567890123456", "too long"), ("", "12", "Enter a phone number"),
        ("", "1" * 16, "Enter a phone"),
        ("AT", "😀", "Enter a phone number"), ("US", "<script>", "Enter a phone"), ("", "12345\x00", "Null characters"),
        ("AT", "1" * 300, "at most 50"), ("", "++43 316 123456 +", "Enter a phone number"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_phone_number_is_refused_in_words(region, text, says):
    assert says in refused(PhoneField(region=region), text)


@pytest.mark.parametrize(
    ("text", "region", "url"),
    [
        ("+43 316 123456", "", "tel:+43316123456"), ("0316 123456 ext. 5", "AT", "tel:+43316123456;ext=5"),
        ("0316/123456", "", "tel:0316123456"), ("", "AT", ""), (None, "", ""), ("reception", "", ""),
    ],
)  # fmt: skip
def test_a_phone_number_can_be_dialled(text, region, url):
    assert tel_url(text, region) == url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("example.org", "https://example.org"), ("http://example.org/a?b=c#d", "http://example.org/a?b=c#d"),
        ("//example.org", "https://example.org"), ("example.org:8080/x", "https://example.org:8080/x"),
        ("müller.de", "https://müller.de"), ("", ""),
    ],
)  # fmt: skip
def test_a_website_gets_a_scheme_and_keeps_its_path(text, url):
    assert WebsiteField(required=False).clean(text) == url


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "javascript:1", "JavaScript://example.org/%0aalert(1)", "data:text/html,x",
     "mailto:a@b.org", "ftp://example.org", "no site", "https://", "https://[", "x" * 20,
     "http://example.org/<b> c", "file:///etc/passwd"],
)  # fmt: skip
def test_an_address_that_is_no_website_is_refused(text):
    assert "Enter the address of a website" in refused(WebsiteField(), text)


def test_a_website_that_no_column_holds_is_refused():
    assert "at most 255" in refused(WebsiteField(), "example.org/" + "x" * 300)


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("en", "1,234.50", "1234.50"), ("en", "1.234,50", "1234.50"), ("en", "1,234", "1234"), ("en", "12,5", "12.5"),
        ("en", "1,234,567", "1234567"), ("en", "€48,000", "48000"), ("en", "0", "0"), ("en", ".5", "0.5"),
        ("de", "1.234,50", "1234.50"), ("de", "1,234.50", "1234.50"), ("de", "1.234", "1234"), ("de", "12.50", "12.5"),
        ("de", "48 000 €", "48000"), ("de", "1’234.50", "1234.5"), ("de", "12,", "12"), ("en", "1.500", "1.5"),
        ("en", "9" * 13 + ".99", "9" * 13 + ".99"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_the_language_writes_it(language, text, amount):
    with override(language):
        assert MoneyField().clean(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "1e99", "ten", "1.2.3", "1,23,4", "1,2.3,4", "--5", "5-", "😀", "0x10"]
)
def test_what_is_no_amount_is_refused(text):
    assert "Enter an amount" in refused(MoneyField(), text)


@pytest.mark.parametrize(
    ("language", "text", "says"),
    [("en", "-5", "not negative"), ("en", "1" * 14, "at most 13 digits"), ("en", "1.234", "at most two decimals"),
     ("de", "0,005", "höchstens|at most two")],
)  # fmt: skip
def test_an_amount_is_bounded(language, text, says):
    with override(language):
        assert any(each in refused(MoneyField(), text) for each in says.split("|"))


def test_numbers_from_files_are_amounts_too():
    assert [MoneyField().clean(each) for each in (5, 2.5, Decimal("7.10"))] == [5, Decimal("2.5"), Decimal("7.1")]
    assert "Enter an amount" in refused(MoneyField(), float("nan"))


class Offer(UiForm, forms.Form):
    value = MoneyField(required=False, show_hidden_initial=True)


def test_an_amount_that_is_left_alone_is_unchanged_in_any_language():
    for language, shown in (("en", "1234.50"), ("de", "1234,50")):
        with override(language):
            drawn = Offer(initial={"value": Decimal("1234.50")}).as_ui()
            assert drawn.count(f'value="{shown}"') == 2
            assert not Offer({"value": shown, "initial-value": "1234.50"}).has_changed()
    assert 'value="48000"' in Offer(initial={"value": Decimal("48000.00")}).as_ui()


def test_a_share_goes_from_nothing_to_all():
    assert [PercentField().clean(each) for each in ("0", "100", "50 %", 7)] == [0, 100, 50, 7]
    for text in ("-1", "101", "1.5", "half", "9" * 400):
        assert "from 0 to 100" in refused(PercentField(), text)
    assert PercentField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("AT", "AT"), ("at", "AT"), ("aut", "AT"), ("Austria", "AT"), ("Österreich", "AT"), ("OSTERREICH", "AT"),
     ("UK", "GB"), ("USA", "US"), ("Great Britain", "GB"), ("Côte d’Ivoire", "CI"), ("Atlantis", None), ("", None),
     ("EU", None), ("ZZ", None)],
)  # fmt: skip
def test_a_country_is_known_by_code_and_by_name(text, code):
    assert country_code(text) == code


def test_countries_are_named_and_sorted_in_the_readers_language():
    assert len(country_choices()) == 250 and country_name("AT") == "Austria" and country_name(None) == ""
    with override("de"):
        words = [name for _code, name in country_choices()]
        assert country_name("AT") == "Österreich" and words.index("Österreich") < words.index("Polen")


def test_a_country_that_is_none_is_refused():
    assert CountryField(required=False).clean("Austria") == "AT"
    assert "Atlantis is no country" in refused(CountryField(), "Atlantis")


@pytest.mark.parametrize(
    ("network", "text", "url"),
    [
        ("twitter", "@ann", "https://x.com/ann"), ("twitter", "https://twitter.com/ann", "https://twitter.com/ann"),
        ("facebook", "facebook.com/profile.php?id=7", "https://facebook.com/profile.php?id=7"),
        ("linkedin", "ann-archer", "https://www.linkedin.com/in/ann-archer"),
        ("linkedin", "company/acme", "https://www.linkedin.com/company/acme"),
        ("linkedin", "de.linkedin.com/in/müller", "https://de.linkedin.com/in/müller"),
        ("skype", "live:ann.a_1", "skype:live:ann.a_1?chat"), ("twitter", "", ""), ("twitter", None, ""),
        ("linkedin", "https://evil.example/in/ann", ""), ("linkedin", "javascript://linkedin.com/%0aalert(1)", ""),
        ("facebook", "two words", ""), ("twitter", "https://x.com.evil.example/ann", ""), ("linkedin", "https://[", ""),
    ],
)  # fmt: skip
def test_a_profile_leads_to_its_network_or_nowhere(network, text, url):
    assert profile_url(network, text) == url


def test_a_profile_elsewhere_is_refused():
    assert HandleField(network="linkedin").clean(" ann ") == "ann"
    assert "used on LinkedIn" in refused(HandleField(network="linkedin"), "https://evil.example/in/ann")


def test_lines_end_in_one_way():
    assert ProseField().clean("a\r\nb\rc") == "a\nb\nc"


def test_templates_write_values_the_same_way():
    text = "{% load typed %}{{ phone|tel_url:'AT' }} {{ code|country }} {{ who|profile_url:'twitter' }}"
    drawn = Template(text).render(Context({"phone": "0316 123456", "code": "AT", "who": "@ann"}))
    assert drawn == "tel:+43316123456 Austria https://x.com/ann"
