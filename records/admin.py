"""Tags and custom fields are kept by admins; acts, jobs and tombstones can be looked at."""

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from records import customising
from records.errors import NotAllowed
from records.folding import fold
from records.models import CustomField, Job, JobError, Tag, TagUse, Tombstone
from records.naming import kind_of


class ReadOnlyAdmin(admin.ModelAdmin):
    """To be looked at only."""

    def has_add_permission(self, request, *args):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class TagUseInline(admin.TabularInline):
    """Where a tag is used, with the id that the API shows for each kind."""

    model = TagUse
    extra = 0
    fields = readonly_fields = ("id", "kind")
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class TagForm(forms.ModelForm):
    """The key follows the name; two names that differ in case only are one tag (16.9a)."""

    class Meta:
        model = Tag
        fields = ("name", "color")

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        self.instance.key = fold(name)
        if Tag.objects.filter(key=self.instance.key).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("A tag of that name is there already."))
        return name


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ("name", "color", "worn")
    list_filter = ("color",)
    search_fields = ("name", "key")
    ordering = ("name",)
    form = TagForm
    inlines = [TagUseInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(times=Count("uses__taggings"))

    @admin.display(description=_("worn by"), ordering="times")
    def worn(self, tag):
        return tag.times


def kind_choices():
    return [(kind_of(model), capfirst(model._meta.verbose_name)) for model in customising.customisable()]


class CustomFieldForm(forms.ModelForm):
    """What a field is and holds is settled when it is made: values of records depend on it."""

    kind = forms.ChoiceField(label=_("Kind of record"), choices=kind_choices)
    choices = forms.CharField(
        label=_("Choices"), required=False, help_text=_("One a line. Values that are no choice any more stay."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip

    class Meta:
        model = CustomField
        fields = ("kind", "name", "type", "for_whom", "choices", "help_text", "required", "position")
        help_texts = {
            "for_whom": _("Only contacts are people or companies; other kinds leave it as it is."),
            "position": _("Small numbers come first. Left open: behind all others."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["choices"] = "\n".join(self.instance.choices)
        self.fields["position"].required = False

    def clean(self):
        given = super().clean()
        for name in ("kind", "type"):
            setattr(self.instance, name, given.get(name, getattr(self.instance, name)))
        if self.instance.kind and given.get("position") is None:
            given["position"] = customising.next_position(self.instance.kind)
        self.ask("name", self.settle_name)
        self.ask("choices", self.settle_choices)
        return given

    def ask(self, name, act):
        """Say at the field what the domain refuses."""
        if name in self.cleaned_data and self.instance.kind and self.instance.type:
            try:
                self.cleaned_data[name] = act(self.cleaned_data[name])
            except NotAllowed as error:
                self.add_error(name, str(error))

    def settle_name(self, name):
        definition = self.instance
        definition.name = customising.clean_name(name)
        customising.refuse_taken(definition)
        definition.name_key = fold(definition.name)
        definition.key = definition.key or customising.free_key(definition.kind, definition.name)
        return definition.name

    def settle_choices(self, text):
        return customising.clean_choices(text.splitlines()) if self.instance.offers_choices else []


class KindFilter(admin.SimpleListFilter):
    title = _("kind of record")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return kind_choices()

    def queryset(self, request, queryset):
        return queryset.of(self.value()) if self.value() else queryset


@admin.register(CustomField)
class CustomFieldAdmin(admin.ModelAdmin):
    """Deactivated, never deleted: records still hold the values."""

    form = CustomFieldForm
    list_display = ("name", "position", "kind_name", "type", "required", "in_use")
    list_editable = ("position",)
    list_filter = (KindFilter, "type", ("deactivated_at", admin.EmptyFieldListFilter))
    search_fields = ("name", "key")
    ordering = ("kind", "position", "pk")
    actions = ("deactivate", "reactivate")

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ("kind", "kind_name", "type", "key", "in_use") if obj else ()

    def get_fields(self, request, obj=None):
        settled = ("kind_name", "type", "key", "in_use") if obj else ("kind", "type")
        return ("name", *settled, "for_whom", "choices", "help_text", "required", "position")

    def get_changeform_initial_data(self, request):
        return {"position": "", **super().get_changeform_initial_data(request)}

    @admin.display(description=_("kind of record"), ordering="kind")
    def kind_name(self, definition):
        return customising.kind_label(definition.kind)

    @admin.display(description=_("in use"), boolean=True, ordering="deactivated_at")
    def in_use(self, definition):
        return definition.deactivated_at is None

    @admin.action(description=_("Deactivate: no longer offered, values stay"))
    def deactivate(self, request, queryset):
        for definition in queryset:
            customising.deactivate(definition, at=timezone.now())
            self.log_change(request, definition, str(_("deactivated")))

    @admin.action(description=_("Reactivate"))
    def reactivate(self, request, queryset):
        for definition in queryset:
            customising.reactivate(definition)
            self.log_change(request, definition, str(_("reactivated")))


class JobErrorInline(admin.TabularInline):
    model = JobError
    extra = 0
    fields = readonly_fields = ("line", "message")
    can_delete = False
    max_num = 0


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("name", "state", "done", "total", "refused", "started_at", "finished_at")
    list_filter = ("state", "name")
    list_select_related = ("act",)
    ordering = ("-pk",)
    inlines = [JobErrorInline]


@admin.register(Tombstone)
class TombstoneAdmin(ReadOnlyAdmin):
    list_display = ("kind", "record_id", "at")
    list_filter = ("kind",)
    search_fields = ("record_id",)
    ordering = ("-at",)
