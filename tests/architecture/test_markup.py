import pytest

from tests.architecture.markup import decisions, refused_by_the_policy, templates
from tests.architecture.sources import ROOT, settle

DECIDES = {}
# A mail is read in a mail program, which knows no style sheet of ours.
STYLED = {}


def test_templates_keep_to_the_policy():
    settle((v for page in templates(ROOT) for v in refused_by_the_policy(*page)), STYLED)


def test_templates_decide_nothing():
    settle((v for page in templates(ROOT) for v in decisions(*page)), DECIDES)


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<script nonce="{{ request.csp_nonce }}">',
        '<a href="#" onclick="go()">',
        '<form {% if a > b %}class="x"{% endif %} onsubmit="go()">',
        "<button hx-on:click='go()'>",
        '<a href="javascript:go()">',
        "<b hx-vals='js:{a: 1}'>",
    ],
)
def test_what_the_policy_refuses_is_caught(markup):
    assert list(refused_by_the_policy("cart.html", f"<p>\n{markup}\n</p>"))


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="{% static "ui/app.js" %}" defer></script>',
        '<script type="application/json" id="x">{}</script>',
        '<p title="online = yes" class="style">on = off</p>',
        '{# <p style="x"> #}',
        '<option value="{{ x }}" {% if x %}selected{% endif %}>',
    ],
)
def test_what_it_lets_pass_is_not(markup):
    assert not list(refused_by_the_policy("cart.html", markup))


@pytest.mark.parametrize(
    "tag", ["{% if user.is_admin %}", "{% elif perms.shop.pay %}", "{% if not user.is_staff and x %}"]
)
def test_a_decision_in_a_template_is_caught(tag):
    assert list(decisions("cart.html", tag))


def test_an_answer_of_the_view_is_none():
    assert not list(decisions("cart.html", "{% if may_edit %}{{ user.role }}"))
