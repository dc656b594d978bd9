"""Untidy input to clean notes and tasks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activities import due
from activities.models import LONGEST_NOTE, Note, Task
from activities.setting import Settable, label_of
from activities.task_deeds import rescheduling
from records.forms import TagsField, names_in, worn_by
from ui.forms import EditForm, UiForm, dress
from ui.typed import DayField, HourField, MomentField, ProseField

LONGEST_DETAILS = 20_000


class TaskForm(EditForm):
    """Without `may_reassign` nobody else can be chosen."""

    text = forms.CharField(
        label=_("Task"), max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True})
    )
    due_date = DayField(label=_("Due on"), required=False)
    due_time = HourField(label=_("Time"), required=False, help_text=_("Without a time, until the end of that day."))
    remind_at = MomentField(label=_("Remind me"), required=False)
    details = ProseField(
        label=_("Details"), required=False, max_length=LONGEST_DETAILS,
        widget=forms.Textarea(attrs={"rows": 3, "data-autosize": True}),
    )  # fmt: skip

    field_order = ("text", "due_date", "due_time", "owner", "remind_at", "details")

    class Meta:
        model = Task
        fields = ("text", "owner", "remind_at", "details")

    def __init__(self, *args: Any, may_reassign: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset, owner.label, owner.empty_label = User.objects.assignable(self.instance.owner_id), _("For"), None
        if not may_reassign:
            del self.fields["owner"]
        for name, value in self.moments(self.instance).items():
            self.initial.setdefault(name, value)

    def moments(self, task: Task) -> dict[str, Any]:
        day = due.day_of(task, timezone.get_current_timezone())
        hour = timezone.localtime(task.due_at).time() if task.due_at and not task.due_on else None
        return {"due_date": day, "due_time": hour}

    def standing(self, current: Task) -> dict[str, Any]:
        found = super().standing(current) | self.moments(current)
        return {name: value for name, value in found.items() if name in self.fields}

    def clean(self) -> dict[str, Any]:
        """The columns' rules are not asked again here: the database has the last word."""
        mend_hidden(self)
        found = self.cleaned_data
        if found.get("due_time") and not found.get("due_date") and "due_date" not in self.errors:
            self.add_error("due_date", _("A time needs a day."))
        return found

    def deed(self, current: Task) -> dict[str, Any]:
        """What this editor changed, as columns; the day or time they left alone is the current one."""
        values = self.values()
        if {"due_date", "due_time"} & set(values):
            standing = self.moments(current)
            day = values.pop("due_date", standing["due_date"])
            hour = values.pop("due_time", standing["due_time"])
            values |= due.columns(day, hour if day else None, timezone.get_current_timezone())
        return values


class NewTaskForm(TaskForm):
    """`form_token` marks this form, `about` says "kind:key" of the record it was opened on."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    about = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)
        if "owner" in self.fields:
            self.fields["owner"].required = False

    def columns(self) -> dict[str, Any]:
        """Everything keeping.add_task asks for, but the record it is about."""
        found = {name: self.cleaned_data.get(name) for name in ("text", "details", "owner", "remind_at", "form_token")}
        hour, day = self.cleaned_data.get("due_time"), self.cleaned_data.get("due_date")
        return found | due.columns(day, hour, timezone.get_current_timezone())


class NoteForm(EditForm):
    text = ProseField(
        label=_("Note"), max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 6, "data-autosize": True, "autofocus": True}),
    )  # fmt: skip
    tags = TagsField()

    field_order = ("text", "tags", "is_important", "is_restricted")

    class Meta:
        model = Note
        fields = ("text", "is_important", "is_restricted")
        help_texts = {"is_restricted": _("Seen by you, the note's collaborators and administrators only.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("tags", worn_by(self.instance))

    def standing(self, current: Note) -> dict[str, Any]:
        return super().standing(current) | {"tags": worn_by(current)}

    def clean(self) -> dict[str, Any]:
        """The columns' rules are not asked again here: the database has the last word."""
        mend_hidden(self)
        return self.cleaned_data

    def deed(self) -> dict[str, Any]:
        """What this editor changed: columns, and `tags` as names if they changed these."""
        values = self.values()
        if "tags" in values:
            values["tags"] = names_in(values["tags"])
        return values


