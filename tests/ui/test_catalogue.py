"""The translation tool, on planted sources."""

import gettext

import pytest

from ui.catalogue import compile_one, missing, update
from ui.extraction import Place, Untranslatable, refuse_changed, refuse_unheard, refuse_within, texts

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, ngettext_lazy, npgettext, pgettext

class Meta:
    name = gettext_lazy("lazy name")

def say(count, word):
    # Translators: said at the door
    a = _("Hello %(name)s") % {"name": word}
    b = ngettext("%(n)s task", "%(n)s tasks", count) % {"n": count}
    c = ngettext_lazy("lazy one", "lazy many", "n")
    d = pgettext("month", "May") + pgettext_lazy("verb", "May")
    e = npgettext("animals", "%(n)s mouse", "%(n)s mice", count)
    return _(word), _("two "
        "halves"), "not marked"
"""
TEMPLATE = """{% load i18n %}
      <p title="{% translate 'A title' %}">it's {{ _("in a variable") }}
  {% trans "old tag" context "menu" as x %}
    {% blocktranslate trimmed %}
        One line,
        {{ name }} & another
    {% endblocktranslate %}
{% blocktranslate count n=things|length trimmed context "shelf" %}
   {{ n }} book {% plural %} {{ n }} books
{% endblocktranslate %}
  {% blocktrans %}kept
