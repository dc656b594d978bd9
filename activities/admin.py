"""Tasks and notes can be looked up by admins; they are changed on their pages, through the domain."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import sight
from activities.models import Note, Task
from records.admin import ReadOnlyAdmin


class ToBeLookedUp(ReadOnlyAdmin):
    """Reading only. What an administrator opens without a grant of their own is logged (14.22)."""

    list_select_related: ClassVar[Any] = ("owner",)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    show_full_result_count = False
    view_on_site = True

    def get_queryset(self, request):
        return self.model.objects.visible_to(request.user)

    def get_search_results(self, request, queryset, search_term):
        """The product's own search, on the folded text."""
        return queryset.search(search_term) if search_term else queryset, False

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            sight.seen(found, by=request.user, at=timezone.now())
        return found


@admin.register(Task)
class TaskAdmin(ToBeLookedUp):
    list_display = ("text", "owner", "due_at", "state", "about")
    list_filter = ("state", ("due_at", admin.DateFieldListFilter), ("owner", admin.RelatedOnlyFieldListFilter))
    search_fields = ("search_text",)
    exclude = ("search_text", "form_token", "deleted_at", "deleted_by", "deleted_act")

    @admin.display(description=_("about"))
    def about(self, task):
        return f"{task.about_kind} {task.about_id}" if task.about_kind else "–"


@admin.register(Note)
class NoteAdmin(ToBeLookedUp):
    list_display = ("__str__", "owner", "is_important", "is_restricted", "created_at")
    list_filter = ("is_important", "is_restricted", ("owner", admin.RelatedOnlyFieldListFilter))
    search_fields = ("search_text",)
    exclude = ("search_text", "form_token", "deleted_at", "deleted_by", "deleted_act")