class NewNoteForm(NoteForm):
    """`form_token` marks this form, `about` says "kind:key" of the record it was opened on."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    about = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)

    def columns(self) -> dict[str, Any]:
        """Everything keeping.add_note asks for, but the record it is about."""
        names = ("text", "is_important", "is_restricted", "form_token")
        found = {name: self.cleaned_data[name] for name in names}
        return found | {"tags": names_in(self.cleaned_data["tags"])}


class SureForm(UiForm, forms.Form):
    """Asked before something is done with many records; without fields only whether one is sure."""


class ReassignForm(SureForm):
    owner = forms.ModelChoiceField(
        User.objects.active().by_name(), label=_("New owner"), empty_label=_("Choose a person")
    )

    def facts(self) -> dict[str, Any]:
        """The answers as a job can keep them (activities.bulk)."""
        return {"owner": self.cleaned_data["owner"].pk}


class RetagForm(SureForm):
    """No field is called as a method of the browser's form is."""

    add_tags = TagsField(label=_("Add tags"))
    remove_tags = TagsField(label=_("Remove tags"))

    def __init__(self, *args: Any, may_make: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        added: Any = self.fields["add_tags"]
        added.may_make = may_make

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            self.add_error("add_tags", _("Name a tag to add or to remove."))
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        return {name: names_in(self.cleaned_data[name]) for name in ("add_tags", "remove_tags")}


class RescheduleForm(SureForm):
    due_date = DayField(label=_("Due on"), required=False, help_text=_("Empty: without a day."))
    due_time = HourField(label=_("Time"), required=False, help_text=_("Without a time, until the end of that day."))

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("due_time") and not self.cleaned_data.get("due_date"):
            self.add_error("due_date", _("A time needs a day."))
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        day, hour = self.cleaned_data["due_date"], self.cleaned_data["due_time"]
        return rescheduling(due.columns(day, hour, timezone.get_current_timezone()))


class FieldForm(SureForm):
    """Which field; then its own field, beside the box that empties it."""

    field = forms.ChoiceField(label=_("Field"))

    def __init__(self, data: Any = None, *, settable: Settable, user: User) -> None:
        super().__init__(data)
        self.settable, found = settable, settable.fields(user)
        self.chosen = (data or {}).get("field", "")
        choose: Any = self.fields["field"]
        choose.choices = [("", _("Choose a field")), *((name, label_of(each)) for name, each in found.items())]
        if self.chosen not in found:
            return
        choose.widget = forms.HiddenInput()
        self.fields[self.chosen] = found[self.chosen]
        self.fields["empty"] = forms.BooleanField(label=_("Empty the field"), required=False)
        for each in self.fields.values():
            dress(each)
        if "asked" not in (data or {}):
            self.is_bound, self.initial["field"] = False, self.chosen

    def clean(self) -> dict[str, Any]:
        found, field = self.cleaned_data, self.fields.get(self.chosen)
        if field is None or self.errors:
            return found
        value = found.get(self.chosen)
        if not found.get("empty") and value in (None, "", []):
            self.add_error(self.chosen, _("Say what it shall be, or that the field is to be emptied."))
        elif found.get("empty") and field.needed:  # type: ignore[attr-defined]
            self.add_error("empty", _("This field cannot be empty."))
        elif found.get("empty") and value not in (None, "", []):
            self.add_error("empty", _("Either a value or nothing: not both."))
        return found

    def facts(self) -> dict[str, Any]:
        value = None if self.cleaned_data["empty"] else self.cleaned_data[self.chosen]
        return self.settable.facts(self.chosen, value)


class CollaboratorForm(forms.Form):
    user = forms.ModelChoiceField(User.objects.active())


def mend_hidden(form: forms.BaseForm) -> None:
    """What is wrong with a field nobody sees is said above the form."""
    hidden = [name for name, field in form.fields.items() if field.widget.is_hidden]
    if any(name in form.errors for name in hidden):
        form.add_error(None, _("This form was damaged on its way. Reload the page; what you typed is still here."))


def plain(form: EditForm) -> None:
    """Nobody else can be editing what does not exist yet."""
    del form.fields["version"]
    for field in form.fields.values():
        field.show_hidden_initial = False
