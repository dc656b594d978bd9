"""Pipelines, stages and the lists of deals are kept by admins; deals can be looked up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.lists import Arrows, ListedAdmin
from accounts.listing import clean_name
from activities.admin import ToBeLookedUp
from deals import needing, staging
from deals.choices import ONLY_ONE
from deals.models import (
    ContactRole,
    Deal,
    DealSource,
    DealUnqualifiedReason,
    LossReason,
    Pipeline,
    RequiredField,
    Stage,
)
from records.errors import NotAllowed, RecordError


class StageForm(forms.ModelForm):
    """Won counts as 100 % and the other ends as 0 (8.3), so there is nothing to say about them."""

    class Meta:
        model = Stage
        fields = ("name", "likelihood", "rot_days")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = str(self.instance)
            for name in ("likelihood", "rot_days"):
                self.fields[name].disabled = not self.instance.is_active


class NewStageForm(StageForm):
    """Behind which one it stands says where it is (8.5)."""

    after = forms.ModelChoiceField(label=_("behind"), queryset=Stage.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["likelihood"].initial = None
        active = Stage.objects.in_use().active().select_related("pipeline").in_order()
        self.fields["after"].queryset = active
        self.fields["after"].label_from_instance = lambda stage: f"{stage.pipeline}: {stage}"


class RemoveForm(forms.Form):
    """Which stage receives the deals of one that goes (8.7)."""

    receives = forms.ModelChoiceField(label=_("Its deals go to"), queryset=Stage.objects.none(), required=False)

    def __init__(self, *args, stage: Stage, is_needed: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["receives"]
        stages = Stage.objects.in_use().exclude(pk=stage.pk).select_related("pipeline").in_order()
        here = Q(pipeline=stage.pipeline_id) | Q(pipeline__is_disabled=False)
        field.queryset, field.required = stages.filter(here), is_needed
        field.label_from_instance = lambda one: f"{one.pipeline}: {one}"


class StageInline(admin.TabularInline):
    model = Stage
    form = StageForm
    fields = ("name", "category", "likelihood", "rot_days", "arrows")
    readonly_fields = ("category", "arrows")
    ordering = ("position", "pk")
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).in_use()

    @admin.display(description=_("order"))
    def arrows(self, stage):
        return "–" if stage.category in ONLY_ONE else StageAdmin(Stage, admin.site).arrows(stage)


class PipelineForm(forms.ModelForm):
    class Meta:
        model = Pipeline
        fields = ("name",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = str(self.instance)

    def clean_name(self):
        try:
            return clean_name(Pipeline, self.cleaned_data["name"], but=self.instance if self.instance.pk else None)
        except NotAllowed as error:
            raise forms.ValidationError(str(error)) from error


@admin.register(Pipeline)
class PipelineAdmin(Arrows):
    form = PipelineForm
    list_display = ("__str__", "arrows", "stage_count", "deal_count", "enabled")
    list_filter = ("is_disabled",)
    search_fields = ("name",)
    ordering = ("position", "pk")
    actions = ("disable", "enable")
    # The Enter key presses the first button of a form: that must not be an arrow.
    save_on_top = True

    def get_queryset(self, request):
        stages = Count("stages", filter=Q(stages__removed_at=None), distinct=True)
        deals = Count("stages__deals", filter=Q(stages__deals__deleted_at=None), distinct=True)
        return super().get_queryset(request).annotate(stages_in_use=stages, deals_in_it=deals)

    def get_inlines(self, request, obj):
        return [StageInline] if obj else []

    def get_fields(self, request, obj=None):
        return ("name", "add_stage") if obj else ("name",)

    def get_readonly_fields(self, request, obj=None):
        return ("add_stage",) if obj else ()

    @admin.display(description=_("stages"))
    def stage_count(self, pipeline):
        return pipeline.stages_in_use

    @admin.display(description=_("deals"))
    def deal_count(self, pipeline):
        return pipeline.deals_in_it

    @admin.display(description=_("takes new deals"), boolean=True)
    def enabled(self, pipeline):
        return not pipeline.is_disabled

    @admin.display(description=_("stages"))
    def add_stage(self, pipeline):
        after = pipeline.stages.in_use().active().in_order().last()
        address = f"{reverse('admin:deals_stage_add')}?after={after.pk if after else ''}"
        return format_html('<a href="{}" class="addlink">{}</a>', address, gettext("Add a stage"))

    def shift(self, request, row, places):
        staging.shift_pipeline(row, places, by=request.user, at=timezone.now())

    def save_model(self, request, obj, form, change):
        here = {"by": request.user, "at": timezone.now()}
        if change:
            staging.rename_pipeline(obj, obj.name, **here)
        else:
            made = staging.add_pipeline(obj.name, **here)
            obj.pk, obj.position = made.pk, made.position

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        for stage, fields in formset.changed_objects:
            values = {name: getattr(stage, name) for name in fields}
            staging.change_stage(Stage.objects.get(pk=stage.pk), values, by=request.user, at=timezone.now())

    def get_deleted_objects(self, objs, request):
        kept = [reason for pipeline in objs if (reason := self.why_not(pipeline))]
        return ([], {}, set(), kept) if kept else ([str(each) for each in objs], {}, set(), [])

    def why_not(self, pipeline) -> str:
        try:
            staging.refuse_needed(pipeline)
        except NotAllowed as error:
            return str(error)
        return ""

    def delete_model(self, request, obj):
        staging.remove_pipeline(obj, by=request.user, at=timezone.now())

    def delete_queryset(self, request, queryset):
        """Each for itself: of the last two, one stays."""
        for pipeline in list(queryset):
            try:
                self.delete_model(request, pipeline)
            except NotAllowed as error:
                self.message_user(request, str(error), messages.ERROR)

    @admin.action(description=_("Disable: its deals stay, new ones cannot be added"))
    def disable(self, request, queryset):
        self.mark(request, queryset, True, gettext("disabled"))

    @admin.action(description=_("Enable"))
    def enable(self, request, queryset):
        self.mark(request, queryset, False, gettext("enabled"))

    def mark(self, request, queryset, is_disabled, done):
        for pipeline in queryset:
            try:
                staging.set_disabled(pipeline, is_disabled, by=request.user, at=timezone.now())
            except NotAllowed as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                self.log_change(request, pipeline, done)


@admin.register(Stage)
class StageAdmin(Arrows):
    """A stage goes one at a time, by its own page that asks who receives its deals."""

    list_display = ("__str__", "pipeline", "category", "likelihood", "rot_days", "deal_count", "arrows")
    list_filter = ("pipeline", "category")
    list_select_related = ("pipeline",)
    search_fields = ("name",)
    ordering = ("pipeline__position", "pipeline", "position", "pk")
    actions = None

    def get_queryset(self, request):
        deals = Count("deals", filter=Q(deals__deleted_at=None))
        return super().get_queryset(request).in_use().annotate(deals_in_it=deals)

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **kwargs | {"form": StageForm if obj else NewStageForm})

    def get_fields(self, request, obj=None):
        return ("name", "pipeline", "category", "likelihood", "rot_days") if obj else (
            "after", "name", "likelihood", "rot_days",
        )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        return ("pipeline", "category") if obj else ()

    @admin.display(description=_("deals"))
    def deal_count(self, stage):
        return stage.deals_in_it

    def listed_at(self, row):
        return reverse("admin:deals_pipeline_change", args=[row.pipeline_id])

    def shift(self, request, row, places):
        staging.shift_stage(row, places, by=request.user, at=timezone.now())

    def save_model(self, request, obj, form, change):
        here = {"by": request.user, "at": timezone.now()}
        if change:
            values = {name: form.cleaned_data[name] for name in form.changed_data}
            staging.change_stage(Stage.objects.get(pk=obj.pk), values, **here)
            return
        given = {name: form.cleaned_data[name] for name in ("name", "likelihood", "rot_days", "after")}
        made = staging.add_stage(given["after"].pipeline, given.pop("name"), **given, **here)
        obj.pk, obj.pipeline = made.pk, made.pipeline

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.category not in ONLY_ONE)

    def delete_view(self, request, object_id, extra_context=None):
        stage = self.get_object(request, object_id)
        if stage is None or not self.has_delete_permission(request, stage):
            self.message_user(request, gettext("Every pipeline has this stage: it stays."), messages.ERROR)
            return redirect("admin:deals_stage_changelist")
        form = RemoveForm(request.POST or None, stage=stage, is_needed=stage.deals.exists())
        if form.is_valid() and self.removed(request, stage, form.cleaned_data["receives"]):
            return redirect(self.listed_at(stage))
        facts = {**self.admin_site.each_context(request), "title": gettext("Remove a stage"), "opts": self.opts}
        facts |= {"form": form, "stage": stage, "back": self.listed_at(stage)}
        return TemplateResponse(request, "admin/deals/stage/remove.html", facts)

    def removed(self, request, stage, receives) -> bool:
        try:
            staging.remove_stage(stage, receives=receives, by=request.user, at=timezone.now())
        except RecordError as error:
            self.message_user(request, str(error), messages.ERROR)
            return False
        self.log_deletions(request, Stage.objects.filter(pk=stage.pk))
        self.message_user(request, gettext("“%(name)s” is removed.") % {"name": stage}, messages.SUCCESS)
        return True


class RequiredFieldForm(forms.ModelForm):
    """Columns, and the custom fields of deals that are in use."""

    field = forms.ChoiceField(label=_("field"), choices=needing.choices)

    class Meta:
        model = RequiredField
        fields = ("stage", "field")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stages: Any = self.fields["stage"]
        stages.queryset = Stage.objects.in_use().select_related("pipeline").in_order()
        stages.label_from_instance = lambda stage: f"{stage.pipeline}: {stage}"
        stages.empty_label = gettext("whenever a deal is added")

    def clean(self):
        given = super().clean()
        same = RequiredField.objects.filter(stage=given.get("stage"), field=given.get("field", ""))
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(gettext("This field is required there already."))
        return given


@admin.register(RequiredField)
class RequiredFieldAdmin(admin.ModelAdmin):
    form = RequiredFieldForm
    list_display = ("field_name", "where")
    list_filter = ("field", "stage__pipeline")
    list_select_related = ("stage__pipeline",)
    ordering = ("stage__pipeline__position", "stage__position", "pk")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(custom_name=needing.custom_name())

    @admin.display(description=_("field"), ordering="field")
    def field_name(self, required):
        return required.custom_name or str(required)

    @admin.display(description=_("when"))
    def where(self, required):
        if required.stage is None:
            return gettext("whenever a deal is added")
        return f"{required.stage.pipeline}: {required.stage}"


@admin.register(LossReason, DealUnqualifiedReason, DealSource)
class DealListAdmin(ListedAdmin):
    used_through = "deals"


@admin.register(ContactRole)
class ContactRoleAdmin(ListedAdmin):
    used_through = "associations"


@admin.register(Deal)
class DealAdmin(ToBeLookedUp):
    list_display = ("name", "stage", "pipeline", "value", "currency", "owner", "estimated_close_date", "created_at")
    list_filter = (
        "stage__category", ("stage__pipeline", admin.RelatedOnlyFieldListFilter), "is_hot", "currency",
        ("source", admin.RelatedOnlyFieldListFilter), ("owner", admin.RelatedOnlyFieldListFilter),
    )  # fmt: skip
    list_select_related = ("owner", "stage__pipeline")
    search_fields = ("search_text",)
    # Other records are opened on their own pages, as far as one may see them.
    exclude = (
        "search_text", "name_key", "form_token", "contact", "company", "custom", "deleted_at", "deleted_by",
        "deleted_act",
    )  # fmt: skip

    @admin.display(description=_("pipeline"))
    def pipeline(self, deal):
        return deal.stage.pipeline
