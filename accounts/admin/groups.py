"""Groups in Django admin: rename, archive, delete, many per user (14.23)."""

from django.contrib import admin
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import grouping
from accounts.admin.naming import OncePerName
from accounts.models import Group, Membership


class MemberInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("user",)
    verbose_name_plural = _("members")


@admin.register(Group)
class GroupAdmin(admin.ModelAdmin):
    form = OncePerName
    fields = ("name", "description", "use", "role")
    inlines = (MemberInline,)
    list_display = ("name", "use", "role", "size", "archived_at")
    list_filter = ("use", ("archived_at", admin.EmptyFieldListFilter))
    list_select_related = ("role",)
    search_fields = ("name",)
    ordering = ("name", "pk")
    actions = ("archive", "bring_back")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(member_count=Count("memberships"))

    @admin.display(description=_("members"), ordering="member_count")
    def size(self, group):
        return group.member_count

    @admin.action(description=_("Archive: gives no more rights, stays in old reports"))
    def archive(self, request, queryset):
        self.mark(request, queryset, grouping.archive, _("archived"))

    @admin.action(description=_("Bring back from the archive"))
    def bring_back(self, request, queryset):
        self.mark(request, queryset, grouping.bring_back, _("brought back"))

    def mark(self, request, queryset, act, done):
        for group in queryset:
            act(group, by=request.user, at=timezone.now())
            self.log_change(request, group, str(done))
        self.message_user(request, f"{done}: {len(queryset)}")
