"""What is typed and chosen when leads are converted (4.2, 4.3, 4b)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CurrencyField
from accounts.models import Account, User
from contacts.models import Contact
from contacts.models.profile import LONGEST_NAME
from deals.models import DealSource, Stage
from leads.conversion import Becoming, NewDeal, NewTask, becomes
from leads.mapping import COMPANY, EMPLOYER, NAMES, PERSON, Detail, details_of, differs, is_filled
from leads.matching import Match
from leads.models import Lead
from ui.forms import UiForm
from ui.typed import DayField, MoneyField

NEW, NONE = "new", "none"
LEAD = "lead"
# An agreement from which a contact is chosen for the converter to look at: the name and something else.
SURE = 5
DEAL_FIELDS = ("deal", "deal_name", "deal_value", "deal_currency", "deal_stage", "deal_source")
TASK_FIELDS = ("task", "task_text", "task_due", "task_owner")


class Choice(NamedTuple):
    """One detail of the lead beside what the chosen contact has; `asks`: they differ, so that one has to be chosen."""

    key: str
    label: Any
    name: str
    ours: str
    theirs: str
    asks: bool
    takes_ours: bool


class Side(NamedTuple):
    """One half of the preview: what the lead becomes, the contacts it may be already, and, for the chosen one, each
    detail."""

    key: str
    field: forms.BoundField
    chosen: str
    names: list[forms.BoundField]
    matches: list[Match]
    into: Contact | None
    choices: list[Choice]
    new: list[Detail]


def stages() -> Any:
    """Where a new deal can start."""
    rows = Stage.objects.in_use().filter(pipeline__is_disabled=False).select_related("pipeline")
    return rows.order_by("pipeline__position", "pipeline", "position", "pk")


class StageField(forms.ModelChoiceField):
    """Stages under the name of their pipeline, where there are several."""

    def label_from_instance(self, stage: Any) -> str:
        return f"{stage.pipeline} · {stage}"


class ManyConversionForm(UiForm, forms.Form):
    """Owner, deal and task: the same for all leads that are converted at once (4.3)."""

    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"), required=False)
    deal = forms.BooleanField(label=_("Create a deal"), required=False)
    deal_name = forms.CharField(label=_("Name of the deal"), required=False, max_length=LONGEST_NAME)
    deal_value = MoneyField(label=_("Value"), required=False)
    deal_currency = CurrencyField(required=False)
    deal_stage = StageField(Stage.objects.none(), label=_("Stage"), required=False)
    deal_source = forms.ModelChoiceField(
        DealSource.objects.in_use().in_order(), label=_("Source of the deal"), required=False
    )
    task = forms.BooleanField(label=_("Create a task"), required=False)
    task_text = forms.CharField(label=_("Task"), required=False, max_length=500)
    task_due = DayField(label=_("Due on"), required=False)
    task_owner = forms.ModelChoiceField(User.objects.none(), label=_("For"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for name in ("owner", "task_owner"):
            self.fields[name].queryset = User.objects.assignable()  # type: ignore[attr-defined]
            self.fields[name].empty_label = _("The lead’s owner")  # type: ignore[attr-defined]
        self.fields["deal_stage"].queryset = stages()  # type: ignore[attr-defined]
        self.fields["deal_stage"].empty_label = _("The first stage")  # type: ignore[attr-defined]
        self.fields["deal_source"].empty_label = _("The lead’s source")  # type: ignore[attr-defined]
        for name in self._not_open():
            self.fields.pop(name, None)

    def _not_open(self) -> Iterable[str]:
        """What this person may not do has no field."""
        user = self.user
        closed = [
            () if user.may("deals", "add") else DEAL_FIELDS,
            () if user.may("tasks", "add") else TASK_FIELDS,
            () if user.may("contacts", "reassign") else ("owner",),
            () if user.may("tasks", "reassign") else ("task_owner",),
        ]
        return [name for names in closed for name in names]

    @property
    def deal_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in DEAL_FIELDS[1:] if name in self.fields]

    @property
    def task_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in TASK_FIELDS[1:] if name in self.fields]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("task") and not given.get("task_text") and "task_text" not in self.errors:
            self.add_error("task_text", _("Say what is to be done."))
        return given

    def options(self) -> dict[str, Any]:
        """As leads.bulk takes them: keys and plain values. A deal without a name is called after its lead."""
        given = self.cleaned_data
        deal, task = self._deal_options(given), self._task_options(given)
        return {"owner": _key(given.get("owner")), "deal": deal, "task": task}

    def _deal_options(self, given: dict[str, Any]) -> dict[str, Any] | None:
        if not given.get("deal"):
            return None
        value = given["deal_value"]
        return {
            "name": given["deal_name"], "value": None if value is None else str(value),
            "currency": given["deal_currency"], "stage": _key(given["deal_stage"]),
            "source": _key(given["deal_source"]),
        }  # fmt: skip

    def _task_options(self, given: dict[str, Any]) -> dict[str, Any] | None:
        if not given.get("task"):
            return None
        due, owner = given["task_due"], given.get("task_owner")
        return {"text": given["task_text"], "due_on": due.isoformat() if due else None, "owner": _key(owner)}


def _key(row: Any) -> int | None:
    return row.pk if row else None


class ConversionForm(ManyConversionForm):
    """The same for one lead, with its names and the contacts that it may be already: each detail is chosen in sight of
    both values (4b). `matches` are those by side; only one that this person may change can be chosen."""

    person = forms.ChoiceField(label=_("Person"), widget=forms.RadioSelect)
    company = forms.ChoiceField(label=_("Company"), widget=forms.RadioSelect)
    first_name = forms.CharField(label=_("First name"), required=False, max_length=LONGEST_NAME)
    last_name = forms.CharField(label=_("Last name"), required=False, max_length=LONGEST_NAME)
    company_name = forms.CharField(label=_("Company name"), required=False, max_length=LONGEST_NAME)

    def __init__(self, *args: Any, lead: Lead, matches: Mapping[str, list[Match]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lead, self.matches = lead, matches
        for side in (PERSON, COMPANY):
            into = [(str(match.record.pk), str(match.record)) for match in matches[side] if match.may_edit]
            self.fields[side].choices = [(NEW, NEW), (NONE, NONE), *into]  # type: ignore[attr-defined]
            self.initial.setdefault(side, self._usual(side))
            for name in NAMES[side]:
                self.initial.setdefault(name, getattr(lead, name))
        self.initial.setdefault("deal_name", lead.company_name or lead.name)
        self.initial.setdefault("deal_currency", Account.current().currency)

    def _usual(self, side: str) -> str:
        """A contact that agrees in its name and something else is looked at first; nothing is decided by that."""
        if becomes(self.lead, side) is None:
            return NONE
        sure = next((match for match in self.matches[side] if match.may_edit and match.score >= SURE), None)
        return str(sure.record.pk) if sure else NEW

    def typed(self, name: str) -> str:
        """What stands in the form, be it sent or not."""
        value = self[name].value()
        return "" if value is None else str(value)

    def sent(self, name: str) -> str:
        """What stands beside the fields: the choices for the contact that is looked at."""
        return str((self.data if self.is_bound else self.initial).get(name, ""))

    def into(self, side: str) -> Contact | None:
        chosen = self.typed(side)
        found = (each.record for each in self.matches[side] if each.may_edit and str(each.record.pk) == chosen)
        return next(found, None)

    @property
    def both(self) -> bool:
        return NONE not in {self.typed(PERSON), self.typed(COMPANY)}

    def sides(self) -> list[Side]:
        return [self._side(side) for side in (PERSON, COMPANY)]

    def _side(self, key: str) -> Side:
        into, details = self.into(key), self._details(key)
        choices = self._choices(key, into, details) if into else []
        new = [detail for detail in details if detail.key not in NAMES[key]]
        return Side(
            key, self[key], self.typed(key), [self[name] for name in NAMES[key]], self.matches[key], into, choices, new
        )  # fmt: skip

    def _details(self, side: str) -> list[Detail]:
        return [each for each in details_of(self.lead, side, both=self.both) if each.is_shown_to(self.user)]

    def _choices(self, side: str, into: Contact, details: list[Detail]) -> list[Choice]:
        told = [detail for detail in details if differs(into, detail)]
        found = [
            self._choice(side, into, each.key, each.label, each.text, each.said(each.of(into)), is_filled(into, each))
            for each in told
        ]
        return [*found, *self._employer(into)] if side == PERSON else found

    def _employer(self, person: Any) -> list[Choice]:
        """Who works somewhere else so far keeps that company, unless chosen otherwise."""
        firm = self.into(COMPANY)
        if self.typed(COMPANY) == NONE or (firm is not None and firm.pk == person.employer_id):
            return []
        name = str(firm) if firm else self.typed("company_name")
        standing = "" if person.employer_id is None else str(person.seen["employer"] or _("One that you may not see"))
        label = Contact._meta.get_field("employer").verbose_name  # type: ignore[union-attr]
        return [self._choice(PERSON, person, EMPLOYER, str(label).capitalize(), name, standing, bool(standing))]

    def _choice(self, side: str, into: Contact, key: str, label: Any, ours: str, theirs: str, asks: bool) -> Choice:
        name = f"take-{side}-{into.pk}-{key}"
        return Choice(key, label, name, ours, theirs, asks, asks and self.sent(name) == LEAD)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get(PERSON) == NONE == given.get(COMPANY):
            self.add_error(None, _("A lead becomes at least a person or a company."))
        if given.get(PERSON) == NEW and not given.get("last_name") and "last_name" not in self.errors:
            self.add_error("last_name", _("A person needs a last name."))
        if given.get(COMPANY) == NEW and not given.get("company_name") and "company_name" not in self.errors:
            self.add_error("company_name", _("A company needs a name."))
        if given.get("deal") and not given.get("deal_name") and "deal_name" not in self.errors:
            self.add_error("deal_name", _("A deal needs a name."))
        return given

    def plan(self) -> dict[str, Any]:
        """What leads.conversion.convert takes."""
        given = self.cleaned_data
        deal = task = None
        if given.get("deal"):
            deal = NewDeal(
                name=given["deal_name"], value=given["deal_value"], currency=given["deal_currency"],
                stage=given["deal_stage"], source=given["deal_source"],
            )  # fmt: skip
        if given.get("task"):
            task = NewTask(text=given["task_text"], due_on=given["task_due"], owner=given.get("task_owner"))
        sides = {side: self._becoming(side) for side in (PERSON, COMPANY)}
        return {**sides, "owner": given.get("owner"), "deal": deal, "task": task}

    def _becoming(self, side: str) -> Becoming | None:
        if self.cleaned_data[side] == NONE:
            return None
        into = self.into(side)
        if into is None:
            return Becoming(names={name: self.cleaned_data[name] for name in NAMES[side]})
        seen = self.sent(f"version-{into.pk}")
        details = self._details(side)
        taken = {choice.key for choice in self._choices(side, into, details) if choice.takes_ours}
        is_number = seen.isascii() and seen.isdigit() and len(seen) < 10
        return Becoming(into=into, take=taken, version=int(seen) if is_number else None)
