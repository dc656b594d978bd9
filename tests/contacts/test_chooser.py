"""Choosing a contact by name, with script and without."""

import re

import pytest
from django.http import QueryDict

from contacts import choosing
from contacts.chooser import ContactField
from contacts.choosing import NewContact
from contacts.models import Contact
from ui.forms import EditForm

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


class EmployerForm(EditForm):
    employer = ContactField(kind="company", may_create=("company",))

    class Meta:
        model = Contact
        fields = ("title",)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["employer"].user = user
        self.initial.setdefault("employer", self.instance.employer_id)

    def clean(self):
        return self.cleaned_data


def form(user, person=None, **sent):
    data = QueryDict(mutable=True)
    data.update(sent)
    return EmployerForm(data, instance=person, user=user)


def meant(user, person=None, **sent):
    made = form(user, person, **sent)
    return made.cleaned_data["employer"] if made.is_valid() else dict(made.errors)["employer"][0]


def test_a_key_is_enough(company, ann):
    acme = company("Acme")
    assert meant(ann, employer_0=str(acme.pk)) == acme
    assert meant(ann, employer_0=str(acme.pk), employer_1="Acme") == acme


def test_what_was_typed_wins_over_the_key_that_stood_there(company, ann):
    acme, bolt = company("Acme"), company("Bolt")
    assert meant(ann, employer_0=str(acme.pk), employer_1="bölt") == bolt
    assert meant(ann, employer_0=str(acme.pk), employer_1="  ") is None


def test_of_two_of_one_name_one_is_asked_for(company, ann):
    one, other = company("Acme", city="Graz"), company("ACME")
    asked = form(ann, employer_1="acme")
    assert not asked.is_valid() and str(asked["employer"]).count('type="radio"') == 3
    assert "Graz" in str(asked["employer"]) and f'value="{other.pk}"' in str(asked["employer"])
    assert meant(ann, employer_1="acme", employer_2=str(one.pk)) == one


def test_part_of_a_name_is_asked_about_and_not_guessed(company, ann):
    company("Nordström GmbH")
    assert meant(ann, employer_1="nordstr") == "Choose which one you mean."


def test_a_new_one_is_made_only_when_that_was_picked(company, ann, noon):
    # 5.5
    assert "no company called" in meant(ann, employer_1="Fresh")
    asked = form(ann, employer_1="Fresh")
    assert not asked.is_valid() and 'value="company"' in str(asked["employer"])
    assert meant(ann, employer_1="Fresh", employer_2="company") == NewContact("company", "Fresh")
    made = choosing.settle(NewContact("company", "Fresh"), by=ann, at=noon)
    assert made.is_company and made.owner == ann and choosing.settle(made, by=ann, at=noon) == made


def test_a_new_person_has_a_first_and_a_last_name(ann, noon):
    made = choosing.settle(NewContact("person", "Anna Maria Lee"), by=ann, at=noon)
    assert (made.first_name, made.last_name) == ("Anna Maria", "Lee")


def test_who_may_not_add_contacts_is_not_offered_to(company, person, role, ann):
    gus = person("Gus", role=role("Looks", view="all"))
    made = form(gus, employer_1="Fresh", employer_2="company")
    assert not made.is_valid() and "radio" not in str(made["employer"])


def test_a_hidden_one_cannot_be_chosen_and_is_named_nowhere(company, human, ann, person, own_role):
    # 14.24
    acme = company("Acme")
    fay = person("Fay", role=own_role)
    assert "no company" in meant(fay, employer_0=str(acme.pk), employer_1="Acme")
    assert meant(fay, employer_0=str(acme.pk)) is None
    mine = human("Lee", owner=fay, employer=acme)
    assert "Acme" not in str(EmployerForm(instance=mine, user=fay)["employer"])
    left = form(fay, mine, employer_0="", employer_1="", **{"initial-employer": "", "initial-title": "", "title": ""})
    assert left.is_valid() and left.values() == {}


@pytest.mark.parametrize("sent", ["9" * 30, "x", "\x00", "-1", "²"])
def test_what_is_no_key_chooses_nobody(sent, ann):
    assert meant(ann, employer_0=sent) is None
    assert meant(ann, employer_1=f"x{sent}").startswith("There is no company called")


def test_a_name_that_is_too_long_is_refused(ann):
    assert meant(ann, employer_1="x" * 300, employer_2="company") == "A name has at most 255 characters."


def test_only_what_was_changed_is_a_change(company, human, ann):
    acme = company("Acme")
    lee = human("Lee", employer=acme)
    same = {"employer_0": str(acme.pk), "employer_1": "Acme", "initial-employer": str(acme.pk), "initial-title": ""}
    kept = form(ann, lee, title="", **same)
    assert kept.is_valid() and kept.values() == {}
    cleared = form(ann, lee, title="", **same | {"employer_1": ""})
    assert cleared.is_valid() and cleared.values() == {"employer": None}


def test_two_who_chose_differently_are_asked(company, human, ann):
    acme, bolt, cone = company("Acme"), company("Bolt"), company("Cone")
    lee = human("Lee", employer=bolt)
    sent = {"initial-employer": str(acme.pk), "employer_0": str(cone.pk), "employer_1": "Cone"}
    mine = form(ann, lee, title="", **sent, **{"initial-title": ""})
    assert mine.is_valid()
    again = mine.rebase(lee)
    assert [(each.mine, each.theirs) for each in again.asked] == [("Cone", "Bolt")]
    assert f'name="initial-employer" value="{bolt.pk}"' in str(again["employer"].as_hidden(only_initial=True))
    assert 'value="Cone"' in str(again["employer"])


# the options


def test_options_are_what_one_may_see(company, human, ann, dee, as_):
    acme = company("Acme", city="Graz")
    human("Acmeson", employer=acme)
    url = "/contacts/choose/?field=contact_1&contact_1=acme"
    html = as_(ann).get(url, **HTMX).content.decode()
    assert html.count('role="option"') == 2 and "Graz" in html and f'data-key="{acme.pk}"' in html
    assert html.count("Acmeson") == 1 + 1
    assert "Acme" not in as_(dee).get(url, **HTMX).content.decode()


def test_options_are_of_one_kind_and_a_new_one_comes_last(company, human, ann, as_):
    company("Acme")
    human("Acmeson")
    html = as_(ann).get("/contacts/choose/?kind=company&new=company&field=x&x=acm", **HTMX).content.decode()
    assert "Acmeson" not in html and re.findall(r'data-new="(\w+)"', html) == ["company"]
    assert "<html" in as_(ann).get("/contacts/choose/?q=acm").content.decode()


@pytest.mark.parametrize("text", ["%00", "%3Cscript%3E", "x" * 3000, "%F0%9F%A5%B6", "%D7%A9", "", "+++"])
def test_odd_texts_find_nobody(text, company, ann, as_):
    company("Acme")
    answer = as_(ann).get(f"/contacts/choose/?field=%22%3E&q={text}", **HTMX)
    assert answer.status_code == 200 and "<script" not in answer.content.decode()
