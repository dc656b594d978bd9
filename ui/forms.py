"""Forms in the house's markup, and forms that let two people edit the same record without losing either's work."""

import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.choices import flatten_choices
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

CHECKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


NATIVE: dict[type, tuple[str, str]] = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.TimeInput: ("time", "%H:%M"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
}


class HiddenMoment(forms.DateTimeInput):
    """What the editor saw, cut to the minute like the visible field, so that leaving it alone is no change."""

    input_type = "hidden"

    def __init__(self) -> None:
        super().__init__(format=NATIVE[forms.DateTimeInput][1])


def dress(field: forms.Field) -> None:
    """Give a widget the class of the look and the browser's own pickers, once; a class of its own stays beside it."""
    widget = field.widget
    if type(widget) is forms.DateTimeInput:
        field.hidden_widget = HiddenMoment
    parts: list[Any] = list(widget.widgets) if isinstance(widget, forms.MultiWidget) else [widget]
    for part in parts:
        if type(part) in NATIVE:
            part.input_type, part.format = NATIVE[type(part)]
        wanted = "check" if isinstance(part, CHECKS) else "input"
        classes = part.attrs.get("class", "").split()
        if not {"input", "check", "switch"} & set(classes):
            part.attrs["class"] = " ".join([wanted, *classes])
        # A browser would cut what is pasted without a word; the form says what is too long, and keeps it.
        part.attrs.pop("maxlength", None)


class UiForm(forms.BaseForm):
    """Mixin for any form: `{{ form.as_ui }}` draws all of it, `{% ui_field form.name %}` one field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)

    def as_ui(self) -> SafeString:
        return render_to_string("ui/form.html", {"form": self})


@dataclass(frozen=True)
class Conflict:
    """A field that both sides changed, each in their own way. Both values are ready to be shown."""

    bound_field: forms.BoundField
    label: str
    mine: str
    theirs: str

    def __iter__(self) -> Any:
        return iter((self.bound_field, self.label, self.mine, self.theirs))

    @property
    def choice(self) -> str:
        return f"choose-{self.bound_field.html_name}"


class EditForm(UiForm, forms.ModelForm):
    """Edits a record while somebody else may be doing the same: a three-way merge by field.

    Every field carries what its editor saw (`show_hidden_initial`). `values()` is what this editor changed;
    `conflicts(current)` is what both changed differently; `rebase(current)` makes the form that asks about these.
    The instance passed in is left untouched: the form works on a copy.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("instance") is not None:
            kwargs["instance"] = copy.copy(kwargs["instance"])
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", getattr(self.instance, "version", None))
        self.overtaken_by = ""
        self.overtaken_at: Any = None
        self.asked: list[Conflict] = []
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "version" and not isinstance(field, forms.FileField)

    @property
    def seen_version(self) -> int | None:
        """The version the editor started from; pass it to records.writing.edit."""
        return self.cleaned_data.get("version")

    def values(self) -> dict[str, Any]:
        """Only the fields this editor changed, without those where they chose the other side's value."""
        given_up = {name for name in self.fields if self.data.get(f"choose-{self.add_prefix(name)}") == "theirs"}
        mine = [name for name in self.changed_data if name != "version" and name not in given_up]
        return {name: self.cleaned_data[name] for name in mine if name in self.cleaned_data}

    def standing(self, current: Any) -> dict[str, Any]:
        """The record's values under the names of the fields; override for fields that are no column."""
        return forms.model_to_dict(current, [name for name in self.fields if name != "version"])

    def conflicts(self, current: Any) -> list[Conflict]:
        standing = self.standing(current)
        return [self.conflict(name, standing[name]) for name in self.values() if self.clashes(name, standing)]

    def clashes(self, name: str, standing: dict[str, Any]) -> bool:
        if name not in standing:
            return False
        bound, theirs = self[name], standing[name]
        seen = bound.field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
        return bound.field.has_changed(theirs, seen) and bound.field.has_changed(theirs, bound.data)

    def conflict(self, name: str, theirs: Any) -> Conflict:
        bound = self[name]
        return Conflict(
            bound_field=bound,
            label=str(bound.label),
            mine=shown(bound.field, self.cleaned_data.get(name)),
            theirs=shown(bound.field, theirs),
        )

    def rebase(self, current: Any, *, who: str = "", at: Any = None) -> "EditForm":
        """The same form upon the current record: mine where I changed something, theirs elsewhere, and the question."""
        data = self.data.copy() if isinstance(self.data, QueryDict) else as_querydict(self.data)
        kept = self.values()
        standing = self.standing(current)
        for name, theirs in standing.items():
            bound = self[name]
            shown_as = bound.field.prepare_value(theirs)
            put(data, bound.field.hidden_widget(), bound.html_initial_name, shown_as)
            if name not in kept:
                put(data, bound.field.widget, bound.html_name, shown_as)
        data[self.add_prefix("version")] = str(current.version)
        form: Any = copy.copy(self)
        form.asked = self.conflicts(current)
        form.data, form._bound_fields_cache = data, {}
        form.initial = {**self.initial, **standing, "version": current.version}
        form.overtaken_by, form.overtaken_at = who, at
        return form


def as_querydict(data: Any) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in data.items():
        made.setlist(name, value if isinstance(value, list) else [value])
    return made


def put(data: QueryDict, widget: forms.Widget, name: str, value: Any) -> None:
    """Write a value the way this widget would have posted it."""
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list) else widget.decompress(value) or []
        for index, (part, each) in enumerate(zip(widget.widgets, parts, strict=False)):
            put(data, part, f"{name}_{index}", each)
        return
    if isinstance(widget, forms.CheckboxInput):
        data.setlist(name, ["on"] if value else [])
        return
    if isinstance(value, list | tuple | set):
        data.setlist(name, [str(getattr(each, "pk", each)) for each in value])
        return
    written = widget.format_value(getattr(value, "pk", value))
    data.setlist(name, written if isinstance(written, list) else ["" if written is None else str(written)])


def shown(field: forms.Field, value: Any) -> str:
    """A field's value in words; a field may say it itself (`in_words`)."""
    if value in (None, "", []):
        return _("Not set")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if hasattr(field, "in_words"):
        return str(field.in_words(value))
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(field.label_from_instance(each) for each in field.clean(list(value)))
    if isinstance(field, forms.ModelChoiceField):
        return str(field.label_from_instance(field.to_python(value)))
    if isinstance(field, forms.ChoiceField):
        words = {str(key): word for key, word in flatten_choices(iter(field.choices))}  # type: ignore[arg-type]
        return ", ".join(str(words.get(str(each), each)) for each in (value if isinstance(value, list) else [value]))
    return str(formats.localize(value, use_l10n=True))


def field_row(bound: forms.BoundField) -> dict[str, Any]:
    """What ui/field.html draws. Works on any form's field, allauth's as well."""
    dress(bound.field)
    widget = bound.field.widget
    control = bound.as_widget()
    if bound.field.show_hidden_initial:
        control = format_html("{}{}", control, bound.as_hidden(only_initial=True))
    return {
        "field": bound,
        "control": control,
        "inline": isinstance(widget, forms.CheckboxInput),
        "group": getattr(widget, "use_fieldset", False),
    }
