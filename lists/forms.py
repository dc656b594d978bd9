"""What is asked of a smart list: its name, and who sees it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Group, User
from lists.choices import Visibility
from lists.models import SmartList
from ui.forms import EditForm, UiForm

LONGEST_ADDRESS = 30_000


class Sharing(forms.BaseForm):
    """Who sees the list, as far as there are groups at all."""

    def limit_to(self, user: User) -> None:
        fields: dict[str, Any] = self.fields
        there = Group.objects.in_use().order_by("name", "pk")
        if fields["groups"].queryset.exists() or there.exists():
            fields["groups"].queryset = there
            fields["groups"].help_text = _("For a list that groups see.")
        else:
            del fields["groups"]
            kept = [choice for choice in Visibility.choices if choice[0] != Visibility.GROUP]
            fields["visibility"].choices = kept
        if not user.is_admin:
            fields.pop("owner", None)

    def clean(self) -> Any:
        given = super().clean()
        said = self.cleaned_data if given is None else given
        if said.get("visibility") == Visibility.GROUP and "groups" in said and not said["groups"]:
            self.add_error("groups", _("Choose at least one group."))
        return said


class NewListForm(Sharing, UiForm, forms.ModelForm):
    """`address` is what the list holds, as the page that it was saved from has it."""

    pin = forms.BooleanField(label=gettext_lazy("Pin to the menu"), required=False)
    kind = forms.CharField(widget=forms.HiddenInput, max_length=60)
    address = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_ADDRESS, required=False)

    class Meta:
        model = SmartList
        fields = ("name", "visibility", "groups", "others_edit")
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_to(user)


class ListForm(Sharing, EditForm):
    class Meta:
        model = SmartList
        fields = ("name", "visibility", "groups", "others_edit", "owner")
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whose: Any = self.fields["owner"]
        whose.queryset = User.objects.assignable(self.instance.owner_id)
        self.limit_to(user)