as is{% endblocktrans %}
        {% include "x.html" with label=_("Save") %} {# a "comment" #}
 {% translate "100% done" %} {% translate a_variable %} {% comment %}{% translate "hidden" %}{% endcomment %}
</p>"""


@pytest.fixture
def place(tmp_path):
    """Two apps and a template folder; what lies outside them and in migrations is nobody's."""
    for name, content in {
        "shop/models.py": PYTHON,
        "shop/migrations/0001_initial.py": '_("in a migration")',
        "templates/shop/index.html": TEMPLATE,
        "templates/shop/logo.png": "\x00",
        "shop/notes.txt": '{% translate "no template" %}',
        "var/other.py": '_("elsewhere")',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return Place(tmp_path, (tmp_path / "shop", tmp_path / "templates"), tmp_path / "locale")


def po(place, content=None):
    path = place.locale / "de" / "LC_MESSAGES" / "django.po"
    if content is not None:
        path.write_text(content)
    return path.read_text()


def translate(place):
    """Fill in the catalogue: every empty text becomes itself in capitals."""
    header, *blocks = po(place).split("\n\n")
    return po(place, "\n\n".join([header, *(filled(block) for block in blocks)]))


def filled(block):
    name = block.split('msgid "')[1].split('"')[0] or "long"
    word = name.upper().replace("%(N)S", "%(n)s").replace("%(NAME)S", "%(name)s")
    for empty in ('msgstr ""', 'msgstr[0] ""', 'msgstr[1] ""'):
        block = block.replace(empty, f'{empty[:-1]}{word}"')
    return block


def test_python_gives_its_texts_with_plural_and_context(place):
    found = {(text.context, text.message) for text in texts(place) if text.file == "shop/models.py"}
    assert found == {
        (None, "lazy name"),
        (None, "Hello %(name)s"),
        (None, ("%(n)s task", "%(n)s tasks")),
        (None, ("lazy one", "lazy many")),
        ("month", "May"),
        ("verb", "May"),
        ("animals", ("%(n)s mouse", "%(n)s mice")),
        (None, "two halves"),
    }


def test_templates_give_their_texts_with_plural_context_and_trimmed(place):
    found = {(text.context, text.message) for text in texts(place) if text.file == "templates/shop/index.html"}
    assert found == {
        (None, "A title"),
        (None, "in a variable"),
        ("menu", "old tag"),
        (None, "One line, %(name)s & another"),
        ("shelf", ("%(n)s book", "%(n)s books")),
        (None, "kept\nas is"),
        (None, "Save"),
        (None, "100%% done"),
    }


def test_nothing_is_taken_from_elsewhere(place):
    assert {text.file for text in texts(place)} == {"shop/models.py", "templates/shop/index.html"}


@pytest.mark.parametrize(
    "call",
    [
        '_(f"Hello {name}")',
        '_(f"Hello")',
        'gettext_lazy("Hello " + name)',
        '_("Hello %s" % name)',
        '_("Hello {}".format(name))',
        '_("yes" if name else "no")',
        '_(words["hello"])',
        '_("")',
        'translation.gettext(f"{name}")',
        'pgettext("menu", f"Hello {name}")',
        'pgettext(f"{menu}", "Hello")',
        'ngettext("one", f"{name}", 2)',
    ],
)
def test_a_text_that_changes_before_it_is_translated_is_refused(call):
    with pytest.raises(Untranslatable, match=r"shop/models\.py:2: .*translate first, then fill in"):
        refuse_changed(f"\n{call}", "shop/models.py")


@pytest.mark.parametrize("call", ["_(name)", "_(self.label)", '_("Hello %s") % name', '_("a" "b")', 'other(f"{x}")'])
def test_plain_texts_and_variables_pass(call):
    refuse_changed(call, "x.py")


def test_a_name_whose_texts_would_never_be_found_is_refused():
    refuse_unheard("from django.utils.translation import gettext as _now, ngettext", "x.py")
    with pytest.raises(Untranslatable, match=r"x\.py:1: texts in later\(\) would not be found"):
        refuse_unheard("from django.utils.translation import gettext as later", "x.py")


def test_a_text_inside_an_f_string_is_refused():
    refuse_within("said = _('Never')\nf'<b>{escape(said)}</b> {_(name)}'", "x.py")
    with pytest.raises(Untranslatable, match=r"x\.py:1: _\(\) inside an f-string would not be found"):
        refuse_within("f'<b>{escape(_(\"Never\"))}</b>'", "x.py")


def test_a_broken_template_is_named(place):
    (place.root / "templates" / "bad.html").write_text("{% blocktranslate %}{% if x %}{% endblocktranslate %}")
    with pytest.raises(Untranslatable, match=r"templates/bad\.html"):
        texts(place)
    assert "templates/bad.html" in missing("de", place=place)[0]


def test_a_new_catalogue_has_no_dates_lines_or_paths_of_this_machine(place):
    update("de", place=place)
    content = po(place)
    assert str(place.root) not in content
    assert "Date" not in content
    assert "#: shop/models.py\n" in content
    assert "#. Translators: said at the door\n" in content
    assert "Plural-Forms: nplurals=2; plural=(n != 1);" in content


def test_updating_twice_changes_no_byte_and_a_moved_line_neither(place):
    update("de", place=place)
    before = translate(place)
    (place.root / "shop/models.py").write_text("\n\n\n" + PYTHON)
    update("de", place=place)
    assert po(place) == before


def test_translations_stay_new_texts_come_empty_and_unused_ones_go(place):
    update("de", place=place)
    translate(place)
    (place.root / "shop/models.py").write_text('_("Hello %(name)s"), _("Hello there")')
    update("de", place=place)
    assert 'msgstr "HELLO %(name)s"' in po(place)
    assert 'msgid "Hello there"\nmsgstr ""' in po(place)
    assert "lazy name" not in po(place)
    assert "fuzzy" not in po(place)


def test_a_complete_catalogue_misses_nothing_and_is_used(place):
    update("de", place=place)
    translate(place)
    assert missing("de", place=place) == []
    assert compile_one("de", place=place) == 16
    german = gettext.translation("django", place.locale, ["de"])
    assert german.gettext("Save") == "SAVE"
    assert german.pgettext("verb", "May") == "MAY"
    assert german.ngettext("%(n)s task", "%(n)s tasks", 2) == "%(n)s TASK"


def test_every_lack_is_told(place):
    assert len(missing("de", place=place)) == 16
    update("de", place=place)
    content = translate(place)
    content = content.replace('msgstr "SAVE"', 'msgstr ""').replace('msgstr[1] "LAZY ONE"', 'msgstr[1] ""')
    content = content.replace('msgid "A title"', '#, fuzzy\nmsgid "A title"')
    content = content.replace('msgstr "HELLO %(name)s"', 'msgstr "HALLO %(nmae)s"')
    po(place, content)
    (place.root / "shop/more.py").write_text('_("brand new")')
    told = "\n".join(missing("de", place=place))
    for line in (
        "'Save' is not tr",
        "'lazy one' is not tr",
        "'A title' is fuzzy",
        "'brand new' is not in the catalogue",
    ):
        assert line in told
    assert "'Hello %(name)s' " in told
    assert len(told.splitlines()) == 5


def test_what_is_empty_or_fuzzy_is_not_compiled(place):
    update("de", place=place)
    content = translate(place).replace('msgstr[1] "LAZY ONE"', 'msgstr[1] ""')
    po(place, content.replace('msgid "A title"', '#, fuzzy\nmsgid "A title"'))
    assert compile_one("de", place=place) == 14
    german = gettext.translation("django", place.locale, ["de"])
    assert german.ngettext("lazy one", "lazy many", 2) == "lazy many"


def test_our_own_place_is_our_own_code():
    folders = {path.name for path in Place.own().folders}
    assert {"templates", "ui"} <= folders
    assert not folders & {"tests", "var", ".venv", "site-packages"}
