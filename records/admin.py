"""Tags are kept by admins; acts, jobs and tombstones can be looked at. Custom fields have theirs in lists.admin."""

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from records.folding import fold
from records.models import Job, JobError, Tag, TagUse, Tombstone


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
